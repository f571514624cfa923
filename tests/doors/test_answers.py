"""Answers that are cut, padded or never end, and rules that a site does not give."""

import asyncio
import gzip
import time
from datetime import timedelta

import pytest

from loa.doors.outcomes import BlockedByRobots, Fetched, Unreachable
from tests.doors import web as w
from tests.doors.test_fetch import answering, visit
from tests.doors.web import Answerer, Web

pytestmark = pytest.mark.enable_socket
CLOSED = "User-agent: *\nDisallow: /"


def endless(first: bytes, more: bytes) -> Answerer:
    async def answer(_: w.Request, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(more)
            await writer.drain()

    return answer


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(b"1;" + b"a" * 5_000 + b"\r\nx\r\n", id="notes in each chunk"),
        pytest.param(b"1\r\nx\r\n" * 1_000, id="a byte a chunk"),
    ],
)
def test_an_answer_that_never_lets_us_wait_ends_with_its_time_all_the_same(
    more: bytes,
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    began = time.monotonic()
    outcome, _ = visit(answering(endless(head, more)))
    assert isinstance(outcome, Unreachable)
    assert outcome.code in {"timeout", "too_slow"}
    assert time.monotonic() - began < 9.0  # five are allowed


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        pytest.param(gzip.compress(w.PAGE)[:-40], "broken_answer", id="cut"),
        pytest.param(gzip.compress(w.PAGE)[:40], "broken_answer", id="cut early"),
        pytest.param(gzip.compress(w.PAGE) + bytes(64), "", id="padded"),
        pytest.param(
            gzip.compress(w.PAGE[:99]) + gzip.compress(w.PAGE[99:]), "", id="in parts"
        ),
        pytest.param(gzip.compress(w.PAGE * 400), "", id="many times its size"),
    ],
)
def test_a_packed_page_is_read_whole_or_not_at_all(packed: bytes, code: str) -> None:
    outcome, _ = visit(answering(w.page(packed, Content_Encoding="gzip")))
    assert getattr(outcome, "code", "") == code
    if isinstance(outcome, Fetched):
        assert outcome.body in {w.PAGE, w.PAGE * 400}


@pytest.mark.parametrize(
    ("robots", "kind", "code"),
    [
        pytest.param(w.page(CLOSED.encode("utf-8-sig")), BlockedByRobots, "", id="mark"),
        pytest.param(w.page(CLOSED.encode("utf-16")), BlockedByRobots, "", id="UTF-16"),
        pytest.param(w.page(b"", "429 Slow"), Unreachable, "robots_unreadable", id="429"),
        pytest.param(w.page(b"", "404 No"), Fetched, "", id="none"),
        pytest.param(w.hang_up, Unreachable, "robots_unreadable", id="broken off"),
        pytest.param(w.silence, Unreachable, "timeout", id="silent"),
    ],
)  # fmt: skip
def test_without_the_sites_rules_nobody_goes_in(
    robots: Answerer, kind: type, code: str
) -> None:
    def prepare(web: Web) -> str:
        web.answers["/robots.txt"] = robots
        return web.url("/tin/1")

    outcome, web = visit(prepare)
    assert isinstance(outcome, kind)
    assert getattr(outcome, "code", "") == code
    assert web.asked_paths() == (["/tin/1"] if kind is Fetched else [])


def test_a_rest_without_end_is_a_week_and_a_space_in_a_redirect_is_a_space() -> None:
    asked = "Fri, 31 Dec 9999 23:59:59 GMT"
    outcome, _ = visit(answering(w.page(b"", "503 Busy", Retry_After=asked)))
    assert isinstance(outcome, Unreachable)
    assert outcome.retry_after == timedelta(days=7)

    def prepare(web: Web) -> str:
        web.answers["/"] = w.redirect("/tin tuc/bai 1")
        return web.url("/")

    outcome, web = visit(prepare)
    assert isinstance(outcome, Fetched)
    assert web.asked_paths() == ["/", "/tin%20tuc/bai%201"]
