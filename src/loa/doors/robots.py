"""What a site asks of machines: robots.txt, read once in a while, obeyed, said in the notes."""

import asyncio
import codecs
from collections.abc import Awaitable, Callable
from dataclasses import replace

from protego import Protego

from loa.doors.addresses import (
    AddressRefusedError,
    Allowance,
    WebAddress,
    join_address,
    parse_address,
)
from loa.doors.answers import Answer, NoAnswerError, location_of
from loa.doors.bodies import Budget
from loa.doors.manners import AGENT, Manners, Queues
from loa.doors.outcomes import BlockedByRobots, Unreachable, Visit, merged

MOST_BYTES = 512 * 1024
# No answer to a question about manners is no leave to come in.
_STAY_AWAY = frozenset({"robots_unreadable", "timeout", "host_asked_for_rest"})
_BROKEN = frozenset({"too_big", "bomb", "encoding", "too_slow", "broken_answer"})
_NOT_REACHED = "robots_not_reached"
_KEPT_S = 6 * 3600.0
_MOST_SITES = 20_000


class Robots:
    """The rules of the sites that one visitor has met. `get`: one request, in its turn."""

    def __init__(
        self,
        get: Callable[[WebAddress], Awaitable[Answer]],
        allowance: Allowance,
        budget: Budget,
        queues: Queues,
        manners: Manners,
    ) -> None:
        self._get = get
        self._allowance = allowance
        self._budget = budget
        self._queues = queues
        self._manners = manners
        self._known: dict[str, tuple[float, Protego | None, str]] = {}

    async def ask(
        self, address: WebAddress, visit: Visit
    ) -> Visit | BlockedByRobots | Unreachable:
        """Say whether the site lets us go there: the visit with a note, or what came of it."""
        loop = asyncio.get_running_loop()
        known = self._known.get(address.origin)
        if known is None or known[0] < loop.time():
            rules, note = await self._read(address)
            kept = self._manners.rest_s if note in _STAY_AWAY else _KEPT_S
            if len(self._known) > _MOST_SITES:
                self._known.clear()
            known = self._known[address.origin] = (loop.time() + kept, rules, note)
            if rules is not None:
                delay = rules.crawl_delay(AGENT)
                if delay:
                    self._queues.asked_gap_s[address.host] = float(delay)
        _, rules, note = known
        robots_url = address.origin + "/robots.txt"
        if note in _STAY_AWAY:
            # RFC 9309 §2.3.1.4: a robots.txt that answers with an error means "stay away".
            return Unreachable(visit, note, robots_url)
        if rules is not None and not rules.can_fetch(address.url, AGENT):
            return BlockedByRobots(visit, robots_url)
        return replace(visit, notes=merged(visit.notes, (note,)))

    async def _read(self, address: WebAddress) -> tuple[Protego | None, str]:
        where = parse_address(address.origin + "/robots.txt", self._allowance)
        for _ in range(self._budget.redirects + 1):
            try:
                answer = await self._get(where)
                if location := location_of(answer):
                    where = join_address(where, location, self._allowance)
                    continue
            except AddressRefusedError:
                return None, "robots_absent"
            except NoAnswerError as error:
                if error.code in _STAY_AWAY:
                    return None, error.code
                # When the site itself cannot be reached, the page's own visit says why.
                return None, "robots_unreadable" if error.code in _BROKEN else _NOT_REACHED
            if answer.status >= 500 or answer.status == 429:
                return None, "robots_unreadable"
            if answer.status >= 400 or b"<html" in answer.body[:1024].lower():
                return None, "robots_absent"
            return Protego.parse(_text(answer.body)), "robots_asked"
        return None, "robots_absent"


def _text(body: bytes) -> str:
    """Give the first half megabyte, without the line that the cut goes through.

    A mark in front (BOM) would hide the first line, which says whom the rules are for.
    """
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8-sig", "replace")
