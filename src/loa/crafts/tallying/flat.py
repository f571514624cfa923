"""Forms, reporting lines and reports as flat tables: what `loa tally` reads.

Tables come as rows of text with a header, whatever file they were in. A cell that cannot be
read is named by line and column. The layout in words: docs/reference/tally.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from loa.crafts.tallying.errors import DoubleReportError, TallyError
from loa.crafts.tallying.form import Form, IndicatorSpec, lay_out
from loa.crafts.tallying.lines import Key, Lines
from loa.crafts.tallying.measures import Measure, RollUp
from loa.crafts.tallying.reports import Reports
from loa.crafts.timing import Deadline, Standing, standing
from loa.crafts.viet import read_number

Record = Mapping[str, str]
_BETWEEN = "|"  # between the codes of a sum and between the things of a recount
_SHORT = 19  # digits that always fit 64 bits
_FIRST_LINE = 2  # line 1 is the header
_YES = frozenset({"1", "true", "yes", "x", "có"})
_NO = frozenset({"", "0", "false", "no", "không"})


class CellError(TallyError):
    """A cell cannot be read. `line` counts from 1 with the header."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(f"line {line}, column {column}: cannot read {text!r}")
        self.line = line
        self.column = column
        self.text = text


class ColumnError(TallyError):
    """A table lacks a column."""

    def __init__(self, column: str) -> None:
        super().__init__(f"no column {column!r}")
        self.column = column


@dataclass(frozen=True, slots=True)
class FlatUnits:
    """Reporting lines, and the units that owe a report (None: all that report to someone)."""

    lines: Lines
    expected: tuple[Key, ...] | None


@dataclass(frozen=True, slots=True)
class FlatReports:
    """Reports, and whether the table says if they came in time."""

    reports: Reports
    knows_time: bool


@dataclass(frozen=True, slots=True)
class _Sending:
    sent_at: datetime | None
    on_time: bool
    figures: tuple[int | None, ...]
    record: Record


def read_form(records: Iterable[Record]) -> Form:
    """Read indicators: columns code, measure, rollup, and if wanted sum_of ("tv|radio")."""
    specs = []
    for line, record in enumerate(records, _FIRST_LINE):
        text = {name: _cell(record, name).strip() for name in ("code", "measure", "rollup")}
        try:
            measure = Measure(text["measure"])
        except ValueError:
            raise CellError(line, "measure", text["measure"]) from None
        try:
            rollup = RollUp(text["rollup"])
        except ValueError:
            raise CellError(line, "rollup", text["rollup"]) from None
        sum_of = tuple(_split(record.get("sum_of") or ""))
        specs.append(IndicatorSpec(text["code"], measure, rollup, sum_of=sum_of))
    return lay_out(specs)


def read_units(records: Iterable[Record]) -> FlatUnits:
    """Read lines: columns unit, reports_to (empty at the top), and if wanted expected (1 or 0).

    A unit with two lines stands on two rows; it owes a report if any of them says so.
    """
    pairs: list[tuple[Key, Key | None]] = []
    expected: dict[Key, None] = {}
    says = False
    for line, record in enumerate(records, _FIRST_LINE):
        unit = _unit(record, line)
        pairs.append((unit, _cell(record, "reports_to").strip() or None))
        if "expected" in record:
            says = True
            if _truth(record, "expected", line):
                expected[unit] = None
    return FlatUnits(Lines.of(pairs), tuple(expected) if says else None)


def read_reports(
    form: Form, records: Iterable[Record], deadline: Deadline | None = None
) -> FlatReports:
    """Read reports: a column unit, one per indicator, two for a share (code.part, code.whole).

    Whether a report came in time is said by a column on_time, or by sent_at (ISO 8601 with its
    zone) and a deadline. A unit may stand on several rows if they have sent_at: the last
    sending gives the figures, the first decides whether it was in time.
    Raises CellError, ColumnError, DoubleReportError.
    """
    columns = _columns(form)
    recounts = [spec.code for spec in form.indicators if spec.rollup is RollUp.RECOUNT]
    things: dict[str, dict[Key, list[str]]] = {code: {} for code in recounts}
    sendings: dict[Key, list[_Sending]] = {}
    knows_time = False
    for line, record in enumerate(records, _FIRST_LINE):
        unit = _unit(record, line)
        sent_at = _instant(record, line)
        on_time = True
        if deadline is not None and sent_at is not None:
            # Judged at the instant of sending: later instants say the same.
            on_time = standing(deadline, sent_at=sent_at, now=sent_at) is Standing.ON_TIME
            knows_time = True
        elif deadline is None and "on_time" in record:
            on_time = _truth(record, "on_time", line)
            knows_time = True
        elif deadline is not None:
            raise CellError(line, "sent_at", record.get("sent_at") or "")
        figures = tuple(_number(record, column, line) for column in columns)
        sendings.setdefault(unit, []).append(_Sending(sent_at, on_time, figures, record))
    rows: list[tuple[object, ...]] = []
    for sender, sent in sendings.items():
        first, last = _first_and_last(sender, sent)
        rows.append((sender, first.on_time, *last.figures))
        for code in recounts:
            found = _split(_cell(last.record, code))
            if found:
                things[code][sender] = found
    return FlatReports(Reports.of(form, rows, things), knows_time)


def _columns(form: Form) -> list[str]:
    found: list[str] = []
    for spec in form.indicators:
        if spec.width == 2:
            found += [f"{spec.code}.part", f"{spec.code}.whole"]
        elif spec.width:
            found.append(spec.code)
    return found


def _first_and_last(unit: Key, sent: list[_Sending]) -> tuple[_Sending, _Sending]:
    if len(sent) > 1 and any(sending.sent_at is None for sending in sent):
        raise DoubleReportError(unit)
    in_order = sorted(
        sent, key=lambda sending: sending.sent_at.timestamp() if sending.sent_at else 0
    )
    return in_order[0], in_order[-1]


def _cell(record: Record, column: str) -> str:
    if column not in record:
        raise ColumnError(column)
    return record[column] or ""


def _unit(record: Record, line: int) -> str:
    unit = _cell(record, "unit").strip()
    if not unit:
        raise CellError(line, "unit", unit)
    return unit


def _number(record: Record, column: str, line: int) -> int | None:
    text = _cell(record, column).strip()
    if not text:
        return None
    quick = len(text) < _SHORT and text.isascii() and text.isdigit()
    number = int(text) if quick else read_number(text)
    if not isinstance(number, int):
        raise CellError(line, column, text)
    return number


def _truth(record: Record, column: str, line: int) -> bool:
    text = _cell(record, column).strip().lower()
    if text not in _YES | _NO:
        raise CellError(line, column, text)
    return text in _YES


def _instant(record: Record, line: int) -> datetime | None:
    text = (record.get("sent_at") or "").strip()
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise CellError(line, "sent_at", text) from None
    if instant.utcoffset() is None:
        raise CellError(line, "sent_at", text)
    return instant


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(_BETWEEN) if part.strip()]
