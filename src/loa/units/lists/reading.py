"""CSV, XLSX and agency lists in XML read line by line, with limits on what is opened."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice, zip_longest
from pathlib import Path

from loa.crafts.viet import Encoding, clean, convert, decode, fold, recode
from loa.units.lists.agencies import looks_like_xml, read_agencies
from loa.units.lists.columns import BY_HEADER, COLUMNS
from loa.units.lists.limits import MOST_BYTES, MOST_COLUMNS, MOST_LINES, ListUnreadableError

# A spreadsheet takes a cell of a CSV that begins so for a formula: ours are written with a "'".
RUNS = ("=", "+", "-", "@", "\t", "\r")
SNIFFED = 4096  # bytes that tell what a file is
SAMPLE = 200  # lines that tell its alphabet
# Letters that no 8-bit alphabet shows when it is read as Windows-1252.
ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# What a broken or hostile workbook makes its reader raise (SyntaxError: of its XML).
BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, IndexError, TypeError, OSError,
    EOFError, SyntaxError, NotImplementedError,
)  # fmt: skip
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


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
    rows = _in_unicode(_rows(path))
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


def read_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of any table, the header among them, as they are; for other lists.

    Raises ListUnreadableError.
    """
    for row in _in_unicode(_rows(path)):
        yield tuple(cell.strip() for cell in row)


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


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        start = file.read(SNIFFED)
    if start.startswith(b"PK\x03\x04"):
        return _xlsx_rows(path)
    return read_agencies(path) if looks_like_xml(start) else _csv_rows(path)


def estimate_lines(path: Path) -> int:
    """Say about how many lines a file has, without reading it as a list; 0: cannot tell."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    try:
        with zipfile.ZipFile(path) as packed:
            names = sorted(name for name in packed.namelist() if SHEET.fullmatch(name))
            with packed.open(names[0]) as sheet:
                found = DIMENSION.search(sheet.read(4096))
    except (zipfile.BadZipFile, OSError, IndexError, ValueError, NotImplementedError):
        return 0
    return int(found[1]) if found else 0


def _csv_rows(path: Path) -> Iterator[list[str]]:
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
            yield [cell[1:] if cell[:1] == "'" and cell[1:2] in RUNS else cell for cell in row]
    except csv.Error as error:
        raise ListUnreadableError(code="not_a_table", what=str(error)) from error


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
            other = sum(size for name, size in sizes.items() if not SHEET.fullmatch(name))
            # Sheets are read line by line; the rest, shared texts above all, is held whole.
            if other > MOST_BYTES // 2 or sum(sizes.values()) > MOST_BYTES * 5:
                raise ListUnreadableError(code="too_big", what=str(MOST_BYTES * 5))
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, *BROKEN) as error:
        if isinstance(error, ListUnreadableError):
            raise
        raise ListUnreadableError(code="not_a_table", what=str(error)[:200]) from error
    with closing(book):
        if not book.worksheets:
            raise ListUnreadableError(code="empty")
        sheet = book.worksheets[0]
        most = MOST_COLUMNS + 1
        try:
            for row in sheet.iter_rows(values_only=True, max_col=most):
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
        except BROKEN as error:
            raise ListUnreadableError(code="not_a_table", what=str(error)[:200]) from error


def _in_unicode(rows: Iterator[list[str]]) -> Iterator[tuple[str, ...]]:
    """Clean every cell; in an old alphabet, where its column is written in one.

    A name alone is too short to tell an alphabet by; two hundred below each other are not.
    """
    header = next(rows, None)
    if header is None:
        return
    alphabet = _alphabet(header)
    yield tuple([_cleaned(cell.strip(), alphabet) for cell in header])
    first = list(islice(rows, SAMPLE))
    columns = [_alphabet(column) for column in zip_longest(*first, fillvalue="")]
    columns += [Encoding.UNICODE] * MOST_COLUMNS
    for row in chain(first, rows):
        yield tuple(
            [
                cell.strip() if cell.isascii() else _cleaned(cell, alphabet)
                for cell, alphabet in zip(row, columns, strict=False)
            ]
        )


def _alphabet(cells: Iterable[str]) -> Encoding:
    marked = [cell for cell in cells if not cell.isascii()]
    if not marked or any(map(ONLY_UNICODE.search, marked)):
        return Encoding.UNICODE
    return recode("\n".join(marked)).encoding


@lru_cache(maxsize=1 << 14)  # kinds and levels come again in every line
def _cleaned(cell: str, alphabet: Encoding) -> str:
    if ONLY_UNICODE.search(cell):
        return clean(cell).strip()
    told = recode(cell).text if alphabet is Encoding.UNICODE else convert(cell, alphabet)
    return clean(told).strip()


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
