"""Tables and slips as they are printed: columns wide enough, type small enough, none lost."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from . import metrics, words
from .form import TWIPS_PER_PT
from .model import CellFormat, Column, Row, RowKind, Slip, Slips, Table

CELL_PADDING_TWIPS = 70
SIZES_PT = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
# A rounding of half a twip per glyph must not break a word.
_SAFETY_TWIPS = 30
_WIDEST_WISH_TWIPS = 4200
_MIN_COLUMN_TWIPS = 420
_EASE_SHARE = 0.55
_EASE_DOWN_TO_PT = 9.0
_TITLE_LINES = 5

CellAlign = Literal["left", "center", "right"]
_ALIGN: dict[CellFormat, CellAlign] = {
    CellFormat.TEXT: "left",
    CellFormat.INTEGER: "right",
    CellFormat.DECIMAL: "right",
    CellFormat.PERCENT: "right",
    CellFormat.DATE: "center",
}
_ORDER_TITLES = frozenset({"STT", "TT", "Số TT"})


@dataclass(frozen=True)
class PrintedRow:
    """`kind` "group" and "empty" hold one cell across the table."""

    kind: Literal["body", "group", "total", "empty"]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PrintedTable:
    """Widths in twips, one per column; `size` in points."""

    titles: tuple[str, ...]
    widths: tuple[int, ...]
    aligns: tuple[CellAlign, ...]
    rows: tuple[PrintedRow, ...]
    size: float


@dataclass(frozen=True)
class SlipGrid:
    """Pairs of slips, side by side; the last pair may hold one."""

    rows: tuple[tuple[Slip, ...], ...]
    width: int


def print_slips(slips: Slips, room_twips: int) -> SlipGrid:
    pairs = tuple(slips.slips[at : at + 2] for at in range(0, len(slips.slips), 2))
    return SlipGrid(pairs, room_twips)


def print_table(table: Table, room_twips: int) -> PrintedTable:
    """Print the cells and find the largest type at which no word is broken.

    Empty: one row that says `when_empty`. Too wide even at the smallest size: the columns are
    shrunk evenly and long words wrap.
    """
    rows = tuple(_row(row, table.columns) for row in table.rows)
    if not rows:
        rows = (PrintedRow("empty", (table.when_empty,)),)
    size, widths = _fit(table.columns, rows, room_twips)
    aligns = tuple(
        "center" if column.title in _ORDER_TITLES else _ALIGN[column.format]
        for column in table.columns
    )
    return PrintedTable(
        titles=tuple(column.title for column in table.columns),
        widths=widths,
        aligns=aligns,
        rows=rows,
        size=size,
    )


def _row(row: Row, columns: tuple[Column, ...]) -> PrintedRow:
    if row.kind is RowKind.GROUP:
        return PrintedRow("group", (words.cell_text(row.cells[0], columns[0]),))
    texts = [
        words.cell_text(cell, column) for cell, column in zip(row.cells, columns, strict=False)
    ]
    texts += [""] * (len(columns) - len(texts))
    return PrintedRow("total" if row.kind is RowKind.TOTAL else "body", tuple(texts))


def _fit(
    columns: tuple[Column, ...], rows: tuple[PrintedRow, ...], room: int
) -> tuple[float, tuple[int, ...]]:
    for size in SIZES_PT:
        least, wish = _needs(columns, rows, size)
        at_ease = _at_ease(columns, least, wish, size)
        if size >= _EASE_DOWN_TO_PT and sum(at_ease) <= room:
            even = _evened(columns, at_ease)
            base = even if sum(even) <= room else at_ease
            return size, _share_out(columns, base, wish, room)
    for size in SIZES_PT:
        least, wish = _needs(columns, rows, size)
        if sum(least) <= room:
            even = _evened(columns, least)
            return size, _share_out(columns, even if sum(even) <= room else least, wish, room)
    scale = room / sum(least)
    return SIZES_PT[-1], _exactly([width * scale for width in least], room)


def _at_ease(
    columns: tuple[Column, ...], least: list[float], wish: list[float], size: float
) -> list[float]:
    """Give texts half their longest line and each title a few lines only.

    A name on two lines reads better than on five, and a heading row stands on every page.
    """
    titles = [
        metrics.width_pt(column.title, size, bold=True) * TWIPS_PER_PT / _TITLE_LINES
        + 2 * CELL_PADDING_TWIPS
        for column in columns
    ]
    return [
        max(need, title, 0 if _is_figure(column) else want * _EASE_SHARE)
        for need, want, title, column in zip(least, wish, titles, columns, strict=True)
    ]


def _needs(
    columns: tuple[Column, ...], rows: tuple[PrintedRow, ...], size: float
) -> tuple[list[float], list[float]]:
    """Give for each column the width of its longest word and that of its longest line."""
    frame = 2 * CELL_PADDING_TWIPS + _SAFETY_TWIPS

    def twips(text: str, bold: bool) -> float:
        return metrics.width_pt(text, size, bold=bold) * TWIPS_PER_PT + frame

    least: list[float] = []
    wish: list[float] = []
    for at, column in enumerate(columns):
        narrow = max(twips(word, True) for word in (column.title.split() or [""]))
        wide = narrow
        for row in rows:
            if row.kind in ("group", "empty"):
                continue
            text, bold = row.cells[at], row.kind == "total"
            wide = max(wide, twips(text, bold))
            # A number is never broken, a text only between words.
            pieces = [text] if column.format is not CellFormat.TEXT else text.split()
            narrow = max([narrow, *(twips(piece, bold) for piece in pieces)])
        least.append(max(narrow, _MIN_COLUMN_TWIPS))
        wish.append(max(narrow, min(wide, _WIDEST_WISH_TWIPS)))
    return least, wish


def _evened(columns: tuple[Column, ...], least: list[float]) -> list[float]:
    """Make columns of figures equally wide: they are compared by eye."""
    figures = [_is_figure(column) for column in columns]
    widest = max(
        (need for need, figure in zip(least, figures, strict=True) if figure), default=0
    )
    return [widest if figure else need for need, figure in zip(least, figures, strict=True)]


def _is_figure(column: Column) -> bool:
    return column.format is not CellFormat.TEXT and column.title not in _ORDER_TITLES


def _share_out(
    columns: tuple[Column, ...], least: list[float], wish: list[float], room: int
) -> tuple[int, ...]:
    weights = [column.width for column in columns]
    if all(weight is not None for weight in weights):
        total = sum(weight or 0 for weight in weights)
        wish = [room * (weight or 0) / total for weight in weights]
    spare = room - sum(least)
    lacks = [
        0.0 if _is_figure(column) and column.width is None else max(0.0, want - need)
        for want, need, column in zip(wish, least, columns, strict=True)
    ]
    if sum(lacks) > spare:
        grown = [
            need + spare * lack / sum(lacks) for need, lack in zip(least, lacks, strict=True)
        ]
    else:
        grown = [need + lack for need, lack in zip(least, lacks, strict=True)]
        rest = room - sum(grown)
        # What is left goes to the texts; a column of figures gains nothing by being wider.
        share = [
            0.0
            if column.title in _ORDER_TITLES
            else width * (0.35 if _is_figure(column) else 1)
            for width, column in zip(grown, columns, strict=True)
        ]
        share = share if sum(share) else [1.0] * len(grown)
        grown = [
            width + rest * part / sum(share) for width, part in zip(grown, share, strict=True)
        ]
    return _exactly(grown, room)


def _exactly(widths: list[float], room: int) -> tuple[int, ...]:
    """Round so that the columns fill the room to the twip."""
    edges = [0]
    running = 0.0
    for width in widths:
        running += width
        edges.append(round(running))
    edges[-1] = room
    return tuple(right - left for left, right in pairwise(edges))
