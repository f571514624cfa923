"""Dates as Vietnamese offices type and print them: the day always comes first."""

import re
from datetime import date

from loa.crafts.viet.folding import fold

_DIGITS = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})[.,;]?")
_WORDS = re.compile(
    r"(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*nam\s*|\s*/\s*)(\d{4})[.,;]?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_date(text: str) -> date | None:
    """Read one whole date, day first: "5/11/2026", "ngày 05 tháng 01 năm 2025", "2026-11-05".

    None for anything else: a date that does not exist, a blank day, a year of two digits, words
    around it. We ask then; we do not guess.
    """
    folded = fold(text)
    if match := _DIGITS.fullmatch(folded):
        day, month, year = match[1], match[3], match[4]
    elif match := _WORDS.fullmatch(folded):
        day, month, year = match[1], match[2], match[3]
    elif match := _ISO.fullmatch(folded):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def write_date(day: date) -> str:
    """Write a date for screens and tables: "14/11/2024"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def write_long_date(day: date) -> str:
    """Write a date as a document's letterhead has it: "ngày 05 tháng 01 năm 2025".

    Days below 10 and the months 1 and 2 take a zero, the months 3 to 9 none.
    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.4.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
