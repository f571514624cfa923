"""Type, urgency and subject: what the letter calls itself."""

import re

from loa.crafts.opening import Origin
from loa.crafts.reading.letterforms import RULE, TYPES, URGENCY, is_urgency, torn_title
from loa.crafts.reading.letterhead import symbol_type
from loa.crafts.reading.missing import why
from loa.crafts.reading.pieces import Piece, seen
from loa.crafts.reading.result import Field
from loa.crafts.reading.zones import Zones
from loa.crafts.viet import is_syllable

SHORTEST = 15  # letters; a shorter subject on a scan lost its end
_ABOUT = re.compile(r"^[\W_]*(?:v\s*[/.]?\s*v\.?\b\s*:?|ve\s+viec\b\s*:?|v/\s)\s*")
# Somebody's orders written beside the subject: "… HS, SV 1. Cô … gửi văn bản".
_SCRIBBLED = re.compile(r"\s\d\.\s+[A-ZĐÀ-Ỹ]")
_URGENT = {"hoa toc": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN"}
_STAR_LINE = re.compile(r"^[\s*_+.~=-]+$")


def read_type(zones: Zones, symbol: str | None) -> Field:
    """Read the printed type; a letter that prints none is a công văn."""
    piece = zones.title
    if piece is not None:
        name = re.sub(r"\W+", " ", piece.flat).strip()
        for key in sorted(TYPES, key=len, reverse=True):
            if name.startswith(key):
                return Field(
                    TYPES[key],
                    0.98,
                    ((piece.number, piece.number),),
                    origin=piece.line.origin.value,
                )
        torn = torn_title(piece)
        if torn:
            sure = 0.93 if torn == symbol_type(symbol) else 0.8
            return Field(torn, sure, ((piece.number, piece.number),), origin="ocr")
    hinted = symbol_type(symbol)
    said = any(_ABOUT.match(piece.flat) for piece in zones.about)
    if hinted and hinted != "Công văn" and not said:
        number = zones.number.number if zones.number else 1
        return Field(hinted, 0.7, ((number, number),))
    marks = zones.addressees or zones.about or zones.head
    source = ((marks[0].number, marks[0].number),) if marks else ()
    return Field("Công văn", 0.97 if zones.addressees or zones.about else 0.7, source)


def read_urgency(zones: Zones) -> Field:
    """Find a stamp of urgency: it stands alone in the head, a word in the subject is none."""
    for piece in [
        *zones.head,
        *zones.about,
        *zones.notes,
        *zones.addressees[:1],
        *zones.body[:1],
    ]:
        flat = re.sub(r"[^a-z ]+", " ", piece.flat).strip()
        match = URGENCY.match(flat)
        alone = (
            match is not None
            and len(flat) - match.end() <= 2
            and (
                piece.text.isupper()
                or (flat.startswith("hoa") and piece.line.origin is Origin.OCR)
            )
        )
        if match and alone:
            key = re.sub(r"\s+[txl]oc", " toc", match[1])
            value = _URGENT.get(key, "HỎA TỐC")
            return Field(value, 0.95, ((piece.number, piece.number),))
    return Field(None, 0.9, missing=why("urgency_absent"), missing_code="urgency_absent")


def read_subject(zones: Zones) -> Field:
    """Read the subject without "V/v": lines under the number, or under the printed type."""
    pieces = _about_lines(zones.about)
    if not pieces and zones.title is not None:
        pieces = [piece for piece in zones.subtitle if not RULE.match(piece.text)]
    if not pieces:
        return Field(None, 0.0, missing=why("subject_absent"), missing_code="subject_absent")
    text = ""
    for piece in pieces:
        glue = "" if not text or re.search(r"[A-ZĐ0-9]-$", text) else " "
        text += glue + piece.text.strip()
    from loa.crafts.reading.level import level

    marked = _ABOUT.match(level(text))
    if marked:
        text = text[marked.end() :]
    scribbled = _SCRIBBLED.search(text) if pieces[0].line.origin is Origin.OCR else None
    text = re.sub(r"\s+", " ", text).strip(" .;:_-–")
    clear = seen(pieces)
    sure = 0.96 if (marked or zones.title is not None) else 0.88
    if scribbled:
        sure = 0.6
    elif pieces[0].line.origin is Origin.OCR and (_is_spoilt(text) or len(text) < SHORTEST):
        sure = 0.85
    return Field(
        text,
        sure if clear >= 0.9 else sure * max(0.5, clear),
        ((pieces[0].number, pieces[-1].number),),
        origin=pieces[0].line.origin.value,
    )


def _is_spoilt(text: str) -> bool:
    """Say whether an OCR left a word in a subject that is none, or signs that part nothing."""
    words = re.findall(r"[^\W\d_]+", text)
    odd = [word for word in words if word.islower() and not is_syllable(word)]
    return bool(odd) or bool(re.search(r"[:;,]\s*[.,]|\s[.|~_]\s|[\\<>|~]", text))


def _about_lines(pieces: list[Piece]) -> list[Piece]:
    """From "V/v" on; without it, everything that stands under the number."""
    useful = [
        piece
        for piece in pieces
        if not _STAR_LINE.match(piece.text)
        and sum(letter.isalpha() for letter in piece.text) >= 2
        and not is_urgency(piece)
    ]
    for at, piece in enumerate(useful):
        if _ABOUT.match(piece.flat) or re.match(r"^\W*ve\b", piece.flat):
            return useful[at:]
    return useful
