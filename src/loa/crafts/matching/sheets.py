"""Compare a small part of a poster, glyph by glyph, with what it should show.

The tiles of `tiles.py` are coarse: a changed digit is a fraction of one. Here the material is
kept at reading size (the *sheet*), the found picture is laid over a line of it, moved and
blurred until the line as a whole fits best, and then each glyph is looked at alone: one that
fits much worse than its neighbours is another glyph.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.cutting import glyphs
from loa.crafts.matching.pictures import Grey, fit, resize
from loa.crafts.matching.straightening import straightened

Box = tuple[int, int, int, int]

SHEET_SIDE = 1_000
_SHEET_QUALITY = 82
# Pixels of the sheet by which a line may lie beside its place: the placing is that coarse.
RIM = 9
# A glyph that fits better than this lies under nothing.
_PLAINLY = 0.9
_BLURS = (0.0, 0.6, 1.0, 1.5, 2.2, 3.2)
_CELL_SLIP = 2
# A line that fits worse may be longer, shorter or aslant: a perspective is that coarse.
_STRAIGHT = 0.93
_MOST_LINES = 40
# Pixels of paper between two signs of one line: first as for a number in groups, then narrow.
_GAPS = (33, 15)
# A line of which more than this lies outside the picture is cut; less left is not compared.
_CUT = 0.02
_LEAST_LEFT = 6
# Rows of paper above and below a glyph that are looked at.
_BESIDE = 6


@dataclass(frozen=True, eq=False)
class Laid:
    """A picture laid as the sheet lies, with a rim of RIM pixels all around."""

    grey: Grey = field(repr=False)
    inside: Grey = field(repr=False)
    """255 where the picture reaches."""
    scale: float
    """Picture pixels for one of the sheet."""


@dataclass(frozen=True, eq=False)
class Fit:
    """How a line of the sheet fits a picture. Correlations are -1…1."""

    whole: float
    """Of the whole line at its best place and blur."""
    cells: NDArray[np.float64] = field(repr=False)
    """Of each glyph."""
    contrast: NDArray[np.float64] = field(repr=False)
    """Each glyph's contrast in the picture as a share of what it has on the sheet."""
    boxes: tuple[Box, ...]
    """Each glyph's place on the sheet."""
    sharpness: float
    """Picture pixels for one of the sheet, less what blur has taken; 0-1."""
    seen: float
    """Share of the line that lies inside the picture; only that part is compared."""
    beside: NDArray[np.float64] = field(repr=False)
    """(n, 2): levels by which the paper above and below a glyph differs; light evened out."""
    paper: float
    """Grey levels by which the strips above and below the line differ; light evened out."""


def sheet_of(grey: Grey) -> Grey:
    """Bring a material to reading size."""
    return fit(grey, SHEET_SIDE)


def pack_sheet(sheet: Grey) -> bytes:
    """Pack a sheet for keeping: JPEG, some 120 KB."""
    done, packed = cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, _SHEET_QUALITY])
    if not done:
        raise ValueError("the sheet could not be packed")
    return packed.tobytes()


def unpack_sheet(data: bytes) -> Grey:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE))


def edges_of(sheet: Grey) -> Grey:
    """Give 255 where brightness changes at once, as at the rim of a letter."""
    edges = cv2.morphologyEx(
        sheet, cv2.MORPH_GRADIENT, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    )
    _, ink = cv2.threshold(edges, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8)


def find_lines(sheet: Grey) -> tuple[Box, ...]:
    """Find the lines of print on a sheet: left, top, width, height; none is read."""
    ink = edges_of(sheet)
    found: list[Box] = []
    for gap in _GAPS:
        rod = cv2.getStructuringElement(cv2.MORPH_RECT, (gap, 1))
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, rod)
        contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for x, y, w, h in (cv2.boundingRect(each) for each in contours):
            middle = x + w / 2, y + h / 2
            is_known = any(
                a <= middle[0] <= a + c and b <= middle[1] <= b + d for a, b, c, d in found
            )
            if 9 <= h <= 80 and w >= 2 * h and w >= 40 and not is_known:
                found.append(_inside((x - 3, y - 3, w + 6, h + 6), sheet.shape))
    return tuple(sorted(found, key=lambda box: (box[1], box[0]))[:_MOST_LINES])


def lay_sheet(
    picture: Grey, matrix: NDArray[np.float64], scale: float, size: tuple[int, int]
) -> Laid:
    """Lay a picture as the sheet lies. `matrix` takes sheet to picture (3, 3).

    `scale`: picture pixels for one of the sheet; `size`: the sheet's width and height.
    """
    kept = scale
    if scale > 1.4:
        small = resize(picture, 1.15 / scale)
        by = np.diag(
            [small.shape[1] / picture.shape[1], small.shape[0] / picture.shape[0], 1.0]
        )
        picture, matrix = small, by @ matrix
    moved = matrix @ np.array([[1.0, 0, -RIM], [0, 1.0, -RIM], [0, 0, 1.0]])
    wide = (size[0] + 2 * RIM, size[1] + 2 * RIM)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    laid = cv2.warpPerspective(picture, moved, wide, flags=flags, borderValue=127)
    every = np.full(picture.shape, 255, np.uint8)
    inside = cv2.warpPerspective(
        every, moved, wide, flags=cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST
    )
    return Laid(np.asarray(laid, np.uint8), np.asarray(inside, np.uint8), kept)


def fit_line(
    sheet: Grey, box: Box, laid: Laid, cut: Callable[[Grey], list[Box]] | None = None
) -> Fit:
    """Fit a line of the sheet, and each of its glyphs, to what was laid over it.

    `cut` says what is compared in place of glyphs.
    """
    x, y, w, h = _inside(box, sheet.shape)
    reached = laid.inside[y + RIM : y + RIM + h, x + RIM : x + RIM + w]
    seen = float(reached.mean() / 255.0)
    if _CUT < seen < 1 - _CUT:
        x, y, w, h = _left_of((x, y, w, h), reached)
    ours = sheet[y : y + h, x : x + w]
    room = laid.grey[y : y + h + 2 * RIM, x : x + w + 2 * RIM]
    sought = cv2.GaussianBlur(ours, (0, 0), max(0.5, 0.5 / laid.scale))
    place = cv2.matchTemplate(room, sought, cv2.TM_CCOEFF_NORMED)
    _, _, _, (dx, dy) = cv2.minMaxLoc(place)
    theirs = room[dy : dy + h, dx : dx + w]
    boxes = [cell for cell in (cut or glyphs)(ours) if _is_inside(laid, x, y, cell)]
    best, whole, blur = _blurred_alike(ours, theirs)
    if whole < _STRAIGHT:
        straight = straightened(np.asarray(sought, np.uint8), room, (dx, dy), boxes)
        part = straight[dy : dy + h, dx : dx + w]
        again = _blurred_alike(ours, part)
        if again[1] > whole:
            room, theirs, (best, whole, blur) = straight, part, again
    cells = [_cell(best, room, (dx, dy), cell) for cell in boxes]
    return Fit(
        whole,
        np.array([each[0] for each in cells], np.float64),
        np.array([each[1] for each in cells], np.float64),
        tuple((x + a, y + b, c, d) for a, b, c, d in boxes),
        min(1.0, laid.scale) / (1.0 + blur),
        seen,
        _beside(
            sheet, laid, (x, y, w, h), (dx, dy), boxes, [each[0] < _PLAINLY for each in cells]
        ),
        _paper(ours, theirs, boxes),
    )


def _blurred_alike(ours: Grey, theirs: Grey) -> tuple[Grey, float, float]:
    """Blur a line until it fits best; give it, how well it fits, and the blur."""
    best, whole, blur = ours, -1.0, 0.0
    for each in _BLURS:
        blurred = cv2.GaussianBlur(ours, (0, 0), each) if each else ours
        fits = _correlation(np.asarray(blurred, np.uint8), theirs)
        if fits > whole + 0.002:
            best, whole, blur = np.asarray(blurred, np.uint8), fits, each
        elif fits < whole - 0.002:
            break  # blurred too much already: more fits worse
    return best, whole, blur


def _beside(
    sheet: Grey, laid: Laid, box: Box, at: tuple[int, int], cells: list[Box], wanted: list[bool]
) -> NDArray[np.float64]:
    """Compare the paper above and below each glyph that is `wanted`: there a cover lies too."""
    if not any(wanted):
        return np.zeros((len(cells), 2), np.float64)
    x, y, w, h = box
    low, high = max(0, y - _BESIDE), min(sheet.shape[0], y + h + _BESIDE)
    ours = sheet[low:high, x : x + w].astype(np.float32)
    down, right = low + at[1], x + at[0]
    room = (slice(down, down + len(ours)), slice(right, right + w))
    theirs, inside = laid.grey[room].astype(np.float32), laid.inside[room] > 250
    if theirs.shape != ours.shape or not inside.any():
        return np.zeros((len(cells), 2), np.float64)
    shift = float(np.median((theirs - ours)[inside]))
    apart = np.where(inside, np.abs(theirs - ours - shift), 0.0)
    out = []
    for (left, top, wide, tall), is_wanted in zip(cells, wanted, strict=True):
        if not is_wanted:
            out.append([0.0, 0.0])
            continue
        begun, ended = y - low + top, y - low + top + tall
        strips = [
            apart[max(0, begun - _BESIDE) : max(0, begun - 1), left : left + wide],
            apart[ended + 1 : ended + _BESIDE, left : left + wide],
        ]
        out.append([float(each.mean()) if each.size else 0.0 for each in strips])
    return np.array(out, np.float64).reshape(-1, 2)


def _left_of(box: Box, reached: Grey) -> Box:
    """Give the upright part of a line that a cut has left."""
    x, y = box[:2]
    share = reached / 255.0
    columns = share.mean(axis=0)
    kept = np.flatnonzero(columns > 0.9 * columns.max())
    rows = share[:, kept].mean(axis=1)
    tall = np.flatnonzero(rows > 0.9)
    if not len(tall):
        return box
    left, top = int(kept[0]), int(tall[0])
    wide, high = int(kept[-1]) + 1 - left, int(tall[-1]) + 1 - top
    return (x + left, y + top, wide, high) if min(wide, high) >= _LEAST_LEFT else box


def _paper(ours: Grey, theirs: Grey, cells: list[Box]) -> float:
    """Compare the paper between the lines, where a sticker would show and a digit does not."""
    if not cells:
        return 0.0
    top, foot = cells[0][1], cells[0][1] + cells[0][3]
    left, right = cells[0][0], cells[-1][0] + cells[-1][2]
    rows = np.r_[0 : max(1, top - 1), min(foot + 1, len(ours) - 1) : len(ours)]
    a, b = (
        ours[rows, left:right].astype(np.float32),
        theirs[rows, left:right].astype(np.float32),
    )
    return float(np.abs((a - a.mean()) - (b - b.mean())).mean())


def _is_inside(laid: Laid, x: int, y: int, cell: Box) -> bool:
    left, top = x + RIM + cell[0], y + RIM + cell[1]
    return bool(laid.inside[top : top + cell[3], left : left + cell[2]].mean() > 250)


def _cell(ours: Grey, laid: Grey, at: tuple[int, int], cell: Box) -> tuple[float, float]:
    """Give a glyph's best correlation within _CELL_SLIP pixels, and its contrast there."""
    x, y, w, h = cell
    pad = max(1, min(w, h) // 6)
    left, top = max(0, x - pad), max(0, y - pad)
    right, foot = min(ours.shape[1], x + w + pad), min(ours.shape[0], y + h + pad)
    part = ours[top:foot, left:right]
    room = laid[
        max(0, top + at[1] - _CELL_SLIP) : foot + at[1] + _CELL_SLIP,
        max(0, left + at[0] - _CELL_SLIP) : right + at[0] + _CELL_SLIP,
    ]
    spread, our_spread = _spread(room), _spread(part)
    contrast = spread / max(our_spread, 1.0)
    if room.shape[0] < part.shape[0] or room.shape[1] < part.shape[1] or spread < 1.0:
        return -1.0, contrast
    if our_spread < 1.0:
        return 1.0, contrast
    return float(cv2.matchTemplate(room, part, cv2.TM_CCOEFF_NORMED).max()), contrast


def _spread(part: Grey) -> float:
    """Give the standard deviation; a fifth of what numpy takes for so few pixels."""
    return float(cv2.meanStdDev(part)[1][0, 0]) if part.size else 0.0


def _correlation(one: Grey, other: Grey) -> float:
    if one.shape != other.shape or _spread(other) < 1.0 or _spread(one) < 1.0:
        return -1.0
    ours, theirs = one.astype(np.float32).ravel(), other.astype(np.float32).ravel()
    ours -= ours.mean()
    theirs -= theirs.mean()
    return float(ours @ theirs / np.sqrt((ours @ ours) * (theirs @ theirs)))


def _inside(box: Box, shape: tuple[int, ...]) -> Box:
    x, y = max(0, box[0]), max(0, box[1])
    return (
        x,
        y,
        max(4, min(shape[1], box[0] + box[2]) - x),
        max(4, min(shape[0], box[1] + box[3]) - y),
    )
