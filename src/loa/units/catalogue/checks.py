"""What must always hold in a catalogue, and the faults where it does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import pairwise
from unicodedata import is_normalized

from loa.crafts.viet import fold
from loa.units.catalogue.files import Catalogue
from loa.units.catalogue.rows import ActKind, EdgeRow, SuccessionRow, Tree, UnitRow
from loa.units.catalogue.rules import RuleError, ancestors, parents_on, parse_rule


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a word for the kind of fault, the row's key, the value at fault."""

    code: str
    row: str
    value: str = ""


def faults(catalogue: Catalogue) -> tuple[Fault, ...]:
    """List every fault; an empty answer means the catalogue may be loaded."""
    return tuple(
        fault
        for check in (_codes, _references, _days, _edges, _cycles, _successions, _rules, _text)
        for fault in check(catalogue)
    )


def _codes(catalogue: Catalogue) -> Iterator[Fault]:
    named = ("units", "kinds", "levels", "duties", "groups", "sources")
    for name in named:
        for code, times in Counter(row.code for row in getattr(catalogue, name)).items():
            if times > 1 or not code:
                yield Fault("code_not_unique", name, code)
    for name in ("edges", "successions", "channels"):
        for row, times in Counter(getattr(catalogue, name)).items():
            if times > 1:
                yield Fault("row_twice", name, str(row))


def _references(catalogue: Catalogue) -> Iterator[Fault]:
    units = {unit.code for unit in catalogue.units}
    kinds = {kind.code for kind in catalogue.kinds}
    levels = {level.code for level in catalogue.levels}
    duties = {duty.code for duty in catalogue.duties} | {""}
    sources = {source.code for source in catalogue.sources}
    for unit in catalogue.units:
        if unit.kind not in kinds:
            yield Fault("unknown_kind", unit.code, unit.kind)
        if unit.level not in levels:
            yield Fault("unknown_level", unit.code, unit.level)
    for act in catalogue.successions:
        if act.duty not in duties:
            yield Fault("unknown_duty", act.predecessor_code, act.duty)
        for code in (act.predecessor_code, act.successor_code or act.predecessor_code):
            if code not in units:
                yield Fault("unknown_unit", "successions", code)
    for edge in catalogue.edges:
        for code in (edge.unit_code, edge.parent_code):
            if code not in units:
                yield Fault("unknown_unit", "trees", code)
    for channel in catalogue.channels:
        if channel.unit_code not in units:
            yield Fault("unknown_unit", "channels", channel.unit_code)
    sourced: tuple[UnitRow | EdgeRow | SuccessionRow, ...] = (
        *catalogue.units,
        *catalogue.edges,
        *catalogue.successions,
    )
    for row in sourced:
        if row.source not in sources:
            yield Fault("unknown_source", str(row), row.source)


def _days(catalogue: Catalogue) -> Iterator[Fault]:
    for unit in catalogue.units:
        if unit.valid_to is not None and unit.valid_to < unit.valid_from:
            yield Fault("ends_before_it_begins", unit.code, str(unit.valid_to))


def _covers(unit: UnitRow, edge: EdgeRow) -> bool:
    end = unit.valid_to or date.max
    return unit.valid_from <= edge.valid_from and (edge.valid_to or date.max) <= end


def _edges(catalogue: Catalogue) -> Iterator[Fault]:
    units = {unit.code: unit for unit in catalogue.units}
    spans: dict[tuple[Tree, str], list[EdgeRow]] = defaultdict(list)
    for edge in catalogue.edges:
        spans[edge.tree, edge.unit_code].append(edge)
        for code in (edge.unit_code, edge.parent_code):
            if code in units and not _covers(units[code], edge):
                yield Fault("edge_outlives_unit", edge.unit_code, code)
    for (tree, code), rows in spans.items():
        rows.sort(key=lambda edge: edge.valid_from)
        for earlier, later in pairwise(rows):
            if (earlier.valid_to or date.max) >= later.valid_from:
                yield Fault("two_parents_on_a_day", code, f"{tree} {later.valid_from}")
    for unit in catalogue.units:
        rows = spans[Tree.TERRITORIAL, unit.code]
        opening = rows[0].parent_code if rows else ""
        if opening != unit.parent_code:
            yield Fault("parent_differs_from_tree", unit.code, opening)
        if unit.parent_code and not _without_gap(unit, rows):
            yield Fault("day_without_parent", unit.code)


def day_after(last: date | None) -> date | None:
    return None if last is None else last + timedelta(days=1)


def _without_gap(unit: UnitRow, rows: Iterable[EdgeRow]) -> bool:
    reached: date | None = unit.valid_from
    for edge in rows:
        if edge.valid_from != reached:
            return False
        reached = day_after(edge.valid_to)
    return reached == day_after(unit.valid_to)


def turning_days(catalogue: Catalogue) -> tuple[date, ...]:
    """List the days on which some edge begins: between two of them no tree changes shape."""
    return tuple(sorted({edge.valid_from for edge in catalogue.edges}))


def _cycles(catalogue: Catalogue) -> Iterator[Fault]:
    for on in turning_days(catalogue):
        for tree in Tree:
            parents = parents_on(catalogue.edges, tree=tree, on=on)
            for code in parents:
                *_, top = (code, *ancestors(code, parents))
                if top in parents:
                    yield Fault("cycle", code, f"{tree} {on}")


def _successions(catalogue: Catalogue) -> Iterator[Fault]:
    units = {unit.code: unit for unit in catalogue.units}
    for row in catalogue.successions:
        before, after = units.get(row.predecessor_code), units.get(row.successor_code)
        if before is not None and day_after(before.valid_to) != row.on_date:
            yield Fault("predecessor_ends_another_day", row.predecessor_code, str(row.on_date))
        if after is not None and not after.holds(row.on_date):
            yield Fault("successor_not_there", row.successor_code, str(row.on_date))
        if not row.successor_code and not (row.needs_person and row.kind is ActKind.ABOLISH):
            yield Fault("nobody_succeeds_unsaid", row.predecessor_code)
    told = {row.predecessor_code for row in catalogue.successions}
    for unit in catalogue.units:
        if unit.valid_to is not None and unit.code not in told:
            yield Fault("end_without_succession", unit.code, str(unit.valid_to))
    duties: dict[str, list[str]] = defaultdict(list)
    for row in catalogue.successions:
        if row.duty in duties[row.predecessor_code] and not row.needs_person:
            yield Fault("duty_goes_twice", row.predecessor_code, row.duty)
        duties[row.predecessor_code].append(row.duty)
    for code, named in duties.items():
        by_duty = any(named)
        if by_duty and "" not in named:
            yield Fault("duties_do_not_cover", code, ",".join(named))


def _rules(catalogue: Catalogue) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for group in catalogue.groups:
        try:
            parse_rule(group.rule)
        except RuleError as error:
            yield Fault("rule_unreadable", group.code, error.at)
        for said in (group.name, *group.synonyms):
            if fold(said) in owners:
                yield Fault("synonym_twice", group.code, said)
            owners[fold(said)] = group.code


def _text(catalogue: Catalogue) -> Iterator[Fault]:
    for name in vars(catalogue):
        for row in getattr(catalogue, name):
            for value in astuple(row):
                parts = value if isinstance(value, tuple) else (value,)
                for text in parts:
                    if isinstance(text, str) and not (
                        is_normalized("NFC", text) and text == " ".join(text.split())
                    ):
                        yield Fault("text_not_clean", name, text)
