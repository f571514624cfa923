"""What stands between the letterhead and the body: a printed type's subject, and Kính gửi."""

import re
from typing import TYPE_CHECKING

from loa.crafts.opening import Origin
from loa.crafts.reading.letterforms import BODY_START, RULE, TITLE, TO, is_capital
from loa.crafts.reading.pieces import Piece

if TYPE_CHECKING:
    from loa.crafts.reading.zones import Zones


def read_subtitle(zones: "Zones", pieces: list[Piece], at: int) -> int:
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
        if zones.subtitle and piece.text.rstrip().endswith(":"):
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
    # A paragraph's last line may be the only one at the margin.
    left = min(box.left for box in boxes if box.right - box.left > 0.3 or wide == boxes)
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
    if re.match(r"[a-zđà-ỹ]|\d{4}\W*$", piece.text):
        return len(piece.text) > 160  # "… huyện Lai Vung" / "năm 2024" goes on
    return bool(BODY_START.match(piece.flat)) or len(piece.text) > 160


LEFT_OF_LIST = 0.1  # of the page's width
_BULLET = re.compile(r"^\s*(?:[-+•*·_=~]|\.\s*_)\s*\S|^\s*\d{1,2}\s*[.)]\s")


def read_addressed(zones: "Zones", pieces: list[Piece], at: int) -> int:
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
        if ended and _is_specked(before, piece):
            break
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


def _is_specked(before: Piece, piece: Piece) -> bool:
    """Say whether a dash on a scan is dirt: the paragraph stands far left of the list above."""
    if piece.line.origin is not Origin.OCR or before.box is None or piece.box is None:
        return False
    return piece.box.left < before.box.left - LEFT_OF_LIST


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
