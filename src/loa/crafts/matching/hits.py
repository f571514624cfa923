"""A material laid into a picture: what was measured, and what that says of the rest of it."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.features import Points
from loa.crafts.matching.pictures import Picture
from loa.crafts.matching.tiles import TILE_SEEN, Mask

_PLAINLY = 0.88
_PLAINLY_WIDE = 0.25
# What fills the picture needs not be seen whole: it was cut.
_FILLING = 0.9
_FILLING_SEEN = 0.5
_SAME_PLACE = 0.5
# A look-alike shares a header and a frame.
_ALIKE = 0.2


@dataclass(frozen=True, eq=False)
class PictureHit:
    """One material laid into a picture. Shares are 0-1; `corners` are original pixels."""

    material: int
    score: float
    """0.7 × `telling` + 0.3 × `agreeing`; `agreeing` alone where no look-alike is known."""
    agreeing: float
    """Share of the tiles to be seen that show the same."""
    telling: float | None
    """The same, of the tiles that tell the material from its look-alikes; None: none known."""
    visible: float
    """Share of the material that lies inside the picture."""
    method: str
    """`whole` (the picture is the material) or `points` (it lies somewhere in it)."""
    corners: NDArray[np.float64] = field(repr=False)
    matrix: NDArray[np.float64] = field(repr=False)
    """Takes the material's frame to the picture as it is worked on (3, 3)."""
    scale: float
    """Pixels of the worked picture for one of the frame."""
    covered: float = 0.0
    """Share of the material under something flat; not counted as disagreeing."""
    under: Mask | None = field(default=None, repr=False)
    is_mirrored: bool = False
    """Shown as in a mirror; `matrix` then takes to the mirror image of the picture."""

    @property
    def region(self) -> tuple[int, int, int, int]:
        """The upright box around it: left, top, width, height."""
        left, top = np.floor(self.corners.min(axis=0)).astype(int)
        right, foot = np.ceil(self.corners.max(axis=0)).astype(int)
        return int(left), int(top), int(right - left), int(foot - top)


def is_plain(hit: PictureHit) -> bool:
    """Say whether a material is there beyond doubt, with nothing over it."""
    return hit.score >= _PLAINLY and not hit.covered and hit.visible >= _FILLING_SEEN


def is_most_of(hit: PictureHit, picture: Picture) -> bool:
    """Say whether a hit is so much of a picture that no other material need be looked for."""
    size = picture.width * picture.height
    shown = cv2.contourArea(hit.corners.astype(np.float32)) / size
    return shown >= _FILLING or (shown >= _PLAINLY_WIDE and hit.visible >= TILE_SEEN)


def fills(hit: PictureHit, picture: Picture) -> bool:
    """Say whether what lies there, ours or its look-alike, is large enough to be seen well."""
    shown = cv2.contourArea(hit.corners.astype(np.float32)) / (picture.width * picture.height)
    return bool(shown >= _PLAINLY_WIDE and hit.agreeing >= _ALIKE)


def outside(hit: PictureHit, points: Points, picture: Picture) -> Mask:
    """Say which points of a picture lie outside a hit."""
    area = (hit.corners / picture.scale).astype(np.float32)
    far = [cv2.pointPolygonTest(area, (float(x), float(y)), False) < 0 for x, y in points.at]
    return np.array(far, np.bool_)


def same_place(one: PictureHit, other: PictureHit) -> bool:
    """Say whether two hits lie on the same part of the picture."""
    a, b = one.corners.astype(np.float32), other.corners.astype(np.float32)
    shared, _ = cv2.intersectConvexConvex(a, b)
    smaller = min(cv2.contourArea(a), cv2.contourArea(b))
    return bool(shared >= _SAME_PLACE * max(smaller, 1.0))
