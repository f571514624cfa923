"""Of many materials, say which share points with a picture: an inverted index of their points.

A point's descriptor becomes 16 bits that name a cell and 128 that are compared within it
(Jégou, Douze and Schmid 2008). A point of the picture is looked for in the 16 cells into which
it most likely fell; what is met there gets a vote, worth the more the fewer materials the point
is met in. Of the materials with most votes those come first whose points are turned and scaled
alike. Votes are whole numbers and materials are asked in the order of their numbers: equal
input gives equal answers, in whatever order materials came. Decision 0054.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.features import Floats, Points
from loa.crafts.matching.sketches import CELLS, Sketch, probes_of, sketch

Whole = NDArray[np.int64]
Codes = NDArray[np.uint64]

# 9 in 10 pairs that one perspective explains differ in no more bits (of 128), and 4 in 10,000
# of all others.
_NEAR = 16
# A picture's strongest points, as many as are looked for.
_ASKED = 900
_AT_ONCE = 128
# A picture's points that few materials have come first; beyond this many comparisons, half a
# second, only such are left as nearly all materials share.
_MOST_COMPARED = 8_000_000
# A vote is whole: so many for each time that a point is met in half as many materials.
_HALVING = 16
# Of these many materials with most votes it is asked whether their points lie alike.
_SHORT, _MOST_PAIRED = 80, 48
# Nearer in the material, and the way from point to point says nothing of scale and turn.
_LEAST_APART = 6.0
# Lean and perspective change scale and turn over a poster; two fields each way are joined.
_SCALES, _SCALE_STEP, _TURNS = 36, 0.2, 24
_SAME_PLACE = 2.5


@dataclass(frozen=True, eq=False)
class _Sorted:
    """All points by their cells: those of cell c lie from `starts[c]` to `starts[c + 1]`."""

    numbers: Whole
    codes: Codes = field(repr=False)
    places: Floats = field(repr=False)
    owners: NDArray[np.int32] = field(repr=False)
    starts: Whole = field(repr=False)


@dataclass(frozen=True, eq=False)
class _Met:
    """Pairs of a picture's point (`of`) and one in the index (`at`): bits apart, votes."""

    of: Whole
    at: Whole
    apart: NDArray[np.uint8]
    worth: NDArray[np.uint8]

    def only(self, which: NDArray[np.bool_] | Whole) -> "_Met":
        return _Met(self.of[which], self.at[which], self.apart[which], self.worth[which])


class PointIndex:
    """Sketches by number, to be asked which of them share points with a picture.

    10,000 take 160 MB, and are sorted anew (0.5 s) when asked after a change.
    """

    def __init__(self) -> None:
        self._sketches: dict[int, Sketch] = {}
        self._kept: _Sorted | None = None

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, number: int, points: Sketch) -> None:
        """Take a material in, or put it in the place of the one that has its number."""
        self._sketches[number] = points
        self._kept = None

    def remove(self, number: int) -> None:
        """Leave a material out. Raises KeyError where there is none of that number."""
        del self._sketches[number]
        self._kept = None

    def best(self, points: Points) -> list[int]:
        """Give the numbers of what shares points with a picture, the likeliest first."""
        index = self._sorted()
        met = _meet(index, sketch(points, _ASKED), probes_of(points.descriptors[:_ASKED]))
        best = np.zeros(len(index.owners), np.uint8)
        np.maximum.at(best, met.at, met.worth)
        many = len(index.numbers)
        votes = np.bincount(index.owners, weights=best, minlength=many).astype(np.int64)
        ranked = np.argsort(-votes, kind="stable")[: np.count_nonzero(votes)]
        short = ranked[:_SHORT]
        alike = [-each for each in _lying_alike(index, met, points.at, short)]
        first = short[np.argsort(alike, kind="stable")]
        return [int(index.numbers[n]) for n in (*first, *ranked[_SHORT:])]

    def beside(self, number: int, most: int) -> list[int]:
        """Give what has most of this material's points at their very places: its template."""
        index, own = self._sorted(), self._sketches[number]
        met = _meet(index, own, own.cells[:, None])
        away = np.abs(index.places[met.at] - own.places[met.of]).max(axis=1)
        owners = index.owners[met.at[away <= _SAME_PLACE]]
        count = np.bincount(owners, minlength=len(index.numbers))
        order = np.argsort(-count, kind="stable")[: most + 1]
        near = (int(index.numbers[n]) for n in order if count[n])
        return [each for each in near if each != number][:most]

    def _sorted(self) -> _Sorted:
        if self._kept is None:
            self._kept = _sort(self._sketches)
        return self._kept


def _sort(sketches: dict[int, Sketch]) -> _Sorted:
    numbers = sorted(sketches)
    every = [Sketch.empty(), *(sketches[n] for n in numbers)]
    cells = np.concatenate([each.cells for each in every])
    order = np.argsort(cells, kind="stable")
    owners = np.repeat(
        np.arange(-1, len(numbers), dtype=np.int32), [len(each) for each in every]
    )
    counts = np.bincount(cells, minlength=CELLS)
    return _Sorted(
        np.array(numbers, np.int64),
        np.concatenate([each.codes for each in every])[order],
        np.concatenate([each.places for each in every])[order],
        owners[order],
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
    )


def _meet(index: _Sorted, points: Sketch, probes: NDArray[np.uint16]) -> _Met:
    """Look for points in the cells that `probes` (n, any) names for each."""
    first = index.starts[probes]
    many = index.starts[probes.astype(np.int64) + 1] - first
    work = many.sum(axis=1)
    order = np.argsort(work, kind="stable")
    order = order[: int(np.searchsorted(np.cumsum(work[order]), _MOST_COMPARED, side="right"))]
    parts = [
        _meet_some(index, points.codes, some, first, many)
        for some in np.array_split(order, len(order) // _AT_ONCE + 1)
    ]
    return _Met(
        np.concatenate([each.of for each in parts]),
        np.concatenate([each.at for each in parts]),
        np.concatenate([each.apart for each in parts]),
        np.concatenate([each.worth for each in parts]),
    )


def _meet_some(index: _Sorted, codes: Codes, some: Whole, first: Whole, many: Whole) -> _Met:
    lengths = many[some].ravel()
    row = np.repeat(np.repeat(np.arange(len(some)), many.shape[1]), lengths)
    begins = np.repeat(first[some].ravel() - np.cumsum(lengths) + lengths, lengths)
    at = begins + np.arange(len(begins))
    apart = np.bitwise_count(index.codes[at] ^ codes[some[row]]).sum(axis=1, dtype=np.uint8)
    near = np.flatnonzero(apart <= _NEAR)
    row, at = row[near], at[near]
    materials = np.zeros((len(some), len(index.numbers)), np.bool_)
    materials[row, index.owners[at]] = True
    rarity = np.log2((len(index.numbers) + 1) / np.maximum(materials.sum(axis=1), 1))
    worth = np.minimum(np.rint(_HALVING * rarity), 255).astype(np.uint8)
    return _Met(some[row], at, apart[near], worth[row])


def _lying_alike(index: _Sorted, met: _Met, at: Floats, short: Whole) -> list[float]:
    """Say of each material what those of its points are worth that lie alike in the picture."""
    wanted = np.full(len(index.numbers), -1, np.int64)
    wanted[short] = np.arange(len(short))
    met = met.only(wanted[index.owners[met.at]] >= 0)
    # Of several points of the picture that meet one of a material the nearest stands for all.
    met = met.only(np.lexsort((met.of, met.apart, met.at)))
    met = met.only(np.diff(met.at, prepend=-1) != 0)
    whose = wanted[index.owners[met.at]]
    found = []
    for n in range(len(short)):
        mine = np.flatnonzero(whose == n)
        mine = mine[np.argsort(-met.worth[mine].astype(np.int64), kind="stable")[:_MOST_PAIRED]]
        ours, theirs = index.places[met.at[mine]], at[met.of[mine]]
        found.append(_alike(ours, theirs, met.worth[mine].astype(np.float64)))
    return found


def _alike(ours: Floats, theirs: Floats, worth: NDArray[np.float64]) -> float:
    """Give the most that pairs are worth which one of them sees scaled and turned alike."""
    here, there = (each[:, 0] + 1j * each[:, 1] for each in (ours, theirs))
    from_here, from_there = here[:, None] - here, there[:, None] - there
    seer, seen = np.nonzero((np.abs(from_here) > _LEAST_APART) & (np.abs(from_there) > 0))
    if not len(seer):
        return 0.0
    change = from_there[seer, seen] / from_here[seer, seen]
    scale = np.floor(np.log(np.abs(change)) / _SCALE_STEP).astype(np.int64) + _SCALES // 2
    turn = np.floor(np.angle(change) / (2 * np.pi) * _TURNS).astype(np.int64) % _TURNS
    fits = (scale >= 0) & (scale < _SCALES)
    field_ = (seer[fits] * _SCALES + scale[fits]) * _TURNS + turn[fits]
    shape = (len(here), _SCALES, _TURNS)
    sums = np.bincount(field_, weights=worth[seen[fits]], minlength=int(np.prod(shape)))
    grid = sums.reshape(shape)
    grid = grid + np.roll(grid, 1, axis=2)
    grid = grid[:, 1:] + grid[:, :-1]
    return float(grid.max())
