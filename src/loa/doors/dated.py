"""The day that a page or a list of news gives for itself, as a day in Vietnam.

A claim of the page and no proof. An instant is turned into Vietnam's day: at 18:30 UTC the
next one has begun there. A day that stands among the words counts only behind a label ("Ngày
đăng:"), for most sites print today's date in their head.
"""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from selectolax.lexbor import LexborHTMLParser

from loa.crafts.viet import fold

VIETNAM = timezone(timedelta(hours=7))
_ISO = re.compile(
    r"\s*(20\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_TYPED = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(20\d\d)(?!\d)")
_MARKS = (
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='pubdate']",
    "meta[name='DC.date.issued']",
)
# "Cập nhật" comes second: it may be the day of a later change.
_LABELS = (
    re.compile(r"(?:ngay dang|dang (?:ngay|luc)|ngay xuat ban|xuat ban|posted on|published)\b"),
    re.compile(r"cap nhat\b"),
)
_LONGEST_LINE = 140
_BEHIND = 40


def day_of(said: str) -> date | None:
    """Read a day: ISO, as mails have it, or 05/11/2024; None for anything else."""
    if found := _ISO.match(said):
        day, clock, _, zone = found.groups()
        with suppress(ValueError):
            if not zone:
                return date.fromisoformat(day)
            at = datetime.fromisoformat(f"{day}T{clock}{zone.replace('Z', '+00:00')}")
            return at.astimezone(VIETNAM).date()
        return None
    if found := _TYPED.search(said):
        return _typed(found)
    with suppress(ValueError, TypeError, OverflowError):
        at = parsedate_to_datetime(said)
        return at.astimezone(VIETNAM).date() if at.tzinfo else at.date()
    return None


def _typed(found: re.Match[str]) -> date | None:
    with suppress(ValueError):
        return date(int(found[4]), int(found[3]), int(found[1]))
    return None


def day_in_marks(tree: LexborHTMLParser, told: str) -> date | None:
    """Give the day in a page's own marks; `told`: what its data says, a line each."""
    said = [
        str(node.attributes.get("content") or "") for mark in _MARKS for node in tree.css(mark)
    ]
    for node in tree.css("time")[:1]:
        said += [str(node.attributes.get("datetime") or ""), node.text()[:_LONGEST_LINE]]
    said += [line for line in told.splitlines() if _ISO.match(line)]
    return next((day for each in said if each.strip() and (day := day_of(each))), None)


def day_in_words(text: str) -> date | None:
    """Give the first day that stands behind a label among a page's words."""
    lines = [line for line in text.splitlines() if len(line) <= _LONGEST_LINE]
    dated = [_TYPED.search(line) is not None for line in lines]
    # The label may be an element of its own, the day on the next line.
    near = [
        (fold(line), fold(" ".join(lines[number + 1 : number + 2])))
        for number, line in enumerate(lines)
        if any(dated[number : number + 2])
    ]
    for label in _LABELS:
        for line, following in near:
            if found := label.search(line):
                behind = f"{line[found.end() :]} {following}"
                said = _TYPED.search(behind[:_BEHIND])
                if said and (day := _typed(said)):
                    return day
    return None
