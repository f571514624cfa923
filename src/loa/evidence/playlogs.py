"""A broadcast's log as the loudspeaker systems give it: CSV or XLSX, one row an airing.

Columns are known by their headings, in the words that such systems use; days and times are read
as Vietnamese offices write them.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from loa.crafts.viet import clean, decode, fold, read_date
from loa.evidence.errors import PlayLogError

MOST_ROWS = 20_000
MOST_BYTES = 20_000_000
_HEADINGS = {
    "day": ("ngay", "ngay phat", "date"),
    "time": ("gio", "gio phat", "thoi gian", "thoi gian phat", "bat dau", "time", "start"),
    "programme": ("chuong trinh", "ten chuong trinh", "noi dung", "ten bai", "ban tin",
                  "tieu de", "programme", "program", "title"),
    "station": ("dai", "kenh", "cum loa", "dia diem", "thiet bi", "khu vuc",
                "station", "channel"),
    "length": ("thoi luong", "thoi luong (phut)", "so phut", "duration", "minutes"),
    "seconds": ("thoi luong (giay)", "thoi luong (s)", "so giay", "seconds"),
    "times": ("so lan", "so lan phat", "luot phat", "so luot", "times", "repeats"),
}  # fmt: skip
# "3 phút 20 giây", "3'20\"", "1h05", "200s": what each number counts, in seconds.
_PARTS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(giay|g(?:io)?|h(?:ours?)?|phut|p|m(?:in\w*)?|'|\"|s(?:ec\w*)?)?"
    r"(?=[\d\s'\"/]|$)"
)
_WORTH = {"g": 3600, "h": 3600, "p": 60, "m": 60, "'": 60, "s": 1, '"': 1}
_EXCEL_BEGAN = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)  # 2000 to 2099
_CLOCK = re.compile(r"(\d{1,2})\s*[:hg]\s*(\d{2})?(?:\s*[:m']\s*(\d{2}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Aired:
    """One airing. `seconds` is the length of one, `times` how often it was repeated."""

    aired_on: date
    aired_time: time | None = None
    programme: str = ""
    station: str = ""
    seconds: int = 0
    times: int = 1


@dataclass(frozen=True)
class PlayLog:
    """What a log holds; `unread` are the numbers of rows without a day that can be read."""

    aired: tuple[Aired, ...]
    unread: tuple[int, ...] = ()


def read_play_log(data: bytes) -> PlayLog:
    """Read a log. Raises PlayLogError: not_a_table, no_columns, no_rows, too_many."""
    rows = _xlsx(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    places: dict[str, int] = {}
    aired: list[Aired] = []
    unread: list[int] = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise PlayLogError("too_many", str(MOST_ROWS))
        if not places:
            places = _places(row)
            continue
        if not any(row):
            continue
        try:
            aired.append(_aired(row, places, aired[-1].aired_on if aired else None))
        except ValueError:
            unread.append(number)
    if not places:
        raise PlayLogError("no_columns", "ngày, chương trình")
    if not aired:
        raise PlayLogError("no_rows", str(len(unread)))
    return PlayLog(tuple(aired), tuple(unread))


def _places(row: Sequence[object]) -> dict[str, int]:
    """Say which column holds what; empty where this row is no heading."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        heading = fold(str(cell or "")).strip(" :*.")
        for name, words in _HEADINGS.items():
            if heading in words and name not in found:
                found[name] = place
    has_day = "day" in found or "time" in found
    return found if has_day and "programme" in found else {}


def _aired(row: Sequence[object], places: dict[str, int], before: date | None) -> Aired:
    """Read a row; one without a day is of the day `before`, as in cells that were merged."""

    def cell(name: str) -> object:
        place = places.get(name)
        return row[place] if place is not None and place < len(row) else None

    day = _day(cell("day")) or _day(cell("time"))
    programme = clean(str(cell("programme") or "")).strip()[:300]
    if day is None and not str(cell("day") or "").strip() and _time(cell("time")):
        day = before
    if day is None or fold(programme).startswith(("tong", "cong")):
        raise ValueError("no day")
    times = str(cell("times") or "1").strip()
    return Aired(
        aired_on=day,
        aired_time=_time(cell("time")),
        programme=programme,
        station=clean(str(cell("station") or "")).strip()[:200],
        seconds=_seconds(cell("length")) or _seconds(cell("seconds"), unit=1),
        times=int(times) if times.isdigit() and 0 < int(times) <= 10_000 else 1,
    )


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and int(value) in _EXCEL_DAYS:
        return _EXCEL_BEGAN + timedelta(days=int(value))
    text = str(value or "").strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return read_date(text) or next(
            (day for word in text.split() if (day := read_date(word))), None
        )


def _time(value: object) -> time | None:
    if isinstance(value, datetime):
        return value.time().replace(microsecond=0)
    if isinstance(value, time):
        return value.replace(microsecond=0)
    found = list(_CLOCK.finditer(str(value or "")))
    if not found:
        return None
    hour, minute = int(found[-1][1]), int(found[-1][2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _seconds(value: object, *, unit: int = 60) -> int:
    """Read a length: a bare "5" or "5,5" counts `unit`s; "0:05:30" and "05:30" are clocks."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return max(0, round(value.total_seconds()))
    text = str(value or "").strip().replace(",", ".")
    parts = text.split(":")
    try:
        if len(parts) > 1:
            seconds = 0.0
            for part in parts:
                seconds = seconds * 60 + float(part)
        else:
            seconds = _told(fold(text).replace("''", '"'), unit)
    except ValueError:
        return 0
    return round(seconds) if 0 <= seconds <= 86_400 else 0


def _told(text: str, worth: int) -> float:
    """Add up "3 phut 20 giay" as far as it goes on; `worth` of a number without a word."""
    seconds, end = 0.0, 0
    for part in _PARTS.finditer(text):
        if text[end : part.start()].strip():
            break
        word, end = part[2] or "", part.end()
        if word:
            worth = 1 if word == "giay" else _WORTH[word[0]]
        seconds += float(part[1]) * worth
        worth = max(worth // 60, 1)  # "1h05" and "3'20"
    return seconds


def _csv(data: bytes) -> Iterator[Sequence[object]]:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if len(data) > MOST_BYTES or (b"\0" in data[:4096] and not is_wide):
        raise PlayLogError("not_a_table", "CSV, XLSX")
    text = decode(data).text  # as spreadsheets save it: UTF-8, UTF-16 or an old alphabet
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise PlayLogError("not_a_table", str(error)[:60]) from error


def _xlsx(data: bytes) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES * 5:
                raise PlayLogError("too_many", str(MOST_ROWS))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise PlayLogError("not_a_table", str(error)[:60]) from error
    with closing(book):
        if book.worksheets:
            yield from book.worksheets[0].iter_rows(values_only=True, max_col=40)
