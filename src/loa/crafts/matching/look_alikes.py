"""Which materials are of one design, and by which tiles each is told from the others.

In a library of thousands a hash alone calls hundreds alike that have nothing in common; there
only the nearest are compared, and those with points at the same places: some 6 ms each, once.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.imprints import ImageFingerprint, KeptImage, distances
from loa.crafts.matching.point_index import PointIndex
from loa.crafts.matching.tiles import Agreement, Mask, compare

_GREY_AGREES = 0.80
_EDGES_AGREE = 0.88
_LOOK_ALIKE_HASH = 112
# A look-alike shares at least this share of its tiles: header, logo, layout.
_LOOK_ALIKE_SHARE = 0.12
_TELLING = (0.75, 0.5, 0.25)
_TELLING_LEAST = 4
# Fewer are all compared.
_MANY = 32
_BY_HASH, _BESIDE = 6, 6


class LookAlikes:
    """What is known of the materials' likeness; asked for once of each."""

    def __init__(
        self,
        prints: Sequence[ImageFingerprint | KeptImage],
        hashes: NDArray[np.uint8],
        index: Callable[[], PointIndex],
        belongs: Sequence[str] = (),
    ) -> None:
        self._prints, self._hashes, self._index = prints, hashes, index
        self._belongs = belongs
        self._telling: dict[int, Mask | None] = {}

    def of(self, material: int) -> frozenset[int]:
        """Give the materials that may be of one design with this one."""
        mine = self._prints[material]
        away = distances(mine.difference, self._hashes)
        near = [int(n) for n in np.argsort(away, kind="stable") if away[n] <= _LOOK_ALIKE_HASH]
        like = [n for n in near if n != material and self._prints[n].size == mine.size]
        if len(like) > _MANY:
            beside = self._index().beside(material, most=_BESIDE)
            same = [n for n in beside if self._prints[n].size == mine.size]
            like = [*like[:_BY_HASH], *same]
        if self._belongs:
            like = [n for n in like if self._belongs[n] != self._belongs[material]]
        return frozenset(like)

    def telling(self, material: int) -> Mask | None:
        """Say which tiles tell a material from its look-alikes; None where it has none."""
        if material not in self._telling:
            self._telling[material] = self._compare(material)
        return self._telling[material]

    def _compare(self, material: int) -> Mask | None:
        print_ = self._prints[material].fetch()
        face = print_.face
        every = np.full(print_.frame.shape, 255, np.uint8)
        apart: list[Mask] = []
        for other in sorted(self.of(material)):
            agrees = agrees_of(compare(face, self._prints[other].fetch().frame, every))
            share = share_of(agrees, face.informative)
            # Two versions of one picture are no look-alikes: there is nothing to tell.
            if _LOOK_ALIKE_SHARE <= share < 0.97:
                apart.append(~agrees & face.informative)
        if not apart:
            return None
        differing = np.mean(np.stack(apart), axis=0)
        for share_needed in _TELLING:
            mask = np.asarray(differing >= share_needed, np.bool_)
            if mask.sum() >= _TELLING_LEAST:
                return mask
        return np.asarray(differing > 0, np.bool_)


def agrees_of(agreement: Agreement) -> Mask:
    """Say which tiles show the same, in grey or in their edges."""
    return (agreement.grey > _GREY_AGREES) | (agreement.edges > _EDGES_AGREE)


def share_of(agrees: Mask, of: Mask) -> float:
    count = int(of.sum())
    return float((agrees & of).sum() / count) if count else 0.0
