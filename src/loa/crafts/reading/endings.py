"""The end of a letter: where the body stops, who signs, who receives it, what is bound behind."""

import re
from typing import TYPE_CHECKING

from loa.crafts.opening import Origin
from loa.crafts.reading.letterforms import (
    ANNEX,
    AUTHORITY,
    NATION,
    RECEIVED,
    RULE,
    is_capital,
    is_role_line,
    name_like,
)
from loa.crafts.reading.pieces import Piece, Side

if TYPE_CHECKING:
    from loa.crafts.reading.zones import Zones


def closing_at(pieces: list[Piece], start: int) -> int:
    """Where the body ends: at "Nơi nhận" or at the signer's role, whichever stands higher."""
    received = next(
        (at for at in range(start, len(pieces)) if RECEIVED.match(pieces[at].flat)), None
    )
    if received is None:
        received = next(
            (
                at
                for at in range(start, len(pieces))
                if AUTHORITY.match(pieces[at].text) and is_capital(pieces[at].text)
            ),
            None,
        )
    if received is None:
        tail = max(start, len(pieces) - 12)
        received = next(
            (at for at in range(tail, len(pieces)) if is_role_line(pieces[at])), len(pieces)
        )
    at = received
    while at > start and received - at < 14:
        piece = pieces[at - 1]
        if is_role_line(piece) or (AUTHORITY.match(piece.text) and is_capital(piece.text)):
            at -= 1
            continue
        if RULE.match(piece.text) or (piece.side is Side.RIGHT and is_capital(piece.text)):
            at -= 1
            continue
        if _is_signer(pieces, at - 1):
            at -= 1
            continue
        break
    return at


def _is_signer(pieces: list[Piece], at: int) -> bool:
    """Say whether a name stands alone with the signer's office over it, above "Nơi nhận"."""
    if not name_like(pieces[at].text):
        return False
    above = [piece for piece in pieces[max(0, at - 4) : at] if not RULE.match(piece.text)]
    return any(
        is_role_line(piece) or (AUTHORITY.match(piece.text) and is_capital(piece.text))
        for piece in above
    )


def read_closing(zones: "Zones", pieces: list[Piece]) -> None:
    in_list = False
    ended = False
    signed = False
    first_page = pieces[0].page if pieces else 0
    for at, piece in enumerate(pieces):
        if _opens_annex(zones, pieces, at, first_page, signed=signed):
            zones.annexes.extend(pieces[at:])
            return
        if RULE.match(piece.text):
            zones.notes.append(piece)
        elif RECEIVED.match(piece.flat):
            if any(RECEIVED.match(item.flat) for item in zones.distribution):
                zones.notes.append(piece)  # text boxes repeat the list
                ended = True
                continue
            zones.distribution.append(piece)
            in_list = True
        elif ended and piece.text.lstrip().startswith("-"):
            zones.notes.append(piece)
        elif in_list and _is_listed(piece, zones.distribution[-1]):
            zones.distribution.append(piece)
            ended = ended or piece.flat.lstrip("-_. ").startswith("luu")
        else:
            zones.signature.append(piece)
            signed = signed or name_like(piece.text)


def _is_listed(piece: Piece, before: Piece) -> bool:
    if piece.side is Side.RIGHT:
        return False
    if re.match(r"^\W*[-+•*_]\s*\S|^[._]\s*\S", piece.text) or piece.flat.startswith("luu"):
        return not is_role_line(piece)
    if is_role_line(piece) or AUTHORITY.match(piece.text):
        return False
    ended = before.text.rstrip().endswith((";", "."))
    if _is_bulletless(piece, before):
        return True
    if piece.box is not None and before.box is not None:
        near = piece.box.top - before.box.bottom < 0.8 * before.box.height
        return (
            not ended and near and piece.side is Side.LEFT and not RECEIVED.match(before.flat)
        )
    if is_capital(piece.text):
        return False
    return not ended and piece.text[:1].islower() and not RECEIVED.match(before.flat)


def _is_bulletless(piece: Piece, before: Piece) -> bool:
    """Say whether an OCR lost the dash of a line that stands in the list's column."""
    if piece.box is None or before.box is None or piece.line.origin is not Origin.OCR:
        return False
    near = piece.box.top - before.box.bottom < 0.8 * before.box.height
    return (
        near
        and piece.side is Side.LEFT
        and abs(piece.box.left - before.box.left) < 0.03
        and piece.text.rstrip().endswith((";", ".", ")", ","))
    )


def _opens_annex(
    zones: "Zones", pieces: list[Piece], at: int, first_page: int, *, signed: bool
) -> bool:
    piece = pieces[at]
    if at == 0:
        return False
    if NATION.search(piece.flat):
        return True
    if (
        ANNEX.match(piece.flat)
        and (is_capital(piece.text) or at > 4)
        and piece.side is not Side.RIGHT
    ):
        return not piece.text.lstrip().startswith("-")
    return (
        signed
        and piece.box is not None
        and piece.page
        > first_page
        + (0 if zones.distribution and zones.distribution[-1].page == first_page else 1)
    )
