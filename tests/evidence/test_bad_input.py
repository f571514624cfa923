"""What a hostile page does to the line of looks: it ends with a reason, and holds up nobody."""

import asyncio
import io
import resource
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django import Settings

from loa.campaigns.models import Participant
from loa.evidence import looks
from loa.evidence.actions import Logged, log_publication
from loa.evidence.models import ActKind, Check, Paste, Publication
from loa.evidence.pasting import go_on, paste_links
from loa.evidence.running import run_looks
from loa.evidence.showing import pictures_of
from tests.doors.web import Request, Web, page
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import after, send_small_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
DAY = date(2024, 10, 22)
AT = after(days=3)
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
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


@pytest.mark.engine_free
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


def webp_of(width: int, height: int) -> bytes:
    sides = (width - 1) | (height - 1) << 14
    image = b"VP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", sides) + b"\0"
    return b"RIFF" + struct.pack("<I", len(image) + 4) + b"WEBP" + image


def gif_of(width: int, height: int) -> bytes:
    sides = struct.pack("<HH", width, height)
    return b"GIF89a" + sides + b"\0\0\0," + b"\0" * 4 + sides + b"\0\2\2D\1\0;"


@pytest.mark.engine_free
@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(png_of(60_000, 60_000), id="3.6 thousand million pixels"),
        pytest.param(strip_of(60_000, 80), id="60,000 pixels wide"),
        pytest.param(webp_of(16_384, 16_384), id="WebP, as large as it can say"),
        pytest.param(gif_of(60_000, 60_000), id="GIF"),
    ],
)
@pytest.mark.parametrize(
    ("body", "outcome"), [(SAID, "found"), ("<p>Tin khác của xã.</p>", "cannot_tell")]
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
    if outcome == "cannot_tell":  # it may be the poster: "not found" would say too much
        assert check.reasons[0] == "picture_too_large"
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


@pytest.mark.engine_free
@pytest.mark.parametrize(
    ("name", "picture", "kept"),
    [
        pytest.param("a.gif", "frames", True, id="GIF of 3,000 frames"),
        pytest.param("a.tif", "tiff", False, id="TIFF of 60,000 pixels a side"),
        pytest.param("a.svg", "svg", False, id="SVG of 60,000 pixels a side"),
    ],
)
def test_other_kinds_of_pictures_cost_little(
    cast: Cast, web: Web, name: str, picture: str, kept: bool
) -> None:
    body = {"frames": frames, "tiff": tiff, "svg": svg}[picture]()
    web.answers[f"/{name}"] = page(body, Content_Type="image/x")
    web.answers["/to"] = page(html(f"<p>Tin</p><img src='/{name}' width=900 height=900>"))
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    check = look_beside_a_good_page(cast, web, "/to")
    assert f"/{name}" in web.asked_paths()
    assert check.outcome == "not_found"
    assert len(list(pictures_of(check))) == kept
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    assert time.process_time() - began < 10


def frames() -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("P", (300, 300), number % 200) for number in range(3_000)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def tiff() -> bytes:
    tags = [(256, 60_000), (257, 60_000), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1),
            (278, 60_000), (279, 10)]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def svg() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg' width='60000' height='60000'></svg>"


@pytest.mark.engine_free
@time_machine.travel(NOON, tick=False)
def test_a_photo_that_nobody_can_open_is_refused_with_a_sentence_and_not_kept(
    cast: Cast,
) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    for number, picture in enumerate((png_of(60_000, 60_000), strip_of(60_000, 80), tiff())):
        file = SimpleUploadedFile("chup.png", picture)
        facts = {
            "way": "picture", "kind": "print", "happened_on": "11/11/2024", "title": "Áp phích",
            "photos": file, "key": str(number),
        }  # fmt: skip
        answer = browser(cast.binh).post(f"/desk/evidence/{unit.pk}/log/?way=picture", facts)
        assert answer.status_code == 422
        assert "Ảnh chup.png quá lớn, máy không mở được" in answer.content.decode()
    assert not Publication.objects.exists()


@time_machine.travel(NOON, tick=False)
def test_ten_thousand_links_at_once_are_taken_in_seconds_and_none_is_lost(
    cast: Cast, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    client = browser(cast.binh)
    lines = [f"{n}) https://xa{n % 40}.vn/tin/{n}?utm_source=zalo" for n in range(10_000)]
    text = "\n".join([*lines, *lines[:50]])
    began = time.process_time()
    sent = client.post(
        f"/desk/evidence/{unit.pk}/paste/",
        {"text": text, "happened_on": "11/11/2024", "key": "k"},
    )
    assert sent.status_code == 303
    assert time.process_time() - began < 10  # 1 to 2 on a machine that does nothing else
    page_after = f"/desk/evidence/pastes/{Paste.objects.get().pk}/"
    assert sent.headers["Location"] == page_after
    shown = client.get(page_after).content.decode()
    assert 'value="200"' in shown
    assert 'max="10000"' in shown
    assert "50 đường dẫn bị dán lặp" in shown or "50 " in shown
    while not go_on(Paste.objects.get().pk, at=AT):
        pass
    assert Publication.objects.count() == 10_000
    assert "Đã ghi 10.000 đường dẫn" in client.get(page_after).content.decode()
    with CaptureQueriesContext(connection) as listing:
        assert client.get(f"/desk/evidence/{unit.pk}/").status_code == 200
    assert len(listing) < 25
