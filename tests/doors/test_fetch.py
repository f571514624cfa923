import asyncio
import resource
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

import pytest

from loa.doors.addresses import Allowance
from loa.doors.bodies import Budget
from loa.doors.fetch import Fetcher
from loa.doors.manners import Manners
from loa.doors.outcomes import (
    BlockedByRobots,
    Fetched,
    Gone,
    JavascriptOnly,
    NeedsLogin,
    Outcome,
    Refused,
    Unchanged,
    Unreachable,
)
from tests.doors import web as w
from tests.doors.web import Answerer, Web, small_web

pytestmark = pytest.mark.enable_socket


def visit(prepare: Callable[[Web], str], **more: object) -> tuple[Outcome, Web]:
    """Start the small web, prepare it, fetch the address that `prepare` gives."""

    async def go() -> tuple[Outcome, Web]:
        async with small_web() as web:
            url = prepare(web)
            async with web.fetcher(**more) as fetcher:
                return await fetcher.fetch(url), web

    return asyncio.run(go())


def answering(answer: Answerer, path: str = "/") -> Callable[[Web], str]:
    def prepare(web: Web) -> str:
        web.answers[path] = answer
        return web.url(path)

    return prepare


INSIDE = [
    "http://127.0.0.1:{port}/",
    "http://localhost.:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://x@127.0.0.1:{port}/",
    "http://xa.example.vn\\@127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/iam/",
    "http://inside.example.vn:{port}/",
    "http://mixed.example.vn:{port}/",
    "http://mapped.example.vn:{port}/",
    "http://metadata.example.vn:{port}/",
]
NAMES = {
    "inside.example.vn": ["127.0.0.1"],
    "mixed.example.vn": ["127.0.0.2", "127.0.0.1"],
    "mapped.example.vn": ["::ffff:127.0.0.1"],
    "metadata.example.vn": ["169.254.169.254"],
}


@pytest.mark.parametrize("how", ["directly", "by redirect", "by robots.txt"])
def test_nothing_inside_is_read_or_even_touched(how: str) -> None:
    async def go() -> None:
        async with small_web() as web:
            web.names.update(NAMES)
            for number, pattern in enumerate(INSIDE):
                target = pattern.format(port=web.port)
                url = target
                if how == "by redirect":
                    web.answers[f"/r{number}"] = w.redirect(target)
                    url = web.url(f"/r{number}")
                if how == "by robots.txt":
                    web.answers[f"h{number}.vn/robots.txt"] = w.redirect(target)
                    url = web.url("/", host=f"h{number}.vn")
                async with web.fetcher() as fetcher:
                    outcome = await fetcher.fetch(url)
                if how == "by robots.txt":
                    assert isinstance(outcome, Fetched), (target, outcome)
                else:
                    assert isinstance(outcome, Refused), (target, outcome)
            assert web.touches == []

    asyncio.run(go())


def test_a_name_that_changes_its_answer_is_asked_once_and_pinned() -> None:
    turn = count()

    async def rebind(host: str) -> list[str]:
        return ["127.0.0.2"] if next(turn) == 0 else ["127.0.0.1"]

    outcome, web = visit(lambda web: web.url("/"), resolve=rebind)
    # robots.txt takes the first answer; the page's own look-up gets the second and is refused.
    assert isinstance(outcome, Refused)
    assert outcome.code == "address_not_public"
    assert web.touches == []


def test_without_an_allowance_loopback_is_refused_even_for_the_public_part() -> None:
    async def go() -> Outcome:
        async with small_web() as web, Fetcher(allowance=Allowance(ports=(web.port,))) as f:
            return await f.fetch(f"http://127.0.0.2:{web.port}/")

    outcome = asyncio.run(go())
    assert isinstance(outcome, Refused)
    assert outcome.code == "address_not_public"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(w.gzip_bomb(), "bomb", id="200 MB in 0.2 MB of gzip"),
        pytest.param(w.endless_body, "too_big", id="a body without an end"),
        pytest.param(w.drip, "too_slow", id="a byte at a time"),
        pytest.param(w.dripping_head, "timeout", id="headers without an end"),
        pytest.param(w.huge_header, "broken_answer", id="a header of 2 MB"),
        pytest.param(w.silence, "timeout", id="nothing at all"),
        pytest.param(w.hang_up, "broken_answer", id="hangs up"),
        pytest.param(w.page(b"x", Content_Encoding="br"), "encoding", id="not asked for"),
        pytest.param(
            w.page(b"\0\1\2", Content_Type="text/html"), "kind", id="a program called a page"
        ),
    ],
)
def test_a_hostile_answer_costs_little_and_is_named(answer: Answerer, code: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome, _ = visit(answering(answer))
    assert isinstance(outcome, Refused | Unreachable)
    assert outcome.code == code
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 60 * 1024


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(w.page(status="404 Not Found"), Gone, id="404"),
        pytest.param(w.page(status="410 Gone"), Gone, id="410"),
        pytest.param(w.page(status="500 Oops"), Unreachable, id="500"),
        pytest.param(w.page(status="403 Forbidden"), Unreachable, id="blocks us"),
        pytest.param(w.page(status="401 Unauthorized"), NeedsLogin, id="401"),
        pytest.param(w.page(b"", status="304 Not Modified"), Unchanged, id="304"),
        pytest.param(
            w.page(b"<html><form><input type=password></form></html>"), NeedsLogin, id="form"
        ),
        pytest.param(
            w.page(b"<html><body><div id=root></div><script src=a.js></script></html>"),
            JavascriptOnly,
            id="empty shell",
        ),
        pytest.param(
            w.page("<html><title>Không tìm thấy trang</title>Trang chủ</html>".encode()),
            Gone,
            id="404 in words only",
        ),
    ],
)
def test_each_kind_of_answer_is_told_apart(answer: Answerer, kind: type) -> None:
    outcome, _ = visit(answering(answer))
    assert isinstance(outcome, kind)


def test_a_page_comes_with_its_hops_and_bytes_as_sent() -> None:
    def prepare(web: Web) -> str:
        web.answers["/cu"] = w.redirect("/moi")
        web.answers["/moi"] = w.page(Set_Cookie="a=b")
        return web.url("/cu")

    outcome, web = visit(prepare)
    assert isinstance(outcome, Fetched)
    assert outcome.body == w.PAGE
    assert [hop.status for hop in outcome.visit.hops] == [302, 200]
    assert {hop.peer for hop in outcome.visit.hops} == {w.PUBLIC}
    assert outcome.visit.final_url == web.url("/moi")
    assert all("Cookie" not in request.headers for request in web.asked)


def test_redirects_end() -> None:
    def loop(web: Web) -> str:
        web.answers["/a"] = w.redirect("/b")
        web.answers["/b"] = w.redirect("/a")
        return web.url("/a")

    def chain(web: Web) -> str:
        for number in range(20):
            web.answers[f"/{number}"] = w.redirect(f"/{number + 1}")
        return web.url("/0")

    looped, _ = visit(loop)
    chained, _ = visit(chain)
    assert isinstance(looped, Refused)
    assert isinstance(chained, Refused)
    assert (looped.code, chained.code) == ("redirect_loop", "too_many_redirects")


def test_robots_are_asked_obeyed_and_said() -> None:
    def closed(web: Web) -> str:
        web.answers["/robots.txt"] = w.page(b"User-agent: *\nDisallow: /kin\n")
        return web.url("/kin/1")

    blocked, web = visit(closed)
    assert isinstance(blocked, BlockedByRobots)
    assert blocked.robots_url == web.url("/robots.txt")
    assert web.asked_paths() == []

    def broken(web: Web) -> str:
        web.answers["/robots.txt"] = w.page(b"", "503 Busy")
        return web.url("/tin")

    unreadable, _ = visit(broken)
    assert isinstance(unreadable, Unreachable)
    assert unreadable.temporary


def test_an_owner_may_waive_its_robots_and_the_visit_says_so() -> None:
    async def go() -> Outcome:
        async with small_web() as web:
            web.answers["/robots.txt"] = w.page(b"User-agent: *\nDisallow: /\n")
            async with web.fetcher() as fetcher:
                return await fetcher.fetch(web.url("/tin"), robots_waived=True)

    outcome = asyncio.run(go())
    assert isinstance(outcome, Fetched)
    assert "robots_waived" in outcome.visit.notes


def test_a_host_that_asks_for_rest_is_left_alone() -> None:
    async def go() -> tuple[Outcome, Outcome, Web]:
        async with small_web() as web:
            web.answers["/a"] = w.page(b"", "429 Slow", Retry_After="3600")
            async with web.fetcher() as fetcher:
                first = await fetcher.fetch(web.url("/a"))
                second = await fetcher.fetch(web.url("/b"))
                return first, second, web

    first, second, web = asyncio.run(go())
    assert isinstance(first, Unreachable)
    assert first.retry_after == timedelta(hours=1)
    assert isinstance(second, Unreachable)
    assert second.code == "host_asked_for_rest"
    assert web.asked_paths() == ["/a"]


def test_one_request_a_host_at_a_time_and_every_link_gets_its_outcome() -> None:
    async def go() -> tuple[list[Outcome], Web]:
        async with small_web() as web:
            web.answers["chết.vn/"] = w.silence
            urls = [web.url(f"/{n}") for n in range(40)]
            urls += [web.url("/", host=f"h{n}.vn") for n in range(40)]
            urls += ["http://127.0.0.1/", "not an address"]
            async with web.fetcher() as fetcher:
                return [outcome async for outcome in fetcher.fetch_many(urls, at_once=8)], web

    outcomes, web = asyncio.run(go())
    assert len(outcomes) == 82
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 2
    assert sum(isinstance(outcome, Fetched) for outcome in outcomes) == 80
    assert web.most_open <= 8


def test_the_same_host_is_never_asked_twice_at_once() -> None:
    async def go() -> Web:
        async with small_web() as web, web.fetcher() as fetcher:
            await asyncio.gather(*(fetcher.fetch(web.url(f"/{n}")) for n in range(30)))
            return web

    assert asyncio.run(go()).most_open == 1


def test_stopping_half_way_leaves_nothing_running() -> None:
    async def go() -> int:
        async with small_web() as web, web.fetcher() as fetcher:
            outcomes = fetcher.fetch_many([web.url(f"/{n}") for n in range(100)], at_once=4)
            async for _ in outcomes:
                break
            await outcomes.aclose()  # type: ignore[attr-defined] # an async generator
            return len(web.asked_paths())

    assert asyncio.run(go()) < 100


def test_a_dead_name_and_a_closed_port_are_unreachable_not_gone() -> None:
    def dead(web: Web) -> str:
        web.names["xa.example.vn"] = []
        return web.url("/")

    outcome, _ = visit(dead)
    assert isinstance(outcome, Unreachable)
    assert (outcome.code, outcome.temporary) == ("dns", True)

    async def closed() -> Outcome:
        async with small_web() as web:
            fetcher = web.fetcher()
            url = web.url("/")
        async with fetcher:
            return await fetcher.fetch(url)

    refused = asyncio.run(closed())
    assert isinstance(refused, Unreachable)
    assert refused.code == "connect"


def test_used_without_a_session_it_says_so() -> None:
    async def go() -> Awaitable[Outcome]:
        fetcher = Fetcher(manners=Manners(), budget=Budget())
        return await fetcher.fetch("http://8.8.8.8/")  # type: ignore[return-value] # raises

    with pytest.raises(RuntimeError, match="async with"):
        asyncio.run(go())
