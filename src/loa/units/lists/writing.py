"""Writing lists of units: a table, the empty template, a file back with its reasons."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from loa.units.lists.columns import BY_KEY, COLUMNS
from loa.units.lists.reading import RUNS, read_lines
from loa.units.lists.rows import Fault
from loa.units.lists.words import reason


def write_table(path: Path, rows: Iterable[Sequence[str]], *, wide: int = 28) -> int:
    """Write rows (the header first) as .xlsx or .csv by the path's suffix; return how many."""
    return _xlsx(path, rows, wide) if path.suffix.lower() == ".xlsx" else _csv(path, rows)


def write_template(path: Path, *, is_english: bool = False) -> None:
    """Write an empty list with its header and one line as an example."""
    header = [column.en if is_english else column.vi for column in COLUMNS]
    write_table(path, [header, [column.example for column in COLUMNS]])


def write_faults(
    source: Path, faults: Iterable[Fault], path: Path, *, is_english: bool = False
) -> int:
    """Write the lines of a file that have faults, with a last column that says why."""
    by_line: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        column = BY_KEY[fault.column]
        told = reason(fault.code, fault.other, is_english=is_english)
        by_line[fault.line].append(f"{column.en if is_english else column.vi}: {told}")

    def rows() -> Iterable[Sequence[str]]:
        width = 0
        for line in read_lines(source):
            if line.number == 1:
                width = len(line.raw)
                yield (*line.raw, "Reason" if is_english else "Lý do")
            elif line.number in by_line:
                cells = (*line.raw, *[""] * width)[:width]
                yield (*cells, " ".join(by_line[line.number]))

    return write_table(path, rows())


def _csv(path: Path, rows: Iterable[Sequence[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel asks for the mark
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([f"'{cell}" if cell.startswith(RUNS) else cell for cell in row])
            count += 1
    return count


def _xlsx(path: Path, rows: Iterable[Sequence[str]], wide: int) -> int:
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.set_column(0, len(COLUMNS), wide)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, bold if number == 0 else None)
            count += 1
    return count
