"""Reading strangers' HTML where it can hold nobody up.

A correct parser does what a page asks: 60 kB of marks that are opened anew in each paragraph
cost 3 GB, 2 MB of elements within each other or a tag of 300,000 attributes cost minutes. So
what is not small and plain is read in a process of its own, with little time and memory; it
serves one page after the other until one of them ends it.
"""

import asyncio
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from loa.doors.feeds import Entry, Feed, find_feeds, list_links, read_feed
from loa.doors.pages import PageShown, decoded, read_page
from loa.doors.unseen import without_comments
from loa.doors.walls import Wall, find_wall

SECONDS = 10.0
_CPU_SECONDS = 20
"""A page ends the process after this even where the one who asked was killed meanwhile."""
MEMORY_BYTES = 1_000_000_000
SMALL_BYTES = 64 * 1024
"""At most 20,000 elements or attributes: half a second, whatever they are."""
MOST_MARKS = 300
_MARK = re.compile(
    rb"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE
)


class TrapError(Exception):
    """A page that asks for more time or memory than any page needs."""


def is_plain(body: bytes) -> bool:
    """Say whether a page is too small to be a trap. In UTF-16 marks are not seen: never."""
    is_small = len(body) <= SMALL_BYTES and b"\0" not in body
    return is_small and len(_MARK.findall(body)) <= MOST_MARKS


class Shelter:
    """Reads pages, the harmless ones here and the others apart. Close it when you leave."""

    def __init__(self, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None

    async def wall(
        self, body: bytes, *, charset: str | None, asked: str, final: str
    ) -> Wall | None:
        """Say what stands before a page, if anything. Raises TrapError."""
        told = await self._read("wall", body, charset=charset, asked=asked, final=final)
        return Wall(**told) if told else None

    async def page(self, body: bytes, *, charset: str | None, url: str) -> PageShown:
        """Read what a page shows. Raises TrapError."""
        told = await self._read("page", body, charset=charset, url=url)
        dated = date.fromisoformat(told["dated"]) if told["dated"] else None
        lists = {name: tuple(told[name]) for name in ("pictures", "links", "embeds")}
        anchors = tuple((words, address) for words, address in told["anchors"])
        return PageShown(**{**told, **lists, "dated": dated, "anchors": anchors})

    async def post(self, body: bytes, *, charset: str | None) -> bytes:
        """Give a page without its readers' comments. Raises TrapError."""
        told = await self._read("post", body, charset=charset)
        return told.encode() if told is not None else body

    async def news(self, body: bytes, *, url: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """Read the links that a page lists, and the feeds that it names. Raises TrapError."""
        told = await self._read("news", body, url=url)
        links = tuple(Entry(address, title) for address, title in told["links"])
        return links, tuple(told["feeds"])

    async def feed(self, body: bytes, *, url: str) -> Feed:
        """Read a feed or a sitemap. Raises TrapError."""
        told = await self._read("feed", body, url=url)
        days = [date.fromisoformat(day) if day else None for *_, day in told["entries"]]
        rows = zip(told["entries"], days, strict=True)
        return Feed(
            told["kind"], tuple(Entry(where, title, d) for (where, title, _), d in rows)
        )

    async def close(self) -> None:
        """End the process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()

    async def _read(self, what: str, body: bytes, **facts: str | None) -> Any:
        if is_plain(body):
            return _READERS[what](body, **facts)
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._ask({"what": what, **facts}, body)
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                await self.close()
                raise TrapError(what) from error
            except asyncio.CancelledError:
                await self.close()  # half an answer may stand in the pipe
                raise

    async def _ask(self, facts: dict[str, str | None], body: bytes) -> Any:
        child = self._child or await self._start()
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 (pipes)
        child.stdin.write(_packed(json.dumps(facts).encode()) + _packed(body))
        await child.stdin.drain()
        size = int(await child.stdout.readexactly(_HEAD), 16)
        return json.loads(await child.stdout.readexactly(size))

    async def _start(self) -> asyncio.subprocess.Process:
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "loa.doors.shelter", str(self._memory_bytes),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        return self._child


_HEAD = 8


def _packed(data: bytes) -> bytes:
    return f"{len(data):0{_HEAD}x}".encode() + data


def _wall(body: bytes, charset: str | None, asked: str, final: str) -> dict[str, str] | None:
    wall = find_wall(decoded(body, charset), asked=asked, final=final)
    return vars(wall) if wall else None


def _page(body: bytes, charset: str | None, url: str) -> dict[str, Any]:
    shown = read_page(body, url=url, charset=charset)
    return vars(shown) | {"dated": shown.dated.isoformat() if shown.dated else ""}


def _post(body: bytes, charset: str | None) -> str | None:
    return without_comments(decoded(body, charset))


def _news(body: bytes, url: str) -> dict[str, Any]:
    links = [(each.address, each.title) for each in list_links(body, url=url)]
    return {"links": links, "feeds": find_feeds(body, url=url)}


def _feed(body: bytes, url: str) -> dict[str, Any]:
    feed = read_feed(body, url=url)
    rows = [(e.address, e.title, e.dated.isoformat() if e.dated else "") for e in feed.entries]
    return {"kind": feed.kind, "entries": rows}


_READERS: dict[str, Callable[..., Any]] = {
    "wall": _wall,
    "page": _page,
    "post": _post,
    "news": _news,
    "feed": _feed,
}


def _serve() -> None:
    """Answer one question after the other until nobody asks any more."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    while head := sys.stdin.buffer.read(_HEAD):
        spent = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (spent + _CPU_SECONDS, resource.RLIM_INFINITY))
        facts = json.loads(sys.stdin.buffer.read(int(head, 16)))
        body = sys.stdin.buffer.read(int(sys.stdin.buffer.read(_HEAD), 16))
        told = _READERS[facts.pop("what")](body, **facts)
        sys.stdout.buffer.write(_packed(json.dumps(told).encode()))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
