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


class Dispatch(models.Model):
    """An official letter (công văn, văn bản).

    The columns hold what was read, until a person confirms (`confirmed_at`) something better;
    they serve lists and the natural key. What stands field by field: `queries.review`.
    Natural key: issuer + date + number/symbol; a second arrival is announced, not stored twice.
    The same text in another file is caught by `text_sha256`.
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
    text_sha256 = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
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
                condition=~Q(number="") & Q(issued_on__isnull=False),
                name="dispatch_natural_key_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="dispatch_confirmed_by_someone",
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
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.code}"
