"""Dates in running text, in all their forms, each with its place."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# An OCR puts spaces into digits: "10/1 1/2017".
_FULL = re.compile(
    r"(?<![\d/])(?:(?P<from>[0-3]?\d)(?:\s*[/]\s*(?P<from_month>[01]?\d))?(?:\s*,\s*[0-3]?\d(?=\s*,|\s+va\b))*\s*(?P<to>-|,|(?:den|va)\s*(?:het\s+|ca\s+)?(?:ngay|sang|chieu|toi)?)\s*)?"
    r"(?P<day>[0-3]?\s?\d)\s*(?P<sep>[/.-])\s*(?P<month>[01]?\s?\d)\s*(?P=sep)\s*(?P<year>(?:19|20)\s?\d\d)(?!\d)"
)
_FROM = re.compile(r"\b(?:tu(?:\s+(?:ngay|sang|chieu|toi))?|(?:cac|hai|ba)\s+ngay)\s*$")
_WORDS = re.compile(
    r"ngay\s+(?:(?P<from>[0-3]?\d)(?:\s*,\s*[0-3]?\d(?=\s*,|\s+va\b))*\s*(?:-|,|(?:den|va)\s*(?:het\s+)?(?:ngay)?)\s*)?(?P<day>[0-3]?\d)\s+thang\s+(?P<month>[01]?\d)(?:\s*(?:nam|/)\s*(?P<year>(?:19|20)\d\d))?"
)
_SHORT = re.compile(
    r"\bngay\s+(?P<day>[0-3]?\d)\s*[/.-]\s*(?P<month>[01]?\d)(?!\s*[/.-]?\s*\d)"
)
# Without a year: "từ 12/10 đến 19/10", "từ 20 đến ngày 25/10", "trước 15/12", "hôm nay (05/11)".
_SHORT_RANGE = re.compile(
    r"(?:\btu\s+|\((?=[0-3]?\d\s*/))(?:ngay\s+|sang\s+|chieu\s+|toi\s+)?(?P<from>[0-3]?\d)(?:\s*/\s*(?P<from_month>[01]?\d))?\s*(?:-|den)\s*(?:het\s+)?(?:ngay\s+|sang\s+|chieu\s+|toi\s+)?"
    r"(?P<day>[0-3]?\d)\s*/\s*(?P<month>[01]?\d)(?!\s*[/.-]?\s*\d)"
)
_TO_MONTH = re.compile(
    r"\btu\s+(?:ngay\s+)?(?P<from>[0-3]?\d)\s*/\s*(?P<from_month>[01]?\d)\s*(?:-|den)\s*(?:het\s+)?thang\s+(?P<month>[01]?\d)(?:\s*(?:/|nam)\s*(?P<year>20\d\d))?(?!\d)"
)
_SHORT_DUE = re.compile(
    r"\b(?:truoc|cham nhat(?:\s+(?:la|vao|den))?|muon nhat|den het|hom nay\s*\(|(?:sang|chieu|toi)\s+(?:thu\s+\w+|chu nhat)\s*[,(]?)\s*(?P<day>[0-3]?\d)\s*/\s*(?P<month>[01]?\d)(?!\s*[/.-]?\s*\d)"
)
_MONTH = re.compile(
    r"\bthang\s+(?:(?P<from>[01]?\d)\s*(?:-|den)\s*(?:het\s+)?(?:thang\s+)?)?(?P<month>[01]?\d)\s*(?:/|-|nam)\s*(?P<year>(?:19|20)\d\d)(?!\d)"
)
_QUARTER = re.compile(
    r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])\s*(?:/|nam)?\s*(?P<year>20\d\d)?\b"
)
_YEAR_END = re.compile(r"\b(?:het|cuoi)\s+nam\s+(?P<year>20\d\d)\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
Precision = str  # "day", "month", "quarter", "year"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text: text[start:end]. `first` differs from `last` for a range of days."""

    start: int
    end: int
    first: date
    last: date
    precision: str = "day"


def find_dates(flat: str, *, year: int | None, since: date | None = None) -> list[Mention]:
    """Find the dates of a levelled text, in order. `year` completes dates written without one.

    Such a date long before `since` is next year's: "trước ngày 15/01" in a letter of December.
    """
    found: list[Mention] = []
    for mention in _all(flat, year, since):
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _all(flat: str, year: int | None, since: date | None) -> Iterator[Mention]:
    yield from _with_year(flat)
    for match in _WORDS.finditer(flat):
        day = (
            _date(match["day"], match["month"], match["year"])
            if match["year"]
            else _coming(match["day"], match["month"], year, since)
        )
        if day is not None:
            begun = _date(match["from"], match["month"], day.year) if match["from"] else None
            first = begun if begun is not None and begun < day else day
            start = match.start("day" if first == day else "from")
            yield Mention(start, match.end(), first, day)
    for match in _SHORT_RANGE.finditer(flat):
        last = _coming(match["day"], match["month"], year, since)
        if last is not None:
            begun = _date(match["from"], match["from_month"] or match["month"], last.year)
            if begun is not None and begun > last and match["from_month"]:
                begun = _date(match["from"], match["from_month"], last.year - 1)
            if begun is not None and begun < last:
                yield Mention(match.start("from"), match.end(), begun, last)
    for match in _TO_MONTH.finditer(flat):
        in_year = int(match["year"]) if match["year"] else year
        begun = _date(match["from"], match["from_month"], in_year)
        if begun is not None and in_year and begun.month <= int(match["month"]) <= 12:
            last = _month(in_year, int(match["month"]))[1]
            yield Mention(match.start("from"), match.end(), begun, last)
    for match in (*_SHORT.finditer(flat), *_SHORT_DUE.finditer(flat)):
        day = _coming(match["day"], match["month"], year, since)
        if day is not None:
            yield Mention(match.start("day"), match.end(), day, day)
    for match in _MONTH.finditer(flat):
        month, in_year = int(match["month"]), int(match["year"])
        if 1 <= month <= 12:
            opened = int(match["from"] or month)
            opened = opened if 1 <= opened <= month else month
            yield Mention(
                *match.span(), _month(in_year, opened)[0], _month(in_year, month)[1], "month"
            )
    for match in _QUARTER.finditer(flat):
        in_year = int(match["year"]) if match["year"] else (year or 0)
        if in_year:
            quarter = _QUARTERS[match["quarter"]]
            first, _ = _month(in_year, quarter * 3 - 2)
            _, last = _month(in_year, quarter * 3)
            yield Mention(*match.span(), first, last, "quarter")
    for match in _YEAR_END.finditer(flat):
        in_year = int(match["year"])
        yield Mention(*match.span(), date(in_year, 1, 1), date(in_year, 12, 31), "year")


def _with_year(flat: str) -> Iterator[Mention]:
    for match in _FULL.finditer(flat):
        last = _date(match["day"], match["month"], match["year"])
        if last is None:
            continue
        first, start = last, match.start("day")
        if match["from"]:
            begun = _date(match["from"], match["from_month"] or match["month"], match["year"])
            if begun is not None and begun > last and match["from_month"]:
                begun = _date(match["from"], match["from_month"], last.year - 1)
            near = (
                match["to"] in "-,"
                or match["from_month"]
                or _FROM.search(flat[: match.start()])
                or (match["to"].startswith("va") and begun and (last - begun).days == 1)
            )
            if begun is not None and begun < last and near:
                first, start = begun, match.start()
        yield Mention(start, match.end(), first, last)


def _coming(day: str, month: str, year: int | None, since: date | None) -> date | None:
    """Give the day that a date without a year means in a letter written `since`."""
    found = _date(day, month, year)
    if found and since and year and (since - found).days > 60:
        return _date(day, month, year + 1)
    return found


def _date(day: str, month: str, year: str | int | None) -> date | None:
    if year is None:
        return None
    try:
        return date(
            int(str(year).replace(" ", "")),
            int(month.replace(" ", "")),
            int(day.replace(" ", "")),
        )
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def earliest(value: str | None) -> date | None:
    """Give the first day that a full or partial ISO date can mean."""
    if not value:
        return None
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def latest(value: str | None) -> date | None:
    """Give the last day that a full or partial ISO date can mean."""
    if not value:
        return None
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, monthrange(parts[0], month)[1])


def are_joined(flat: str, one: Mention, other: Mention) -> bool:
    """Say whether two days are the ends of one range: "từ 01/6/2025 đến hết ngày 15/6/2025"."""
    between = flat[one.end : other.start]
    return (
        bool(
            len(between) < 48
            and re.search(
                r"^[\s,(]*(?:\(.{0,20}\)\s*)?(?:den|toi|-)\s*(?:het\s*)?"
                r"(?:(?:thu\s+\w+|chu nhat|\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}(?:\s*phut)?|sang|chieu)[\s,]*)*(?:ngay\s*)?[-.\s]*$",
                between,
            )
        )
        and one.first <= other.last
    )
