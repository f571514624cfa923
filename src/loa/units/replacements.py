"""One officer takes over from another: the row that remembers what moved."""

from django.db import models


class Replacement(models.Model):
    """Who took over from whom, from which day, and which rows that touched (thay người).

    `effects` is what an undoing needs, as `actions.replacing` writes it.
    """

    old = models.ForeignKey("Officer", on_delete=models.PROTECT, related_name="replacements")
    new = models.ForeignKey("Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()  # the new officer's first day
    effects = models.JSONField(default=list)
    made_by = models.ForeignKey(
        "Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old=models.F("new")), name="replacement_not_by_oneself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}"
