"""How politely we visit: one request a host at a time, a gap between two, rest when asked.

Also the one place that says when a failed visit is tried again (`next_try`).
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

AGENT = "Loa"
# 1 minute, 10 minutes, 2 hours, a day: facts/proof §5.2; then a day each time.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=2),
    timedelta(days=1),
)
_REMEMBERED_HOSTS = 20_000


@dataclass(frozen=True)
class Manners:
    """How we introduce ourselves and how long we wait. Times in seconds."""

    contact: str = "https://example.org/loa"
    gap_s: float = 2.0
    part_gap_s: float = 0.2
    """Between the pictures of one page: far slower than any browser."""
    longest_gap_s: float = 10.0
    """A robots.txt may ask for a longer gap up to this."""
    rest_s: float = 60.0
    """A host that said 429 or 503 without saying for how long."""
    longest_rest_s: float = 86_400.0

    @property
    def user_agent(self) -> str:
        return f"{AGENT}/1 (+{self.contact})"


class Queues:
    """One line before each host's door."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._last_at: dict[str, float] = {}
        self._rest_until: dict[str, float] = {}
        self.asked_gap_s: dict[str, float] = {}

    def resting_s(self, host: str) -> float:
        """Seconds this host still wants to be left alone."""
        return max(0.0, self._rest_until.get(host, 0.0) - asyncio.get_running_loop().time())

    def rest(self, host: str, asked: timedelta | None) -> None:
        """Leave a host alone for as long as it asked, or for our own usual time."""
        pause = asked.total_seconds() if asked is not None else self._manners.rest_s
        pause = min(pause, self._manners.longest_rest_s)
        self._rest_until[host] = asyncio.get_running_loop().time() + pause

    @asynccontextmanager
    async def turn(self, host: str, *, part: bool = False) -> AsyncIterator[None]:
        """Wait for our turn at this host, after the gap that is due."""
        lock = self._locks.setdefault(host, asyncio.Lock())
        self._locks.move_to_end(host)
        self._forget()
        loop = asyncio.get_running_loop()
        async with lock:
            gap = self._manners.part_gap_s if part else self._manners.gap_s
            asked = min(self.asked_gap_s.get(host, 0.0), self._manners.longest_gap_s)
            wait = self._last_at.get(host, -1e9) + max(gap, asked) - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._last_at[host] = loop.time()

    def _forget(self) -> None:
        while len(self._locks) > _REMEMBERED_HOSTS:
            host, lock = self._locks.popitem(last=False)
            if lock.locked():
                self._locks[host] = lock
                return
            for memory in (self._last_at, self._rest_until, self.asked_gap_s):
                memory.pop(host, None)


def next_try(
    failures: int, *, now: datetime, asked: timedelta | None = None, until: datetime
) -> datetime | None:
    """Say when to try again after `failures` ≥ 1 failed visits in a row; None: not any more.

    What the site asked for (`Retry-After`) counts when it is longer than our own patience.
    `until` is the end of the campaign's window: after it nobody looks.
    """
    pause = BACK_OFF[min(failures, len(BACK_OFF)) - 1]
    at = now + max(pause, asked or timedelta())
    return at if at <= until else None
