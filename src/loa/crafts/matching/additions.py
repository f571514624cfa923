"""Print that was put onto a found poster: a number to call where the material has only paper.

Places where the picture has print or another ground and the material has neither are read, and
what they tell people to call, open or pay to is handed to a person.
Source: docs/rules/matching.md.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.changes import Change
from loa.crafts.matching.details import Kind, Written, digits_of, find_details, is_same
from loa.crafts.matching.pictures import Grey, resize
from loa.crafts.matching.sheets import RIM, Laid
from loa.crafts.matching.spots import Spot, read_words

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

Box = tuple[int, int, int, int]
Floats = NDArray[np.float32]

_BLOCK = 16
# Spread in grey levels: of paper at most, of print at least; and the levels of another ground.
_PAPER, _PRINT, _GROUND = 7.0, 18.0, 45.0
_LEAST = (64, 12)
_MOST_SHARE = 0.3
_MOST_READ = 3
_ENLARGE = 2.0
_STATE = (".gov.vn", ".edu.vn")
_LEAST_DIGITS = 7


def find_added(sheet: Grey, laid: Laid, spots: Sequence[Spot], ocr: "Ocr") -> list[Change]:
    """Give contacts put onto a poster; `region` in pixels of the sheet. 0.3 s a place."""
    found: list[Change] = []
    for x, y, w, h in sorted(_places(sheet, laid), key=lambda b: -b[2] * b[3])[:_MOST_READ]:
        theirs = laid.grey[y + RIM : y + RIM + h, x + RIM : x + RIM + w]
        told = [each for each in _read(theirs, ocr) if _is_strange(each, spots)]
        if told:
            ours = {each.kind for each in _read(sheet[y : y + h, x : x + w], ocr)}
            found += [
                Change(each.kind, "", each.value, (x, y, w, h))
                for each in told
                if each.kind not in ours
            ]
    return found


def _read(part: Grey, ocr: "Ocr") -> list[Written]:
    read = read_words(resize(part, _ENLARGE), ocr, is_block=True)
    text = unicodedata.normalize("NFC", read[0]) if read else ""
    found = find_details(text)
    digits = digits_of(text)
    if len(digits) >= _LEAST_DIGITS and not any(len(w.value) >= _LEAST_DIGITS for w in found):
        # A number of which the OCR missed a sign is one all the same.
        found.append(Written(Kind.PHONE, digits, 0, len(text)))
    return found


def _is_strange(one: Written, spots: Sequence[Spot]) -> bool:
    if one.kind is Kind.PHONE and len(one.value) < _LEAST_DIGITS:
        return False
    if one.kind is Kind.LINK and one.value.split("/")[0].endswith(_STATE):
        return False
    return not any(
        spot.kind is one.kind and is_same(spot.kind, spot.value, one.value) for spot in spots
    )


def _places(sheet: Grey, laid: Laid) -> Iterator[Box]:
    """Find where the picture has print on what is paper in the material, or another ground."""
    height, width = (side // _BLOCK * _BLOCK for side in sheet.shape)
    theirs = laid.grey[RIM : RIM + height, RIM : RIM + width]
    inside = _means(laid.inside[RIM : RIM + height, RIM : RIM + width]) > 250
    (ours_level, ours_spread), (level, spread) = (
        _levels(sheet[:height, :width]),
        _levels(theirs),
    )
    # Print may lie some pixels beside its place: paper is what has paper all around.
    paper = cv2.dilate(ours_spread, np.ones((3, 3), np.uint8)) < _PAPER
    if inside.sum() < inside.size // 4:
        return
    slope, base = np.polyfit(ours_level[inside], level[inside], 1)
    ground = np.abs(level - (slope * ours_level + base)) > _GROUND
    put = inside & (paper & (spread > _PRINT) | ground & (spread > _PRINT / 2))
    joined = cv2.morphologyEx(put.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((2, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for x, y, w, h, _ in stats[1:count]:
        left, top = max(0, (x - 1) * _BLOCK), max(0, (y - 1) * _BLOCK)
        right, foot = min(width, (x + w + 1) * _BLOCK), min(height, (y + h + 1) * _BLOCK)
        is_large = w * h > _MOST_SHARE * inside.size
        if w * _BLOCK >= _LEAST[0] and h * _BLOCK >= _LEAST[1] and not is_large:
            yield int(left), int(top), int(right - left), int(foot - top)


def _means(values: NDArray[np.uint8] | Floats) -> Floats:
    size = (values.shape[1] // _BLOCK, values.shape[0] // _BLOCK)
    small = cv2.resize(values.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _levels(grey: Grey) -> tuple[Floats, Floats]:
    """Give the mean and the spread of each block."""
    means, squares = _means(grey), _means(grey.astype(np.float32) ** 2)
    return means, np.asarray(np.sqrt(np.maximum(squares - means * means, 0)), np.float32)
