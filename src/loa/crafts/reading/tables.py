"""Tables of a plan: rows that say what is done, by whom and by when.

A table is known by its head: cells that name the work and who does it. Files with cells give
rows by their columns; a page gives them by places; plain text by gaps under the head.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loa.crafts.reading.level import level
from loa.crafts.reading.paragraphs import MARKER, Paragraph, join
from loa.crafts.reading.pieces import Piece

_TIME = re.compile(r"\b(?:thoi (?:gian|han|diem)|hoan thanh|han|tien do)\b")
_TERM = re.compile(r"\b(?:thoi han|hoan thanh|han|tien do|xong)\b")
_HELP = re.compile(r"^\W*(?:(?:don vi|co quan|bo phan)\s+)?phoi hop\b")
_WORK = re.compile(r"\b(?:noi dung|nhiem vu|cong viec|hoat dong|cong tac|viec lam)\b")
_DOER = re.compile(r"\b(?:chu tri|thuc hien|don vi|co quan|bo phan|nguoi|phu trach|dau moi)\b")
_COUNT = re.compile(r"^\W*(\d{1,3}(?:\.\d{1,2})?)\W*$")
_GAPS = re.compile(r"\s{3,}|\t+")
_LONGEST_HEAD = 60  # letters of a cell in the head
_LONGEST_ROW = 40  # lines of a head
_LONGEST = 1_500  # lines of a table on pages
_SAME_ROW = 0.006  # of the page's height
_SLACK = 0.015  # of the page's width


@dataclass(slots=True)
class Row:
    """One row under the head: its work and who does it, and the paragraphs of all its cells."""

    number: str
    work: Paragraph
    doer: Paragraph
    cells: list[Paragraph] = field(default_factory=list)
    due: Paragraph | None = None  # the cell that says by when


@dataclass(slots=True)
class _Grid:
    """Where a table lies among the pieces, and its rows: the pieces of each column."""

    start: int
    end: int
    kinds: list[str]
    rows: list[dict[int, list[Piece]]]


def carve(pieces: list[Piece]) -> tuple[list[Piece], list[Row]]:
    """Take the tables that give work out of the pieces. Cost: one look at each piece."""
    rest: list[Piece] = []
    rows: list[Row] = []
    at = 0
    while at < len(pieces):
        grid = _grid_at(pieces, at)
        if grid is None:
            rest.append(pieces[at])
            at += 1
            continue
        rows.extend(_rows_of(grid))
        at = grid.end
    return rest, rows


def _kinds(heads: Sequence[str]) -> list[str]:
    """Name what each column holds; nothing where the head gives no work or nobody who does it."""
    kinds: list[str] = []
    for head in heads:
        flat = level(head)
        kind = ""
        if len(head) <= _LONGEST_HEAD:
            for name, pattern in (
                ("term", _TERM),
                ("time", _TIME),
                ("help", _HELP),
                ("work", _WORK),
                ("doer", _DOER),
            ):
                if pattern.search(flat) and (name == "help" or name not in kinds):
                    kind = name
                    break
        kinds.append(kind)
    return kinds if {"work", "doer"} <= set(kinds) else []


def _grid_at(pieces: list[Piece], at: int) -> _Grid | None:
    piece = pieces[at]
    if piece.box is not None:
        return _placed(pieces, at) if piece.line.column == 1 else None
    if piece.line.column == 1:
        return _celled(pieces, at)
    return _spaced(pieces, at) if not piece.line.column else None


# ------------------------------------------------------------------- files with cells
def _celled(pieces: list[Piece], at: int) -> _Grid | None:
    rows: list[dict[int, list[Piece]]] = []
    before = 0
    end = at
    for piece in pieces[at:]:
        column = piece.line.column
        if not column:
            break
        if not rows or column < before:
            if len(rows) == 1 and not _kinds(_heads(rows[0])):
                return None
            rows.append({})
        if len(rows) == 1 and end - at > _LONGEST_ROW:
            return None
        rows[-1].setdefault(column - 1, []).append(piece)
        before = column
        end += 1
    kinds = _kinds(_heads(rows[0]))
    return _Grid(at, end, kinds, rows[1:]) if kinds and rows[1:] else None


def _heads(row: dict[int, list[Piece]]) -> list[str]:
    return [
        " ".join(piece.text for piece in row.get(column, [])) for column in range(max(row) + 1)
    ]


# ------------------------------------------------------------------------ plain text
def _spaced(pieces: list[Piece], at: int) -> _Grid | None:
    heads = _GAPS.split(pieces[at].line.text.strip())
    if len(heads) < 3:
        return None
    kinds = _kinds(heads)
    if not kinds:
        return None
    rows: list[dict[int, list[Piece]]] = []
    end = at
    line = pieces[at].number
    for piece in pieces[at:]:
        cells = _GAPS.split(piece.line.text.strip())
        if len(cells) < len(heads) - 1:
            break
        end += 1
        if piece.number == line:
            continue
        line = piece.number
        rows.append({n: [_with_text(piece, cell)] for n, cell in enumerate(cells)})
    return _Grid(at, end, kinds, rows) if rows else None


def _with_text(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.number, piece.page, piece.side, piece.line, 0, level(text))


# ------------------------------------------------------------------- pages with places
def _placed(pieces: list[Piece], at: int) -> _Grid | None:
    heads = [piece for piece in pieces[at : at + 8] if _beside(pieces[at], piece)]
    if len(heads) < 2 or not _kinds([piece.text for piece in heads]):
        return None
    end = _end(pieces, at + len(heads))
    lefts = _lefts(heads, pieces[at:end])
    names: dict[int, str] = {}
    for column, piece in _parted(heads, lefts):
        names[column] = f"{names.get(column, '')} {piece.text}".strip()
    kinds = _kinds([names.get(column, "") for column in range(len(lefts))])
    rows = _banded(_parted(pieces[at + len(heads) : end], lefts)) if kinds else []
    return _Grid(at, end, kinds, rows) if rows else None


def _beside(one: Piece, other: Piece) -> bool:
    if one.box is None or other.box is None or one.page != other.page:
        return False
    return abs(one.box.top - other.box.top) < _SAME_ROW


def _end(pieces: list[Piece], at: int) -> int:
    """Give the place after the table: a wide line, an item or a gap ends it."""
    before = pieces[at - 1]
    stop = min(len(pieces), at + _LONGEST)
    for n in range(at, stop):
        piece = pieces[n]
        box, above = piece.box, before.box
        if box is None or above is None:
            return n
        counts = bool(_COUNT.match(piece.text.split(maxsplit=1)[0]))
        if MARKER.match(piece.text) or (not piece.line.column and box.right - box.left > 0.6):
            return n
        apart = piece.page == before.page and box.top - above.bottom > 0.9 * box.height
        if not piece.line.column and not counts and apart:
            return n
        before = piece
    return stop


def _lefts(heads: list[Piece], pieces: list[Piece]) -> list[float]:
    """Give where the columns begin: there at least two lines begin, or a head alone."""
    starts = sorted(piece.box.left for piece in pieces if piece.box)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][-1] < _SLACK:
            groups[-1].append(start)
        else:
            groups.append([start])
    lefts = [group[0] for group in groups if len(group) > 1]
    edge = 0.0
    for head in heads:
        if head.box and not any(edge <= left <= head.box.right for left in lefts):
            lefts.append(head.box.left)
        edge = head.box.right if head.box else edge
    return sorted(lefts)


def _parted(pieces: list[Piece], lefts: list[float]) -> list[tuple[int, Piece]]:
    """Give the pieces with their columns; one that a narrow gap ran together is cut there."""
    out: list[tuple[int, Piece]] = []
    for piece in pieces:
        rest = piece
        while (box := rest.box) is not None:
            column = max(
                (n for n, left in enumerate(lefts) if left < box.left + _SLACK), default=0
            )
            after = lefts[column + 1] if column + 1 < len(lefts) else 1.0
            blanks = [n for n, letter in enumerate(rest.text) if letter == " "]
            if after > box.right - _SLACK or not blanks:
                out.append((column, rest))
                break
            share = (after - box.left) / (box.right - box.left) * len(rest.text)
            cut = min(blanks, key=lambda n: abs(n + 1 - share))
            out.append((column, _part(rest, 0, cut, box.left, after)))
            rest = _part(rest, cut + 1, len(rest.text), after, box.right)
    return out


def _part(piece: Piece, start: int, end: int, left: float, right: float) -> Piece:
    box = piece.box
    line = replace(piece.line, box=replace(box, left=left, right=right) if box else None)
    text = piece.text[start:end]
    return Piece(text, piece.number, piece.page, piece.side, line, 0, level(text))


def _banded(held: list[tuple[int, Piece]]) -> list[dict[int, list[Piece]]]:
    """Divide the lines into rows: between two counts the widest gap parts them."""
    counts = [place for column, piece in held if column == 0 and (place := _place(piece))]
    if not counts:
        return []
    held = sorted(held, key=lambda item: _place(item[1]))
    starts = [_place(piece) for _, piece in held]
    ends = list(itertools.accumulate((_bottom(piece) for _, piece in held), max))
    cuts: list[float] = []
    for one, other in itertools.pairwise(counts):
        between = range(max(1, bisect_right(starts, one)), bisect_right(starts, other + 0.001))
        gaps = {n: round(starts[n] - ends[n - 1], 3) for n in between}
        cuts.append(starts[max(gaps, key=lambda n: (gaps[n], n))] if gaps else other)
    rows: list[dict[int, list[Piece]]] = [{} for _ in counts]
    for (column, piece), place in zip(held, starts, strict=True):
        rows[bisect_right(cuts, place)].setdefault(column, []).append(piece)
    return rows


def _place(piece: Piece) -> float:
    return piece.page + (piece.box.top if piece.box else 0.0)


def _bottom(piece: Piece) -> float:
    return piece.page + (piece.box.bottom if piece.box else 0.0)


# --------------------------------------------------------------------------- the rows
def _rows_of(grid: _Grid) -> Iterator[Row]:
    work, doer = grid.kinds.index("work"), grid.kinds.index("doer")
    term = grid.kinds.index("term") if "term" in grid.kinds else None
    for row in grid.rows:
        if not row.get(work) or not row.get(doer):
            continue  # a heading that runs through the table
        cells = {column: join(found) for column, found in sorted(row.items())}
        count = _COUNT.match(cells[0].text) if 0 in cells else None
        yield Row(
            count[1] if count else "",
            cells[work],
            cells[doer],
            list(cells.values()),
            cells.get(term) if term is not None else None,
        )
