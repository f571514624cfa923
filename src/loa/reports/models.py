"""A unit's answer to a round, and the consolidated report made of all answers.

One row a submission, with typed slots (`loa.reports.slots`), never one row a value. Standing,
completeness and sums are judgements in `queries.py`.
"""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from loa.campaigns.models import Participant, Round
from loa.files.models import StoredFile
from loa.reports.links import AnswerLink as AnswerLink
from loa.reports.slots import Slots
from loa.units.models import Unit


class Source(StrEnum):
    """Where a figure comes from."""

    TYPED = "typed"
    EVIDENCE = "evidence"
    COMPUTED = "computed"


class Form(models.Model):
    """A report form (biểu mẫu), one row a version: indicators and narrative sections."""

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    sections = models.JSONField(
        default=list
    )  # đề cương: [{code, title_vi, title_en, hint_vi…}]
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="form_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Indicator(models.Model):
    """One figure of a form (chỉ tiêu) and its slot. A share takes two slots: part, whole."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="indicators")
    code = models.SlugField(max_length=60)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    measure = models.CharField(max_length=10)  # tallying.Measure
    roll_up = models.CharField(max_length=10)  # tallying.RollUp
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    evidence_rule = models.JSONField(default=dict, blank=True)  # how to pre-fill it
    slot = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="indicator_once"),
            models.UniqueConstraint(fields=["form", "slot"], name="indicator_slot_once"),
            models.CheckConstraint(condition=Q(slot__lt=80), name="indicator_slot_exists"),
        ]

    def __str__(self) -> str:
        return self.label_vi


class RoundForm(models.Model):
    """Which version of which form a round uses."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="round_form")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="round_forms")

    class Meta:
        ordering = ["round"]

    def __str__(self) -> str:
        return f"{self.round} · {self.form}"


class Report(models.Model):
    """Unit × round (báo cáo của đơn vị). The draft lives here; each sending is a Submission.

    `draft_version` counts saves, so that two officers saving the same report are told.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="reports"
    )
    draft = models.JSONField(default=dict)  # {"values": {code: n}, "narratives": {code: text}}
    draft_version = models.PositiveIntegerField(default=0)
    draft_at = models.DateTimeField(null=True, blank=True)
    draft_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The first sending that answers the date that holds; a return sets a date and clears it.
    first_sent_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # the latest sending
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    due_again_at = models.DateTimeField(null=True, blank=True)  # set by a return
    accepted_at = models.DateTimeField(null=True, blank=True)
    # The document as the unit signed it.
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signed_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["round", "participant"]
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="report_once"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | ~Q(returned_reason=""),
                name="report_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(sent_at__isnull=False),
                name="report_accepted_after_sending",
            ),
            models.CheckConstraint(
                condition=Q(first_sent_at__isnull=True) | Q(sent_at__gte=F("first_sent_at")),
                name="report_sendings_in_order",
            ),
        ]
        indexes = [models.Index(fields=["participant", "round"], name="report_by_unit")]

    def __str__(self) -> str:
        return f"{self.participant} · {self.round}"


class Submission(Slots):
    """One sending of a report: figures in slots, narratives by section. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    narratives = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )  # null: through a link
    sent_through = models.ForeignKey(
        AnswerLink, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submission_once"),
            models.UniqueConstraint(
                fields=["report", "idempotency_key"], name="submission_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=False, sent_through__isnull=True)
                | Q(sent_by__isnull=True, sent_through__isnull=False),
                name="submission_by_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} #{self.number}"


class Consolidation(models.Model):
    """A round rolled up along its reporting lines at an instant (báo cáo tổng hợp).

    `facts` is everything the papers are made of, so the same bytes come out again.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="consolidations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consolidations")
    number_in_round = models.PositiveSmallIntegerField()
    as_of = models.DateTimeField()
    facts = models.JSONField()
    text = models.JSONField(default=dict)  # narrative sections, as the coordinator edited them
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signed_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "-number_in_round"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "number_in_round"], name="consolidation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.as_of:%d/%m/%Y}"
