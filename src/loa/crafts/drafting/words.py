"""How numbers, days and lists are printed on an official page."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from loa.crafts.viet.numbers import write_decimal, write_number

from .model import Cell, CellFormat, Column, IssueDate, Letterhead, Share

# Điểm are counted by the Vietnamese alphabet, which has no f, j, w and z.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
NO_SHARE = "–"
_SEPARATORS = str.maketrans(",.", ".,")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# Places left free are wide blanks that never wrap, stretch or collapse.
BLANK = "\u00a0" * 6


def roman(number: int) -> str:
    """Write 1 … 39 in Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def annex_label(at: int, count: int) -> str:
    """Print "Phụ lục II"; a single annex has no number."""
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(at)}"


def point_letter(number: int) -> str:
    """Give the letter of the n-th điểm, counted from 1; after "y" comes "aa"."""
    first, second = divmod(number - 1, len(POINT_LETTERS))
    return (POINT_LETTERS[first - 1] if first else "") + POINT_LETTERS[second]


def number_line(head: Letterhead) -> str:
    """Print ô 3: "Số: 05/BC-STTTT", or the free place for a number not given yet."""
    number = head.number
    if not number:
        return f"Số:{BLANK}/{head.symbol}"
    return f"Số: {number.zfill(2) if number.isdigit() else number}/{head.symbol}"


def issue_day(issued: IssueDate) -> str:
    """Print "ngày 05 tháng 01 năm 2025"; an unknown day or month leaves its place free."""
    day = f" {issued.day:02d} " if issued.day else BLANK
    if issued.month is None:
        month = BLANK
    else:
        # Only 1 and 2 take a leading zero: they could be turned into 11 or 12 by a pen.
        month = f" {issued.month:02d} " if issued.month <= 2 else f" {issued.month} "
    return f"ngày{day}tháng{month}năm {issued.year}"


def place_date(head: Letterhead) -> str:
    return f"{head.place or BLANK * 2}, {issue_day(head.issued)}"


def percent_text(share: Share) -> str:
    """Write 27 of 100 as "27,0%"; a share of nothing is a dash, not zero."""
    if share.whole == 0:
        return NO_SHARE
    return write_decimal(Fraction(share.part * 100, share.whole)) + "%"


def cell_text(cell: Cell, column: Column) -> str:
    """Print one cell as its column asks."""
    if cell is None:
        return ""
    if isinstance(cell, Share):
        return percent_text(cell)
    if isinstance(cell, date):
        return day_text(cell)
    if isinstance(cell, int):
        return write_number(cell)
    if isinstance(cell, Decimal):
        if column.format is CellFormat.PERCENT:
            return write_decimal(cell * 100) + "%"
        return f"{cell:,f}".translate(_SEPARATORS)
    return cell


def day_text(day: date) -> str:
    """Write a day inside a text: "14/11/2024"."""
    return f"{day:%d/%m/%Y}"


def instant_text(instant: datetime) -> str:
    """Write an instant as it stands in its own zone: "17 giờ 00 ngày 14/11/2024"."""
    return f"{instant.hour:02d} giờ {instant.minute:02d} ngày {day_text(instant)}"


def upper(text: str) -> str:
    return text.upper()


def listed(items: Sequence[str]) -> list[str]:
    """Close each item with ";" and the last with ".", whatever stood there."""
    bare = [item.rstrip(" ;.,") for item in items]
    return [f"{item};" for item in bare[:-1]] + [f"{item}." for item in bare[-1:]]
