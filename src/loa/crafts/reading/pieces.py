"""Lines → pieces: the parts of a letter with the side of the page they stand on.

Files without places merge the two columns of a letterhead into one line; here they are parted
again by what only the right column holds: the national heading, the date, the signer's role.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from loa.crafts.opening import Box, Document, Line, Origin
from loa.crafts.reading.families import has_family
from loa.crafts.reading.level import level


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or one column of it. `number` is the 1-based line; `indent` counts spaces."""

    text: str
    number: int
    page: int
    side: Side
    line: Line
    indent: int = 0
    flat: str = field(default="", compare=False)

    @property
    def box(self) -> Box | None:
        return self.line.box


def seen(pieces: Sequence[Piece]) -> float:
    """Say how well an OCR saw pieces, weighed by letters; 1.0 for text."""
    letters = sum(len(piece.text) for piece in pieces)
    if not letters:
        return 1.0
    return sum(piece.line.certainty * len(piece.text) for piece in pieces) / letters


_RIGHT_STARTS = re.compile(
    r"(?<=\S)\s+(?=(?:\W{0,3}c[o0]ng\s+h[o0]a\s+xa\s+h[o0]i\s+chu\s+nghia"
    r"|\W{0,3}d[o0]c\s+lap\s*\W{1,4}\s*tu\s+do\s*\W{1,4}\s*hanh"
    r"|dang\s+cong\s+san\s+viet\s+nam|(?<!trung uong )doan\s+(?:tncs|thanh nien cong san)\s+ho\s+chi\s+minh\W*$"
    r"|(?:tp\.?\s*)?[a-z][a-z. ]{1,32},\s*ngay\b.{0,14}?\bthang\b))"
)
_DATED = re.compile(r",\s*ngay\b.{0,14}?\bthang\b")
_SIGNER_STARTS = re.compile(
    r"(?<=[\s;:.)])(?=(?:KT|TM|TL|TUQ|T/M|Q)\s*\.\s*[A-ZĐ]{2}"
    r"|(?:PHÓ\s+|Q\.\s*)?(?:GIÁM|CHỦ TỊCH|HIỆU|CHÁNH|CỤC|TỔNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|VỤ TRƯỞNG|BÍ THƯ|TRƯỞNG BAN)\b)"
)
# "- VPCP: BTCN, các PCN; Lê Thành Vinh": the signer's name behind an entry of the list.
_NAME_STARTS = re.compile(r"[;.]\s+(?=(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*\s){2,4}[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s*$)")
_ENTRY = re.compile(r"\W*(?:[Nn]?[ơƠoO][iI]\s+[nN]h|-)")  # of the list, or its head
_MIDDLE = 0.4  # of the page's width
_GAP = re.compile(r"(?<=\S)(?: {4,}|\t+| *\t *)(?=\S)")
# "Số:      /KH", "ngày      tháng": a gap that waits for a number parts nothing.
_BLANK_SPOT = re.compile(r"(?:[Ss][ốôo]\s*:?|[Nn]gày|tháng|năm|/)\s*$")
_WAITS = re.compile(r"^\W*[Ss][ốôo]\s*:?\s*$|(?:,\s*ngày|tháng|năm|/)\s*$")
_AFTER_BLANK = re.compile(r"^(?:/\s?[A-ZĐ]|tháng\b|năm\s+\d)")
_HEAD_LINES = 30
MOST_LETTERS = 200_000  # sixty full pages
_MARGIN, _MIDDLE = 0.3, 0.6  # of the page's width; no left column reaches as far
_HOLE = 0.1  # of the page's width
_SHORT = 15  # letters; a shorter part is a cell of a table
_HEAD_SHARE = 0.35  # of the first page


def pieces_of(document: Document) -> list[Piece]:
    """Give the pieces that hold something, in the order of the lines.

    What stands behind `MOST_LETTERS` is not looked at: no letter is as long, a table may be.
    """
    out: list[Piece] = []
    letters = 0
    for number, line in enumerate(document.lines, 1):
        letters += len(line.text)
        if letters > MOST_LETTERS:
            break
        for piece in _of_line(line, number):
            if out and _goes_on(out[-1], piece):
                out[-1] = _joined(out[-1], piece)
            else:
                out.append(piece)
    return out


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Say whether a pen tore a place and date apart: "…, ngày 2" | "năm 2021" on one row."""
    if not (before.box and piece.box) or piece.line.column < 2 or before.page != piece.page:
        return False
    if piece.box.top > before.box.bottom or before.box.left > piece.box.left:
        return False  # not on one row
    in_head = piece.page == 1 and piece.box.top < _HEAD_SHARE
    if in_head and (_WAITS.search(before.text) or _AFTER_BLANK.match(piece.text)):
        return True
    if piece.line.origin is not Origin.OCR:
        return False
    if in_head and not (before.box.left < _MARGIN and before.box.right > _MIDDLE):
        return piece.line.column >= 3 and before.box.left > 0.38
    # A word that the OCR lost leaves a hole in a line of running text.
    return piece.box.left - before.box.right < _HOLE and len(before.text) > _SHORT


def _joined(before: Piece, piece: Piece) -> Piece:
    one, other = before.line, piece.line
    box = (
        Box(one.box.left, one.box.top, other.box.right, other.box.bottom)
        if one.box and other.box
        else one.box
    )
    in_head = one.page == 1 and one.box is not None and one.box.top < _HEAD_SHARE
    text = f"{one.text} {other.text}"
    whole = replace(
        one,
        text=text,
        box=box,
        column=other.column if in_head else 0,
        stamped=one.stamped + other.stamped,
    )
    return _piece(whole, before.number, whole.text, before.side)


def _of_line(line: Line, number: int) -> Iterator[Piece]:
    if not line.text.strip():
        return
    if line.box is not None:
        for column in _columns(line):
            yield _piece(column, number, column.text, _side_by_place(column))
        return
    if line.column:
        yield _piece(line, number, line.text, Side.LEFT if line.column == 1 else Side.RIGHT)
        return
    parts = _part(line.text, number)
    for at, part in enumerate(parts):
        side = Side.WHOLE if len(parts) == 1 else (Side.LEFT if at == 0 else Side.RIGHT)
        yield _piece(line, number, part, side)


def _columns(line: Line) -> list[Line]:
    """Part a line of the head that the OCR ran through both columns."""
    box = line.box
    if box is None or box.left > 0.38:
        return [line]
    in_head = line.page == 1 and box.top < _HEAD_SHARE
    is_entry = not in_head and box.right > 0.75 and _ENTRY.match(line.text)
    at = _right_at(line.text) if in_head else _signer_at(line.text) if is_entry else None
    if not at:
        return [line]
    cut = box.left + (box.right - box.left) * at / len(line.text)
    if is_entry and cut < _MIDDLE:
        return [line]
    return [
        replace(line, text=line.text[:at].rstrip(), box=replace(box, right=cut), column=1),
        replace(line, text=line.text[at:], box=replace(box, left=cut), column=2),
    ]


def _piece(line: Line, number: int, text: str, side: Side) -> Piece:
    indent = len(text) - len(text.lstrip())
    stripped = " ".join(text.split())
    return Piece(stripped, number, line.page, side, line, indent, level(stripped))


def _part(text: str, number: int) -> list[str]:
    cut = None
    if number <= _HEAD_LINES:
        cut = _right_at(text)
        if cut == 0:
            return [text]
    if cut is None:
        gap = next(
            (m for m in _GAP.finditer(text) if not _BLANK_SPOT.search(text[: m.start()])), None
        )
        if gap:
            return [text[: gap.start()], text[gap.end() :]]
    # Only in the list of places received or at its head: elsewhere a role is just a word.
    if cut is None and len(text) < 140 and _ENTRY.match(text):
        cut = _signer_at(text)
    if cut is None or not text[:cut].strip() or not text[cut:].strip():
        return [text]
    return [text[:cut], text[cut:]]


def _signer_at(text: str) -> int | None:
    """Give where the signer's office or name begins behind an entry of the list."""
    if match := _SIGNER_STARTS.search(text):
        return match.start()
    match = _NAME_STARTS.search(text)
    return match.end() if match and has_family(text[match.end() :]) else None


def _right_at(text: str) -> int | None:
    """Give where the right column of a head begins in a line: 0 where it is the whole line."""
    at = _place_at(text)
    if at is None and (match := _RIGHT_STARTS.search(level(text))):
        at = match.end()
    return at


def _place_at(text: str) -> int | None:
    """Give where the place before a date begins: capitalised words without a gap between."""
    dated = _DATED.search(level(text))
    if dated is None:
        return None
    at, written_small = None, False
    for word in reversed(list(re.finditer(r"\S+", text[: dated.start()]))):
        gap = text[word.end() : at if at is not None else dated.start()]
        is_city = level(word[0]) in ("thanh", "pho", "tp.", "tp")
        if len(gap) > 1 or not (word[0][0].isupper() or is_city):
            break
        if word[0].isupper() and len(word[0]) > 3:
            break
        if word[0].isupper() and len(word[0]) > 1 and not is_city and written_small:
            break  # "… VÀ THÔNG TIN Sa Pa": the issuer's name ends before the place
        written_small = written_small or not word[0].isupper()
        at = word.start()
    return at if at is None or text[:at].strip() else 0


def _side_by_place(line: Line) -> Side:
    box = line.box
    if box is None:
        return Side.WHOLE
    if box.right <= 0.56 and box.middle < 0.42:
        return Side.LEFT
    if box.left >= 0.38 and box.middle > 0.56:
        return Side.RIGHT
    return Side.WHOLE
