"""Fetch a page safely and politely. The one way by which Loa reads what strangers point at.

Public addresses only, checked at each hop and again at the socket; budgets for bytes, time and
unpacking; robots.txt asked; one request a host at a time; nothing kept between visits but the
robots rules and who asked us to rest. Source: docs/rules/fetching.md.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from loa.doors.addresses import (
    NOTHING,
    AddressRefusedError,
    Allowance,
    WebAddress,
    join_address,
    parse_address,
)
from loa.doors.answers import REDIRECTS, Answer, NoAnswerError, behind, judge, location_of
from loa.doors.bodies import BodyError, Budget, read_body
from loa.doors.guard import Pins, Resolve, peer_of, system_resolve, tls_code
from loa.doors.manners import Manners, Queues
from loa.doors.outcomes import (
    Fetched,
    Hop,
    Outcome,
    Refused,
    Unreachable,
    Visit,
    merged,
)
from loa.doors.robots import Robots
from loa.doors.shelter import Shelter, TrapError


class Fetcher:
    """A visitor to the web. Use as `async with Fetcher() as fetcher: await fetcher.fetch(url)`.

    `broken_tls`: look again without checking a certificate that is broken, and say so in
    the notes (`tls_unverified`); off unless an administrator decides.
    """

    def __init__(
        self,
        *,
        allowance: Allowance = NOTHING,
        budget: Budget | None = None,
        manners: Manners | None = None,
        resolve: Resolve = system_resolve,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        broken_tls: bool = False,
    ) -> None:
        self._allowance = allowance
        self._budget = budget or Budget()
        self._manners = manners or Manners()
        self._now = now
        self._broken_tls = broken_tls
        self._resolve = resolve
        self._pins = Pins(allowance, resolve)
        self._queues = Queues(self._manners)
        self._robots = Robots(
            self._ask_as_part, allowance, self._budget, self._queues, self._manners
        )
        self._session: aiohttp.ClientSession | None = None
        self.shelter = Shelter()
        """Where pages are read that may be traps."""

    @property
    def allowance(self) -> Allowance:
        """What was opened for this visitor on purpose."""
        return self._allowance

    def anew(self, *, total_s: float) -> "Fetcher":
        """Give another visitor by the same rules, for one short question elsewhere."""
        return Fetcher(
            allowance=self._allowance,
            budget=replace(self._budget, total_s=total_s, connect_s=total_s, head_s=total_s),
            manners=self._manners, resolve=self._resolve, now=self._now,
        )  # fmt: skip

    def now(self) -> datetime:
        """Give the instant, by this visitor's clock."""
        return self._now()

    @property
    def gap(self) -> timedelta:
        """How long a host is left alone between two visits."""
        return timedelta(seconds=self._manners.gap_s)

    @property
    def rest(self) -> timedelta:
        """How long a host is left alone that asked for rest without saying for how long."""
        return timedelta(seconds=self._manners.rest_s)

    async def __aenter__(self) -> Self:
        tls = ssl.create_default_context(cafile=self._allowance.ca_file)
        connector = aiohttp.TCPConnector(
            resolver=self._pins,
            use_dns_cache=False,
            socket_factory=self._pins.make_socket,
            limit=0,
            keepalive_timeout=10,
            ssl=tls,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._budget.connect_s),
            skip_auto_headers=("Accept-Encoding", "Accept", "User-Agent"),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.shelter.close()
        if self._session is not None:
            await self._session.close()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        robots_waived: bool = False,
        part: bool = False,
    ) -> Outcome:
        """Visit one address and say what came of it; never raises for what the web does.

        `etag`, `modified`: what we saw last time, for a conditional request. `robots_waived`:
        the owner of the page has told us to look in spite of its robots.txt; said in the
        notes. `part`: a picture of a page that was just read.
        """
        visit = Visit(url, self._now())
        if robots_waived:
            visit = replace(visit, notes=("robots_waived",))
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        seen: set[str] = set()
        try:
            address = parse_address(url, self._allowance)
            while True:
                if len(seen) > self._budget.redirects:
                    return Refused(visit, "too_many_redirects", address.url)
                if address.url in seen:
                    return Refused(visit, "redirect_loop", address.url)
                seen.add(address.url)
                if not robots_waived:
                    blocked = await self._robots.ask(address, visit)
                    if isinstance(blocked, Visit):
                        visit = blocked
                    else:
                        return blocked
                answer, notes = await self._request(address, headers, part=part)
                hop = Hop(address.url, answer.peer, answer.status)
                visit = replace(
                    visit, hops=(*visit.hops, hop), notes=merged(visit.notes, notes)
                )
                location = location_of(answer)
                if not location:
                    outcome = judge(visit, answer, now=self._now())
                    if isinstance(outcome, Unreachable) and answer.status in {429, 503}:
                        self._queues.rest(address.host, outcome.retry_after)
                    if not isinstance(outcome, Fetched) or outcome.kind != "html":
                        return outcome
                    met = await self._look_behind(outcome)
                    if not isinstance(met, str):
                        return met
                    location = met
                address = join_address(address, location, self._allowance)
        except AddressRefusedError as error:
            return Refused(visit, error.code, error.detail)
        except NoAnswerError as error:
            if error.refused:
                return Refused(visit, error.code, error.detail)
            return Unreachable(visit, error.code, error.detail)

    async def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        method: str = "GET",
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask a service's interface with a key of ours; give its answer as it came.

        The key goes to that one address: only over TLS that holds, and no redirection is
        followed. Raises NoAnswerError, AddressRefusedError.
        """
        address = parse_address(url, self._allowance)
        if address.scheme != "https" and not self._allowance.networks:
            raise AddressRefusedError("not_encrypted", address.host)
        if resting := self._queues.resting_s(address.host):
            raise NoAnswerError("host_asked_for_rest", f"{resting:.0f} s left")
        told = {"Accept": "application/json", **headers}
        async with self._queues.turn(address.host, part=True):
            return await self._exchange(address, told, checked=True, method=method, form=form)

    async def fetch_many(
        self, urls: Iterable[str], *, at_once: int = 64
    ) -> AsyncIterator[Outcome]:
        """Visit many addresses, `at_once` at a time; outcomes come as they are ready.

        Hosts stand in their own lines: a slow host holds up its own links only, because a
        place among the `at_once` is taken by a host, not by a link.
        """
        lines: dict[str, list[str]] = {}
        for url in urls:
            try:
                host = parse_address(url, self._allowance).host
            except AddressRefusedError:
                host = ""
            lines.setdefault(host, []).append(url)
        done: asyncio.Queue[Outcome | None] = asyncio.Queue(maxsize=at_once * 2)
        waiting = iter(list(lines.values()))

        async def work() -> None:
            try:
                for line in waiting:
                    for url in line:
                        await done.put(await self.fetch(url))
            finally:
                task = asyncio.current_task()
                if task is not None and not task.cancelling():
                    await done.put(None)

        workers = [asyncio.create_task(work()) for _ in range(min(at_once, len(lines)))]
        try:
            left = len(workers)
            while left:
                outcome = await done.get()
                if outcome is None:
                    left -= 1
                else:
                    yield outcome
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _look_behind(self, page: Fetched) -> Outcome | str:
        """Say what stands before a page; text: where it sends its readers on to."""
        asked, final = page.visit.url, page.visit.final_url
        try:
            wall = await self.shelter.wall(
                page.body, charset=page.charset, asked=asked, final=final
            )
        except TrapError:
            return Refused(page.visit, "trap", final)
        if wall is None:
            return page
        if wall.kind != "refresh":
            return behind(wall, page)
        # A page that only loads itself anew is the page.
        return page if urljoin(final, wall.code).partition("#")[0] == final else wall.code

    async def _ask_as_part(self, address: WebAddress) -> Answer:
        return (await self._request(address, {}, part=True))[0]

    async def _request(
        self, address: WebAddress, headers: dict[str, str], *, part: bool
    ) -> tuple[Answer, tuple[str, ...]]:
        """One request, in its turn. Raises NoAnswerError, AddressRefusedError."""
        resting = self._queues.resting_s(address.host)
        if resting:
            raise NoAnswerError("host_asked_for_rest", f"{resting:.0f} s left")
        async with self._queues.turn(address.host, part=part):
            try:
                return await self._exchange(address, headers, checked=True), ()
            except NoAnswerError as error:
                if not (self._broken_tls and error.code.startswith("tls_")):
                    raise
                answer = await self._exchange(address, headers, checked=False)
                return answer, ("tls_unverified", error.code)

    async def _exchange(
        self,
        address: WebAddress,
        headers: dict[str, str],
        *,
        checked: bool,
        method: str = "GET",
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        if self._session is None:
            raise RuntimeError("use `async with Fetcher()`")
        ask = {
            "User-Agent": self._manners.user_agent,
            "Accept": "text/html,image/*;q=0.9,application/pdf;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "vi,en;q=0.5",
            **headers,
        }
        budget = self._budget
        try:
            await self._pins.pin(address)
            async with asyncio.timeout(budget.total_s):
                async with asyncio.timeout(budget.head_s):
                    response = await self._session.request(
                        method,
                        URL(address.url, encoded=True),
                        headers=ask,
                        data=form,
                        allow_redirects=False,
                        ssl=checked,
                    )
                try:
                    peer = peer_of(response, self._pins.of(address))
                    body, wire = b"", 0
                    if response.status not in REDIRECTS:
                        encoding = response.headers.get("Content-Encoding", "")
                        body, wire = await read_body(response.content, encoding, budget)
                    pairs = tuple(
                        (k.decode("latin-1"), v.decode("latin-1"))
                        for k, v in response.raw_headers
                    )
                    return Answer(response.status, pairs, body, peer, wire, response.charset)
                finally:
                    # Only a body read to its end may leave its connection for the next.
                    if response.content.at_eof():
                        response.release()
                    else:
                        response.close()
        except TimeoutError as error:
            raise NoAnswerError("timeout", address.host) from error
        except BodyError as error:
            refused = error.code in {"too_big", "bomb", "encoding"}
            raise NoAnswerError(error.code, error.detail, refused=refused) from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise NoAnswerError(tls_code(error), str(error.certificate_error)) from error
        except aiohttp.ClientSSLError as error:
            raise NoAnswerError("tls_handshake", str(error)[:120]) from error
        except aiohttp.ClientConnectorError as error:
            raise NoAnswerError("connect", str(error.os_error)[:120]) from error
        except (aiohttp.ClientError, ValueError) as error:
            raise NoAnswerError("broken_answer", type(error).__name__) from error
        except OSError as error:
            raise NoAnswerError("dns", str(error)[:120]) from error
