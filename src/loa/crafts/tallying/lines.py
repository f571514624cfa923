"""Who reports to whom, and so whose figures stand inside whose.

Reporting lines are a campaign's own (they follow the mandate, not the organigram), and a unit
may have two. Whatever the paths, a unit stands once inside each of those above it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from loa.crafts.tallying.errors import LoopError, UnknownUnitError

Key = Hashable
Indexes = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Lines:
    """The reporting lines of one campaign on one date, ready to be summed along.

    units: in the order in which they were first named. has_line: reports to someone.
    members, starts: for node i, `members[starts[i]:starts[i + 1]]` are the places of itself and
    of all units below it, each once. Build with `Lines.of`; keep it while the lines stand.
    """

    units: tuple[Key, ...]
    place: dict[Key, int]
    has_line: npt.NDArray[np.bool_]
    members: Indexes
    starts: Indexes

    @classmethod
    def of(cls, pairs: Iterable[tuple[Key, Key | None]]) -> "Lines":
        """Build from pairs (unit, whom it reports to); None for the one at the top.

        A pair given twice is one line. Cost: units × height. Raises LoopError.
        """
        place: dict[Key, int] = {}
        above: list[set[int]] = []

        def known(unit: Key) -> int:
            if unit not in place:
                place[unit] = len(above)
                above.append(set())
            return place[unit]

        for unit, superior in pairs:
            at = known(unit)
            if superior is not None:
                above[at].add(known(superior))
        units = tuple(place)
        reaches = _all_above(above, units)
        members, starts = _turned_round(reaches)
        has_line = np.fromiter((bool(direct) for direct in above), np.bool_, len(above))
        return cls(units, place, has_line, members, starts)

    def at(self, unit: Key) -> int:
        """Give the place of a unit. Raises UnknownUnitError."""
        try:
            return self.place[unit]
        except KeyError:
            raise UnknownUnitError(unit) from None

    def inside(self, node: Key) -> Indexes:
        """Give the places of a node and of all units below it."""
        at = self.at(node)
        return self.members[self.starts[at] : self.starts[at + 1]]

    def under(self, node: Key) -> tuple[Key, ...]:
        """Name a node and all units below it, each once."""
        return tuple(self.units[at] for at in self.inside(node))

    def add(self, by_unit: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """Sum one column (a figure per unit) for every node."""
        if not len(self.units):
            return np.zeros(0, np.int64)
        return np.add.reduceat(by_unit[self.members], self.starts[:-1], dtype=np.int64)


def _all_above(above: list[set[int]], units: tuple[Key, ...]) -> list[set[int]]:
    """Give for each unit itself and everyone above it, working down from the top."""
    below: list[list[int]] = [[] for _ in above]
    for at, direct in enumerate(above):
        for superior in direct:
            below[superior].append(at)
    waiting = Counter({at: len(direct) for at, direct in enumerate(above)})
    ready = [at for at, direct in enumerate(above) if not direct]
    reaches: list[set[int]] = [{at} for at in range(len(above))]
    done = 0
    while ready:
        at = ready.pop()
        done += 1
        for inferior in below[at]:
            reaches[inferior] |= reaches[at]
            waiting[inferior] -= 1
            if not waiting[inferior]:
                ready.append(inferior)
    if done < len(above):
        raise LoopError([units[at] for at, left in sorted(waiting.items()) if left])
    return reaches


def _turned_round(reaches: list[set[int]]) -> tuple[Indexes, Indexes]:
    lengths = np.fromiter(map(len, reaches), np.intp, len(reaches))
    nodes = np.fromiter((node for reach in reaches for node in reach), np.intp, lengths.sum())
    units = np.repeat(np.arange(len(reaches), dtype=np.intp), lengths)
    order = np.argsort(nodes, kind="stable")
    starts = np.zeros(len(reaches) + 1, np.intp)
    np.cumsum(np.bincount(nodes, minlength=len(reaches)), out=starts[1:])
    return units[order], starts
