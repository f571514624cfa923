"""The rows of keys by which units' own pages are read."""

from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import Q


class KeyState(StrEnum):
    """How a key stands at an instant; a judgement, no column."""

    HOLDS = "holds"
    EXPIRED = "expired"  # its time is over, and nobody gave it anew
    FAILING = "failing"  # the platform does not take it any more
    ENDED = "ended"  # taken back, or replaced, or its channel ended: the bytes are gone


class WhyEnded(StrEnum):
    """Why a key is gone."""

    TAKEN_BACK = "taken_back"
    REPLACED = "replaced"  # the page was connected anew
    CHANNEL_ENDED = "channel_ended"  # the channel, or its unit, is no more


class PageKey(models.Model):
    """The key by which a unit's page is read, given by who looks after it (khoá đọc trang).

    `sealed` is closed with LOA_KEYS_KEY, together with the page and the channel that it is of:
    a copy of the database opens nothing, and a key that was moved to another row opens nothing
    either. `names`: how an address may name the page. `opens_until`: when it has to be changed
    for the next (Zalo); `good_until`: when its giver has to give it anew.
    """

    channel = models.ForeignKey(
        "units.Channel", on_delete=models.PROTECT, related_name="page_keys"
    )
    platform = models.CharField(max_length=10)
    page = models.CharField(max_length=60)  # the platform's number of the page
    title = models.CharField(max_length=200, blank=True)
    names = models.JSONField(default=list)
    sealed = models.BinaryField(null=True, editable=False)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("units.Officer", on_delete=models.PROTECT, related_name="+")
    opens_until = models.DateTimeField(null=True, blank=True)
    good_until = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_code = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "units.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_why = models.CharField(max_length=15, blank=True)

    class Meta:
        ordering = ["channel", "-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel"],
                condition=Q(ended_at__isnull=True),
                name="page_key_one_lives",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, sealed__isnull=False)
                | Q(ended_at__isnull=False, sealed__isnull=True),
                name="page_key_ended_is_gone",
            ),
            models.CheckConstraint(
                condition=Q(failing_since__isnull=True, failing_code="")
                | (Q(failing_since__isnull=False) & ~Q(failing_code="")),
                name="page_key_fails_since_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.page}"

    def state(self, now: datetime) -> KeyState:
        """Say how it stands."""
        if self.ended_at is not None:
            return KeyState.ENDED
        if self.failing_since is not None:
            return KeyState.FAILING
        if self.good_until is not None and self.good_until <= now:
            return KeyState.EXPIRED
        return KeyState.HOLDS
