"""Writing lists of units: a table, the empty template, a file back with its reasons."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from loa.units.lists.columns import BY_KEY, COLUMNS
from loa.units.lists.reading import RUNS, read_lines
from loa.units.lists.rows import Fault
from loa.units.lists.words import explain, reason

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
SHEETS_VI = ("Đơn vị", "Giải thích", "Loại và cấp")
SHEETS_EN = ("Units", "Explanations", "Kinds and levels")
EXPLAINED_VI = ("Cột", "Phải điền", "Ghi gì")
EXPLAINED_EN = ("Column", "Must be filled", "What it holds")
LAST_CHOSEN = 60_000  # the last line whose kind and level are chosen from a list


def write_table(path: Path, rows: Iterable[Sequence[str]], *, wide: int = 28) -> int:
    """Write rows (the header first) as .xlsx or .csv by the path's suffix; return how many."""
    return _xlsx(path, rows, wide) if path.suffix.lower() == ".xlsx" else _csv(path, rows)


Choice = tuple[str, str]


def write_template(
    path: Path,
    *,
    kinds: Sequence[Choice] = (),
    levels: Sequence[Choice] = (),
    is_english: bool = False,
) -> None:
    """Write an empty list with its header and one line as an example.

    `kinds` and `levels` are (code, name). A workbook gets a second sheet that explains the
    columns, a third with these choices, and lets cells be chosen from them.
    """
    header = [column.en if is_english else column.vi for column in COLUMNS]
    example = [column.example for column in COLUMNS]
    if path.suffix.lower() != ".xlsx":
        write_table(path, [header, example])
        return
    from xlsxwriter import Workbook

    names = SHEETS_EN if is_english else SHEETS_VI
    with Workbook(str(path), OPTIONS) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})  # or "01/07/2025" becomes a number
        units, explained, choices = (book.add_worksheet(name) for name in names)
        units.set_column(0, len(COLUMNS) - 1, 28, text)
        units.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            units.write_string(0, place, header[place], bold)
            units.write_string(1, place, example[place], text)
            for cell, told in enumerate(explain(column, is_english=is_english)):
                explained.write_string(place + 1, cell, told, wrapped)
        for place, word in enumerate(EXPLAINED_EN if is_english else EXPLAINED_VI):
            explained.write_string(0, place, word, bold)
        explained.set_column(0, 1, 26)
        explained.set_column(2, 2, 90)
        for place, (key, rows) in enumerate((("kind", kinds), ("level", levels))):
            at = 3 * place
            choices.write_string(0, at, BY_KEY[key].en if is_english else BY_KEY[key].vi, bold)
            for number, (code, name) in enumerate(rows, start=1):
                choices.write_string(number, at, name)
                choices.write_string(number, at + 1, code)
            if rows:
                column_at = [column.key for column in COLUMNS].index(key)
                letter = "AD"[place]
                units.data_validation(
                    1, column_at, LAST_CHOSEN, column_at,
                    {
                        "validate": "list",
                        "source": f"='{names[2]}'!${letter}$2:${letter}${len(rows) + 1}",
                        "error_type": "warning",  # a code typed by hand is as good
                    },
                )  # fmt: skip
        choices.set_column(0, 4, 34)


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

    count = 0
    with Workbook(str(path), OPTIONS | {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.set_column(0, len(COLUMNS), wide)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, bold if number == 0 else None)
            count += 1
    return count
