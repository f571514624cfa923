"""An act of reorganisation as it was applied (quyết định sắp xếp), and what it changed."""

from django.db import models
from django.db.models import F, Q

from loa.units.words import ActKind


class Act(models.Model):
    """A legal act that changed the register on a date (sắp xếp, tổ chức lại đơn vị).

    `effects` says row by row what it made and changed, so that it can be undone exactly:
    [model, key, {field: [from, to]}], or null in the third place for a row that it made.
    An act is never deleted: undoing it is another act, which `undoes` it.
    """

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ActKind])
    on = models.DateField()  # the first day on which the new state holds
    basis = models.CharField(max_length=300)  # number and date of the resolution or decision
    note = models.CharField(max_length=300, blank=True)
    units = models.ManyToManyField("units.Unit", related_name="acts")
    effects = models.JSONField(default=list)
    made_at = models.DateTimeField()
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ActKind.UNDO.value, undoes__isnull=False)
                | (~Q(kind=ActKind.UNDO.value) & Q(undoes__isnull=True)),
                name="act_undoes_one_or_is_none",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(undoes=F("id")), name="act_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}: {self.basis}"
