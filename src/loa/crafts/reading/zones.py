"""Zones first: which pieces are letterhead, addressees, body, signature, distribution, annex."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from loa.crafts.opening import Origin
from loa.crafts.reading.between import read_addressed, read_subtitle
from loa.crafts.reading.endings import closing_at, read_closing
from loa.crafts.reading.letterforms import (
    ABOUT,
    ARRIVAL,
    BARE_SYMBOL,
    BODY_START,
    DATED,
    NATION,
    NUMBER,
    PAGE_NUMBER,
    RULE,
    SIGNED_NOTE,
    SIGNER_DETAIL,
    SYMBOL_AT_END,
    TITLE,
    TO,
    TORN_DATE,
    YOUTH,
    is_capital,
    torn_title,
)
from loa.crafts.reading.pieces import Piece, Side

MAX_HEAD = 45  # pieces; a letterhead with seven subject lines takes 25
FIRST_ROW = 12  # lines; no table of work stands in a letterhead
NOTHING: tuple[Piece, ...] = ()


@dataclass(slots=True)
class Zones:
    """The pieces of each zone, in order. `head` is the letterhead without number and date."""

    head: list[Piece] = field(default_factory=list)
    number: Piece | None = None
    symbol_tail: Piece | None = None  # "Số: 07/KHPH-SGDĐT-" / "TĐTN"
    dated: Piece | None = None
    about: list[Piece] = field(default_factory=list)  # V/v lines under the number
    title: Piece | None = None
    subtitle: list[Piece] = field(default_factory=list)  # lines under a printed type
    addressees: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    signature: list[Piece] = field(default_factory=list)
    distribution: list[Piece] = field(default_factory=list)
    annexes: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)  # stamps of signing, page furniture


def find_zones(pieces: list[Piece]) -> Zones:
    """Divide a letter. Every piece lands in exactly one zone."""
    zones = Zones()
    kept: list[Piece] = []
    signed_at = -100
    seal: Piece | None = None
    for piece in pieces:
        signed = (SIGNED_NOTE.search(piece.flat) and len(piece.text) < 80) or _is_under(
            seal, piece
        )
        seal = piece if signed else seal
        near = piece.number - signed_at <= 5 and SIGNER_DETAIL.match(piece.flat)
        signed_at = piece.number if signed else signed_at
        counts = piece.line.column == 1 and piece.number > FIRST_ROW  # a row of a table
        is_note = signed or near or (PAGE_NUMBER.match(piece.flat) and not counts)
        (zones.notes if is_note else kept).append(piece)
    to = _first(kept, lambda p: bool(TO.match(p.flat)), MAX_HEAD)
    title = _title_at(kept, to)
    head_end = _head_end(kept, to, title)
    _read_head(zones, kept[:head_end])
    at = head_end
    if title is not None and title >= head_end - 1:
        at = read_subtitle(zones, kept, title + 1)
    if to is not None and to >= head_end - 1:
        at = read_addressed(zones, kept, max(to, at))
    closing = closing_at(kept, at)
    zones.body = kept[at:closing]
    read_closing(zones, kept[closing:])
    return zones


def _is_under(seal: Piece | None, piece: Piece) -> bool:
    """Say whether a line stands in the same block of small print as a note of signing."""
    if seal is None or seal.box is None or piece.box is None or seal.page != piece.page:
        return False
    return (
        abs(piece.box.left - seal.box.left) < 0.01
        and 0 <= piece.box.top - seal.box.top < 0.02
        and piece.box.height < 0.0135
    )


def _first(pieces: list[Piece], test: Callable[[Piece], object], limit: int) -> int | None:
    return next((at for at, piece in enumerate(pieces[:limit]) if test(piece)), None)


def _title_at(pieces: list[Piece], to: int | None) -> int | None:
    seen_number = False
    for at, piece in enumerate(pieces[:MAX_HEAD]):
        if NUMBER.match(piece.flat) or DATED.search(piece.flat):
            seen_number = True
        if seen_number and is_capital(piece.text):
            if TITLE.match(piece.flat):
                return at
            if piece.line.origin is Origin.OCR and torn_title(piece):
                return at
        if to is not None and at > to + 1:
            return None
    return None


def _head_end(pieces: list[Piece], to: int | None, title: int | None) -> int:
    marks = [at for at in (to, title) if at is not None]
    if marks:
        return min(marks)
    last = 0
    for at, piece in enumerate(pieces[:MAX_HEAD]):
        if NUMBER.match(piece.flat) or _is_national(piece) or DATED.search(piece.flat):
            last = at + 1
    while last < len(pieces[:MAX_HEAD]) and last > 0:
        piece = pieces[last]
        if BODY_START.match(piece.flat) or len(piece.text) > 75:
            break
        if piece.side is Side.WHOLE and piece.line.box is not None:
            break
        last += 1
    return last


def _read_head(zones: Zones, pieces: list[Piece]) -> None:
    numbers = [piece for piece in pieces if _left(piece) and _is_number(piece)]
    with_symbol = next((p for p in numbers if SYMBOL_AT_END.search(p.text)), None)
    number = with_symbol or (numbers[0] if numbers else None)
    for piece in pieces:
        if _is_national(piece) or _is_beside(piece, zones) or _is_arrival(piece, number):
            zones.notes.append(piece)
        elif zones.number is None and piece is number:
            zones.number = piece
        elif zones.symbol_tail is None and _ends_symbol(zones.number, piece):
            zones.symbol_tail = piece
        elif zones.dated is None and _is_dated(piece):
            zones.dated = piece
        elif (ABOUT.match(piece.flat) and _left(piece)) or (zones.about and _left(piece)):
            zones.about.append(piece)
        elif (zones.number is None and _left(piece)) or (
            zones.number is not None and piece.number < zones.number.number and _left(piece)
        ):
            zones.head.append(piece)
        elif RULE.match(piece.text) or (
            piece.side is Side.RIGHT and piece.line.box is not None
        ):
            zones.notes.append(piece)
        else:
            zones.about.append(piece)


def _ends_symbol(number: Piece | None, piece: Piece) -> bool:
    """Say whether a narrow column pushed the end of a symbol to the next line."""
    if number is None or not _left(piece) or not number.text.rstrip().endswith(("-", "/")):
        return False
    return 0 < piece.number - number.number <= 3 and bool(
        re.fullmatch(r"[A-ZĐ][\wĐ&.]{1,11}(?:-[A-ZĐ][\wĐ&.]*)*", piece.text)
    )


def _is_number(piece: Piece) -> bool:
    if NUMBER.match(piece.flat):
        return True
    # A pen over "Số: 12" leaves the symbol alone: "/KH-THPTNBK".
    return piece.line.origin is Origin.OCR and bool(BARE_SYMBOL.match(piece.text))


def _is_arrival(piece: Piece, number: Piece | None) -> bool:
    """Say whether a line of a scan is the stamp of arrival: "ĐẾN / Số: 12 / Ngày: 3/4/2024"."""
    if piece.line.origin is not Origin.OCR or number is None or piece is number:
        return False
    return piece.number < number.number and bool(ARRIVAL.match(piece.flat))


def _is_national(piece: Piece) -> bool:
    if NATION.search(piece.flat):
        return True
    return piece.side is not Side.LEFT and bool(YOUTH.match(piece.flat))


def _is_beside(piece: Piece, zones: Zones) -> bool:
    """Say whether a line stands right of the subject's column, where notes are scribbled."""
    if piece.box is None or piece.line.origin is not Origin.OCR:
        return False
    return bool(zones.about) and piece.box.left > 0.42 and not _is_dated(piece)


def _is_dated(piece: Piece) -> bool:
    if len(piece.text) >= 90:
        return False
    if DATED.search(piece.flat):
        return True
    return piece.line.origin is Origin.OCR and bool(TORN_DATE.match(piece.text))


def _left(piece: Piece) -> bool:
    return piece.side is not Side.RIGHT
