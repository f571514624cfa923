"""A comparison in words and cells: which rounds were chosen, which rows, in which order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from loa.campaigns.models import Campaign, Round, RoundKind
from loa.campaigns.words import ROUND_WORDS
from loa.crafts.tallying import Change, Figure, Measure, Share, change
from loa.crafts.tallying import Facts as UnitsFacts
from loa.crafts.viet import fold, write_decimal, write_number, write_share
from loa.evidence.words import MEASURE_WORDS
from loa.reports.models import Indicator, Report
from loa.reports.queries import Comparison, Line
from loa.ui.tables import Cell

COUNTS: dict[str, Promise] = {
    "expected": gettext_lazy("Units that owe a report"),
    "received": gettext_lazy("Reports received"),
    "on_time": gettext_lazy("Received in time"),
    "published": gettext_lazy("Units that have published"),
}
USUAL = "received"
NOTHING = "—"


def key_of(each: Round) -> str:
    return f"{each.campaign.slug}:{each.number}"


def words_of(each: Round) -> str:
    return f"{each.campaign.title} — {ROUND_WORDS[RoundKind(each.kind)]}"


def choose(rounds: Sequence[Round], first: str, second: str) -> tuple[Round, Round] | None:
    """Return the two rounds asked for, or the two that lie nearest; None: there are not two.

    `rounds` are those that may be chosen, oldest first. Raises Http404 for any other: what may
    not be seen is not found.
    """
    known = {key_of(each): each for each in rounds}
    if any(key and key not in known for key in (first, second)):
        raise Http404
    usual = _usual_rounds(rounds)
    if len(rounds) < 2:
        return None
    other = known.get(second) or (usual[-1] if first != key_of(usual[-1]) else usual[0])
    if first:
        return known[first], other
    before = [each for each in usual if each.campaign_id != other.campaign_id]
    earlier = [each for each in before if each.campaign.starts_on <= other.campaign.starts_on]
    return (earlier or before or [each for each in rounds if each != other])[-1], other


def _usual_rounds(rounds: Iterable[Round]) -> list[Round]:
    """Return one round a campaign: the last that anybody reported to, else the first."""
    usual: dict[int, Round] = {}
    for each in rounds:
        if each.campaign_id not in usual or vars(each)["is_reported"]:
            usual[each.campaign_id] = each
    return list(usual.values())


def with_reported(rounds: QuerySet[Round]) -> list[Round]:
    """Return the rounds, each with `is_reported`: whether anybody reported to it."""
    sent = Report.objects.filter(round=OuterRef("pk"), sent_at__isnull=False)
    return list(rounds.annotate(is_reported=Exists(sent)))


@dataclass(frozen=True)
class Kind:
    """One figure that is compared: its key in the address, its words, how to read it."""

    key: str
    label: str
    measure: str
    read: Callable[[UnitsFacts], Figure | None]

    @property
    def titled(self) -> str:
        return f"{self.label} ({self.measure})" if self.measure else self.label


def kinds_of(comparison: Comparison) -> dict[str, Kind]:
    """Return what may be compared: the counts, then each shared indicator."""
    kinds = {key: Kind(key, str(label), "", _count(key)) for key, label in COUNTS.items()}
    for place, row in enumerate(comparison.shared):
        is_share = row.measure == Measure.SHARE.value
        measure = "" if is_share else str(MEASURE_WORDS.get(row.measure, ""))
        kinds[row.code] = Kind(row.code, label_of(row), measure, _figure(place))
    return kinds


def _count(key: str) -> Callable[[UnitsFacts], Figure | None]:
    return lambda facts: int(getattr(facts, key))


def _figure(place: int) -> Callable[[UnitsFacts], Figure | None]:
    return lambda facts: facts.figures[place]


def label_of(row: Indicator) -> str:
    return row.label_en if (get_language() or "vi").startswith("en") else row.label_vi


@dataclass(frozen=True)
class Row:
    """One line of a table, in words; `meaning` of the change is "up", "down" or ""."""

    line: Line | None
    label: str
    first: str
    second: str
    difference: str
    relative: str
    first_waits: str = ""
    second_waits: str = ""


def row_of(line: Line, kind: Kind) -> Row:
    one, other = read(line.first, kind), read(line.second, kind)
    return Row(line, line.name, said(one), said(other), *changed(one, other))


def row_of_facts(label: str, first: UnitsFacts, second: UnitsFacts, kind: Kind) -> Row:
    one, other = kind.read(first), kind.read(second)
    return Row(None, label, said(one), said(other), *changed(one, other))


def row_of_waiting(label: str, first: UnitsFacts, second: UnitsFacts, kind: Kind) -> Row:
    """Return a row without a change: fewer that wait are no progress of a campaign."""
    return Row(None, label, said(kind.read(first)), said(kind.read(second)), "", "")


def whole(comparison: Comparison, kinds: Iterable[Kind]) -> list[Row]:
    """Return a row for each figure of both rounds, with what of it waits for a person."""
    one, other = comparison.first, comparison.second
    return [
        Row(
            None,
            kind.titled,
            said(kind.read(one.reported)),
            said(kind.read(other.reported)),
            *changed(kind.read(one.reported), kind.read(other.reported)),
            said(kind.read(one.waiting), is_brief=True),
            said(kind.read(other.waiting), is_brief=True),
        )
        for kind in kinds
    ]


def read(facts: UnitsFacts | None, kind: Kind) -> Figure | None:
    return None if facts is None else kind.read(facts)


def said(figure: Figure | None, *, is_brief: bool = False) -> str:
    """Write a figure; a share with its parts, unless that is too long."""
    if figure is None:
        return NOTHING
    if isinstance(figure, Share):
        if not figure.whole:
            return NOTHING
        share = write_share(figure.part, figure.whole)
        parts = f"{write_number(figure.part)}/{write_number(figure.whole)}"
        return share if is_brief else f"{parts} ({share})"
    return write_number(figure)


def changed(one: Figure | None, other: Figure | None) -> tuple[str, str]:
    """Return difference and change in words: "+12", "+5,3 %"; of shares, in points."""
    found = change(one, other)
    if found is None:
        return NOTHING, NOTHING
    if isinstance(one, Share):
        points = found.difference * 100
        text = _("%(points)s points") % {"points": _signed(points, write_decimal(abs(points)))}
        return text, NOTHING
    difference = _signed(found.difference, write_number(abs(int(found.difference))))
    return difference, _relative(found)


def _relative(found: Change) -> str:
    if found.relative is None:
        return NOTHING
    percent = abs(found.relative) * 100
    return _signed(found.relative, f"{write_decimal(percent)} %")


def _signed(value: Fraction, text: str) -> str:
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


Place = tuple[bool, Fraction]


def _order(figure: Figure | None) -> Place:
    value = figure.value if isinstance(figure, Share) else figure
    return (value is not None, Fraction(value or 0))


def _order_of_change(line: Line, kind: Kind) -> Place:
    found = change(read(line.first, kind), read(line.second, kind))
    return (found is not None, found.difference if found else Fraction(0))


SORTS: dict[str, Callable[[Line, Kind], Place]] = {
    "first": lambda line, kind: _order(read(line.first, kind)),
    "second": lambda line, kind: _order(read(line.second, kind)),
    "difference": _order_of_change,
}


def lines_of(
    comparison: Comparison, kind: Kind, *, under: int | None, rows: str, show: str, search: str
) -> list[Line]:
    """Return the lines that were asked for, by precedence.

    A search looks among every unit, alone; what waits is listed by the unit that reported it.
    """
    if show == "waiting":
        lines = comparison.waiting()
    elif rows == "each" or search:
        lines = comparison.every()
    else:
        lines = comparison.below(under)
        if under is not None and _has_own(comparison, under):
            lines = [comparison.itself(under), *lines]
    if search:
        wanted = fold(search)
        lines = [
            line
            for line in lines
            if any(wanted in fold(name) for name in (line.name, *sum(line.stands_for, ())))
        ]
    if show == "changed":
        lines = [line for line in lines if read(line.first, kind) != read(line.second, kind)]
    return lines


def _has_own(comparison: Comparison, unit_id: int) -> bool:
    return unit_id in comparison.first.stood.own or unit_id in comparison.second.stood.own


def in_order(lines: list[Line], kind: Kind, sort: str) -> list[Line]:
    """Sort lines by "name" (precedence), "first", "second", "difference"; "-" turns it."""
    is_turned, by = sort.startswith("-"), SORTS.get(sort.removeprefix("-"))
    lines = sorted(lines, key=lambda line: line.position)
    if by is None:
        return lines[::-1] if is_turned else lines
    return sorted(lines, key=lambda line: by(line, kind), reverse=is_turned)


def short_names(one: Campaign, other: Campaign) -> tuple[str, str]:
    """Head two columns: by the year where that tells them apart, else by the first day."""
    if one.starts_on.year != other.starts_on.year:
        return str(one.starts_on.year), str(other.starts_on.year)
    if one.starts_on != other.starts_on:
        return f"{one.starts_on:%d/%m/%Y}", f"{other.starts_on:%d/%m/%Y}"
    return _("first"), _("second")


def table(
    comparison: Comparison, kinds: Iterable[Kind], lines: Iterable[Line], heads: tuple[str, str]
) -> list[list[Cell]]:
    """Return every figure of the lines, of what waits and of all that came in, for a file."""
    every = list(kinds)
    first, second = heads
    header: list[Cell] = [_("Unit")]
    for kind in every:
        header += [f"{kind.label} {first}", f"{kind.label} {second}"]
        header.append(f"{kind.label}: {_('difference')}")
    one, other = comparison.first, comparison.second
    rows: list[list[Cell]] = [header]
    rows += [_cells(line.name, line.first, line.second, every) for line in lines]
    rows.append(_cells(_("Added up at the units"), one.summed, other.summed, every))
    rows.append(_cells(_("Waits for a person"), one.waiting, other.waiting, every))
    rows.append(_cells(_("All that came in"), one.reported, other.reported, every))
    return rows


def _cells(
    name: str, first: UnitsFacts | None, second: UnitsFacts | None, kinds: Iterable[Kind]
) -> list[Cell]:
    cells: list[Cell] = [name]
    for kind in kinds:
        one, other = read(first, kind), read(second, kind)
        found = change(one, other)
        cells += [_cell(one), _cell(other), None if found is None else _plain(found.difference)]
    return cells


def _cell(figure: Figure | None) -> Cell:
    value = figure.value if isinstance(figure, Share) else figure
    return None if value is None else _plain(Fraction(value))


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 6)


@dataclass(frozen=True)
class OneRow:
    """One unit of one round, in words: a cell for each figure, by its heading."""

    line: Line | None
    label: str
    cells: list[tuple[str, str]]


def one_row(line: Line, kinds: Iterable[Kind]) -> OneRow:
    cells = [(kind.titled, said(read(line.first, kind), is_brief=True)) for kind in kinds]
    return OneRow(line, line.name, cells)


def cells_of(label: str, facts: UnitsFacts, kinds: Iterable[Kind]) -> OneRow:
    cells = [(kind.titled, said(kind.read(facts), is_brief=True)) for kind in kinds]
    return OneRow(None, label, cells)


def one_table(
    rolled: Comparison, kinds: Iterable[Kind], lines: Iterable[Line]
) -> list[list[Cell]]:
    """Return every figure of one round's lines, of what waits and of all, for a file."""
    every, side = list(kinds), rolled.first
    rows: list[list[Cell]] = [[_("Unit"), *(kind.titled for kind in every)]]
    named = [(line.name, line.first) for line in lines]
    named += [
        (_("Added up at the units"), side.summed),
        (_("Waits for a person"), side.waiting),
        (_("All that came in"), side.reported),
    ]
    rows += [[name, *(_cell(read(facts, kind)) for kind in every)] for name, facts in named]
    return rows
