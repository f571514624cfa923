"""The letter as it stands, typed: what campaigns are founded on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from loa.crafts.viet import clean
from loa.dispatches.models import Dispatch
from loa.dispatches.queries.review import FieldView, Review, as_date, review

_COMMA = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+(?=doanh nghiệp|tổ chức|người dân)")


@dataclass(frozen=True)
class FoundedOn:
    type: str
    number: str
    issuer: str
    day: date | None
    subject: str


@dataclass(frozen=True)
class Period:
    kind: str
    start: date | None
    end: date | None
    label: str


@dataclass(frozen=True)
class LetterDeadline:
    """`day` as written; `last_day` the last one that is in time."""

    day: date
    at: time | None
    last_day: date | None
    what: str
    phrase: str


@dataclass(frozen=True)
class LetterDuty:
    kind: str
    text: str


@dataclass(frozen=True)
class LetterTask:
    number: str
    recipients: tuple[str, ...]
    text: str
    duties: tuple[LetterDuty, ...]
    audiences: tuple[str, ...]
    deadline: date | None
    source: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Distribution:
    name: str
    role: str


@dataclass(frozen=True)
class Letter:
    """Every field of a letter as it holds now: a person's word, else what was read."""

    issuer: str
    superior: str
    number: str
    symbol: str
    place: str
    day: date | None
    date_text: str  # ISO, in part where the letter is blank
    doc_type: str
    subject: str
    addressees: tuple[str, ...]
    legal_basis: tuple[FoundedOn, ...]
    periods: tuple[Period, ...]
    deadlines: tuple[LetterDeadline, ...]
    audiences: tuple[str, ...]
    scope: str
    tasks: tuple[LetterTask, ...]
    report_to: str
    report_by: date | None
    report_channel: str
    attachments: tuple[str, ...]
    distribution: tuple[Distribution, ...]

    @property
    def period(self) -> Period | None:
        """The campaign's own period: said to be so, else the first that has two ends."""
        whole = [each for each in self.periods if each.start and each.end]
        own = [each for each in whole if each.kind == "campaign"]
        return next(iter([*own, *whole]), None)

    @property
    def report_deadline(self) -> LetterDeadline | None:
        """The deadline of the report, in the letter's words where it has them."""
        if self.report_by is None:
            return None
        same = [d for d in self.deadlines if self.report_by in (d.day, d.last_day)]
        return same[0] if same else LetterDeadline(self.report_by, None, None, "", "")


def letter_of(dispatch: Dispatch) -> Letter:
    """Return the letter as it stands. Four queries."""
    return letter_in(review(dispatch))


def letter_in(shown: Review) -> Letter:
    """Return the letter that a review shows."""
    values = {field.name: field.value for field in shown.fields}
    report = _record(values.get("report"))
    tasks = shown.field("tasks")
    return Letter(
        issuer=_text(values.get("issuer")),
        superior=_text(values.get("superior")),
        number=_text(values.get("number")),
        symbol=_text(values.get("symbol")),
        place=_text(values.get("place")),
        day=as_date(values.get("date")),
        date_text=_text(values.get("date")),
        doc_type=_text(values.get("doc_type")),
        subject=_text(values.get("subject")),
        addressees=_texts(values.get("addressees")),
        legal_basis=tuple(
            FoundedOn(
                _text(row.get("type")),
                _text(row.get("number")),
                _text(row.get("issuer")),
                as_date(row.get("date")),
                _text(row.get("subject")),
            )
            for row in _records(values.get("legal_basis"))
        ),
        periods=tuple(
            Period(
                _text(row.get("kind")),
                as_date(row.get("start")),
                as_date(row.get("end")),
                _text(row.get("label")),
            )
            for row in _records(values.get("periods"))
        ),
        deadlines=tuple(_deadlines(values.get("deadlines"))),
        audiences=audiences_in(values.get("audience")),
        scope=" ".join(_texts(values.get("scope"))),
        tasks=tuple(_task(row, tasks) for row in _records(values.get("tasks"))),
        report_to=_text(report.get("to")),
        report_by=as_date(report.get("deadline")),
        report_channel=_text(report.get("channel")),
        attachments=_texts(values.get("attachments")),
        distribution=tuple(
            Distribution(_text(row.get("name")), _text(row.get("role")))
            for row in _records(values.get("distribution"))
        ),
    )


def audiences_in(value: Any) -> tuple[str, ...]:
    """Divide the audiences as the letter lists them; one audience where it does not list.

    A clause that tells more about the last one ("… tham gia hoạt động trên môi trường mạng")
    stays with it.
    """
    if isinstance(value, list):
        return _texts(value)
    return tuple(part for part in _COMMA.split(_text(value).strip(" .")) if part)


def _deadlines(value: Any) -> Iterable[LetterDeadline]:
    for row in _records(value):
        day = as_date(row.get("date"))
        if day is not None:
            yield LetterDeadline(
                day,
                _time(row.get("time")),
                as_date(row.get("last_day")),
                _text(row.get("what")),
                _text(row.get("phrase")),
            )


def _task(row: dict[str, Any], field: FieldView | None) -> LetterTask:
    source = row.get("source") or (field.spans if field else ())
    return LetterTask(
        number=_text(row.get("no")),
        recipients=_texts(row.get("recipients")),
        text=_text(row.get("text")),
        duties=tuple(_duty(duty) for duty in row.get("duties") or ()),
        audiences=_texts(row.get("audiences")),
        deadline=as_date(row.get("deadline")),
        source=tuple((first, last) for first, last in source),
    )


def _duty(duty: Any) -> LetterDuty:
    if isinstance(duty, dict):
        return LetterDuty(_text(duty.get("kind")) or "other", _text(duty.get("text")))
    return LetterDuty("other", _text(duty))


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(value) if value else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    return " ".join(clean(str(value)).split()) if value not in (None, [], {}) else ""


def _texts(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(text for each in listed if (text := _text(each)))


def _record(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _records(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
