"""Print over or beside a found poster that calls it false: a person is asked.

The one place where "this poster is shown in order to deny it" is decided for pictures. Only
what is as large as a stamp is read, and print right above or below the poster: at most twice.
Source: docs/rules/matching.md, decision 0061.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.changes import Change
from loa.crafts.matching.cutting import is_print
from loa.crafts.matching.details import Kind
from loa.crafts.matching.disowned import denial_put, denial_said
from loa.crafts.matching.overlays import Overlay, find_overlays
from loa.crafts.matching.pictures import Grey, resize
from loa.crafts.matching.sheets import Laid, find_lines
from loa.crafts.matching.spots import as_png
from loa.crafts.matching.words import split_words

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr, Word

Box = tuple[int, int, int, int]

_DPI = 150
_SURE = 0.3
_DARK = 110
_GAP = 30
# Shares of the poster's height that are read above and below it, and of its width at the sides.
_ABOVE, _SIDES = 0.3, 0.02
_REACHED, _LEAST_ROWS, _RIM = 0.9, 24, 10
# A poster that takes up less of a picture's width has neighbours, and no caption of its own.
_ALONE = 0.5
# Of the poster's width: print beside it that is larger is no label of a page.
_LARGE = 0.022


@dataclass(frozen=True)
class Line:
    """A line as it was read: bare words, and how high it is in pixels."""

    words: tuple[str, ...]
    high: float


@dataclass(frozen=True, eq=False)
class Piece:
    """A piece of print to read. `box`: on the sheet, beside it where it lies there."""

    box: Box
    shown: Grey = field(repr=False)
    ours: Grey | None = field(default=None, repr=False)
    """The same place of the material; None where the piece lies beside it."""


def find_denial(
    sheet: Grey, laid: Laid, picture: Grey, matrix: NDArray[np.float64], ocr: "Ocr"
) -> Change | None:
    """Give the print that calls a poster false; `region` in pixels of the sheet.

    `matrix` takes the sheet to `picture`. Nothing is read where nothing as large as a stamp
    lies over the poster and no print beside it: 10 ms.
    """
    over = [_over(each) for each in find_overlays(sheet, laid)]
    for piece, lines in zip(over, _read([each.shown for each in over], ocr), strict=True):
        said = denial_put([each.words for each in lines])
        if said:
            own = _read([piece.ours], ocr)[0] if piece.ours is not None else []
            # The material's own words may be met a little beside their place.
            is_own = denial_put([each.words for each in own])
            return None if is_own else Change(Kind.WORDS, "", said, piece.box)
    beside = list(_beside(picture, matrix, sheet.shape[1], sheet.shape[0]))
    for piece, lines in zip(beside, _read([each.shown for each in beside], ocr), strict=True):
        large = [each.words for each in lines if each.high >= _LARGE * piece.shown.shape[1]]
        said = denial_said([word for line in lines for word in line.words])
        if said := said or denial_put(large):
            return Change(Kind.WORDS, "", said, piece.box)
    return None


def _over(overlay: Overlay) -> Piece:
    shown = _dark_on_light(overlay.ground) if overlay.is_plate else overlay.drawn
    return Piece(overlay.box, shown, overlay.ours)


def _beside(
    picture: Grey, matrix: NDArray[np.float64], width: int, height: int
) -> Iterator[Piece]:
    """Give what stands right above and below a poster, as far as it is print."""
    left, wide = round(-_SIDES * width), round((1 + 2 * _SIDES) * width)
    high = round(_ABOVE * height)
    ends = cv2.perspectiveTransform(
        np.array([[[0, height / 2]], [[width, height / 2]]], np.float32), matrix
    )
    if float(np.linalg.norm(ends[1] - ends[0])) < _ALONE * picture.shape[1]:
        return
    for top in (-high, height):
        moved = matrix @ np.array([[1.0, 0, left], [0, 1.0, top], [0, 0, 1.0]])
        seen = cv2.warpPerspective(
            np.full(picture.shape, 255, np.uint8), moved, (wide, high),
            flags=cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST,
        )  # fmt: skip
        rows = np.flatnonzero((seen > 0).mean(axis=1) > _REACHED)
        if len(rows) < _LEAST_ROWS:
            continue
        strip = cv2.warpPerspective(
            picture, moved, (wide, high), flags=cv2.WARP_INVERSE_MAP | cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        first, last = int(rows[0]), int(rows[-1]) + 1
        part = np.asarray(strip[first:last], np.uint8)
        lines = [line for line in _lines(part) if is_print(part, line)]
        if lines:
            above = max(0, min(y for _, y, _, _ in lines) - _RIM)
            foot = min(len(part), max(y + h for _, y, _, h in lines) + _RIM)
            box = (left, top + first + above, wide, foot - above)
            yield Piece(box, _dark_on_light(part[above:foot]))


def _lines(part: Grey) -> list[Box]:
    """Find lines of print, also of letters larger than a poster has."""
    small = find_lines(resize(part, 0.5))
    return [*find_lines(part), *((2 * x, 2 * y, 2 * w, 2 * h) for x, y, w, h in small)]


def _dark_on_light(part: Grey) -> Grey:
    low, high = (float(each) for each in np.percentile(part, (2, 98)))
    clear = np.clip((part.astype(np.float32) - low) * 255 / max(high - low, 1.0), 0, 255)
    if float(np.median(clear)) < _DARK:
        clear = 255 - clear
    return np.asarray(clear, np.uint8)


def _read(parts: Sequence[Grey], ocr: "Ocr") -> list[list[Line]]:
    """Read pieces in one go, one below the other; give the lines of each."""
    lines: list[list[Line]] = [[] for _ in parts]
    if not parts:
        return lines
    wide = max(part.shape[1] for part in parts) + 2 * _GAP
    tops, sheets, at = list[int](), list[Grey](), _GAP
    sheets.append(np.full((_GAP, wide), 255, np.uint8))
    for part in parts:
        tops.append(at)
        room = np.full((part.shape[0] + _GAP, wide), 255, np.uint8)
        room[: part.shape[0], _GAP : _GAP + part.shape[1]] = part
        sheets.append(room)
        at += len(sheets[-1])
    met: dict[tuple[int, int, int], list[Word]] = {}
    for word in _words(np.vstack(sheets), ocr):
        if word.certainty >= _SURE:
            met.setdefault(word.line, []).append(word)
    for words in met.values():
        middle = sum(each.top + each.bottom for each in words) / 2 / len(words)
        piece = max(0, bisect_right(tops, middle) - 1)
        text = unicodedata.normalize("NFC", " ".join(each.text for each in words))
        high = float(np.median([each.bottom - each.top for each in words]))
        lines[piece].append(Line(split_words(text).words, high))
    return lines


def _words(picture: Grey, ocr: "Ocr") -> "list[Word]":
    from loa.crafts.opening import OpeningError

    try:
        return ocr.read(as_png(picture), dpi=_DPI, is_block=True)
    except OpeningError:
        return []
