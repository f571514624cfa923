"""Look closely at a found poster: say whether its numbers and codes are what they should be.

The one place where "altered" is decided for pictures. What agrees glyph by glyph is right; what
does not is read, by the same OCR from the material and from the picture, and only two clean
readings that differ are called a change. Source: docs/rules/matching.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.codes import Code, read_codes
from loa.crafts.matching.details import Kind, digits_of, find_details, is_same, plain_link
from loa.crafts.matching.pictures import Grey
from loa.crafts.matching.sheets import RIM, Fit, Laid, fit_line, lay_sheet
from loa.crafts.matching.spots import Spot, read_alone

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

Box = tuple[int, int, int, int]

# Measured on altered copies: the changed glyph correlates at most 0.84, a true one, where the
# picture is sharp enough, at least 0.88.
_GLYPH_SAME = 0.86
# Less contrast than this share of its own is no glyph but a cover.
_COVERED = 0.3
_SEEN = 0.9
_HALF = 0.4
# Without letters read: one glyph that stands out of a line that fits as well as this.
_LINE_FITS = 0.92
_GLYPH_OTHER = 0.78
_FEW = 0.4
_SHARP = 0.28
_READABLE = 0.22
_NEARLY = 0.6
# All glyphs others: print as strong as ours, and the paper around it unchanged.
_LIKE = (0.6, 1.5)
_SAME_PAPER = 6.0
_NO_STICKER = 10.0
# Modules of a code that cannot be read: the same code, blurred alike, correlates above this.
_CODE_SAME = 0.82
_CODE_SIDE = 360


@dataclass(frozen=True)
class Change:
    """A contact that is not what it should be. `said` is "" where it could not be read.

    `region`: left, top, width, height in pixels of the picture as handed in; None in a text.
    """

    kind: Kind
    expected: str
    said: str
    region: Box | None = None


@dataclass(frozen=True)
class Scrutiny:
    """What a close look gave. `doubts` look different but could not be read."""

    changes: tuple[Change, ...] = ()
    doubts: tuple[Change, ...] = ()


class CloseLook:
    """One picture with one material laid into it."""

    def __init__(
        self,
        sheet: Grey,
        picture: Grey,
        matrix: NDArray[np.float64],
        scale: float,
        unit: float,
        ocr: "Ocr | None",
    ) -> None:
        """`matrix` takes the sheet to `picture`; `unit`: handed-in pixels for one of it."""
        self._sheet, self._picture = sheet, picture
        self._matrix, self._scale, self._unit, self._ocr = matrix, scale, unit, ocr
        self._laid: Laid | None = None

    @property
    def laid(self) -> Laid:
        if self._laid is None:
            size = (self._sheet.shape[1], self._sheet.shape[0])
            self._laid = lay_sheet(self._picture, self._matrix, self._scale, size)
        return self._laid

    def look(
        self, spots: Sequence[Spot], lines: Sequence[Box], codes: Callable[[], list[Code]]
    ) -> Scrutiny:
        """Compare all contacts, then the other lines; `codes`: all that the picture holds."""
        changes: list[Change] = []
        doubts: list[Change] = []
        for spot in spots:
            if spot.kind is not Kind.CODE:
                self._letters(spot, changes, doubts)
        self._codes([s for s in spots if s.kind is Kind.CODE], codes(), changes, doubts)
        if not changes and not doubts:
            doubts += [
                Change(Kind.WORDS, "", "", self._region(box))
                for line in lines
                for fits in [fit_line(self._sheet, line, self.laid)]
                for box in [_one_glyph_out(fits)]
                # A sticker is higher than a line: it changes the paper beside it too.
                if box is not None and fits.paper < _NO_STICKER
            ]
        return Scrutiny(tuple(changes), tuple(doubts))

    def _letters(self, spot: Spot, changes: list[Change], doubts: list[Change]) -> None:
        fits = fit_line(self._sheet, spot.box, self.laid)
        bad = _bad(fits)
        if fits.seen < _HALF or not bad.any():
            return
        said = self._reading(spot, _of_picture(self.laid.grey, spot.box))
        if is_same(spot.kind, spot.value, said):
            return
        if spot.kind is Kind.WORDS:
            # Digits of another kind (a date, a sum): seen to differ, never called a change.
            if fits.sharpness >= _READABLE and fits.whole >= _NEARLY:
                doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
            return
        if _hidden(fits).any():
            # Half a number behind a sticker reads as another one.
            doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
            return
        change = Change(spot.kind, spot.value, said, self._region(spot.box))
        ours = self._reading(spot, _of_sheet(self._sheet, spot.box)) if said else ""
        is_read = bool(said) and ours == spot.value and _is_alike(said, spot)
        is_plain = _one_glyph_out(fits) is not None
        (changes if is_read or is_plain else doubts).append(change)

    def _codes(
        self, spots: Sequence[Spot], codes: Sequence[Code], changes: list[Change],
        doubts: list[Change],
    ) -> None:  # fmt: skip
        known = {spot.value for spot in spots}
        over = [code for code in codes if self._is_over(code)]
        for spot in spots:
            if any(code.value == spot.value for code in over):
                continue
            there = [code for code in over if self._is_at(code, spot)]
            if not there:
                there = read_codes(self._flat(spot.box))
            if any(code.value == spot.value for code in there):
                continue
            fits = fit_line(self._sheet, spot.box, self.laid)
            if fits.seen < _SEEN:
                continue
            if there:
                known.add(there[0].value)
                changes.append(
                    Change(spot.kind, spot.value, there[0].value, self._region(spot.box))
                )
            elif fits.whole < _CODE_SAME and not _is_covered(fits):
                doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
        for code in over:
            if code.value not in known:
                # A code that the material does not have, stuck onto it.
                changes.append(Change(Kind.CODE, "", code.value, self._scaled(code.box)))

    def _reading(self, spot: Spot, line: Grey) -> str:
        if self._ocr is None or spot.kind is Kind.WORDS:
            return ""
        return read_value(spot.kind, line, self._ocr)

    def _flat(self, box: Box) -> Grey:
        """Lay a code square and large, for reading."""
        x, y, w, h = box
        pad = max(w, h) // 8
        by = _CODE_SIDE / (max(w, h) + 2 * pad)
        moved = self._matrix @ np.array(
            [[1 / by, 0, x - pad], [0, 1 / by, y - pad], [0, 0, 1.0]], np.float64
        )
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        flat = cv2.warpPerspective(
            self._picture, moved, (_CODE_SIDE, _CODE_SIDE), flags=flags, borderValue=255
        )
        return np.asarray(flat, np.uint8)

    def _to_sheet(self, x: float, y: float) -> tuple[float, float]:
        u, v, w = np.linalg.inv(self._matrix) @ np.array([x, y, 1.0])
        return float(u / w), float(v / w)

    def _is_over(self, code: Code) -> bool:
        x, y = self._to_sheet(*code.middle)
        height, width = self._sheet.shape[:2]
        return bool(0 <= x < width and 0 <= y < height)

    def _is_at(self, code: Code, spot: Spot) -> bool:
        x, y = self._to_sheet(*code.middle)
        left, top, w, h = spot.box
        right, foot = left + 1.5 * w, top + 1.5 * h
        return left - w / 2 <= x <= right and top - h / 2 <= y <= foot

    def _region(self, box: Box) -> Box:
        x, y, w, h = box
        corners = np.array([[[x, y]], [[x + w, y]], [[x + w, y + h]], [[x, y + h]]], np.float32)
        at = cv2.perspectiveTransform(corners, self._matrix)[:, 0, :]
        low, high = at.min(axis=0), at.max(axis=0)
        return self._scaled(
            (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
        )

    def _scaled(self, box: Box) -> Box:
        x, y, w, h = (round(each * self._unit) for each in box)
        return x, y, w, h


def read_value(kind: Kind, line: Grey, ocr: "Ocr") -> str:
    """Read one contact off a line of pixels, in the spelling of `details`; "" if none is."""
    said = read_alone(line, ocr)
    if kind in {Kind.PHONE, Kind.ACCOUNT}:
        return digits_of(said)
    met = [each.value for each in find_details(said) if each.kind is kind]
    if met:
        return met[0]
    return plain_link(said.replace(" ", "")) if kind is Kind.LINK else ""


def _bad(fits: Fit) -> NDArray[np.bool_]:
    """Say which glyphs are others; a cover is none, nor is what it cuts in half."""
    covered = np.pad(_hidden(fits), 1)
    near = covered[:-2] | covered[1:-1] | covered[2:]
    return (fits.cells < _GLYPH_SAME) & ~near


def _hidden(fits: Fit) -> NDArray[np.bool_]:
    return (fits.cells < _GLYPH_SAME) & (fits.contrast < _COVERED)


def _is_covered(fits: Fit) -> bool:
    return bool(len(fits.cells)) and float(np.median(fits.contrast)) < _COVERED


def _one_glyph_out(fits: Fit) -> Box | None:
    """Give the glyph that is another while the line around it fits; None for no such."""
    if len(fits.cells) < 3 or fits.seen < _SEEN or fits.sharpness < _SHARP:
        return None
    bad = _bad(fits)
    if bad.mean() > _FEW and _is_other_print(fits):
        return fits.boxes[int(np.argmin(fits.cells))]
    few = 1 <= bad.sum() <= max(1.0, _FEW * len(bad))
    if not few or float(np.median(fits.cells)) < _LINE_FITS:
        return None
    if _hidden(fits).any():
        return None
    worst = int(np.argmin(np.where(bad, fits.cells, 2.0)))
    return fits.boxes[worst] if fits.cells[worst] < _GLYPH_OTHER else None


def _is_other_print(fits: Fit) -> bool:
    """Say whether print of like strength stands in the line's place, on the same paper."""
    strength = float(np.median(fits.contrast))
    return (
        _LIKE[0] < strength < _LIKE[1]
        and fits.paper < _SAME_PAPER
        and float(np.median(fits.cells)) < _GLYPH_OTHER
    )


def _is_alike(said: str, spot: Spot) -> bool:
    """Say whether a reading is a whole contact of the kind, not a scrap of one."""
    if spot.kind in {Kind.PHONE, Kind.ACCOUNT}:
        return abs(len(said) - len(spot.value)) <= 1
    return "." in said and abs(len(said) - len(spot.value)) <= max(4, len(spot.value) // 3)


def _of_picture(laid: Grey, box: Box) -> Grey:
    x, y, w, h = box
    half = RIM // 2
    return laid[y + half : y + h + 2 * RIM - half, x + half : x + w + 2 * RIM - half]


def _of_sheet(sheet: Grey, box: Box) -> Grey:
    x, y, w, h = box
    half = RIM // 2
    return sheet[max(0, y - half) : y + h + half, max(0, x - half) : x + w + half]
