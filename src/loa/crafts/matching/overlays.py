"""What somebody put over a found poster: large print, a strip, a repeated watermark.

The material is laid below the picture, its light made the picture's; what no pixel nearby
explains was put there. Only what is as large as a stamp counts; it is turned straight and
drawn dark on light, for reading. Source: docs/rules/matching.md.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.pictures import Grey
from loa.crafts.matching.residue import Compared, compared
from loa.crafts.matching.sheets import Laid

Box = tuple[int, int, int, int]
Mask = NDArray[np.uint8]

# Pixels of the poster's longest side at which it is looked for, after a glance at half of that;
# and the share of the poster that a stamp covers at least.
_SIDE, _GLANCE, _LEAST = 640, 320, 0.001
# Levels by which a pixel may differ from ink, and by which ink must differ from the material.
_LIKE_INK, _TELLS = 13.0, 8.0
# Ink hides what is below it as long as nothing to speak of says otherwise.
_OPAQUE = 100.0
# Shares of the poster's width: of a stamp's length and of its letters' height at least, of the
# gaps between its words at most.
_LONG, _HIGH, _NEAR = 0.22, 0.03, 0.05
_MOST = 3
# What is as long as this and there so many times is a watermark.
_PART, _REPEATED = 0.12, 3
_SPECK = 10
# Share of its place that a plate fills.
_PLATE, _HALF = 0.5, 127
# A plate fills its own rectangle, and varies by so many levels if it bears print; its rim, a
# quarter, is left out.
_FILLED, _FLAT, _EDGE = 0.7, 8.0, 4
_TURNS, _ROUGH, _FINE = 60, 3, 0.5
_MOST_POINTS, _ROW = 6_000, 2.0
# Letters are read best at this height; on a plate they are half as high as it.
_READING_HEIGHT, _OF_PLATE, _MOST_ENLARGED, _LONGEST_READ = 40.0, 0.5, 2.5, 1_500
_PAD, _MOST_PARTS = 6.0, 8


@dataclass(frozen=True, eq=False)
class Overlay:
    """One thing that was put over a poster. `box`: on the sheet, upright around it."""

    box: Box
    turn: float
    """Degrees by which its lines fall to the right."""
    is_plate: bool
    """It has a ground of its own, on which its print stands."""
    drawn: Grey = field(repr=False)
    """Its print alone, dark on light and straight."""
    ground: Grey = field(repr=False)
    """The same place of the picture as it is, straight."""
    ours: Grey = field(repr=False)
    """The same place of the material, straight."""


def find_overlays(sheet: Grey, laid: Laid) -> list[Overlay]:
    """Find what was put over a poster, the largest first; 5 ms where there is nothing."""
    few = compared(sheet, laid, _GLANCE)
    if few is None or few.strong.mean() < _LEAST:
        return []
    met = compared(sheet, laid, _SIDE)
    if met is None:
        return []
    found = [_overlay(each, met) for each in _clusters(_without_specks(met.strong))]
    return [each for each in found if not (each.is_plate and _is_flat(each.ground))]


def _is_flat(ground: Grey) -> bool:
    """Say whether a plate bears no print: a sticker, a telephone's bar."""
    high, wide = (side // _EDGE for side in ground.shape)
    inner = ground[high : len(ground) - high, wide : ground.shape[1] - wide]
    return bool(inner.std() < _FLAT)


def _without_specks(mask: NDArray[np.bool_]) -> Mask:
    # Of a line of one pixel nothing stays: print has strokes.
    solid = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    kept = (stats[:, cv2.CC_STAT_AREA] >= _SPECK) & (
        np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _SPECK // 2
    )
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)


def _clusters(mask: Mask) -> list[Mask]:
    """Part what was put there into things that lie apart, as large as a stamp; largest first.

    What is repeated all over is one thing, and its parts may be cut.
    """
    wide = mask.shape[1]
    near = max(3, round(_NEAR * wide)) | 1
    joined = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (near, near)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    large: list[tuple[int, Mask]] = []
    lesser: list[int] = []
    for number in range(1, count):
        left, top, across, high, _ = stats[number]
        if max(across, high) < _PART * wide:
            continue
        place = np.s_[top : top + high, left : left + across]
        points = cv2.findNonZero(np.where(labels[place] == number, mask[place], np.uint8(0)))
        if points is None:
            continue
        short, long = sorted(cv2.minAreaRect(points)[1])
        if short < _HIGH * wide or long < _PART * wide:
            continue
        if long < _LONG * wide:
            lesser.append(number)
            continue
        large.append((len(points), np.where(labels == number, mask, np.uint8(0))))
    ordered = [each for _, each in sorted(large, key=lambda one: -one[0])]
    if len(large) + len(lesser) < _REPEATED:
        return ordered[:_MOST]
    every = np.where(np.isin(labels, lesser), mask, np.uint8(0))
    return [np.asarray(np.maximum.reduce([every, *ordered]), np.uint8), *ordered[:1]]


def _overlay(cluster: Mask, met: Compared) -> Overlay:
    rows, columns = np.nonzero(cluster)
    turn = _side_of(cluster)
    turn = _turn_of(rows, columns) if turn is None else turn
    x, y = int(columns.min()), int(rows.min())
    w, h = int(columns.max()) + 1 - x, int(rows.max()) + 1 - y
    box = (round(x / met.by), round(y / met.by), round(w / met.by), round(h / met.by))
    inked = _inked(cluster, met, turn)
    straight = _Straight(inked if inked.any() else cluster, turn)
    print_ = straight.of(inked * np.uint8(255), 0)
    is_plate = print_.mean() > 255 * _PLATE
    return Overlay(
        box, turn, bool(is_plate), 255 - _without_frames(print_),
        straight.of(met.theirs, None), straight.of(met.ours, None),
    )  # fmt: skip


def _inked(cluster: Mask, met: Compared, turn: float) -> Mask:
    """Add what lies under the same ink on the same lines, where less of it shows.

    Ink leaves of each level a share and adds its own: both are fitted where it is plain. A
    pixel is ink that is nearer to what ink would leave there than to what the material shows.
    """
    at = cluster > 0
    level, shown = met.expected[at], met.theirs[at].astype(np.float32)
    middle, colour = float(np.median(level)), float(np.median(shown))
    apart = level - middle
    share = float(apart @ (shown - colour) / (apart @ apart + _OPAQUE * len(level)))
    ink = colour + min(1.0, max(0.0, share)) * (met.expected - middle)
    values = met.theirs.astype(np.float32)
    off = np.abs(values - ink)
    like = (off < _LIKE_INK) & (off < np.abs(values - met.expected)) & _on_lines(at, turn)
    like &= np.abs(ink - met.expected) > _TELLS
    whole = np.where(at | like, np.uint8(1), np.uint8(0))
    closed = cv2.morphologyEx(whole, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return _without_specks(closed > 0)


def _on_lines(at: NDArray[np.bool_], turn: float) -> NDArray[np.bool_]:
    """Say what lies on the lines of print that a cluster is of, over the whole poster."""
    y, x = np.indices(at.shape, np.float32)
    angle = np.deg2rad(turn)
    down = np.asarray(y * np.cos(angle) - x * np.sin(angle), np.float32)
    low, high = float(down[at].min()) - _PAD, float(down[at].max()) + _PAD
    return np.asarray((down >= low) & (down <= high), np.bool_)


def _without_frames(straight: Grey) -> Grey:
    """Leave out a stamp's frame, which would be read as letters: it is longer than a stroke."""
    inked = np.asarray(straight > _HALF, np.uint8)
    high, wide = max(9, inked.shape[0] * 3 // 4), max(9, inked.shape[1] // 4)
    rods = (np.ones((1, wide), np.uint8), np.ones((high, 1), np.uint8))
    along, down = (cv2.morphologyEx(inked, cv2.MORPH_OPEN, rod) for rod in rods)
    lines = cv2.dilate(np.maximum(along, down), np.ones((3, 3), np.uint8))
    return np.asarray(np.where(lines > 0, np.uint8(0), straight), np.uint8)


class _Straight:
    """Cut a cluster's place out of pictures, turned until its lines lie level.

    Its letters are brought to the height at which they are read best.
    """

    def __init__(self, cluster: Mask, turn: float) -> None:
        rows, columns = np.nonzero(cluster)
        angle = np.deg2rad(turn)
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        along, down = columns * cos + rows * sin, rows * cos - columns * sin
        left, top = float(along.min()) - _PAD, float(down.min()) - _PAD
        w, h = float(along.max()) + _PAD - left, float(down.max()) + _PAD - top
        self._place = left * cos - top * sin, left * sin + top * cos
        self._turned, self._sides = np.array([[cos, -sin], [sin, cos]]), (w, h)
        self._scaled(1.0)
        straight = self.of(cluster * np.uint8(255), 0)
        is_plate = straight.mean() > 255 * _PLATE
        high = _letter_height(straight) * (_OF_PLATE if is_plate else 1.0)
        self._scaled(min(_MOST_ENLARGED, _READING_HEIGHT / high, _LONGEST_READ / max(w, h)))

    def _scaled(self, by: float) -> None:
        self._size = tuple(max(1, round(side * by)) for side in self._sides)
        # From the straight picture to the poster: shrink, turn back, shift.
        self._matrix = np.column_stack([self._turned / by, self._place])

    def of(self, picture: Grey, border: int | None) -> Grey:
        mode = cv2.BORDER_REPLICATE if border is None else cv2.BORDER_CONSTANT
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        out = cv2.warpAffine(
            picture, self._matrix, self._size, flags=flags, borderMode=mode,
            borderValue=border or 0,
        )  # fmt: skip
        return np.asarray(out, np.uint8)


def _letter_height(straight: Grey) -> float:
    """Give how high most of the print's parts are, those of the largest area first."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((straight > 127).astype(np.uint8))
    parts = stats[1:]
    parts = parts[np.argsort(-parts[:, cv2.CC_STAT_AREA])][:_MOST_PARTS]
    return float(np.median(parts[:, cv2.CC_STAT_HEIGHT])) if len(parts) else _READING_HEIGHT


def _side_of(cluster: Mask) -> float | None:
    """Give the degrees by which the more level side of a plate falls; None for print."""
    points = cv2.findNonZero(cluster)
    (_, (wide, high), angle) = cv2.minAreaRect(points)
    if len(points) < _FILLED * wide * high:
        return None
    return float((angle + 45) % 90 - 45)


def _turn_of(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> float:
    """Give the degrees by which lines of print fall to the right: rows are sharpest there."""
    step = max(1, len(rows) // _MOST_POINTS)
    y, x = rows[::step].astype(np.float32), columns[::step].astype(np.float32)

    def sharpness(turn: float) -> float:
        angle = np.deg2rad(turn)
        down = y * np.cos(angle) - x * np.sin(angle)
        counts = np.bincount(((down - down.min()) / _ROW).astype(np.int64)).astype(np.float64)
        return float((counts**2).sum())

    best = max(range(-_TURNS, _TURNS + 1, _ROUGH), key=sharpness)
    steps = round(_ROUGH / _FINE)
    return float(max((best + n * _FINE for n in range(1 - steps, steps)), key=sharpness))
