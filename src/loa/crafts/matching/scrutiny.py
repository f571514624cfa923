"""Look closely at a found poster: say whether its numbers and codes are what they should be.

The one place where "altered" is decided for pictures. What agrees glyph by glyph is right; what
does not is read, by the same OCR from the material and from the picture, and only two clean
readings that differ are called a change. Source: docs/rules/matching.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.additions import find_added
from loa.crafts.matching.changes import Change
from loa.crafts.matching.codes import Code, read_codes
from loa.crafts.matching.cutting import blocks, is_print
from loa.crafts.matching.denying import find_denial
from loa.crafts.matching.details import Kind, digits_of, find_details, is_same, plain_link
from loa.crafts.matching.glyphs import (
    GLYPH_OTHER,
    GLYPH_SAME,
    hidden,
    is_covered,
    is_pasted,
    is_same_code,
    odd_glyph,
    one_glyph_out,
    others,
)
from loa.crafts.matching.pictures import Grey
from loa.crafts.matching.sheets import RIM, Laid, fit_line, lay_sheet
from loa.crafts.matching.spots import Spot, read_alone

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

Box = tuple[int, int, int, int]

_SEEN = 0.9
# Less than this share inside the picture, and nothing of a contact is shown.
_SCRAP = 0.03
_READABLE = 0.22
_FITS = 0.9
_NEARLY = 0.6
# Pixels for one of the sheet below which print that was put on is too small to be read.
_READ_FROM = 0.45
_LARGE_READ_FROM = 0.2
# Pixels of a line with its rims below which an OCR misreads a digit or adds one.
_LEGIBLE = 12
_WHOLLY_OTHER = 3
_CODE_SIDE = 360


@dataclass(frozen=True)
class Scrutiny:
    """What a close look gave. `doubts` look different but could not be read."""

    changes: tuple[Change, ...] = ()
    doubts: tuple[Change, ...] = ()
    denial: Change | None = None
    """Print over the poster or beside it that calls it false."""


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
            doubts += self._lines(lines)
        if not changes and not doubts and self._ocr and self._scale >= _READ_FROM:
            for one in find_added(self._sheet, self.laid, spots, self._ocr):
                region = self._region(one.region) if one.region else None
                doubts.append(replace(one, region=region))
        return Scrutiny(tuple(changes), tuple(doubts))

    def with_denial(self, scrutiny: Scrutiny) -> Scrutiny:
        """Look, too, for print that calls the poster false; an altered one is worse."""
        if scrutiny.changes or self._ocr is None or self._scale < _LARGE_READ_FROM:
            return scrutiny
        met = find_denial(self._sheet, self.laid, self._picture, self._matrix, self._ocr)
        if met is None or met.region is None:
            return scrutiny
        return replace(scrutiny, denial=replace(met, region=self._region(met.region)))

    def _lines(self, lines: Sequence[Box]) -> list[Change]:
        """Compare lines that nobody read; the picture is as sharp as where a line fits."""
        prints = [line for line in lines if is_print(self._sheet, line)]
        fits = [fit_line(self._sheet, line, self.laid) for line in prints]
        sharp = [each.sharpness for each in fits if each.whole >= _FITS]
        clear = float(np.median(sharp)) if sharp else 0.0
        odd = [odd_glyph(each, max(clear, each.sharpness)) for each in fits]
        return [Change(Kind.WORDS, "", "", self._region(box)) for box in odd if box is not None]

    def _letters(self, spot: Spot, changes: list[Change], doubts: list[Change]) -> None:
        fits = fit_line(self._sheet, spot.box, self.laid)
        bad = others(fits) | (fits.cells < GLYPH_SAME) & is_pasted(fits)
        if fits.seen < _SCRAP or not bad.any():
            return
        if fits.seen < _SEEN:
            # Cut by the edge: what is left is no number any more, but it must be ours.
            if spot.kind is not Kind.WORDS and float(fits.cells[bad].min()) < GLYPH_OTHER:
                doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
            return
        said = self._reading(spot, _of_picture(self.laid.grey, spot.box))
        if is_same(spot.kind, spot.value, said):
            return
        if spot.kind is Kind.WORDS:
            # Digits of another kind (a date, a sum): seen to differ, never called a change.
            if fits.sharpness >= _READABLE and fits.whole >= _NEARLY:
                doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
            return
        if hidden(fits).any() and not is_pasted(fits):
            # Half a number behind a sticker reads as another one.
            doubts.append(Change(spot.kind, spot.value, "", self._region(spot.box)))
            return
        change = Change(spot.kind, spot.value, said, self._region(spot.box))
        ours = self._reading(spot, _of_sheet(self._sheet, spot.box)) if said else ""
        is_read = bool(said) and ours == spot.value and _is_alike(said, spot)
        if spot.box[3] * self._scale < _LEGIBLE:
            is_read = is_read and _is_wholly_other(said, spot)
        is_plain = not is_pasted(fits) and one_glyph_out(fits) is not None
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
            fits = fit_line(self._sheet, spot.box, self.laid, blocks)
            if fits.seen < _SCRAP:
                continue
            if there:
                known.add(there[0].value)
                changes.append(
                    Change(spot.kind, spot.value, there[0].value, self._region(spot.box))
                )
            elif not is_same_code(fits) and not is_covered(fits):
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


def _is_alike(said: str, spot: Spot) -> bool:
    """Say whether a reading is a whole contact of the kind, not a scrap of one."""
    if spot.kind in {Kind.PHONE, Kind.ACCOUNT}:
        return abs(len(said) - len(spot.value)) <= 1
    return "." in said and abs(len(said) - len(spot.value)) <= max(4, len(spot.value) // 3)


def _is_wholly_other(said: str, spot: Spot) -> bool:
    """Say whether more of a number differs than a misreading explains."""
    differing = sum(a != b for a, b in zip(said, spot.value, strict=False))
    return len(said) == len(spot.value) and differing >= _WHOLLY_OTHER


def _of_picture(laid: Grey, box: Box) -> Grey:
    x, y, w, h = box
    half = RIM // 2
    return laid[y + half : y + h + 2 * RIM - half, x + half : x + w + 2 * RIM - half]


def _of_sheet(sheet: Grey, box: Box) -> Grey:
    x, y, w, h = box
    half = RIM // 2
    return sheet[max(0, y - half) : y + h + half, max(0, x - half) : x + w + half]
