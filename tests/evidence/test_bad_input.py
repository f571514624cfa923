"""What a hostile page does to the line of looks: it ends with a reason, and holds up nobody."""

import asyncio
import io
import resource
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from loa.campaigns.models import Participant
from loa.evidence import looks
from loa.evidence.actions import Logged, log_publication
from loa.evidence.models import ActKind, Check, Publication
from loa.evidence.pasting import go_on, paste_links
from loa.evidence.running import run_looks
from loa.evidence.showing import pictures_of
from tests.doors.web import Request, Web, page
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.loopback import web_beside
from tests.people import Cast
from tests.rounds import after, send_small_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
DAY = date(2024, 10, 22)
AT = after(days=3)
SAID = f"<p>{ARTICLE.text}</p>"


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


def log(cast: Cast, unit: Participant, address: str) -> Publication:
    given = Logged(kind=ActKind.WEB, happened_on=DAY, idempotency_key=address, address=address)
    return log_publication(unit, given, by=cast.binh, at=after(days=2))


def look_beside_a_good_page(cast: Cast, web: Web, path: str) -> Check:
    """Look at a page and at a good one of another host in one run; both get their check."""
    unit = send_with_material(cast).participants["p.h1.x1"]
    web.answers["/tot"] = page(html(SAID))
    row = log(cast, unit, web.url(path, host="xau.example.vn"))
    good = log(cast, unit, web.url("/tot", host="tot.example.vn"))
    assert run_looks(web.fetcher(), now=lambda: AT) == 2
    assert good.checks.get().outcome == "found"
    return row.checks.get()


def test_a_page_of_two_gigabytes_is_left_after_eight_megabytes(cast: Cast, web: Web) -> None:
    sent = 0

    async def huge(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2147483648\r\n\r\n"
        )
        with suppress(OSError):
            for _ in range(2_048):
                writer.write(b"x" * 2**20)
                await writer.drain()
                sent += 2**20

    web.answers["/to"] = huge
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check = look_beside_a_good_page(cast, web, "/to")
    assert (check.outcome, check.reasons, check.needs_person) == (
        "unreachable", ["refused_too_big"], True,
    )  # fmt: skip
    assert check.capture is None
    assert sent < 24 * 2**20  # the limit, and what lay in the sockets on the way
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def png_of(width: int, height: int) -> bytes:
    """Give a PNG that says these sides and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data)
        )  # fmt: skip

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def strip_of(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(png_of(60_000, 60_000), id="3.6 thousand million pixels"),
        pytest.param(strip_of(60_000, 80), id="60,000 pixels wide"),
    ],
)
@pytest.mark.parametrize(
    ("body", "outcome"), [(SAID, "found"), ("<p>Tin khác của xã.</p>", "not_found")]
)
def test_a_picture_of_sixty_thousand_pixels_is_not_unpacked_and_not_kept(
    cast: Cast, web: Web, picture: bytes, body: str, outcome: str
) -> None:
    web.answers["/anh.png"] = page(picture, Content_Type="image/png")
    web.answers["/to"] = page(html(f"{body}<img src='/anh.png' width=900 height=900>"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check = look_beside_a_good_page(cast, web, "/to")
    assert "/anh.png" in web.asked_paths()
    assert check.outcome == outcome
    assert list(pictures_of(check)) == []
    # Whether there are faces on it nobody can say, so its bytes are not kept either.
    assert check.capture is not None
    assert check.capture.size_bytes < 6_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_ten_thousand_links_of_one_host_cost_as_many_queries_as_few(
    cast: Cast, web: Web
) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    other = log(cast, unit, "https://khac.example.org/1")
    text = "\n".join(f"https://dong.vn/tin/{n}" for n in range(10_000))
    paste = paste_links(unit, text, happened_on=DAY, key="k", by=cast.binh, at=AT)
    with CaptureQueriesContext(connection) as first:
        go_on(paste.pk, at=AT)
    while not go_on(paste.pk, at=AT):
        pass
    assert Publication.objects.count() == 10_001
    assert len(first) <= 30
    while looks.enrol(AT):
        pass
    with CaptureQueriesContext(connection) as taking:
        taken = looks.take(AT, most=48)
    assert {each.host for each in taken} == {"dong.vn", "khac.example.org"}
    assert other in {each.publication for each in taken}
    assert len(taking) <= 8
