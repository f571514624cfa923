"""CSV and XLSX read line by line, whatever the alphabet, with limits on what is opened."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loa.crafts.viet import clean, decode, fold, recode
from loa.units.lists.columns import BY_HEADER, COLUMNS

MOST_COLUMNS = 100
MOST_LINES = 1_000_000
MOST_BYTES = 200_000_000  # of a CSV, or of an XLSX once unpacked: 600,000 units are 120 MB


class ListUnreadableError(ValueError):
    """A file that is no list of units.

    `code` is one of: empty, too_wide, too_long, too_big, no_columns, not_a_table;
    `what` is the limit, or the missing headers.
    """

    def __init__(self, *, code: str, what: str = "") -> None:
        self.code, self.what = code, what
        super().__init__(f"{code}: {what}" if what else code)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number (the header is 1), its cells by column key, and all its cells."""

    number: int
    cells: dict[str, str]
    raw: tuple[str, ...]


def read_lines(path: Path) -> Iterator[Line]:
    """Read the header, then yield one Line after another; empty lines are passed over.

    The header may come in any order, in Vietnamese or English, with columns we do not know.
    Raises ListUnreadableError, before the first line or at the line where a limit is passed.
    """
    rows = _xlsx_rows(path) if _is_xlsx(path) else _csv_rows(path)
    keys: list[str | None] = []
    for number, row in enumerate(rows, start=1):
        if number == 1:
            keys = _keys(row)
            yield Line(1, {}, row)
            continue
        if number > MOST_LINES:
            raise ListUnreadableError(code="too_long", what=str(MOST_LINES))
        if not any(row):
            continue
        cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
        yield Line(number, cells, row)
    if not keys:
        raise ListUnreadableError(code="empty")


def _keys(header: tuple[str, ...]) -> list[str | None]:
    if len(header) > MOST_COLUMNS:
        raise ListUnreadableError(code="too_wide", what=str(MOST_COLUMNS))
    keys = [BY_HEADER.get(fold(cell).strip(" *")) for cell in header]
    missing = [column.vi for column in COLUMNS if column.must and column.key not in keys]
    if missing:
        raise ListUnreadableError(code="no_columns", what=", ".join(missing))
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            keys[place] = None
        elif key:
            seen.add(key)
    return keys


def _is_xlsx(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _csv_rows(path: Path) -> Iterator[tuple[str, ...]]:
    if path.stat().st_size > MOST_BYTES:
        raise ListUnreadableError(code="too_big", what=str(MOST_BYTES))
    text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    if "\x00" in text:
        raise ListUnreadableError(code="not_a_table")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    if first.count(delimiter) >= MOST_COLUMNS:
        raise ListUnreadableError(code="too_wide", what=str(MOST_COLUMNS))
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield _cleaned(row)
    except csv.Error as error:
        raise ListUnreadableError(code="not_a_table", what=str(error)) from error


def _xlsx_rows(path: Path) -> Iterator[tuple[str, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES * 5:
                raise ListUnreadableError(code="too_big", what=str(MOST_BYTES * 5))
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        if isinstance(error, ListUnreadableError):
            raise
        raise ListUnreadableError(code="not_a_table", what=str(error)) from error
    with closing(book):
        if not book.worksheets:
            raise ListUnreadableError(code="empty")
        sheet = book.worksheets[0]
        most = MOST_COLUMNS + 1
        for row in sheet.iter_rows(values_only=True, max_col=most):
            cells = [_text(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            yield _cleaned(cells)


def _cleaned(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        cell if cell.isascii() else clean(recode(cell).text)
        for cell in (cell.strip() for cell in cells)
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
