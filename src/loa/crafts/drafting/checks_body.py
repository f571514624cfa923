"""The text: paragraphs, headings, numbering, closing mark (ô 6)."""

import re
from collections.abc import Iterator

from . import form
from .anatomy import Anatomy
from .judging import Wanted, faults, judge, plain, where
from .rules import Departure, departure
from .seen import Line
from .words import POINT_LETTERS

_TEXT = Wanted((13, 14), case="sentence")
_BASIS = Wanted((13, 14), bold=False, italic=True, case="sentence")
_PART = Wanted((13, 14), bold=True, italic=False, centred=True)
_SECTION = Wanted((13, 14), bold=True, italic=False, case="upper")
_CLAUSE = Wanted((13, 14), italic=False)
_INDENTS_CM = (1.0, 1.27)
_INDENT_SLACK_CM = 0.06
_SPACING_MIN_PT = 6.0
_LINE_RANGE = (1.0, 1.5)
_LINE_SLACK = 0.01
_SHORT_TEXT = 60

_BASIS_START = re.compile(r"^căn cứ\s", re.IGNORECASE)
_PART_START = re.compile(
    r"^(Phần|Chương)\s+(?P<no>[IVXLC]+|\d+|thứ \w+)\s*[.:]?$", re.IGNORECASE
)
_DIVISION_START = re.compile(r"^(Mục|Tiểu mục)\s+(?P<no>[IVXLC]+|\d+)\s*[.:]?$", re.IGNORECASE)
_ARTICLE_START = re.compile(r"^Điều\s+(?P<no>[IVXLC]+|\d+)(?P<dot>\.?:?)", re.IGNORECASE)
_SECTION_START = re.compile(r"^(?P<no>[IVX]+)\.\s+\S")
_CLAUSE_START = re.compile(r"^(?P<no>\d{1,2})\.\s+\S")
_POINT_START = re.compile(r"^(?P<letter>[a-zđ])(?P<mark>[).])\s+\S")


def check(parts: Anatomy) -> Iterator[Departure]:
    body = [line for line in parts.body if line.place is None]
    basis = [line for line in body if _BASIS_START.match(line.text)]
    others = [line for line in body if line not in basis]
    yield from judge("basis_look", basis, _BASIS)
    if basis:
        ends = [line.text[-1] for line in basis]
        if (
            any(end != ";" for end in ends[:-1])
            or ends[-1] not in ".,;"
            or (len(ends) > 1 and ends[-1] == ";")
        ):
            yield departure("basis_punctuation", where(basis[-1]))
    yield from _headings(others)
    yield from _points(others)
    yield from _paragraphs(others)
    yield from _end(parts)


def is_heading(line: Line) -> bool:
    starts = (_PART_START, _DIVISION_START, _ARTICLE_START, _SECTION_START)
    return any(start.match(line.text) for start in starts)


def _headings(lines: list[Line]) -> Iterator[Departure]:
    for at, line in enumerate(lines):
        text = line.text
        after = lines[at + 1] if at + 1 < len(lines) else None
        if match := _PART_START.match(text):
            yield from judge("part_look", [line], _PART)
            if not re.fullmatch(r"[IVXLC]+", match["no"]):
                yield departure("part_number", where(line), found=match["no"])
            yield from _part_title(line, after)
        elif match := _DIVISION_START.match(text):
            found = faults(line, _PART)
            if not match["no"].isdigit():
                found.append(f"số {match['no']}")
            if found:
                yield departure("division_look", where(line), found=", ".join(found))
            yield from _part_title(line, after)
        elif (match := _ARTICLE_START.match(text)) and not text.endswith(END_OF_SENTENCE):
            found = faults(line, Wanted((13, 14), bold=True, italic=False))
            if match["dot"] != "." or not match["no"].isdigit():
                found.append(match[0])
            if found:
                yield departure("article_look", where(line), found=", ".join(found))
        elif _SECTION_START.match(text):
            yield from judge("section_look", [line], _SECTION)
        elif _CLAUSE_START.match(text):
            found = faults(line, _CLAUSE)
            is_title = len(text) < _SHORT_TEXT and not text.endswith(END_OF_SENTENCE)
            if is_title and line.is_bold is False:
                found.append("tiêu đề không đậm")
            if found:
                yield departure("clause_look", where(line), found=", ".join(found))


END_OF_SENTENCE = (".", ";", ":", ",", "./.")


def _part_title(line: Line, after: Line | None) -> Iterator[Departure]:
    if after is None or after.align != "center" or after.text != after.text.upper():
        yield departure("part_title", where(after or line))


def _points(lines: list[Line]) -> Iterator[Departure]:
    """Judge điểm: Vietnamese letters in order, each run from "a"."""
    expected = 0
    for line in lines:
        match = _POINT_START.match(line.text)
        if match is None:
            if _CLAUSE_START.match(line.text) or is_heading(line):
                expected = 0
            continue
        letter = match["letter"]
        if letter == "a":
            expected = 0
        wanted = POINT_LETTERS[expected % len(POINT_LETTERS)]
        if letter != wanted or match["mark"] != ")":
            found = f"“{letter}{match['mark']}”, chờ “{wanted})”"
            yield departure("point_letter", where(line), found=found)
        # Go on from what stands there, so that one slip is one departure.
        at = POINT_LETTERS.find(letter)
        expected = (at if at >= 0 else expected) + 1


def _paragraphs(lines: list[Line]) -> Iterator[Departure]:
    """Judge running text; each kind of departure is given once, where it is first met."""
    met: set[str] = set()
    for line in lines:
        if line.align == "center" or line.is_framed or is_heading(line) or not line.inked:
            continue
        is_long = len(line.text) > _SHORT_TEXT
        for code, found in _paragraph_faults(line, is_long):
            if code not in met:
                met.add(code)
                yield departure(code, where(line), found=found)


def _paragraph_faults(line: Line, is_long: bool) -> Iterator[tuple[str, str]]:
    look = faults(line, _TEXT)
    if look:
        yield "text_look", ", ".join(look)
    if is_long and line.align != "both":
        yield "text_alignment", ""
    indent = round((line.first + line.left) / 72 * 2.54, 2)
    own = round(line.first / 72 * 2.54, 2)
    is_indented = any(
        abs(value - wanted) <= _INDENT_SLACK_CM
        for value in (indent, own)
        for wanted in _INDENTS_CM
    )
    if is_long and not is_indented and not line.is_listed and not _starts_with_tab(line):
        yield "text_indent", plain(indent)
    gap = line.before + line.after
    if gap < _SPACING_MIN_PT - 0.01:
        yield "text_spacing", plain(gap)
    low, high = _LINE_RANGE
    spacing = line.line_spacing
    if spacing is not None and not low - _LINE_SLACK <= spacing <= high + _LINE_SLACK:
        yield "line_spacing", plain(spacing)


def _starts_with_tab(line: Line) -> bool:
    return bool(line.pieces) and line.pieces[0].text.startswith("\t")


def _end(parts: Anatomy) -> Iterator[Departure]:
    if not parts.body:
        return
    last = parts.body[-1]
    if not any(line.text.replace(" ", "").endswith(form.END_MARK) for line in parts.body[-6:]):
        yield departure("end_mark", where(last))
