"""Zones first: which pieces are letterhead, addressees, body, signature, distribution, annex."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from loa.crafts.opening import Origin
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
        at = _read_subtitle(zones, kept, title + 1)
    if to is not None and to >= head_end - 1:
        at = _read_addressees(zones, kept, max(to, at))
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


def _read_subtitle(zones: Zones, pieces: list[Piece], at: int) -> int:
    """Collect the lines under a printed type; give the place after them."""
    zones.title = pieces[at - 1]
    start = at
    while at < len(pieces) and at - start < 8:
        piece = pieces[at]
        if RULE.match(piece.text):
            zones.notes.append(piece)
            at += 1
            continue
        near = bool(zones.subtitle) and _is_near(zones.subtitle[-1], piece)
        if TO.match(piece.flat) or _starts_body(piece, first=at == start, near=near):
            break
        if zones.subtitle and (_is_full(piece, pieces[at:]) or _is_sentence(piece)):
            break
        if zones.subtitle and _names_issuer(zones.subtitle[-1], piece):
            break
        if zones.subtitle and _blank_between(zones.subtitle[-1], piece):
            break
        zones.subtitle.append(piece)
        at += 1
    return at


def _names_issuer(before: Piece, piece: Piece) -> bool:
    """Say whether a line in capitals stands under a subject in small letters: who resolves."""
    return is_capital(piece.text) and len(piece.text) > 10 and not is_capital(before.text)


def _is_full(piece: Piece, after: list[Piece]) -> bool:
    """Say whether a line runs to the right margin from an indent: a paragraph, not a centred line."""
    if piece.box is None:
        return False
    boxes = [item.box for item in after[:14] if item.box and item.page == piece.page]
    wide = [box for box in boxes if box.right - box.left > 0.5] or boxes
    left = min(box.left for box in wide)
    right = sorted(box.right for box in wide)[-1 - len(wide) // 5]
    return piece.box.right > right - 0.015 and 0.02 < piece.box.left - left < 0.1


def _is_sentence(piece: Piece) -> bool:
    """Say whether a whole paragraph of a file without places is running text, not a title."""
    if piece.box is not None:
        return False
    return len(piece.text) > 90 or piece.text.rstrip().endswith((".", ":", ";"))


def _blank_between(before: Piece, piece: Piece) -> bool:
    """Say whether a gap of more than a line stands between, where the file shows gaps."""
    if before.box is None or piece.box is None:
        return before.line.column == 0 and piece.number - before.number > 1
    if before.page != piece.page:
        return True
    return piece.box.top - before.box.bottom > 1.6 * before.box.height


def _is_near(before: Piece, piece: Piece) -> bool:
    if before.box is None or piece.box is None or before.page != piece.page:
        return False
    return piece.box.top - before.box.bottom < 0.4 * before.box.height


def _starts_body(piece: Piece, *, first: bool, near: bool = False) -> bool:
    if first:
        return bool(re.match(r"^\W*(?:can cu|i\s*[.,]\s|kinh gui|dieu 1)\b", piece.flat))
    box = piece.box
    if box is not None:
        if box.right - box.left > 0.7 and BODY_START.match(piece.flat):
            return True
        centred = abs((box.left + box.right) / 2 - 0.53) < 0.07 and (
            box.left > 0.14 or (near and not BODY_START.match(piece.flat))
        )
        return not centred or bool(re.match(r"^\W*(?:can cu|i\s*[.,]\s)", piece.flat))
    return bool(BODY_START.match(piece.flat)) or len(piece.text) > 160


_BULLET = re.compile(r"^\s*(?:[-+•*·_=~]|\.\s*_)\s*\S|^\s*\d{1,2}\s*[.)]\s")


def _read_addressees(zones: Zones, pieces: list[Piece], at: int) -> int:
    zones.addressees.append(pieces[at])
    inline = TO.sub("", pieces[at].flat, count=1).strip()
    bulleted = inline.startswith("-") or not inline
    at += 1
    start = at
    # A telegram's list stands at the margin like the body: a line of it ends with a mark.
    is_listed = pieces[start - 1].flat.rstrip().endswith("dien:")
    opening = zones.addressees[0].box if inline and not is_listed else None
    while at < len(pieces) and at - start < 60:
        piece, before = pieces[at], zones.addressees[-1]
        if opening and piece.box and piece.box.left < opening.left - 0.02:
            break  # left of "Kính gửi" the body begins
        if RULE.match(piece.text):
            at += 1
            continue
        ended = before.text.rstrip().endswith((".", ".)", ")."))
        open_ = before.text.rstrip().endswith((";", ",", ":", "và"))
        if (
            (_BULLET.match(piece.text) and (bulleted or open_))
            or re.match(
                r"^\W*\(?(?:sau day|duoi day)?\s*(?:goi|viet)\s+(?:chung|tat)", piece.flat
            )
            or (piece.text.startswith("(") and piece.text.rstrip(".;").endswith(")"))
        ):
            pass
        elif (
            (TITLE.match(piece.flat) and is_capital(piece.text))
            or ended
            or not (_continues(before, piece, open_) or (is_listed and not open_))
        ):
            break
        zones.addressees.append(piece)
        at += 1
    return at


def _continues(before: Piece, piece: Piece, open_: bool) -> bool:
    """Whether an unbulleted line still belongs to the addressees."""
    if before.box is not None and piece.box is not None:
        if before.page != piece.page or piece.box.left < 0.2:
            return False
        return piece.box.top - before.box.bottom < 1.5 * before.box.height
    if before.line.column or piece.line.column:
        return open_
    if piece.number - before.number > 1 and not open_:
        return False
    if BODY_START.match(piece.flat) and not open_:
        return False
    return open_ or piece.text[:1].islower() or piece.indent > 8
