"""Pieces → paragraphs: wrapped lines joined again, each letter remembering its line."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import quantiles

from loa.crafts.opening import Origin
from loa.crafts.reading.doers import doer_of
from loa.crafts.reading.level import level
from loa.crafts.reading.pieces import Piece, seen
from loa.crafts.reading.result import Spans
from loa.crafts.reading.verbs import starts_with_verb

# What opens a numbered or lettered item. Group names say which kind it is.
MARKER = re.compile(
    r"^\s*(?:(?P<roman>[IVX]{1,5})\s*[.)/-]\s+(?=\S)|(?:PHẦN|Phần)\s+(?P<part>[IVX]{1,5}|thứ\s\w+)\s*[.:-]\s*(?=\S)|(?P<section>[A-E])\.\s+(?=[A-ZĐÀ-Ỹ]{2})|(?P<ordinal>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám)\s+là|Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám))\s*[,:]\s*|(?P<article>(?:Điều|ĐIỀU)\s+\d+)\s*[.:]?\s*"
    r"|[_.\s]{0,5}(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s*(?:[.)/]\s*|-\s+)(?=\D)|(?P<dotted>\d{1,2}\.\d{1,2})\s+(?=\S)"
    r"|\((?P<little>i{1,3}|i?v|vi{1,3}|i?x)\)\s*|\((?P<bracketed>\d{1,2})\)\s*(?=\D)|\(?(?P<letter>[a-zđ])\s*[)]\s*|(?P<lettered>[a-zđ])\.\s+|(?P<bullet>[-–—+•*·▪●○])\s*(?=[^\s\d-]|\d\S*\s))"
)
_KINDS = {
    "dotted": "number",
    "little": "letter",
    "bracketed": "number",
    "lettered": "letter",
    "part": "roman",
    "section": "roman",
    "ordinal": "number",
}
_ORDINALS = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6} | {
    "bảy": 7,
    "tám": 8,
}
_ENDED = re.compile(r"(?:[.;:!?]|\./\.?|\.\s*/)[\"”’)\s]*$")
_GLUE = re.compile(r"[A-ZĐ0-9&][-/]$")
_STRAY = re.compile(r"^[-–—_.]\s*(?=\w)")
MOST_LETTERS = 3_000  # of a paragraph; a page holds 2 500
_FULL = 0.82  # of the usual width: a shorter line ends its paragraph
_NEARLY = 0.88  # of the usual length in letters, with the next word
_CLOSES = re.compile(
    r"^(?:(?:vay|tren day la|nhan duoc|tran trong|trong qua trinh|moi chi tiet|rat mong|de nghi|yeu cau|dinh kem|gui kem|kem theo|tai lieu (?:gui|dinh) kem"
    r"|cac (?:don vi|co quan|dia phuong)|ket qua|moi (?:thong tin|vuong mac|chi tiet)|thong tin chi tiet|dau moi|lien he|dien thoai|bao cao ket qua)\b"
    r"|(?:thoi gian|dia diem|noi dung|thanh phan|doi tuong|kinh phi|hinh thuc)(?: [a-z]+){0,3}\s*:)"
)
_SLACK = 0.012  # of the page's width
_WIDE = 0.5  # of the page's width
_WAITS = re.compile(r"(?:[,(]|\b(?:của|và|về|các|theo|tại|số|ngày|cho|với|từ|đến|trong))\s*$")
Offsets = tuple[tuple[int, Piece], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text` without its marker; `kind` and `label` say which marker stood before it.

    kind: "roman", "article", "number", "letter", "bullet" or "" (plain).
    """

    text: str
    kind: str
    label: str
    offsets: Offsets
    flat: str = field(default="", compare=False)

    @property
    def first(self) -> int:
        return self.offsets[0][1].number

    @property
    def last(self) -> int:
        return self.offsets[-1][1].number

    @property
    def certainty(self) -> float:
        """How well an OCR saw it, weighed by letters; 1.0 for text."""
        return seen([piece for _, piece in self.offsets])

    def lines(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Give the first and last line of text[start:end]."""
        starts = [offset for offset, _ in self.offsets]
        first = bisect_right(starts, start) - 1
        stop = len(self.text) if end is None else end
        last = bisect_right(starts, max(start, stop - 1)) - 1
        return self.offsets[max(first, 0)][1].number, self.offsets[max(last, 0)][1].number


def paragraphs_of(pieces: list[Piece]) -> list[Paragraph]:
    """Join pieces into paragraphs."""
    groups: list[list[Piece]] = []
    usual = _usual_width(pieces)
    margin = _margin(pieces)
    whole = _are_whole(pieces)
    letters = 0
    for piece in pieces:
        letters += len(piece.text)
        if (
            groups
            and letters <= MOST_LETTERS
            and not (
                (whole and _ENDED.search(groups[-1][-1].text))
                or _starts_new(groups[-1][-1], piece, usual, margin)
            )
        ):
            groups[-1].append(piece)
        else:
            groups.append([piece])
            letters = len(piece.text)
    return [join(group) for group in groups]


def _are_whole(pieces: list[Piece]) -> bool:
    """Say whether each line of the file is a paragraph: nearly all lines end a sentence."""
    long = [piece for piece in pieces if len(piece.text) > 40 and piece.box is None]
    ended = sum(bool(_ENDED.search(piece.text)) for piece in long)
    return len(long) >= 4 and ended >= 0.8 * len(long)


def join(pieces: list[Piece]) -> Paragraph:
    """One paragraph from its pieces, without its marker."""
    text = ""
    offsets: list[tuple[int, Piece]] = []
    for piece in pieces:
        if text and not _GLUE.search(text):
            text += " "
        offsets.append((len(text), piece))
        bare = _STRAY.sub("", piece.text)
        text += bare if offsets[1:] and bare[:1].islower() else piece.text
    match = MARKER.match(text)
    kind = label = ""
    if match:
        kind = next(name for name, value in match.groupdict().items() if value)
        label = match[kind]
        text = text[match.end() :]
        offsets = [(max(0, at - match.end()), piece) for at, piece in offsets]
        if kind == "ordinal":
            label = str(_ORDINALS[label.lower().split()[0 if label.endswith("là") else 1]])
        kind = _KINDS.get(kind, kind)
    return Paragraph(text, kind, label, tuple(offsets), level(text))


def spans_of(*paragraphs: Paragraph) -> Spans:
    """Line ranges of whole paragraphs."""
    return tuple((paragraph.first, paragraph.last) for paragraph in paragraphs)


def merged(spans: Spans) -> Spans:
    """Line ranges sorted, with touching ones joined."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


def _usual_width(pieces: list[Piece]) -> float:
    """Give the right edge (share of the page) or length (letters) that full lines reach."""
    rights = [piece.box.right for piece in pieces if piece.box is not None]
    sizes: list[float] = [*rights] or [float(_length(piece)) for piece in pieces]
    if len(sizes) < 2:
        return sizes[0] if sizes else 0.0
    return quantiles(sizes, n=10)[7]


def _length(piece: Piece) -> int:
    return piece.indent + len(piece.text)


def _margin(pieces: list[Piece]) -> float:
    """Give where lines that go on begin; a letter of one-line paragraphs may show it once."""
    boxes = [piece.box for piece in pieces if piece.box is not None]
    lefts = sorted(box.left for box in boxes)
    wide = [box.left for box in boxes if box.right - box.left > _WIDE]
    return min([*wide, lefts[len(lefts) // 4]]) if lefts else 0.0


def _has_room(before: Piece, piece: Piece, usual: float) -> bool:
    """Say whether the next line's first word would have stood on this one: it ended by will."""
    word = len(piece.text.split(maxsplit=1)[0])
    if before.box is not None:
        letter = (before.box.right - before.box.left) / max(1, len(before.text))
        after = before.box.right + letter * (word + 1)
        return before.box.right < usual * _FULL or after < usual - _SLACK
    # A file without places may come from a page whose letters differ in width.
    return _length(before) + 1 + word < usual * _NEARLY


def _starts_new(before: Piece, piece: Piece, usual: float, margin: float) -> bool:
    if before.line.column or piece.line.column:
        return True  # cells of a table
    if _is_stray_dash(before, piece) or _is_wrapped_dash(before, piece, usual, margin):
        return False
    if MARKER.match(piece.text):
        # "… trước ngày 15.\n 11." is a wrap, "1. Sở …" is an item
        return not (re.match(r"^\s*\d", piece.text) and _is_wrapped_number(before, piece))
    ended = bool(_ENDED.search(before.text))
    lower = piece.text[:1].islower() or piece.text[:1] in ",;)"
    if before.box is not None and piece.box is not None:
        if lower and not ended:
            return False
        indented = piece.box.left > margin + 0.025
        if before.page == piece.page:
            gap = piece.box.top - before.box.bottom
            if gap > 1.4 * max(before.box.height, piece.box.height) and ended:
                return True
        if _has_room(before, piece, usual):
            return not (lower and not before.text.rstrip().endswith("."))
        if indented and (ended or piece.box.left > margin + 0.04):
            return True
        return ended and _opens(before, piece)
    if _is_flowing(before, piece):
        return True  # files whose lines are paragraphs
    room = _has_room(before, piece, usual)
    blank = piece.number - before.number > 1
    if not ended:
        return room and not lower and not _WAITS.search(before.text)
    if lower:
        return before.text.rstrip().endswith((".", "/")) and blank
    return blank or room or piece.indent > before.indent + 1 or _opens(before, piece)


def _opens(before: Piece, piece: Piece) -> bool:
    """Say whether a line opens a paragraph by its words, though the one above is full.

    "Body: does this", what stands behind a colon and begins large, and the closing phrases.
    """
    if before.text.rstrip().endswith(":") or _CLOSES.match(piece.flat):
        return True
    doer = doer_of(piece.text)
    return (
        doer is not None
        and doer.how == "colon"
        and starts_with_verb(piece.text[doer.text_from :])
    )


def _is_wrapped_dash(before: Piece, piece: Piece, usual: float, margin: float) -> bool:
    """Say whether a dash between words came to the head of a line: "Báo chí" / "- Xuất bản)"."""
    if not piece.text.startswith(("- ", "– ")) or _ENDED.search(before.text):
        return False
    if before.text.count("(") > before.text.count(")"):
        return True
    at_margin = piece.box is not None and piece.box.left < margin + 0.01
    return at_margin and not _has_room(before, piece, usual)


def _is_stray_dash(before: Piece, piece: Piece) -> bool:
    """Say whether an OCR saw a dash at the margin where a sentence merely goes on."""
    return (
        piece.line.origin is Origin.OCR
        and not _ENDED.search(before.text)
        and _STRAY.sub("", piece.text)[:1].islower()
        and bool(_STRAY.match(piece.text))
    )


def _is_flowing(before: Piece, piece: Piece) -> bool:
    from loa.crafts.reading.pieces import Side

    return before.side is Side.WHOLE and max(len(before.text), len(piece.text)) > 220


def _is_wrapped_number(before: Piece, piece: Piece) -> bool:
    return bool(
        re.search(r"(?:ngày|tháng|số|năm|khoản|điểm|từ|đến)\s*$", before.text)
        and re.match(r"^\s*\d", piece.text)
    )
