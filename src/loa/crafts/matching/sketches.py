"""A picture's points in short: 22 bytes each, enough to say which materials share them.

The directions along which descriptors are cut lie in the tree (`model/points.npz`), fitted by
`scripts/fit_points.py` on posters that no measure uses. They and the descriptors are whole
numbers, so that nothing is rounded and each process makes the same bits.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.features import Floats, Points

Whole = NDArray[np.int64]

SKETCHED = 250
"""Points of a material that are kept so, the strongest."""
_CELL_BITS, _WORDS = 16, 2
CELLS = 1 << _CELL_BITS
# Places are kept to an eighth of a pixel of the frame.
_FINE = 8
_POINT = np.dtype([("cell", "<u2"), ("code", "<u8", (_WORDS,)), ("at", "<u2", (2,))])
# Of the 93 cells that differ in up to three of the least sure bits the likeliest 16 hold 9 in
# 10 of what belongs together.
_UNSURE, _MOST_TURNED, _PROBES = 8, 3, 16
_MODEL = Path(__file__).parent / "model" / "points.npz"


@dataclass(frozen=True, eq=False)
class Sketch:
    """Points in short: the cell of each, 128 bits to compare (n, 2), its place (n, 2)."""

    cells: NDArray[np.uint16] = field(repr=False)
    codes: NDArray[np.uint64] = field(repr=False)
    places: Floats = field(repr=False)

    def __len__(self) -> int:
        return len(self.cells)

    @classmethod
    def empty(cls) -> "Sketch":
        return cls.from_bytes(b"")

    def to_bytes(self) -> bytes:
        packed = np.empty(len(self), _POINT)
        packed["cell"], packed["code"] = self.cells, self.codes
        packed["at"] = np.rint(self.places * _FINE)
        return packed.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sketch":
        """Read what `to_bytes` wrote. Raises ValueError for a length that no sketch has."""
        packed = np.frombuffer(data, _POINT)
        places = (packed["at"] / _FINE).astype(np.float32)
        return cls(packed["cell"].copy(), packed["code"].copy(), places)


def sketch(points: Points, most: int = SKETCHED) -> Sketch:
    """Take the first `most` points, the strongest, in short."""
    along = _project(points.descriptors[:most])
    codes = np.packbits(along[:, _CELL_BITS:] > 0, axis=1, bitorder="little")
    places = np.rint(np.maximum(points.at[:most], 0) * _FINE) / _FINE
    return Sketch(
        _cells(along), np.ascontiguousarray(codes).view("<u8"), places.astype(np.float32)
    )


def probes_of(descriptors: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Give the 16 cells into which each point most likely fell in the material (n, 16)."""
    along = _project(descriptors)
    apart = (along[:, :_CELL_BITS] >> 8) ** 2
    unsure = np.argsort(apart, axis=1, kind="stable")[:, :_UNSURE]
    cost = np.take_along_axis(apart, unsure, axis=1) @ _turns().T
    likely = np.argsort(cost, axis=1, kind="stable")[:, :_PROBES]
    turned = np.take_along_axis((np.int64(1) << unsure) @ _turns().T, likely, axis=1)
    return np.asarray(_cells(along)[:, None] ^ turned, np.uint16)


@cache
def _model() -> tuple[Floats, Floats]:
    """Give directions (128, 144) of whole numbers from -127 to 127, and the middle of each."""
    with np.load(_MODEL) as kept:
        return kept["directions"].astype(np.float32), kept["middle"].astype(np.float32)


def _project(descriptors: NDArray[np.uint8]) -> Whole:
    """Say how far descriptors lie from the middle along each direction: (n, 144), exact."""
    directions, middle = _model()
    # 128 products of bytes stay below 2 ** 24: exact in whatever order they are added.
    return np.asarray(descriptors.astype(np.float32) @ directions - middle, np.int64)


def _cells(along: Whole) -> NDArray[np.uint16]:
    packed = np.packbits(along[:, :_CELL_BITS] > 0, axis=1, bitorder="little")
    return np.ascontiguousarray(packed).view("<u2")[:, 0]


@cache
def _turns() -> Whole:
    """Give which of the least sure bits are turned: none, each one, two, three (93, 8)."""
    every = [
        bits for many in range(_MOST_TURNED + 1) for bits in combinations(range(_UNSURE), many)
    ]
    return np.array([[int(bit in bits) for bit in range(_UNSURE)] for bits in every], np.int64)
