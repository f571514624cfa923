"""The row of a link by which a unit without a login answers, and nothing else."""

from datetime import datetime

from django.conf import settings
from django.db import models

from loa.campaigns.models import Participant


class AnswerLink(models.Model):
    """A way to one unit's report in one campaign (đường dẫn trả lời): revocable, with an end.

    Address and code are shown once, when it is made; only their hashes are kept. Who holds it
    fills and sends that unit's report; the ledger says through which link.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="answer_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)  # last; set with a ledger row

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="answer_link_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.pk}"

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at
