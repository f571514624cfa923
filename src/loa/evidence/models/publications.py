"""What a unit did, said by it, with what shows it."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from loa.campaigns.models import Duty, Participant
from loa.files.models import StoredFile
from loa.materials.models import Material
from loa.units.models import Channel


class ActKind(StrEnum):
    """What kind of act a publication was."""

    WEB = "web"
    SOCIAL = "social"
    GROUP_CHAT = "group_chat"
    BROADCAST = "broadcast"
    LOUDSPEAKER = "loudspeaker"
    PRINT = "print"
    SESSION = "session"
    OTHER = "other"


class Publication(models.Model):
    """A post or an activity (bài đăng, hoạt động), as the unit states it.

    `counts` are typed: {"turn": 340, "person": 120}; keys are measures of the tallying craft.
    `idempotency_key` makes a form that is sent twice one publication.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="publications"
    )
    duties = models.ManyToManyField(Duty, blank=True, related_name="publications")
    materials = models.ManyToManyField(Material, blank=True, related_name="publications")
    files = models.ManyToManyField(StoredFile, blank=True, related_name="publications")
    channel = models.ForeignKey(
        Channel, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ActKind])
    address = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    happened_on = models.DateField()
    counts = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    idempotency_key = models.CharField(max_length=64)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "idempotency_key"], name="publication_sent_once"
            ),
            models.UniqueConstraint(
                fields=["participant", "address"],
                condition=~models.Q(address="") & models.Q(withdrawn_at__isnull=True),
                name="publication_address_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address or f"{self.kind} {self.happened_on}"


class Addition(models.Model):
    """Pictures added to a publication that was already logged (ảnh bổ sung), in one go.

    `files` are those that it did not have before. Taken back, they leave the publication and
    the row stays. `key` makes a form that is sent twice one addition.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="additions"
    )
    key = models.CharField(max_length=64)
    files = models.ManyToManyField(StoredFile, related_name="additions")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "key"], name="addition_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.added_at}"


class Paste(models.Model):
    """Many links given at once; they become publications by the handful.

    `links` as they are kept, `refused` [[link, code] …]. `done` counts the links that were
    dealt with, so who goes on after a stop begins there. `key` makes a double send one.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="pastes"
    )
    key = models.CharField(max_length=64)
    happened_on = models.DateField()
    links = models.JSONField(default=list)
    refused = models.JSONField(default=list, blank=True)
    repeated = models.PositiveIntegerField(default=0)
    left_over = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "key"], name="paste_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{len(self.links)} links"


class Airing(models.Model):
    """One entry of a broadcast's log (lượt phát): when, where, which programme, how long."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="airings"
    )
    aired_on = models.DateField()
    aired_time = models.TimeField(null=True, blank=True)
    station = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=300, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["publication", "aired_on", "aired_time", "id"]

    def __str__(self) -> str:
        return f"{self.aired_on} {self.programme}"
