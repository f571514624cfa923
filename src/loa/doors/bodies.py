"""Reading a body with a budget: bytes on the wire, bytes unpacked, speed, what kind it is."""

import asyncio
import zlib
from dataclasses import dataclass
from typing import Protocol

_STEP = 65_536
_GZIP_BEGINS = b"\x1f"
# gzip of honest HTML and its pictures stays below this.
_HONEST_RATIO = 40


@dataclass(frozen=True)
class Budget:
    """How much one visit may cost. Times in seconds, sizes in bytes."""

    wire_bytes: int = 8 * 2**20
    unpacked_bytes: int = 16 * 2**20
    ratio: int = 120
    """Unpacked to wire, looked at above 1 MiB: gzip of honest HTML stays below 40."""
    redirects: int = 5
    connect_s: float = 8.0
    head_s: float = 15.0
    total_s: float = 25.0
    slow_after_s: float = 5.0
    slow_bytes_per_s: float = 2_048.0


class BodyError(Exception):
    """A body that is not read: `code` is too_big, bomb, too_slow, broken_answer, encoding."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Stream(Protocol):
    """The one method of aiohttp's StreamReader that we use."""

    async def readany(self) -> bytes: ...


class Unpacker:
    """Undo `Content-Encoding` step by step, never holding more than the budget."""

    def __init__(self, encoding: str, budget: Budget) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            # We ask for gzip and deflate only; anything else is a mistake or a trick.
            raise BodyError("encoding", name[:40])
        self._budget = budget
        self._name = name
        self._inflate = self._fresh() if name not in {"", "identity"} else None
        self._is_between = True
        """No packed part is open: before the first, and after each."""
        self._is_over = False
        self.wire = 0
        self.parts: list[bytes] = []
        self.size = 0

    def _fresh(self, *, raw: bool = False) -> "zlib._Decompress":
        if self._name == "deflate":
            return zlib.decompressobj(-15 if raw else 15)
        return zlib.decompressobj(31)

    def feed(self, chunk: bytes) -> None:
        self.wire += len(chunk)
        if self.wire > self._budget.wire_bytes:
            raise BodyError("too_big", f"more than {self._budget.wire_bytes} bytes sent")
        if self._inflate is None:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            raise BodyError("encoding", str(error)[:80]) from error

    def _unpack(self, chunk: bytes) -> None:
        assert self._inflate is not None  # noqa: S101 (feed() asked)
        data = chunk
        while data and not self._is_over:
            if self._is_between and self.size and data[:1] != _GZIP_BEGINS:
                # Padding behind the end, which browsers pass over too.
                self._is_over = True
                return
            self._is_between = False
            try:
                out = self._inflate.decompress(data, _STEP)
            except zlib.error:
                if self._name != "deflate" or self.size:
                    raise
                # Half the world's "deflate" is the raw kind.
                self._inflate = self._fresh(raw=True)
                out = self._inflate.decompress(data, _STEP)
            self._keep(out)
            data = self._inflate.unconsumed_tail
            if self._inflate.eof:
                data = self._inflate.unused_data
                self._inflate = self._fresh()
                self._is_between = True
                self._is_over = self._name == "deflate"

    def end(self) -> bytes:
        """Give all of it. Raises BodyError where the packed bytes break off."""
        if self._inflate is not None and not self._is_between:
            self._keep(self._inflate.flush(_STEP))
            if not self._inflate.eof:
                raise BodyError("broken_answer", f"cut after {self.wire} bytes")
        return b"".join(self.parts)

    def _keep(self, out: bytes) -> None:
        self.size += len(out)
        ratio = self.size / max(self.wire, 1)
        if self.size > 2**20 and ratio > self._budget.ratio:
            raise BodyError("bomb", f"{self.wire} bytes unfold to more than {self.size}")
        if self.size > self._budget.unpacked_bytes:
            code = "bomb" if ratio > _HONEST_RATIO else "too_big"
            raise BodyError(code, f"{self.wire} bytes unfold to more than {self.size}")
        self.parts.append(out)


async def read_body(stream: Stream, encoding: str, budget: Budget) -> tuple[bytes, int]:
    """Read a whole body; give it unpacked, with the bytes it took on the wire.

    Raises BodyError when it is too big, too slow, a bomb, cut, or packed as we did not ask for.
    """
    unpacker = Unpacker(encoding, budget)
    loop = asyncio.get_running_loop()
    began = loop.time()
    while True:
        patience = max(budget.slow_after_s, unpacker.wire / budget.slow_bytes_per_s)
        left = began + patience - loop.time()
        try:
            # Not `wait_for`: it may swallow the visit's own time limit where data is at hand.
            async with asyncio.timeout(max(left, 0.0)):
                chunk = await stream.readany()
        except TimeoutError as error:
            raise BodyError("too_slow", f"{unpacker.wire} bytes in {patience:.0f} s") from error
        if not chunk:
            return unpacker.end(), unpacker.wire
        unpacker.feed(chunk)


_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
)
KINDS = frozenset({"html", "xml", "text", "json", "jpeg", "png", "gif", "webp", "pdf"})


def sniff(body: bytes) -> str:
    """Say what the bytes are, whatever their label: html, jpeg, pdf … or "other"."""
    head = body[:1024]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<?xml") and b"<html" not in text:
        return "xml"
    if text.startswith((b"<rss", b"<feed", b"<urlset", b"<sitemapindex")):
        return "xml"
    if b"<html" in text or text.startswith((b"<!doctype html", b"<!--", b"<head", b"<body")):
        return "html"
    if text.startswith((b"{", b"[")):
        return "json"
    if b"\0" in head and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return "other"
    return "html" if b"<" in text and b">" in text else "text"
