"""What Loa came upon by itself on the channels of units, and their answer."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from loa.campaigns.models import Participant
from loa.evidence.models.publications import Publication
from loa.units.models import Channel


class Watch(models.Model):
    """One confirmed channel whose news is read politely while a campaign runs.

    Taken and brought back like a `Look`. `list_address` is where its news was found; `entries`
    says how many stood there at the last visit, `code` why none could be read.
    """

    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, related_name="watch")
    host = models.CharField(max_length=253)
    list_address = models.URLField(max_length=1000, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=32, blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    visited_at = models.DateTimeField(null=True, blank=True)
    entries = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at", "host"], name="watch_by_due")]

    def __str__(self) -> str:
        return self.host


class SightingState(StrEnum):
    """What became of a page that Loa came upon by itself."""

    ASKED = "asked"  # the material is on it: "is this yours?"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    OTHER = "other"  # something else; kept so that it is not read again


class Sighting(models.Model):
    """A page that Loa came upon on a unit's own channel (bài gặp được), before anyone typed.

    It counts for nothing until the unit says that it is its own.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="sightings"
    )
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(max_length=1000)
    title = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in SightingState])
    findings = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    publication = models.OneToOneField(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="sighting"
    )

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "address"], name="sighting_address_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="confirmed", publication__isnull=False)
                | (~models.Q(state="confirmed") & models.Q(publication__isnull=True)),
                name="sighting_confirmed_is_a_publication",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address
