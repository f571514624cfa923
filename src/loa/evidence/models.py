"""What a unit did, said by it, with what shows it."""

from enum import StrEnum

from django.conf import settings
from django.db import models

from loa.campaigns.models import Campaign, Duty, Participant
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


class Look(models.Model):
    """Where a publication stands in the line of those to be looked at: one row each.

    Waiting: `due_at` is an instant. Taken: `taken_until` lies ahead, and `taken_by` names who
    took it; whoever stops on the way (killed, cut off) lets that instant pass, and the look is
    taken again. At rest: `due_at` is null. `tries` counts pages that were opened and whose
    result never came.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="look"
    )
    host = models.CharField(max_length=253, blank=True)  # "": files only, nobody is visited
    due_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=32, blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_by="", taken_until__isnull=True)
                | (~models.Q(taken_by="") & models.Q(taken_until__isnull=False)),
                name="look_taken_with_an_end",
            )
        ]
        indexes = [models.Index(fields=["due_at", "host"], name="look_by_due")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.due_at}"


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


class HostRest(models.Model):
    """Until when a host is left alone, by whichever worker: our gap, or what it asked for.

    `failures` counts the visits in a row at which it asked for rest instead of answering.
    """

    host = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.host} {self.free_at}"


class Check(models.Model):
    """What the machine saw when it looked at a publication; a finding, not a judgement.

    `number` counts the looks at one publication: a job that runs twice makes one row.
    `findings` are those of the matching craft; `reasons` are codes, the first decides.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="checks"
    )
    number = models.PositiveIntegerField()
    checked_at = models.DateTimeField()
    # found, altered, not_found, cannot_tell, unreachable; claimed: nothing to look at
    outcome = models.CharField(max_length=12)
    reasons = models.JSONField(default=list, blank=True)
    findings = models.JSONField(default=list, blank=True)
    trust = models.CharField(max_length=1)  # A own channel, C elsewhere, D handed in, E said
    final_address = models.URLField(max_length=2000, blank=True)
    dated_on = models.DateField(null=True, blank=True)  # the page's own claim
    capture = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    matcher_version = models.CharField(max_length=20)
    failures = models.PositiveIntegerField(default=0)  # visits in a row without an answer
    next_at = models.DateTimeField(null=True, blank=True)
    is_latest = models.BooleanField(default=True)
    needs_person = models.BooleanField(default=False)

    class Meta:
        ordering = ["-checked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="check_once"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(is_latest=True),
                name="check_one_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} #{self.number}: {self.outcome}"


class Judgement(models.Model):
    """What a person says of a check; it stands above the machine's finding.

    One person, one word: each row has one author. Taken back, it stays with `undone_at`.
    """

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="judgements")
    is_published = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of"],
                condition=models.Q(undone_at__isnull=True),
                name="judgement_one_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}: {'yes' if self.is_published else 'no'}"


class Audit(models.Model):
    """A sample of what the machine alone said was found, drawn to be looked at by a person.

    The seed and the number of rows it was drawn from are kept, so the draw can be repeated.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="audits")
    seed = models.PositiveIntegerField()
    drawn_from = models.PositiveIntegerField()  # how many stood there
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checks = models.ManyToManyField(Check, related_name="audits")

    class Meta:
        ordering = ["-drawn_at", "-id"]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.seed}"


# Photos that are compared stand on a page of their own; Django finds models from here.
from loa.evidence.photo_models import PhotoMark, SamePhoto  # noqa: E402, F401 (they name Publication)
