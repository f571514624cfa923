"""The official letter: its file, what the machine read, what a person confirmed."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from loa.files.models import StoredFile
from loa.units.models import Unit


class Direction(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Way(StrEnum):
    """By which way a file came."""

    UPLOAD = "upload"
    FOLDER = "folder"
    EDXML = "edxml"
    MAIL = "mail"
    COMMAND = "command"


class Stage(StrEnum):
    """How far an arrival has come. The first two are on their way, the last ones settled."""

    RECEIVED = "received"
    WAITING = "waiting"  # a temporary fault; tried again at `next_try_at`
    IN_REVIEW = "in_review"  # read; a person looks
    DECIDED = "decided"  # a person has confirmed the letter
    QUARANTINED = "quarantined"  # cannot be read; a person decides
    DUPLICATE = "duplicate"  # the same letter is here already
    REFUSED = "refused"  # a secrecy stamp
    EMPTY = "empty"  # a mail without any file that may be a letter
    DISMISSED = "dismissed"  # a person said that nothing comes of it


class Kinship(StrEnum):
    """What a letter is to the earlier one that it names or whose number it bears."""

    VERSION = "version"  # the same number and symbol, another text
    REPLACES = "replaces"  # thay thế
    CORRECTS = "corrects"  # đính chính, sửa đổi, bổ sung
    WITHDRAWS = "withdraws"  # thu hồi


class Dispatch(models.Model):
    """An official letter (công văn, văn bản).

    The columns hold what was read, until a person confirms (`confirmed_at`) something better;
    they serve lists and the natural key. What stands field by field: `queries.review`.
    Natural key: issuer + date + number/symbol; a second arrival is announced, not stored twice.
    The same text in another file is caught by `text_sha256`. A letter with the key of another
    one but another text `amends` it, and so does one that says it replaces or corrects it.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dispatches")
    direction = models.CharField(
        max_length=10,
        choices=[(d.value, d.value) for d in Direction],
        default=Direction.INCOMING.value,
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="dispatches")
    file_name = models.CharField(max_length=255)
    format = models.CharField(max_length=12)
    lines = models.JSONField(default=list)  # the text, one line an item, as `loa read --text`
    # For each line [page, left, top, right, bottom], page from 1, the rest in shares of it, or
    # None; empty where the file has no places.
    places = models.JSONField(default=list, blank=True)
    pages = models.PositiveSmallIntegerField(default=1)
    amends = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="amended_by"
    )
    amends_how = models.CharField(
        max_length=10, blank=True, choices=[(k.value, k.value) for k in Kinship]
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)  # not needed beside `amends`
    text_sha256 = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,  # a folder or the mailbox brought it
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Metadata, named as Annex VI of NĐ 30/2020 names it.
    doc_type = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer_name = models.CharField(max_length=300, blank=True)
    subject = models.TextField(blank=True)
    search_text = models.TextField(blank=True, editable=False)  # viet.fold of all of the above

    class Meta:
        ordering = ["-arrived_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "file"], name="dispatch_file_once"),
            models.UniqueConstraint(fields=["owner", "text_sha256"], name="dispatch_text_once"),
            models.UniqueConstraint(
                fields=["owner", "issuer_name", "issued_on", "number", "symbol"],
                condition=~Q(number="") & Q(issued_on__isnull=False, amends__isnull=True),
                name="dispatch_natural_key_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="dispatch_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True, amends_how="")
                | (Q(amends__isnull=False) & ~Q(amends_how="")),
                name="dispatch_amends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.file_name

    @property
    def full_symbol(self) -> str:
        """`6580/UBND-KGVX`; the number's place stays free where it is not known."""
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else self.number


class Reading(models.Model):
    """What the machine read. Never edited: a newer reader writes a newer row."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="readings")
    reader_version = models.CharField(max_length=20)
    fields = models.JSONField()  # name → {value, certainty, source, missing}
    findings = models.JSONField(default=list)  # [{code, message, source}]
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["dispatch", "-id"]

    def __str__(self) -> str:
        return f"{self.dispatch} {self.reader_version}"


class Confirmation(models.Model):
    """What a person said of one field (xác nhận). None is removed.

    The latest one that was not taken back holds.
    """

    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="confirmations"
    )
    field = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    was_corrected = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dispatch", "field", "-id"]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.field}"


class FindingAnswer(models.Model):
    """A person's word on one finding: seen, and what to do about it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="answers")
    code = models.CharField(max_length=60)
    place = models.CharField(max_length=120, blank=True)  # which of several, e.g. the addressee
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["dispatch", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "code", "place"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.code}"


class Refusal(models.Model):
    """An arrival that was turned away: when, by whom, why. No name, no text, no hash of it."""

    code = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.code}"


class Arrival(models.Model):
    """A file on its way in, from the first byte to a person's decision (lượt văn bản đến).

    What is known of an unscreened file is when it came, by which way, how large it is and where
    its bytes lie. Name and sender are written only once it is known that the letter bears no
    secrecy stamp (docs/decisions/0010); the bytes themselves only with the letter.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="arrivals")
    way = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Way])
    # Where the bytes lie: the mark in a watched folder, or validity:uid:part in the mailbox.
    place = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    stage = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in Stage],
        default=Stage.RECEIVED.value,
    )
    size_bytes = models.BigIntegerField(default=0)
    file_name = models.CharField(max_length=255, blank=True)
    origin = models.CharField(max_length=300, blank=True)  # sender and subject of the mail
    code = models.CharField(max_length=40, blank=True)  # why it came no further
    reason = models.CharField(max_length=500, blank=True)
    # The letter it became; of a duplicate, the one that was here first.
    dispatch = models.ForeignKey(
        Dispatch, null=True, blank=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    page = models.PositiveSmallIntegerField(default=0)  # the scanned one that is being read
    pages = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when its stage was reached
    told_at = models.DateTimeField(null=True, blank=True)  # when a mail said that it waits

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["way", "place"], condition=~Q(place=""), name="arrival_place_once"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["in_review", "decided", "duplicate"])
                | Q(dispatch__isnull=False),
                name="arrival_came_to_a_letter",
            ),
            models.CheckConstraint(
                condition=~Q(stage="refused") | Q(file_name="", origin="", dispatch=None),
                name="arrival_refused_has_no_name",
            ),
        ]
        indexes = [models.Index(fields=["owner", "stage", "-id"], name="arrival_by_stage")]

    def __str__(self) -> str:
        return f"{self.way} {self.pk}"  # never a name: the ledger keeps what this says


class Source(models.Model):
    """A folder or mailbox that is looked into: how far, when last, and what went wrong."""

    key = models.CharField(max_length=200, unique=True)  # way, host or folder; never a password
    owner = models.ForeignKey(  # the unit whose letters it brings
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    validity = models.CharField(max_length=40, blank=True)  # the mailbox's UIDVALIDITY
    last_uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    faults = models.PositiveSmallIntegerField(default=0)  # in a row
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
