"""A picture beside the material that was found in it: what of it the material does not explain.

The material is made as blurred and as bright as the picture shows it. What no pixel nearby
explains was put there, or cut away. Source: docs/rules/matching.md.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.pictures import Grey, resize
from loa.crafts.matching.sheets import RIM, Laid

Floats = NDArray[np.float32]

# The light is fitted to cells of so many pixels, in rounds that leave out what fits badly.
_CELL, _ROUNDS, _EVEN = 16, 5, 2
_LEAST_SEEN, _WHOLE = 0.2, 0.98
# What fits worse than most by this factor and so many levels is left out.
_WORSE, _LEVELS = 2.5, 3.0
# Levels that stay apart in a recoloured picture: then eight levels at a time are fitted.
_RECOLOURED, _FEW = 10.0, 200
# Levels that JPEG and blur leave unexplained; shares of an edge that a shift of a pixel does.
_UNEXPLAINED, _EDGES = 15.0, 0.2
_SLIP, _RIM = 3, 9


@dataclass(frozen=True, eq=False)
class Compared:
    """A picture beside its material, both at one size. `by`: pixels for one of the sheet."""

    ours: Grey = field(repr=False)
    theirs: Grey = field(repr=False)
    expected: Floats = field(repr=False)
    """The material as bright as it would be in the picture."""
    strong: NDArray[np.bool_] = field(repr=False)
    """Where nothing nearby in the material explains the picture."""
    by: float


def compared(sheet: Grey, laid: Laid, side: int) -> Compared | None:
    """Bring both to `side` pixels and compare them; None where too little is seen."""
    by = min(1.0, side / max(sheet.shape))
    theirs = resize(laid.grey[RIM:-RIM, RIM:-RIM], by)
    inside = resize(laid.inside[RIM:-RIM, RIM:-RIM], by)
    ours = resize(_as_blurred(sheet, laid.scale), by)
    expected = _in_its_light(ours, theirs, inside > 250)
    if expected is None:
        return None
    strong = _unexplained(expected, theirs, inside) > _UNEXPLAINED
    return Compared(ours, theirs, expected, strong, by)


def _as_blurred(sheet: Grey, scale: float) -> Grey:
    if scale >= 0.75:
        return sheet
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), 0.45 / scale), np.uint8)


def _in_its_light(ours: Grey, theirs: Grey, inside: NDArray[np.bool_]) -> Floats | None:
    """Give the material as bright as it would be in the picture; None where too little is seen.

    Gain and shift may lean over the picture, as light on a wall does; what fits badly (what was
    put there) is left out of the fit.
    """
    size = (max(2, ours.shape[1] // _CELL), max(2, ours.shape[0] // _CELL))
    a, b, seen = (
        cv2.resize(each.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        for each in (ours, theirs, inside)
    )
    kept = seen > _WHOLE
    if kept.sum() < _LEAST_SEEN * kept.size:
        return None
    y, x = (
        each.astype(np.float32)
        for each in np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j]
    )
    one = np.ones_like(x)
    light = [one, x, y, x * y, x * x, y * y]
    terms = np.stack([*light, a, a * x, a * y], axis=-1).astype(np.float64)
    slack = 1e-3 * np.eye(terms.shape[-1])
    even = np.array([1.0, 0, 0, 0, 0, 0, 1.0, 0, 0])
    fitted, usual = np.zeros(terms.shape[-1]), 0.0
    for number in range(_ROUNDS):
        # At first the same light everywhere: what leans would follow what was put there.
        some = terms[kept] if number >= _EVEN else terms[kept] * even
        fitted = np.linalg.solve(some.T @ some + slack, some.T @ b[kept])
        apart = np.abs(terms @ fitted - b)
        usual = float(np.median(apart[seen > _WHOLE]))
        kept = (seen > _WHOLE) & (apart <= _WORSE * usual + _LEVELS)
    full = (ours.shape[1], ours.shape[0])
    shift = cv2.resize(np.asarray(terms[..., :6] @ fitted[:6], np.float32), full)
    gain = cv2.resize(np.asarray(fitted[6] + fitted[7] * x + fitted[8] * y, np.float32), full)
    expected = ours * gain + shift
    if usual > _RECOLOURED:
        expected += _by_level(ours, theirs - expected, inside)
    return np.asarray(np.clip(expected, 0, 255), np.float32)


def _by_level(ours: Grey, apart: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Give by how much each level of the material is another one in a recoloured picture."""
    bins = ours >> 3
    table = np.zeros(32, np.float32)
    for each in range(32):
        met = apart[(bins == each) & inside]
        table[each] = np.median(met) if len(met) > _FEW else 0.0
    return np.asarray(table[bins], np.float32)


def _unexplained(expected: Floats, theirs: Grey, seen: Grey) -> Floats:
    """Give by how many levels each pixel lies outside what is expected nearby."""
    kernel = np.ones((_SLIP, _SLIP), np.uint8)
    high = cv2.dilate(expected, kernel)
    low = cv2.erode(expected, kernel)
    values = theirs.astype(np.float32)
    apart = np.maximum(values - high, 0) + np.maximum(low - values, 0)
    apart[cv2.erode(seen, np.ones((_RIM, _RIM), np.uint8), borderValue=0) < 250] = 0
    # Beside strong edges a shift of a pixel leaves something unexplained.
    return np.asarray(np.maximum(apart - _EDGES * (high - low), 0), np.float32)
