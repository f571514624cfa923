"""Signatories and distribution: the two columns at the end of a letter."""

import re
from typing import Any

from loa.crafts.opening import Origin
from loa.crafts.reading.families import family_mended, is_headless
from loa.crafts.reading.givens import is_borne, marks_mended
from loa.crafts.reading.letterforms import (
    AUTHORITY,
    RECEIVED,
    bare_name,
    is_capital,
    is_role_line,
    name_like,
)
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.pieces import Piece, Side, seen
from loa.crafts.reading.result import Crop, Field
from loa.crafts.reading.zones import Zones

WORST = 0.88  # of the lines of a list of places that is sure
CLEAR_NAME = 0.93  # a seal ate "Tr" of "Trương" where the rest was read at 0.90
DIRT = 0.5  # below: a seal's letters, not an office
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|da ky va dong dau)\W*$")


def read_signatories(zones: Zones) -> Field:
    """Give `[{"authority": ["KT. GIÁM ĐỐC"], "role": "PHÓ GIÁM ĐỐC", "name": …}]`.

    A joint letter has two, side by side or one under the other.
    """
    fields = [_signatory(pieces) for pieces in _blocks(zones.signature)]
    named = [field for field in fields if field.value and field.value[0]["name"]]
    if len(named) < 2:
        return named[0] if named else fields[0]
    return Field(
        [row for field in named for row in field.value],
        min(field.certainty for field in named),
        tuple(span for field in named for span in field.source),
    )


def _blocks(pieces: list[Piece]) -> list[list[Piece]]:
    """Divide the signature by columns where both hold an office, and after each name."""
    left = [piece for piece in pieces if piece.side is Side.LEFT]
    if any(_is_signing(piece) for piece in left):
        rest = [piece for piece in pieces if piece.side is not Side.LEFT]
        if any(_is_signing(piece) for piece in rest):
            return [left, rest]
    blocks: list[list[Piece]] = [[]]
    is_named = False
    for piece in pieces:
        if is_named and _is_signing(piece):
            blocks.append([])
            is_named = False
        blocks[-1].append(piece)
        is_named = is_named or name_like(piece.text)
    return blocks


def _is_signing(piece: Piece) -> bool:
    """Say whether a line is an office or an authority to sign."""
    return is_role_line(piece) or bool(AUTHORITY.match(piece.text) and is_capital(piece.text))


def _signatory(pieces: list[Piece]) -> Field:
    authority: list[str] = []
    roles: list[str] = []
    name: str | None = None
    used: list[Piece] = []
    name_piece: Piece | None = None
    for piece in pieces:
        text = piece.text.strip(" .,;:_")
        if _SIGNED.match(piece.flat) or not text:
            continue
        if is_scan(piece) and piece.line.certainty < DIRT and not name_like(text):
            continue
        if name is None and AUTHORITY.match(piece.text) and is_capital(text):
            authority.append(_spaced(text))
            used.append(piece)
        elif (
            name is None and is_capital(text) and len(text) > 3 and _is_office(piece, authority)
        ):
            if authority and not roles and not is_role_line(piece):
                authority[-1] += " " + text  # "TM. BAN THƯỜNG VỤ / ĐOÀN TRƯỜNG"
            else:
                roles.append(text)
            used.append(piece)
        elif name_like(text):
            name = bare_name(text)
            name = marks_mended(family_mended(name)) if is_scan(piece) else name
            name_piece = piece
            used.append(piece)
            break
    if not authority and not roles and name is None:
        return Field(
            None, 0.3, missing=why("signatories_absent"), missing_code="signatories_absent"
        )
    if authority and not roles and len(authority) > 1:
        roles.append(authority.pop())
    row: dict[str, Any] = {
        "authority": authority,
        "role": " ".join(roles) or None,
        "name": name,
    }
    source = tuple((piece.number, piece.number) for piece in used)
    if name and name_piece and is_scan(name_piece) and is_headless(name):
        row["name"] = name = None  # a seal ate its head: "ạm Tấn Hòa"
    if name is None:
        spot = _spot(used) if is_scan(used[-1]) else None
        return Field([row], 0.6, source, why("signer_picture"), "signer_picture", crop=spot)
    clear = name_piece.line.certainty if name_piece else 1.0
    if name_piece and is_scan(name_piece) and (not is_borne(name) or len(name.split()) < 3):
        clear = min(clear, 0.7)
    if any(level(each) == f"kt. {level(row['role'] or '')}" for each in authority):
        clear = min(clear, 0.7)  # who signs for the head is a deputy: "PHÓ" was not read
    return Field([row], 0.96 if clear >= CLEAR_NAME else 0.85 * max(0.5, clear), source)


def _spot(used: list[Piece]) -> Crop | None:
    """Give the place under the signer's office, where the name should be."""
    box = used[-1].box
    if box is None:
        return None
    return Crop(
        used[-1].page,
        max(0.0, box.left - 0.1),
        max(0.0, box.top - 0.01),
        min(1.0, box.right + 0.1),
        min(1.0, box.bottom + 0.16),
    )


def is_scan(piece: Piece) -> bool:
    """Say whether a piece was read by an OCR."""
    return piece.line.origin is Origin.OCR


def _is_office(piece: Piece, authority: list[str]) -> bool:
    return is_role_line(piece) or bool(authority)


def _spaced(text: str) -> str:
    """Space "KT.HIỆU TRƯỞNG" as "KT. HIỆU TRƯỞNG"."""
    return re.sub(r"^(\w+)\s*[./]\s*(?=\S)", lambda match: f"{match[1].upper()}. ", text)


# --------------------------------------------------------------------------- distribution
_BULLET = re.compile(r"^\s*(?:[-–—+•*·_=~.]+\s*)+")
_ROLE = re.compile(
    r"\(\s*(?:de\s+|thay\s+)?(?P<role>b\s*/\s*[e€o(]|b\s*/?\s*c(?:ao)?|bao cao|p\s*/?\s*h|ph\s*/\s*h|phoi hop|t\s*/?\s*h|thuc hien|biet|th/h|t\s*/?\s*d|chi dao|theo doi)(?!\w)[^)]{0,40}\)"
)
_FOR = re.compile(r"\s*\(\s*de\s[^()]{2,40}\)\W*$")
_TORN = re.compile(
    r"^[^(]*\)|\([^)]*$|;\S|;,|[_|~©€]|\s[;:]\s|[A-ZĐÀ-Ỹ]{4,}\s[A-ZĐÀ-Ỹ]{3,}"
)  # what an OCR spoilt
_FILING = re.compile(r"(?:VT|HC|HS|VP|TC|BTC|BTV|BTG|VX)(?!\w)|HCTH|HC-TH")  # who files
_FILED = re.compile(r"^\s*luu\s*[:;.]?\s*(?:tai\s+)?")


def read_distribution(zones: Zones) -> Field:
    """Give `[{"name", "role"}]` with roles b/c, p/h, t/h, lưu or null."""
    if not zones.distribution:
        return Field(
            None, 0.9, missing=why("distribution_absent"), missing_code="distribution_absent"
        )
    items: list[str] = []
    for at, piece in enumerate(zones.distribution):
        text = piece.text
        if at == 0:
            text = text[RECEIVED.match(piece.flat).end() :]  # type: ignore[union-attr] # matched above
        if not text.strip():
            continue
        bulleted = bool(_BULLET.match(text)) or level(text).startswith("luu")
        text = _BULLET.sub("", text).strip()
        if items and is_scan(piece) and items[-1].endswith(",") and text[:1].islower():
            bulleted = False  # a speck: "… các huyện," / "- thành phố;"
        if items and not bulleted and not items[-1].endswith((";", ".")):
            items[-1] += " " + text
        elif text:
            items.append(text)
    rows = [row for item in items if (row := _place(item))]
    if not rows:
        return Field(
            None, 0.4, missing=why("distribution_absent"), missing_code="distribution_absent"
        )
    clear = seen(zones.distribution)
    sure = 0.95 if clear >= 0.85 else 0.9 * max(0.5, clear)
    if clear < 1.0 and any(_TORN.search(row["name"]) for row in rows):
        sure = min(sure, 0.8)
    if min(piece.line.certainty for piece in zones.distribution) < WORST:
        sure = min(sure, 0.85)  # a list is as good as its worst line
    if clear < 1.0 and not _FILING.match(rows[-1]["name"]):
        sure = min(sure, 0.85)  # "VFNVTH" was "VT, NVTH"
    if clear < 1.0 and not _is_whole(rows, has_addressees=bool(zones.addressees)):
        sure = min(sure, 0.85)
    return Field(
        rows,
        sure,
        ((zones.distribution[0].number, zones.distribution[-1].number),),
    )


def _is_whole(rows: list[dict[str, Any]], *, has_addressees: bool) -> bool:
    """Say whether a list that an OCR read has its first and its last line."""
    first = level(rows[0]["name"])
    return rows[-1]["role"] == "lưu" and (first.startswith("nhu ") or not has_addressees)


def _place(item: str) -> dict[str, Any] | None:
    flat = level(item)
    role: str | None = None
    filed = _FILED.match(flat)
    if filed:
        name = item[filed.end() :].strip(" .;,:")
        return {"name": name, "role": "lưu"} if name else None
    match = _ROLE.search(flat)
    if match:
        role = _role(match["role"])
        item = (item[: match.start()] + item[match.end() :]).strip()
    elif told := _FOR.search(flat):
        item = item[
            : told.start()
        ].strip()  # "(để đưa tin)": what it is for, a role without a name
    name = item.strip(" .;,:-–")
    return {"name": name, "role": role} if len(name) > 1 else None


def _role(word: str) -> str | None:
    letters = re.sub(r"[^a-z]", "", word)
    if letters.startswith("b") and letters != "biet":
        return "b/c"
    if letters.startswith(("ph", "phh", "phoi")):
        return "p/h"
    if letters.startswith(("th", "thuchien")) and letters != "theodoi":
        return "t/h"
    return None
