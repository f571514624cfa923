"""The tables of a document as XLSX: figures stay figures, to be sorted, filtered and added."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from . import form, parcel, words
from .model import (
    Cell,
    CellFormat,
    Column,
    OfficialDocument,
    RowKind,
    Share,
    Table,
)
from .plan import VIETNAM, Plan, print_document

_SHEET_NAME_MAX = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_TITLE_ROW, _SOURCE_ROW, _HEADING_ROW = 0, 1, 3
_WIDTH_RANGE = (8, 60)
_KEPT_COLUMNS, _WIDE_FROM_COLUMN = 2, 7
# Excel shows "#,##0" with the separators of the reader's country: 45.000 in Vietnam.
_NUMBER_FORMATS = {
    CellFormat.TEXT: "@",
    CellFormat.INTEGER: "#,##0",
    CellFormat.DECIMAL: "#,##0.##",
    CellFormat.PERCENT: "0.0%",
    CellFormat.DATE: "dd/mm/yyyy",
}


def to_xlsx(document: OfficialDocument) -> bytes:
    """Put each table of the body and the annexes on a sheet of its own.

    The first sheet says what the file belongs to. Same facts, same bytes. Raises
    NaiveInstantError.
    """
    plan = print_document(document)
    out = io.BytesIO()
    # No text becomes a formula or a link: cells hold what units typed.
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    created = plan.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": plan.title, "author": plan.author, "created": created})
    writer = _Writer(book, document, plan)
    writer.write_cover()
    for title, table in _tables(document):
        writer.write_table(title, table)
    book.close()
    return parcel.normalise(out.getvalue())


def _tables(document: OfficialDocument) -> Iterator[tuple[str, Table]]:
    for at, table in enumerate((b for b in document.body if isinstance(b, Table)), start=1):
        yield table.caption or f"Bảng {at}", table
    for at, annex in enumerate(document.annexes, start=1):
        for table in (b for b in annex.blocks if isinstance(b, Table)):
            label = f"PL {words.roman(at)}. " if len(document.annexes) > 1 else "PL. "
            yield label + (table.caption or annex.title), table


class _Writer:
    def __init__(self, book: Workbook, document: OfficialDocument, plan: Plan) -> None:
        self._book = book
        self._document = document
        self._plan = plan
        self._names: set[str] = set()
        base = {"font_name": form.FONT, "font_size": 12, "valign": "vcenter"}
        self._base = base
        self._bold = book.add_format(base | {"bold": True})
        self._title = book.add_format(base | {"bold": True, "font_size": 14})
        self._italic = book.add_format(base | {"italic": True})
        self._plain = book.add_format(base | {"text_wrap": True})
        edge = base | {"border": 1}
        self._head = book.add_format(
            edge | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6"}
        )
        self._group = book.add_format(edge | {"bold": True})
        self._cells: dict[tuple[CellFormat, bool], Format] = {}
        for kind, code in _NUMBER_FORMATS.items():
            for bold in (False, True):
                look = edge | {"num_format": code, "bold": bold}
                look |= {"text_wrap": True} if kind is CellFormat.TEXT else {}
                self._cells[kind, bold] = book.add_format(look)

    def _sheet(self, title: str) -> Worksheet:
        wanted = " ".join(title.translate(_FORBIDDEN).split()) or "Bảng"
        name, at = wanted[:_SHEET_NAME_MAX].strip(), 1
        while name.lower() in self._names:
            at += 1
            tail = f" ({at})"
            name = wanted[: _SHEET_NAME_MAX - len(tail)].strip() + tail
        self._names.add(name.lower())
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def write_cover(self) -> None:
        head = self._document.letterhead
        sheet = self._sheet("Thông tin")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        lines = [
            ("Loại văn bản", form.KIND_NAMES[self._document.kind]),
            ("Trích yếu", self._document.subject),
            ("Cơ quan ban hành", head.issuer),
            ("Số, ký hiệu", words.number_line(head)),
            ("Địa danh, thời gian", words.place_date(head)),
        ]
        if self._document.facts_at:
            at_home = self._plan.created.astimezone(VIETNAM)
            lines.append(("Số liệu tính đến", words.instant_text(at_home)))
        for at, (label, value) in enumerate(lines):
            sheet.write_string(at, 0, label, self._bold)
            sheet.write_string(at, 1, value, self._plain)

    def write_table(self, title: str, table: Table) -> None:
        sheet = self._sheet(title)
        sheet.write_string(_TITLE_ROW, 0, title, self._title)
        sheet.write_string(_SOURCE_ROW, 0, self._plan.title, self._italic)
        last_column = max(0, len(table.columns) - 1)
        for at, column in enumerate(table.columns):
            sheet.write_string(_HEADING_ROW, at, column.title, self._head)
            sheet.set_column(at, at, self._width(table, at))
        at = _HEADING_ROW
        for row in table.rows:
            at += 1
            if row.kind is RowKind.GROUP:
                label = words.cell_text(row.cells[0], table.columns[0])
                sheet.write_string(at, 0, label, self._group)
                for column_at in range(1, len(table.columns)):
                    sheet.write_blank(at, column_at, None, self._group)
                continue
            is_total = row.kind is RowKind.TOTAL
            cells = (*row.cells, *(None,) * len(table.columns))
            for column_at, (cell, column) in enumerate(zip(cells, table.columns, strict=False)):
                self._write(sheet, at, column_at, cell, column, is_total)
        if not table.rows:
            at += 1
            sheet.write_string(at, 0, table.when_empty, self._italic)
        # Beside many columns, the name of the row stays in sight too.
        kept = _KEPT_COLUMNS if last_column >= _WIDE_FROM_COLUMN else 0
        sheet.freeze_panes(_HEADING_ROW + 1, kept)
        sheet.repeat_rows(_HEADING_ROW)
        sheet.autofilter(_HEADING_ROW, 0, at, last_column)
        for extra, note in enumerate(table.notes, start=2):
            sheet.write_string(at + extra, 0, note, self._italic)

    def _write(
        self, sheet: Worksheet, at: int, column_at: int, cell: Cell, column: Column, bold: bool
    ) -> None:
        kind = column.format
        if cell is None:
            sheet.write_blank(at, column_at, None, self._cells[kind, bold])
        elif isinstance(cell, Share):
            look = self._cells[CellFormat.PERCENT, bold]
            if cell.whole:
                sheet.write_number(at, column_at, cell.part / cell.whole, look)
            else:
                sheet.write_string(at, column_at, words.NO_SHARE, look)
        elif isinstance(cell, date):
            look = self._cells[CellFormat.DATE, bold]
            sheet.write_datetime(at, column_at, datetime(*cell.timetuple()[:3]), look)  # noqa: DTZ001 (a sheet's day has no zone)
        elif isinstance(cell, int | Decimal):
            kind = CellFormat.INTEGER if kind is CellFormat.TEXT else kind
            sheet.write_number(at, column_at, float(cell), self._cells[kind, bold])
        else:
            sheet.write_string(at, column_at, cell, self._cells[CellFormat.TEXT, bold])

    @staticmethod
    def _width(table: Table, at: int) -> float:
        column = table.columns[at]
        texts = [
            words.cell_text(row.cells[at], column)
            for row in table.rows
            if row.kind is not RowKind.GROUP and at < len(row.cells)
        ]
        longest = max((len(text) for text in texts), default=0)
        title = max((len(word) for word in column.title.split()), default=0)
        least, most = _WIDTH_RANGE
        return float(min(most, max(least, longest + 2, title + 4)))
