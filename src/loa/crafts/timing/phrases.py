"""The words of a deadline, read into one: "trước ngày 15/11/2024", "chậm nhất 16h30 ngày …".

For a phrase that is a deadline and nothing else, typed by a person or cut out of a letter. A
phrase without a year, or with other words in it, is not guessed.
"""

import re
from datetime import date, time

from loa.crafts.timing.deadlines import Deadline, by_end_of, by_time, strictly_before
from loa.crafts.viet import fold, read_date

_TIME = r"(?:(?P<hour>\d{1,2})\s*(?:h|:|g|gio)\s*(?P<minute>\d{2})?(?:\s*phut)?\s*,?\s*)?"
_PHRASE = re.compile(
    r"(?P<words>(?:cham nhat|han chot|muon nhat|tre nhat)?\s*"
    r"(?:la|vao|den het|truoc|den|trong)?)\s*"
    rf"(?:luc\s*)?{_TIME}(?P<day>(?:ngay\s*)?\d.*)"
)


def read_deadline(phrase: str) -> Deadline | None:
    """Read one whole phrase; None if it is not clearly a deadline on one date.

    "trước" is strict; "chậm nhất", "đến hết", "đến", "trong" include the day (or the minute).
    "chậm nhất trước ngày 15/11" is strict. A bare date includes its day.
    """
    match = _PHRASE.fullmatch(fold(phrase).rstrip(" .;"))
    if not match:
        return None
    day = read_date(match["day"])
    if day is None:
        return None
    strict = match["words"].endswith("truoc")
    if match["hour"] is None:
        return strictly_before(day) if strict else by_end_of(day)
    return _at(day, int(match["hour"]), int(match["minute"] or 0), strict=strict)


def _at(day: date, hour: int, minute: int, *, strict: bool) -> Deadline | None:
    if (hour, minute) == (24, 0):
        return by_end_of(day)
    try:
        at = time(hour, minute)
    except ValueError:
        return None
    return strictly_before(day, at) if strict else by_time(day, at)
