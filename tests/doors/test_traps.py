"""Pages that lie or that ask a parser for more than a page needs, over real sockets."""

import asyncio
import json
import signal
import subprocess
import sys
import time

import pytest

from loa.doors.outcomes import (
    BlockedByRobots,
    Fetched,
    JavascriptOnly,
    Outcome,
    Refused,
    Unreachable,
)
from loa.doors.pages import decoded, read_page
from loa.doors.shelter import SMALL_BYTES, Shelter, TrapError
from tests.doors import web as w
from tests.doors.test_fetch import answering, visit
from tests.doors.web import Web, small_web

pytestmark = pytest.mark.enable_socket

TRAPS = {
    "elements 400,000 deep": b"<div>" * 400_000,
    "a tag of 300,000 attributes": b"<p " + b"".join(b"a%d=1 " % n for n in range(300_000)),
    "marks opened anew in each paragraph": b"".join(b"<b a=%d><p>" % n for n in range(12_000)),
    "hidden elements 200,000 deep": b"<div hidden>" * 200_000,
}  # fmt: skip
SAID = "Xã tuyên truyền kỹ năng nhận diện lừa đảo trực tuyến tới bà con."


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_a_page_that_asks_for_too_much_is_left_and_holds_nobody_up(trap: bytes) -> None:
    async def go() -> tuple[Outcome, list[float], Outcome]:
        async with small_web() as web, web.fetcher() as fetcher:
            fetcher.shelter = Shelter(seconds=2.0, memory_bytes=300_000_000)
            web.answers["/bay"] = w.page(b"<!doctype html><html><body>" + trap)
            began, waits = time.monotonic(), []
            trapped = asyncio.create_task(fetcher.fetch(web.url("/bay", host="bay.vn")))
            while not trapped.done():
                asked = time.monotonic()
                good = await fetcher.fetch(web.url(f"/{len(waits)}", host=f"{len(waits)}.vn"))
                assert isinstance(good, Fetched)
                waits.append(time.monotonic() - asked)
                await asyncio.sleep(0.05)
            assert time.monotonic() - began < 20
            after = w.page(f"<html><body>{SAID * 2_000}</body></html>".encode())
            web.answers["/sau"] = after
            return await trapped, waits, await fetcher.fetch(web.url("/sau", host="bay.vn"))

    outcome, waits, after = asyncio.run(go())
    assert isinstance(outcome, Refused)
    assert outcome.code == "trap"
    assert max(waits) < 2
    assert isinstance(after, Fetched)  # a large page, read by the process that came after


def test_a_large_page_is_read_apart_as_it_would_be_here() -> None:
    body = (
        "<html><head><title>Tin</title><meta property='og:image' content='/a.png'>"
        "<meta property='article:published_time' content='2024-10-22'></head><body>"
        "<a href='tel:0900'>0900 111 222</a><iframe src='/v'></iframe>"
        + f"<p>{SAID}</p>"
        * 3_000
    ).encode()
    assert len(body) > SMALL_BYTES

    async def go() -> object:
        shelter = Shelter()
        try:
            return await shelter.page(body, charset=None, url="https://xa.vn/")
        finally:
            await shelter.close()

    assert asyncio.run(go()) == read_page(body, url="https://xa.vn/")


def test_a_visit_that_is_given_up_leaves_no_half_answer_for_the_next() -> None:
    large = f"<p>{SAID}</p>".encode() * 20_000

    async def go() -> tuple[str, bool]:
        shelter = Shelter()
        first = asyncio.create_task(shelter.page(large, charset=None, url=""))
        while shelter._child is None:
            await asyncio.sleep(0)
        # Its process is there and loads what it needs: the question stands half in the pipe.
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        other = await shelter.page(b"<p>khac" + b" " * SMALL_BYTES, charset=None, url="")
        await shelter.close()
        return other.text, first.cancelled()

    assert asyncio.run(go()) == ("khac", True)


def test_a_page_that_names_itself_in_data_without_end_is_read_without_it() -> None:
    script = b"<script type='application/ld+json'>" + b"[" * 20_000 + b"</script>"
    assert read_page(script + b"<p>Tin</p>").text == "Tin"


def test_a_page_that_sends_on_is_followed_like_any_redirect() -> None:
    def sends(target: str) -> Outcome:
        def prepare(web: Web) -> str:
            where = target.format(port=web.port)
            head = f"<html><head><meta http-equiv='Refresh' content='0; URL={where}'></head>"
            web.answers["/cu"] = w.page(head.encode())
            return web.url("/cu")

        outcome, web = visit(prepare)
        assert web.touches == []
        return outcome

    moved = sends("/moi")
    assert isinstance(moved, Fetched)
    assert [hop.url.rpartition("/")[2] for hop in moved.visit.hops] == ["cu", "moi"]
    assert isinstance(sends("/cu"), Fetched)  # loads itself anew: that is the page
    for inside in (
        "http://127.0.0.1:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "file:///etc",
    ):
        assert isinstance(sends(inside), Refused), inside


def test_two_pages_that_send_on_to_each_other_end() -> None:
    def prepare(web: Web) -> str:
        for here, there in (("/a", "/b"), ("/b", "/a")):
            web.answers[here] = w.page(
                f"<html><meta http-equiv=refresh content='1;url={there}'>".encode()
            )
        return web.url("/a")

    outcome, _ = visit(prepare)
    assert isinstance(outcome, Refused)
    assert outcome.code == "redirect_loop"


def test_a_long_article_that_renews_itself_is_the_page() -> None:
    body = f"<html><meta http-equiv=refresh content='5;url=/khac'><body>{SAID * 20}".encode()
    outcome, web = visit(answering(w.page(body)))
    assert isinstance(outcome, Fetched)
    assert web.asked_paths() == ["/"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><script>location.href='/trang-chu'</script></html>", JavascriptOnly),
        (b"<html><script src=a.js></script><iframe src='/video'></iframe></html>", Fetched),
    ],
)
def test_a_page_without_a_word_or_picture_is_its_script(body: bytes, kind: type) -> None:
    outcome, _ = visit(answering(w.page(body)))
    assert isinstance(outcome, kind)


@pytest.mark.parametrize(
    ("sent_as", "header", "declared"),
    [
        ("utf-8", "iso-8859-1", "windows-1252"),
        ("utf-8", "windows-1252", ""),
        ("utf-8", "punycode", "idna"),
        ("utf-16", "utf-8", ""),
        ("utf-8-sig", "", "windows-1258"),
        ("utf-8", "không có thật", "x-sjis"),
    ],
)
def test_a_page_is_read_as_it_was_written_whatever_its_labels_say(
    sent_as: str, header: str, declared: str
) -> None:
    page = f"<html><meta charset='{declared}'><p>{SAID}</p></html>".encode(sent_as)
    assert SAID in read_page(page, charset=header).text
    outcome, _ = visit(answering(w.page(page, Content_Type=f"text/html; charset={header}")))
    assert isinstance(outcome, Fetched)


def test_a_page_in_an_old_alphabet_is_read_by_its_own_word() -> None:
    page = "<meta charset='windows-1258'>Thông báo".encode("cp1258")
    assert "Thông báo" in decoded(page, "utf-8")


def test_codecs_that_are_no_web_pages_are_never_asked() -> None:
    began = time.process_time()
    decoded(b"\xff" + b"a-" * 200_000 + b"b" * 200_000, "punycode")
    assert time.process_time() - began < 1


def test_a_robots_file_of_half_a_megabyte_is_read_and_its_cut_closes_nothing() -> None:
    lines = [f"Disallow: /thu-muc-{number}/con\n" for number in range(30_000)]
    text = "User-agent: *\nDisallow: /kin\n" + "".join(lines)

    def ask(path: str, text: str) -> Outcome:
        def prepare(web: Web) -> str:
            web.answers["/robots.txt"] = w.page(text.encode())
            return web.url(path)

        return visit(prepare)[0]

    assert isinstance(ask("/kin/1", text), BlockedByRobots)
    assert isinstance(ask("/tin", text), Fetched)
    cut = "User-agent: *\n" + "#" * (512 * 1024 - 26) + "\nDisallow: /" + "kin/" * 10
    assert cut.encode()[: 512 * 1024].endswith(b"Disallow: /")
    assert isinstance(ask("/tin", cut), Fetched)


@pytest.mark.parametrize(
    "asked", ["²", "9" * 5_000, "-1", "mai", "Mon, 99 Nov 9999999 1:1:1 GMT"]
)
def test_a_host_that_asks_for_rest_in_nonsense_gets_our_own_rest(asked: str) -> None:
    outcome, _ = visit(answering(w.page(b"", "503 Busy", Retry_After=asked)))
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "http_503"


def test_a_redirect_in_plain_vietnamese_leads_where_a_browser_goes() -> None:
    def prepare(web: Web) -> str:
        web.answers["/cu"] = w.redirect("/tin-tức")
        return web.url("/cu")

    _, web = visit(prepare)
    assert web.asked_paths() == ["/cu", "/tin-t%E1%BB%A9c"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://xa.vn/", "ftp://xa.vn/", "javascript:alert(1)",
               "http://[::ffff:0:7f00:1]/", "http://[fd00:ec2::254]/latest/", "http://0/",
               "http://xa.vn:6379/"],
)  # fmt: skip
def test_a_redirect_to_another_scheme_port_or_inside_is_refused(target: str) -> None:
    outcome, web = visit(answering(w.redirect(target)))
    assert isinstance(outcome, Refused)
    assert web.touches == []


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "gzip, br", "deflate, gzip"])
def test_what_is_packed_twice_or_as_nobody_asked_is_not_unpacked(packing: str) -> None:
    outcome, _ = visit(answering(w.page(b"x" * 500, Content_Encoding=packing)))
    assert isinstance(outcome, Refused)
    assert outcome.code == "encoding"


def test_what_dies_in_the_shelter_is_a_trap_and_no_error() -> None:
    async def go() -> None:
        shelter = Shelter(memory_bytes=1_000)  # too little even to begin
        with pytest.raises(TrapError):
            await shelter.page(b" " * 2 * SMALL_BYTES, charset=None, url="")
        await shelter.close()

    asyncio.run(go())


def test_a_page_that_nobody_waits_for_any_more_ends_its_process() -> None:
    """As when the worker that asked was killed: the pipe is shut, the page goes on."""
    trap = b"<!doctype html><html><body>" + TRAPS["elements 400,000 deep"]
    facts = json.dumps({"what": "page", "charset": None, "url": ""}).encode()
    asked = b"".join(f"{len(each):08x}".encode() + each for each in (facts, trap))
    code = "from loa.doors import shelter; shelter._CPU_SECONDS = 1; shelter._serve()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "300000000"],
        input=asked, capture_output=True, check=False, timeout=100,
    )  # fmt: skip
    assert ended.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    assert ended.stdout == b""
