"""A table as a file that a spreadsheet opens: numbers stay numbers, text never reckons."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

from django.http import Http404, HttpResponse

Cell = str | int | float | None
Kind = Literal["csv", "xlsx"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t")
_WIDE, _NARROW = 46, 16  # characters


def inert(cell: Cell) -> Cell:
    """Keep a name that begins like a formula from being reckoned by a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def table_file(kind: str, name: str, rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Answer with rows (the header first) as "csv" or "xlsx"; 404 for any other kind."""
    if kind == "csv":
        response = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(_xlsx(rows), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows that it is UTF-8


def _xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, _WIDE)
        for number, row in enumerate(rows):
            if number == 0:
                sheet.set_column(1, len(row), _NARROW)
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell, bold if number == 0 else None)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
    return out.getvalue()
