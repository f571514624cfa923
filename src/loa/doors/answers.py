"""What an answer means: the page, a wall before it, gone, or come back later."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from loa.doors.bodies import KINDS, sniff
from loa.doors.outcomes import (
    Fetched,
    Gone,
    JavascriptOnly,
    NeedsLogin,
    Outcome,
    Refused,
    Unchanged,
    Unreachable,
    Visit,
)
from loa.doors.walls import Wall

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_REST = timedelta(days=7)
"""Who asks for more, perhaps by a slip, is asked again after a week."""
_TEMPORARY = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Answer:
    """One answer to one request, or why there is none."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    peer: str
    wire_bytes: int
    charset: str | None

    def header(self, name: str) -> str:
        return next((v for k, v in self.headers if k.lower() == name), "")


class NoAnswerError(Exception):
    """A request that brought nothing to judge. `refused`: by a rule of ours."""

    def __init__(self, code: str, detail: str, *, refused: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.refused = refused


def location_of(answer: Answer) -> str:
    """Give where a redirect leads, in UTF-8 as browsers take it; "" for no redirect."""
    said = answer.header("location") if answer.status in REDIRECTS else ""
    with suppress(UnicodeError):
        return said.encode("latin-1").decode("utf-8")
    return said


def judge(visit: Visit, answer: Answer, *, now: datetime) -> Outcome:
    """Say what an answer that is no redirect means for the page."""
    status = answer.status
    if status == 304:
        return Unchanged(visit)
    if status in {404, 410}:
        return Gone(visit, status)
    if status in {401, 407}:
        return NeedsLogin(visit, f"http_{status}")
    if status in _TEMPORARY or status >= 500:
        pause = rest_asked(answer, now)
        return Unreachable(visit, f"http_{status}", visit.final_url, retry_after=pause)
    if status == 403:
        return Unreachable(visit, "blocked_us", visit.final_url)
    if not 200 <= status < 300:
        return Unreachable(visit, f"http_{status}", visit.final_url, temporary=False)
    kind = sniff(answer.body)
    if kind not in KINDS:
        return Refused(visit, "kind", kind)
    return Fetched(
        visit, status, answer.headers, answer.body, kind, answer.charset, answer.wire_bytes
    )


def behind(wall: Wall, page: Fetched) -> Outcome:
    """Say what a wall before a page means for it."""
    visit = page.visit
    if wall.kind == "login":
        return NeedsLogin(visit, wall.code)
    if wall.kind == "robot_check":
        return Unreachable(visit, "robot_check", wall.code)
    if wall.kind == "not_found":
        return Gone(visit, page.status, soft=True)
    return JavascriptOnly(visit, page)


def rest_asked(answer: Answer, now: datetime) -> timedelta | None:
    """Give for how long a host wants rest, a week at most; None where it does not say."""
    value = answer.header("retry-after")
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), _LONGEST_REST)
    with suppress(ValueError, TypeError, OverflowError):
        return min(max(parsedate_to_datetime(value) - now, timedelta()), _LONGEST_REST)
    return None
