"""A small web on loopback: 127.0.0.2 plays the public internet, 127.0.0.1 and ::1 the inside.

A canary listens inside on the same port and counts every connection: one touch is a failure.
"""

import asyncio
import gzip
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from loa.doors.addresses import Allowance
from loa.doors.bodies import Budget
from loa.doors.fetch import Fetcher
from loa.doors.manners import Manners

PUBLIC = "127.0.0.2"
PAGE = (
    "<!doctype html><html><head><title>Tin xã</title></head><body><p>"
    + "Xã tuyên truyền kỹ năng nhận diện lừa đảo trực tuyến tới bà con. " * 12
    + "</p></body></html>"
).encode()

Answerer = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    host: str
    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass
class Web:
    """The running world: its port, what was asked, who touched the inside."""

    port: int
    names: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, Answerer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    touches: list[str] = field(default_factory=list)
    lookups: list[str] = field(default_factory=list)
    open_now: int = 0
    most_open: int = 0

    async def resolve(self, host: str) -> list[str]:
        self.lookups.append(host)
        answer = self.names.get(host, [PUBLIC])
        if not answer:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return answer

    def url(self, path: str = "/", host: str = "xa.example.vn", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def fetcher(self, **more: object) -> Fetcher:
        allowance = Allowance(
            networks=(ipaddress.ip_network(f"{PUBLIC}/32"),),
            ports=(self.port,),
            ca_file=more.pop("ca_file", None),  # type: ignore[arg-type] # a path or None
        )
        kinds = {
            "manners": Manners(gap_s=0.0, part_gap_s=0.0),
            "budget": Budget(total_s=5.0, head_s=2.0, slow_after_s=1.0),
            "resolve": self.resolve,
        }
        return Fetcher(allowance=allowance, **(kinds | more))  # type: ignore[arg-type] # a test's kwargs

    def asked_paths(self) -> list[str]:
        return [request.path for request in self.asked if request.path != "/robots.txt"]


async def send(writer: asyncio.StreamWriter, status: str, body: bytes, **headers: str) -> None:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()


def page(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> Answerer:
    async def answer(_: Request, writer: asyncio.StreamWriter) -> None:
        await send(writer, status, body, **({"Content_Type": "text/html"} | headers))

    return answer


def redirect(location: str, status: str = "302 Found") -> Answerer:
    return page(b"", status, Location=location)


def gzip_bomb(size: int = 200 * 2**20) -> Answerer:
    block = gzip.compress(bytes(2**20))

    async def answer(_: Request, writer: asyncio.StreamWriter) -> None:
        body = block * (size // 2**20)
        await send(writer, "200 OK", body, Content_Encoding="gzip", Content_Type="text/html")

    return answer


async def endless_body(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def dripping_head(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-A: b\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)


async def huge_header(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 2 * 2**20 + b"\r\n\r\n")
    await writer.drain()


async def silence(_: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def hang_up(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


@asynccontextmanager
async def small_web(tls: ssl.SSLContext | None = None) -> AsyncIterator[Web]:
    web = Web(port=0)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        web.open_now += 1
        web.most_open = max(web.most_open, web.open_now)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
            host = headers.get("Host", "").rsplit(":", 1)[0]
            body = await reader.readexactly(int(headers.get("Content-Length", "0")))
            method, target = head[0].split(" ")[:2]
            request = Request(host, target, headers, method, body)
            web.asked.append(request)
            usual = page() if request.path != "/robots.txt" else page(b"", "404 Not Found")
            whole, bare = request.path, request.path.partition("?")[0]
            names = (host + whole, whole, host + bare, bare, host)
            answer = next((web.answers[each] for each in names if each in web.answers), usual)
            await answer(request, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the other side has gone: what many of these tests are about
        finally:
            web.open_now -= 1
            with suppress(OSError):
                writer.close()

    async def canary(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        web.touches.append(str(writer.get_extra_info("sockname")))
        writer.close()

    public = await asyncio.start_server(serve, PUBLIC, 0, ssl=tls)
    web.port = public.sockets[0].getsockname()[1]
    inside = [await asyncio.start_server(canary, "127.0.0.1", web.port)]
    if socket.has_ipv6:
        with suppress(OSError):  # a machine without ::1
            inside.append(await asyncio.start_server(canary, "::1", web.port))
    try:
        yield web
    finally:
        for server in (public, *inside):
            server.close()
        tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
