"""What stands, field by field: the reading, and over it a person's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet

from loa.crafts.viet import fold, read_date
from loa.dispatches.models import Confirmation, Dispatch, FindingAnswer, Reading
from loa.dispatches.words import FIELDS, SPECS, FieldSpec
from loa.units.models import Officer, Unit
from loa.units.queries import unit_ids_of
from loa.units.words import Role

SURE = 0.9  # below, a person looks (docs/rules/reading.md)

# Where a finding of the letter as a whole is shown; others stand where their lines are.
PLACE_OF_FINDING = (
    ("deadline", "deadlines"),
    ("addressee", "addressees"),
    ("audience", "audience"),
    ("report", "report"),
    ("cut_off", "report"),
    ("channel", "report"),
    ("upward", "legal_basis"),
    ("letter_after", "date"),
    ("letter_later", "date"),
    ("task", "tasks"),
    ("dut", "tasks"),
)


class State(StrEnum):
    OPEN = "open"  # a person must look
    SURE = "sure"  # read with certainty, nobody has said anything yet
    ACCEPTED = "accepted"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class FindingView:
    code: str
    message: str
    lines: tuple[int, ...]
    place: str
    is_answered: bool
    note: str


@dataclass(frozen=True)
class FieldView:
    """One field as it stands. `seen` is the key of the word that holds, 0 where none does."""

    spec: FieldSpec
    value: Any
    read: Any
    certainty: float
    spans: tuple[tuple[int, int], ...]
    missing: str
    state: State
    seen: int
    by: str
    at: datetime | None
    findings: tuple[FindingView, ...]
    is_stamped: bool = False  # read from a signature field, not from the text
    is_handwritten: bool = False
    crop: list[float] | None = None  # [page, left, top, right, bottom], shares of the page

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_answered(self) -> bool:
        return self.seen > 0

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(n for first, last in self.spans for n in range(first, last + 1))


@dataclass(frozen=True)
class Review:
    """All that the review page shows. `fields` in the order of the law's form."""

    dispatch: Dispatch
    fields: tuple[FieldView, ...]
    findings: tuple[FindingView, ...]  # those that stand at no field
    is_confirmed: bool

    @property
    def open_fields(self) -> tuple[FieldView, ...]:
        return tuple(field for field in self.fields if field.is_open)

    @property
    def other_fields(self) -> tuple[FieldView, ...]:
        return tuple(field for field in self.fields if not field.is_open)

    def field(self, name: str) -> FieldView | None:
        return next((field for field in self.fields if field.name == name), None)


def visible_to(officer: Officer | AnonymousUser, on: date) -> QuerySet[Dispatch]:
    """Return the letters that arrived at a unit in which the officer holds a post."""
    mine = unit_ids_of(officer.pk, on) if officer.pk is not None else set()
    return Dispatch.objects.filter(owner__in=mine).select_related(
        "owner", "file", "arrived_by", "amends"
    )


def receiving_units(officer: Officer, on: date) -> QuerySet[Unit]:
    """Return the units for which the officer may take letters in."""
    mine = unit_ids_of(officer.pk, on, (Role.COORDINATOR, Role.CLERK))
    return Unit.objects.filter(pk__in=mine).order_by("code")


def search(rows: QuerySet[Dispatch], words: str) -> QuerySet[Dispatch]:
    """Narrow to the letters that hold every word, whatever its marks and case."""
    for word in fold(words).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def reading_of(dispatch: Dispatch) -> Reading:
    """Return the newest reading."""
    return Reading.objects.filter(dispatch=dispatch).order_by("-pk")[0]


def holding(dispatch: Dispatch) -> dict[str, Confirmation]:
    """Return {field: the word that holds}, in one query."""
    rows = Confirmation.objects.filter(dispatch=dispatch, undone_at__isnull=True)
    return {row.field: row for row in rows.select_related("by").order_by("pk")}


def needs_person(spec: FieldSpec, read: dict[str, Any]) -> bool:
    """Say whether a person must look: uncertain, or silent on what the law's form asks for."""
    is_silent = read.get("value") in (None, "", [], {}) or bool(read.get("missing"))
    return float(read.get("certainty") or 0) < SURE or (spec.is_asked and is_silent)


def review(dispatch: Dispatch) -> Review:
    """Lay the reading and the words of persons side by side. Four queries."""
    reading = reading_of(dispatch)
    said = holding(dispatch)
    findings = _findings(dispatch, reading)
    fields = tuple(
        _field_view(spec, reading.fields.get(spec.name) or {}, said.get(spec.name), findings)
        for spec in FIELDS
    )
    return Review(
        dispatch=dispatch,
        fields=fields,
        findings=tuple(finding for finding in findings if not finding.place),
        is_confirmed=dispatch.confirmed_at is not None,
    )


def _field_view(
    spec: FieldSpec,
    read: dict[str, Any],
    word: Confirmation | None,
    findings: Iterable[FindingView],
) -> FieldView:
    if word is not None:
        state = State.CORRECTED if word.was_corrected else State.ACCEPTED
    else:
        state = State.OPEN if needs_person(spec, read) else State.SURE
    return FieldView(
        spec=spec,
        value=word.value if word is not None else read.get("value"),
        read=read.get("value"),
        certainty=float(read.get("certainty") or 0),
        spans=tuple((first, last) for first, last in read.get("source") or ()),
        missing=read.get("missing") or "",
        state=state,
        seen=word.pk if word is not None else 0,
        by=str(word.by) if word is not None else "",
        at=word.at if word is not None else None,
        findings=tuple(finding for finding in findings if finding.place == spec.name),
        is_stamped=read.get("origin") == "stamp",
        is_handwritten=read.get("missing_code") == "handwritten",
        crop=[crop["page"], *crop["box"]] if (crop := read.get("crop")) else None,
    )


def _findings(dispatch: Dispatch, reading: Reading) -> tuple[FindingView, ...]:
    answers = {
        (row.code, row.place): row for row in FindingAnswer.objects.filter(dispatch=dispatch)
    }
    shown = []
    for number, finding in enumerate(reading.findings):
        answer = answers.get((finding["code"], str(number)))
        shown.append(
            FindingView(
                code=finding["code"],
                message=finding["message"],
                lines=tuple(finding.get("source") or ()),
                place=_place(finding, reading.fields),
                is_answered=answer is not None,
                note=answer.note if answer else "",
            )
        )
    return tuple(shown)


def _place(finding: dict[str, Any], fields: dict[str, Any]) -> str:
    for beginning, name in PLACE_OF_FINDING:
        if beginning in finding["code"]:
            return name
    lines = set(finding.get("source") or ())
    for name in SPECS:
        spans = (fields.get(name) or {}).get("source") or ()
        if lines & {n for first, last in spans for n in range(first, last + 1)}:
            return name
    return ""


def open_counts(dispatches: Iterable[Dispatch]) -> dict[int, int]:
    """Return {dispatch id: how many fields wait for a person}, in two queries."""
    ids = [dispatch.pk for dispatch in dispatches]
    newest = Reading.objects.filter(dispatch__in=ids).values("dispatch").annotate(m=Max("pk"))
    readings = Reading.objects.filter(pk__in=[row["m"] for row in newest])
    said: dict[int, set[str]] = {}
    for dispatch_id, field in Confirmation.objects.filter(
        dispatch__in=ids, undone_at__isnull=True
    ).values_list("dispatch_id", "field"):
        said.setdefault(dispatch_id, set()).add(field)
    return {
        reading.dispatch_id: sum(
            spec.name not in said.get(reading.dispatch_id, ())
            and needs_person(spec, reading.fields.get(spec.name) or {})
            for spec in FIELDS
        )
        for reading in readings
    }


def as_date(value: Any) -> date | None:
    """Return a whole ISO date, or None where a part of it is missing."""
    return read_date(value) if isinstance(value, str) else None
