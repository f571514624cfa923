"""Paper, edges, type and page numbers (Mục I)."""

import unicodedata
from collections.abc import Iterator

from . import form
from .anatomy import Anatomy
from .judging import plain, where
from .rules import Departure, departure
from .seen import Furniture, Line, Seen, Sheet

_A4_MM = (210.0, 297.0)
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_BLACK = {None, "000000", "AUTO"}
_PAGE_NUMBER_PT = (13.0, 14.0)


def check(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    # Letterhead and signature are laid out by tables of their own, which are no figures.
    ends = (parts.state, parts.number, parts.sent_to, parts.signer)
    frames = {line.place.table for line in ends if line and line.place}
    for at, sheet in enumerate(seen.sheets):
        yield from _sheet(sheet, at, seen, frames)
    yield from _page_numbers(seen, parts)
    yield from _type(seen, parts)


def _sheet(sheet: Sheet, at: int, seen: Seen, frames: set[int]) -> Iterator[Departure]:
    place = f"phần (section) {at + 1}"
    sides = sorted((sheet.width, sheet.height))
    if any(abs(a - b) > 1 for a, b in zip(sides, _A4_MM, strict=True)):
        found = f"{sheet.width:.0f} × {sheet.height:.0f}"
        yield departure("page_size", place, found=found)
    if sheet.is_landscape and not any(
        line.sheet == at and line.place is not None and line.place.table not in frames
        for line in seen.lines
    ):
        yield departure("page_orientation", place)
    for side, (low, high) in form.MARGIN_RANGE_MM.items():
        found_mm = sheet.margins[side]
        if not low - form.TOLERANCE_MM <= found_mm <= high + form.TOLERANCE_MM:
            yield departure(
                "page_margins",
                place,
                side=_SIDES[side],
                found=plain(round(found_mm, 1)),
                low=low,
                high=high,
            )


def _page_numbers(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    """Judge page numbers; a document of one sheet and few lines may have one page only."""
    for at, sheet in enumerate(seen.sheets):
        place = f"phần (section) {at + 1}"
        if sheet.footer.numbers or (sheet.hides_first and sheet.first_footer.numbers):
            yield departure("page_number_place", place)
        elif not sheet.header.numbers:
            yield departure("page_number_missing", place)
        else:
            yield from _number_look(sheet, place)
        if at == 0:
            if (
                (sheet.header.numbers or sheet.footer.numbers) and not sheet.hides_first
            ) or sheet.first_header.numbers:
                yield departure("page_number_first", place)
            if sheet.starts_at not in (None, 1):
                yield departure("page_number_start", place, found=sheet.starts_at)
    for annex in parts.annexes:
        sheet = seen.sheets[min(annex.label.sheet, len(seen.sheets) - 1)]
        if annex.label.sheet == 0 and parts.state is None:
            continue
        if annex.label.sheet == 0 or sheet.starts_at != 1:
            yield departure("annex_page_numbers", where(annex.label))


def _number_look(sheet: Sheet, place: str) -> Iterator[Departure]:
    line = sheet.header.numbers[0]
    found = []
    low, high = _PAGE_NUMBER_PT
    sizes = [size for size in line.sizes if not low <= size <= high]
    if sizes:
        found.append("cỡ " + ", ".join(plain(size) for size in sizes))
    if line.is_italic:
        found.append("nghiêng")
    if sheet.number_format not in (None, "decimal"):
        found.append(f"kiểu {sheet.number_format}")
    if found:
        yield departure("page_number_look", place, found=", ".join(found))
    if line.align != "center":
        yield departure("page_number_place", place)


def _all_lines(seen: Seen) -> Iterator[Line]:
    yield from seen.lines
    for sheet in seen.sheets:
        furniture: tuple[Furniture, ...] = (sheet.header, sheet.footer)
        for each in furniture:
            yield from each.lines


def _type(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    """Give each wrong font, colour and broken encoding once, where it is first met."""
    coloured = {line.at for line in (parts.urgency, parts.secrecy, parts.circulation) if line}
    met: set[tuple[str, str]] = set()
    for line in _all_lines(seen):
        for piece in line.inked:
            if piece.font != form.FONT and ("font", piece.font) not in met:
                met.add(("font", piece.font))
                yield departure("font_name", where(line), found=piece.font)
            colour = piece.colour
            if colour not in _BLACK and line.at not in coloured and ("ink", colour) not in met:
                met.add(("ink", str(colour)))
                yield departure("text_colour", where(line), found=colour)
        if ("nfc", "") not in met and line.text != unicodedata.normalize("NFC", line.text):
            met.add(("nfc", ""))
            yield departure("font_encoding", where(line))
