"""The row of a letter that amends the one a campaign is founded on; part of the models."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from loa.dispatches.models import Dispatch


class Amendment(models.Model):
    """That a campaign's letter was amended, and what became of it (văn bản sửa đổi).

    Made when the coordinators are told. `settled_at`: a person has brought the campaign up to
    it, or said that nothing is to be done.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="amendments"
    )
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["campaign", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "dispatch"], name="amendment_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="amendment_settled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.dispatch_id}"
