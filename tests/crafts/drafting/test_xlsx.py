"""The sheets: figures are figures, texts are texts, headings stay in sight."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from loa.crafts.drafting import consolidated
from loa.crafts.drafting.papers import GroupLines, UnitLine
from loa.crafts.drafting.xlsx import to_xlsx
from tests.crafts.drafting import content

HEADING_ROW = 4


def workbook(**facts: Any) -> Any:
    made = consolidated.consolidated_report(replace(content.consolidated_facts(), **facts))
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(made)))


def annex(book: Any) -> Any:
    return next(sheet for sheet in book if sheet.title.startswith(("PL I.", "PL. ")))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADING_ROW + 1)]


def test_each_table_has_a_sheet_and_the_first_sheet_says_what_the_file_is() -> None:
    book = workbook()
    assert len(book.sheetnames) == 1 + 2 + 3
    cover = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    assert any("Sông Hậu" in text or "Thông tin" in text for text in cover)


def test_figures_are_numbers_with_the_separators_of_the_reader() -> None:
    sheet = annex(workbook())
    total = next(row for row in sheet.iter_rows() if row[1].value == "Tổng cộng")
    assert total[4].value == 4_500_000
    assert total[4].number_format == "#,##0"
    body = next(row for row in rows(sheet) if row[1] == "UBND xã Tân Phước 1")
    assert body[2:4] == [1, 1]


def test_what_was_not_given_is_blank_not_zero() -> None:
    silent = next(row for row in rows(annex(workbook())) if row[1] == "UBND xã Tân Phước 9")
    assert silent[2:] == [None] * 7


def test_headings_and_names_stay_in_sight() -> None:
    sheet = annex(workbook())
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref


@pytest.mark.parametrize(
    "typed", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "{=1}", "http://a.example"]
)
def test_what_a_unit_typed_never_becomes_a_formula_or_a_link(typed: str) -> None:
    group = GroupLines(typed, (UnitLine(typed, (1,) * 6, content.AT.date()),), (1,) * 6, 1)
    sheet = annex(workbook(groups=(group,)))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == typed]
    assert cells
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
