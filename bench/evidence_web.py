"""Pages of five hundred communes on loopback, a third of them with something amiss.

127.0.0.2 plays the public web; 127.0.0.1 is the inside, where a canary counts who knocks. Run
as a process (`python -m bench.evidence_web PAGES`): prints its port, and when its standard
input ends what was asked and whether the inside was touched, as JSON.
"""

import asyncio
import gzip
import json
import random
import sys
from collections import Counter
from contextlib import suppress
from functools import cache
from threading import Thread

from bench.posters import CHANGES, poster, to_bytes
from bench.wordings import LOCAL, articles, page

PUBLIC, INSIDE = "127.0.0.2", "127.0.0.1"
HOSTS = 500
FAMILIES, MEMBERS = (40, 41), (0, 1, 2)
POSTERS = [(family, member) for family in FAMILIES for member in MEMBERS]
ARTICLES = 8
_OF_HOST = {7: "robots", 17: "dead_name", 27: "inside_name", 37: "changing_name"}
_OF_PAGE = {
    1: "slow", 3: "broken", 5: "redirect", 9: "redirect_inside", 11: "bomb", 13: "drip",
    15: "gone", 19: "login", 21: "script", 23: "half", 25: "other", 29: "hang_up",
    31: "last_year", 35: "endless",
}  # fmt: skip
_GOOD = ("text",) * 6 + ("copy",) * 3 + ("screenshot",)

# What a look may end in, by the kind of page; the person's queue is said apart.
MAY_END = {
    "text": {"found"}, "copy": {"found"}, "screenshot": {"found", "cannot_tell"},
    "slow": {"found"}, "redirect": {"found"}, "half": {"found", "cannot_tell"},
    "last_year": {"cannot_tell"}, "other": {"not_found"}, "gone": {"not_found"},
}  # fmt: skip


def kind_of(number: int) -> str:
    """Say what a page does to those who visit it."""
    host, own = host_of(number) % 50, number % 40
    return _OF_HOST.get(host) or _OF_PAGE.get(own) or _GOOD[(number * 7) % 10]


def host_of(number: int) -> int:
    """Say which commune a page belongs to: two of the first thousand each, and so on."""
    return number // 2 % HOSTS


def page_of(host: int, number: int) -> int:
    """Give a commune's page, counted from 0."""
    return number // 2 * 2 * HOSTS + 2 * host + number % 2


def address_of(number: int, port: int) -> str:
    return f"http://xa{host_of(number):03}.example.vn:{port}/tin/{number}"


class Names:
    """The names of this web. One name changes its answer after the first question."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()

    async def resolve(self, host: str) -> list[str]:
        self._asked[host] += 1
        digits = host.removeprefix("xa")[:3]
        kind = _OF_HOST.get(int(digits) % 50) if digits.isdigit() else None
        if kind == "dead_name":
            raise OSError("no such name")
        inside = kind == "inside_name" or (kind == "changing_name" and self._asked[host] > 1)
        return [INSIDE if inside else PUBLIC]


@cache
def _picture(number: int, kind: str) -> bytes:
    family, member = POSTERS[number % len(POSTERS)]
    change = CHANGES["resized_quarter" if kind == "copy" else "screenshot"]
    return to_bytes(change(poster(family, member), random.Random(number)), 80)


def _html(number: int) -> bytes:
    kind, rng = kind_of(number), random.Random(number)
    article = articles()[number % ARTICLES]
    head = "<title>Tin xã</title>"
    if kind in {"copy", "screenshot"}:
        body = f"<p>{rng.choice(LOCAL)}</p><img src='/anh/{number}.jpg'>"
    elif kind == "half":
        sentences = article.sentences[: len(article.sentences) // 2]
        body = f"<p>{' '.join(sentences)}</p><p>{rng.choice(LOCAL)}</p>"
    elif kind == "other":
        body = "".join(f"<p>{each}</p>" for each in rng.sample(LOCAL, 8))
    elif kind == "login":
        body = "<p>Bạn cần đăng nhập</p><form><input type=password></form>"
    elif kind == "script":
        body = "<div id=root></div><script src=/a.js></script>"
    else:
        body = f"<p>{page(article.text, rng)}</p>"
    if kind == "last_year":
        head += "<meta property='article:published_time' content='2023-10-22'>"
    filler = "" if kind in {"login", "script"} else "<div class=m>tin</div>" * 60
    return (
        f"<!doctype html><html><head>{head}</head><body>{body}{filler}</body></html>".encode()
    )


async def _answer(number: int, port: int, writer: asyncio.StreamWriter) -> None:
    kind = kind_of(number)
    status, headers, body = "200 OK", ["Content-Type: text/html; charset=utf-8"], b""
    if kind == "slow":
        await asyncio.sleep(3)
    if kind == "hang_up":
        return
    if kind in {"endless", "drip"}:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        while True:
            writer.write(b"x" * (65_536 if kind == "endless" else 1))
            await writer.drain()
            await asyncio.sleep(0 if kind == "endless" else 0.5)
    if kind == "bomb":
        body, headers = _bomb(), [*headers, "Content-Encoding: gzip"]
    elif kind == "broken":
        status = "503 Service Unavailable"
    elif kind == "gone":
        status = "404 Not Found"
    elif kind == "redirect":
        status, headers = "302 Found", [f"Location: /thuc/{number}"]
    elif kind == "redirect_inside":
        inner = [f"http://{INSIDE}:{port}/", "http://169.254.169.254/latest/meta-data/"]
        status, headers = "302 Found", [f"Location: {inner[number // 40 % 2]}"]
    else:
        body = _html(number)
    _send(writer, status, headers, body)


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(2**20)) * 100


def _send(writer: asyncio.StreamWriter, status: str, headers: list[str], body: bytes) -> None:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    writer.write("\r\n".join(lines).encode() + body)


async def serve(until: asyncio.Event) -> None:
    asked: Counter[str] = Counter()
    touches: list[str] = []
    port = 0

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                host = next(x for x in head if x.lower().startswith("host:"))[6:]
                number = path.rsplit("/", 1)[-1].removesuffix(".jpg")
                if path == "/robots.txt":
                    asked["robots"] += 1
                    is_shut = _OF_HOST.get(int(host[2:5]) % 50) == "robots"
                    rules = "User-agent: *\nDisallow: /" if is_shut else "User-agent: *\n"
                    _send(writer, "200 OK", ["Content-Type: text/plain"], rules.encode())
                elif path.startswith("/anh/"):
                    asked["picture"] += 1
                    picture = _picture(int(number) % 12, kind_of(int(number)))
                    _send(writer, "200 OK", ["Content-Type: image/jpeg"], picture)
                elif path.startswith("/thuc/"):
                    _send(writer, "200 OK", ["Content-Type: text/html"], _html(int(number)))
                else:
                    asked["page"] += 1
                    if kind_of(int(number)) == "hang_up":
                        break
                    await _answer(int(number), port, writer)
                await writer.drain()
        with suppress(OSError):
            writer.close()

    async def canary(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        touches.append(str(writer.get_extra_info("peername")))
        writer.close()

    public = await asyncio.start_server(one, PUBLIC, 0, backlog=1024)
    port = public.sockets[0].getsockname()[1]
    inside = await asyncio.start_server(canary, INSIDE, port)
    print(port, flush=True)
    await until.wait()
    print(json.dumps({"asked": asked, "touches": len(touches)}), flush=True)
    public.close()
    inside.close()


async def main() -> None:
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
        if kind_of(number) in {"copy", "screenshot"}:
            _picture(number % 12, kind_of(number))
    until, loop = asyncio.Event(), asyncio.get_running_loop()

    def listen() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(until.set)

    Thread(target=listen, daemon=True).start()
    await serve(until)


if __name__ == "__main__":
    asyncio.run(main())
