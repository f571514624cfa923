"""Addressees: the lines after "Kính gửi", as the letter lists them."""

import re

from loa.crafts.opening import Origin
from loa.crafts.reading.letterforms import TO
from loa.crafts.reading.missing import why
from loa.crafts.reading.pieces import Piece, seen
from loa.crafts.reading.result import Field
from loa.crafts.reading.zones import Zones

_BULLET = re.compile(r"^\s*(?:[-–—+•*·_=~.]+\s*)+")
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*")
_CALLED = re.compile(r"^\W*\(?(?:sau day|duoi day)?\s*(?:goi|viet)\s+(?:chung|tat)")
# On a line with its own bullet an OCR read a comma so: "phường, xã; đặc khu".
_COMMA_MISREAD = re.compile(r";\s+(?=\S)")


def read_addressees(zones: Zones) -> Field:
    """List the addressees. A line without a bullet goes on with the one above."""
    if not zones.addressees:
        return Field(
            None, 0.9, missing=why("addressees_absent"), missing_code="addressees_absent"
        )
    items: list[str] = []
    used: list[Piece] = []
    for at, piece in enumerate(zones.addressees):
        text = piece.text
        if at == 0:
            match = TO.match(piece.flat)
            text = text[match.end() :] if match else text
            if piece.flat.rstrip().endswith("dien:"):
                text = re.sub(r"\s*điện\s*:\s*$", "", piece.text)
        if _CALLED.match(piece.flat) or not text.strip():
            continue
        used.append(piece)
        bulleted = bool(_BULLET.match(text) or _NUMBERED.match(text))
        text = _NUMBERED.sub("", _BULLET.sub("", text)).strip()
        if bulleted and piece.line.origin is Origin.OCR:
            text = _COMMA_MISREAD.sub(", ", text)
        if not any(letter.isalnum() for letter in text):
            continue
        if items and not bulleted and not items[-1].rstrip().endswith((";", ".")):
            items[-1] += " " + text
        else:
            items.append(text)
    names = [name for item in items for name in _parted(item)]
    clear = seen(used)
    if not names:
        return Field(
            None, 0.3, missing=why("addressees_absent"), missing_code="addressees_absent"
        )
    return Field(
        names,
        0.96 if clear >= 0.9 else 0.92 * max(0.5, clear),
        ((zones.addressees[0].number, used[-1].number),),
        origin=used[-1].line.origin.value,
    )


def _parted(item: str) -> list[str]:
    """Part "A; B; C." on one line into three addressees; commas keep a line whole."""
    parts = re.split(r";\s*", item)
    return [text for part in parts if (text := part.strip(" .;,:_-–"))]
