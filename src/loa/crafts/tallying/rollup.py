"""Commune → province: the one place where the figures of many units become one.

Every node's figure is worked out from the units' own figures, never from other nodes' sums, so
the province is the sum of its communes along whatever lines, and each unit counts once.
Rules in words: docs/rules/tallying.md.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from loa.crafts.tallying.errors import TooLargeError
from loa.crafts.tallying.form import Form, IndicatorSpec
from loa.crafts.tallying.lines import Key, Lines
from loa.crafts.tallying.measures import Figure, Measure, RollUp, Share
from loa.crafts.tallying.reports import Reports

Column = npt.NDArray[np.int64]
_LARGEST = float(2**63 - 1024)


@dataclass(frozen=True, eq=False)
class Figures:
    """One indicator at every node: sums (of a share the parts), wholes, units that answered."""

    sums: Column
    wholes: Column | None
    answered: Column


@dataclass(frozen=True, eq=False)
class Tally:
    """A roll-up: ask it for one node's figures, or take whole columns. See `roll_up`."""

    form: Form
    lines: Lines
    expected: npt.NDArray[np.bool_]  # by unit
    received: npt.NDArray[np.bool_]
    on_time: npt.NDArray[np.bool_]
    expected_in: Column  # by node
    received_in: Column
    on_time_in: Column
    figures: dict[str, Figures]

    def figure(self, node: Key, code: str) -> Figure | None:
        """Give a node's figure; None where no unit inside gave one.

        Of an indicator that does not roll up, only the node's own.
        """
        at = self.lines.at(node)
        found = self.figures[code]
        if not found.answered[at]:
            return None
        if found.wholes is not None:
            return Share(int(found.sums[at]), int(found.wholes[at]))
        return int(found.sums[at])

    def answered(self, node: Key, code: str) -> int:
        """Count the units inside a node that gave this figure."""
        return int(self.figures[code].answered[self.lines.at(node)])

    def completeness(self, node: Key) -> Share:
        """Give how many of the units expected inside a node have reported."""
        at = self.lines.at(node)
        return Share(int(self.received_in[at]), int(self.expected_in[at]))

    def timeliness(self, node: Key) -> Share:
        """Give how many of the units expected inside a node reported in time."""
        at = self.lines.at(node)
        return Share(int(self.on_time_in[at]), int(self.expected_in[at]))

    def missing(self, node: Key) -> tuple[Key, ...]:
        """Name the units expected inside a node that have not reported."""
        return self._named(node, self.expected & ~self.received)

    def late(self, node: Key) -> tuple[Key, ...]:
        """Name the units expected inside a node that reported after the deadline."""
        return self._named(node, self.expected & self.received & ~self.on_time)

    def _named(self, node: Key, which: npt.NDArray[np.bool_]) -> tuple[Key, ...]:
        inside = self.lines.inside(node)
        return tuple(self.lines.units[at] for at in inside[which[inside]])


def roll_up(lines: Lines, reports: Reports, expected: Collection[Key] | None = None) -> Tally:
    """Add up reports along reporting lines, for every node at once.

    expected: the units that owe a report (assigned and not exempt); by default everyone who
    reports to someone. A report that was not expected adds its figures but not to completeness.
    A unit's own report holds its own work only, never that of units below it.
    Cost: (units × height) per column. Raises UnknownUnitError, TooLargeError.
    """
    count = len(lines.units)
    rows = np.fromiter(map(lines.at, reports.units), np.intp, len(reports.units))
    owed = lines.has_line if expected is None else np.zeros(count, np.bool_)
    if expected is not None:
        owed[np.fromiter(map(lines.at, expected), np.intp, len(expected))] = True
    received = np.zeros(count, np.bool_)
    received[rows] = True
    on_time = np.zeros(count, np.bool_)
    on_time[rows] = reports.on_time
    figures: dict[str, Figures] = {}
    for spec in reports.form.indicators:
        if spec.rollup is RollUp.RECOUNT:
            figures[spec.code] = _recounted(spec, lines, reports)
        elif not spec.sum_of:
            figures[spec.code] = _added(spec, lines, reports, rows)
    for spec in reports.form.indicators:
        if spec.sum_of:
            figures[spec.code] = _summed(spec, lines, reports, rows, figures)
    return Tally(
        form=reports.form,
        lines=lines,
        expected=owed,
        received=received,
        on_time=on_time,
        expected_in=lines.add(owed),
        received_in=lines.add(owed & received),
        on_time_in=lines.add(owed & on_time),
        figures=figures,
    )


def _added(
    spec: IndicatorSpec, lines: Lines, reports: Reports, rows: npt.NDArray[np.intp]
) -> Figures:
    places = [reports.form.place[slot] for slot in spec.slots]
    typed = np.zeros(len(lines.units), np.bool_)
    # Half a share says nothing: it counts only with both its numbers.
    typed[rows] = np.logical_and.reduce([reports.typed[place] for place in places])
    columns = []
    for place in places:
        own = np.zeros(len(lines.units), np.int64)
        own[rows] = reports.figures[place]
        own[~typed] = 0
        columns.append(own)
    if spec.rollup is RollUp.NONE:
        answered = typed.astype(np.int64)
    else:
        columns = [_sum(spec.code, lines, own) for own in columns]
        answered = lines.add(typed)
    return Figures(columns[0], columns[1] if spec.measure is Measure.SHARE else None, answered)


def _sum(code: str, lines: Lines, own: Column) -> Column:
    # int64 wraps round in silence. A node's sum cannot pass what all figures together make.
    if np.abs(own.astype(np.float64)).sum() >= _LARGEST:
        raise TooLargeError(code)
    return lines.add(own)


def _summed(
    spec: IndicatorSpec,
    lines: Lines,
    reports: Reports,
    rows: npt.NDArray[np.intp],
    figures: dict[str, Figures],
) -> Figures:
    """Join indicators of one measure; a unit answered if it gave any of them."""
    parts = [figures[code] for code in spec.sum_of]
    typed = np.zeros(len(lines.units), np.bool_)
    for code in spec.sum_of:
        slots = reports.form.by_code[code].slots
        typed[rows] |= np.logical_and.reduce(
            [reports.typed[reports.form.place[s]] for s in slots]
        )
    if sum(float(np.abs(part.sums).max(initial=0)) for part in parts) >= _LARGEST:
        raise TooLargeError(spec.code)
    sums = np.add.reduce([part.sums for part in parts], dtype=np.int64)
    wholes = [part.wholes for part in parts if part.wholes is not None]
    own = spec.rollup is RollUp.NONE
    return Figures(
        sums,
        np.add.reduce(wholes, dtype=np.int64) if wholes else None,
        typed.astype(np.int64) if own else lines.add(typed),
    )


def _recounted(spec: IndicatorSpec, lines: Lines, reports: Reports) -> Figures:
    """Count the distinct things inside every node."""
    count = len(lines.units)
    typed = np.zeros(count, np.bool_)
    number: dict[Key, int] = {}
    by_unit: list[frozenset[int]] = [frozenset()] * count
    for unit, things in reports.things.get(spec.code, {}).items():
        at = lines.at(unit)
        typed[at] = True
        by_unit[at] = frozenset(number.setdefault(thing, len(number)) for thing in things)
    lengths = np.fromiter(map(len, by_unit), np.intp, count)
    held = np.fromiter(
        (n for things in by_unit for n in sorted(things)), np.int64, lengths.sum()
    )
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp)
    # Every pair (node, thing) once: all things of all members, node by node.
    nodes = np.repeat(np.arange(count), np.diff(lines.starts))
    repeats = lengths[lines.members]
    at_node = np.repeat(nodes, repeats)
    offsets = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    of_thing = held[np.repeat(first[lines.members], repeats) + offsets]
    pairs = np.unique(at_node * max(1, len(number)) + of_thing)
    sums = np.bincount(pairs // max(1, len(number)), minlength=count).astype(np.int64)
    return Figures(sums, None, lines.add(typed))
