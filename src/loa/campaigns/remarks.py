"""What a coordinating body says of content, and that it lets content pass."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from loa.materials.models import MaterialVersion
from loa.units.models import Unit


class Remark(models.Model):
    """A word on a campaign or on one material of it (ý kiến). Never changed, only withdrawn."""

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="remarks"
    )
    version = models.ForeignKey(
        MaterialVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: of the campaign as a whole
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Clearance(models.Model):
    """A coordinating body lets one edition of a material pass (thông qua nội dung).

    Of an edition: a replaced poster must be looked at again. It is a word, not a duty: nobody
    waits for it unless the owner chooses to.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="clearances"
    )
    version = models.ForeignKey(MaterialVersion, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "version", "unit"],
                condition=Q(undone_at__isnull=True),
                name="clearance_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.unit}"
