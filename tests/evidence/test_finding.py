"""News of units' own channels: found there, asked about, counted only after a yes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from loa.evidence.actions import withdraw_publication
from loa.evidence.errors import AlreadyLoggedError
from loa.evidence.finding import confirm_sighting, reject_sighting, run_watches
from loa.evidence.models import Publication, Sighting, SightingState, Watch
from loa.evidence.queries import sightings_waiting
from loa.evidence.watches import EVERY, HELD_FOR, begin, enrol, take
from loa.ledger.actions import record
from loa.units.models import Channel
from loa.units.policies import NotAllowedError
from tests.doors.web import Web, page, redirect
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
AT = after(days=3)
WHOLE = html(f"<p>Lời dẫn của xã.</p><p>{ARTICLE.text}</p>")
NEWS = html("<p>Giá lúa ổn định trong tuần qua, bà con phấn khởi xuống giống.</p>")


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_material(cast)


def channel(cast: Cast, sent: Sent, web: Web, **facts: object) -> Channel:
    told = {
        "unit": sent.participants["p.h1.x1"].unit, "kind": "website", "name": "Trang xã",
        "host": "xa.example.vn", "address": web.url("/"),
        "confirmed_on": after().date(), "valid_from": after().date(),
    }  # fmt: skip
    with transaction.atomic():
        made = Channel.objects.create(**(told | facts))
        record("channel.added", made, by=cast.an, at=after())
    return made


def rss(web: Web, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Tin {each}</title>"
        f"<link>{each if '://' in each else web.url(each)}</link>"
        "<pubDate>Wed, 23 Oct 2024 09:00:00 +0700</pubDate></item>"
        for each in paths
    )
    return f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'.encode()


def states(sent: Sent) -> dict[str, str]:
    rows = Sighting.objects.filter(participant=sent.participants["p.h1.x1"])
    return {row.address.rpartition("/")[2]: row.state for row in rows}


@pytest.mark.parametrize("way", ["registered", "named", "sitemap", "list"])
def test_the_units_page_is_found_by_feed_sitemap_or_list_and_becomes_its_publication(
    cast: Cast, sent: Sent, web: Web, way: str
) -> None:
    feed = rss(web, "/tin/dung", "/tin/khac")
    if way == "list":
        links = "".join(
            f"<a href='/tin/{each}'>Một tiêu đề dài của tin {each}</a>"
            for each in ("dung", "khac")
        )
        web.answers["/"] = page(html(links))
    elif way == "named":
        named = "<link rel=alternate type='application/rss+xml' href='/f.xml'>"
        web.answers["/"] = page(html("<p>Trang chủ</p>", named))
    elif way == "sitemap":
        inner = f"<sitemap><loc>{web.url('/s.xml')}</loc></sitemap>"
        web.answers["/sitemap.xml"] = page(f"<sitemapindex>{inner}</sitemapindex>".encode())
        both = "".join(
            f"<url><loc>{web.url(p)}</loc></url>" for p in ("/tin/dung", "/tin/khac")
        )
        web.answers["/s.xml"] = page(f"<urlset>{both}</urlset>".encode())
    web.answers["/f.xml"] = page(feed)
    web.answers["/tin/dung"], web.answers["/tin/khac"] = page(WHOLE), page(NEWS)
    channel(cast, sent, web, feed_address=web.url("/f.xml") if way == "registered" else "")
    assert run_watches(web.fetcher(), now=lambda: AT) == 1
    assert states(sent) == {"dung": "asked", "khac": "other"}
    assert not Publication.objects.exists()
    part = sent.participants["p.h1.x1"]
    (row,) = sightings_waiting(part)
    for by in (cast.an, cast.chi, cast.dung):
        with pytest.raises(NotAllowedError):
            confirm_sighting(row, by=by, at=AT)
    made = confirm_sighting(row, by=cast.binh, at=AT)
    assert confirm_sighting(row, by=cast.binh, at=AT) == made
    assert (made.address, made.channel, made.kind) == (row.address, row.channel, "web")
    assert list(sightings_waiting(part)) == []


def test_only_pages_of_the_units_own_host_are_ever_its_own(
    cast: Cast, sent: Sent, web: Web
) -> None:
    elsewhere = web.url("/tin/cua-xa-khac", host="xakhac.example.vn")
    web.answers["/f.xml"] = page(rss(web, elsewhere, "/di", "/tin/cu"))
    web.answers["xakhac.example.vn/tin/cua-xa-khac"] = page(WHOLE)
    web.answers["/di"] = redirect(elsewhere)
    last_year = "<meta property='article:published_time' content='2023-10-22'>"
    web.answers["/tin/cu"] = page(html(f"<p>{ARTICLE.text}</p>", last_year))
    channel(cast, sent, web, feed_address=web.url("/f.xml"))
    run_watches(web.fetcher(), now=lambda: AT)
    assert states(sent) == {"di": "other", "cu": "other"}


def test_a_channel_that_nobody_confirmed_is_not_read(cast: Cast, sent: Sent, web: Web) -> None:
    channel(cast, sent, web, confirmed_on=None)
    channel(cast, sent, web, unit=cast.units["p.bao"])  # confirmed, but not of the campaign
    assert run_watches(web.fetcher(), now=lambda: AT) == 0
    assert web.asked == []


def test_what_was_read_is_not_read_again_and_no_is_remembered(
    cast: Cast, sent: Sent, web: Web
) -> None:
    web.answers["/f.xml"] = page(rss(web, "/tin/1"))
    web.answers["/tin/1"] = page(WHOLE)
    channel(cast, sent, web, feed_address=web.url("/f.xml"))
    run_watches(web.fetcher(), now=lambda: AT)
    row = Sighting.objects.get()
    reject_sighting(row, by=cast.binh, at=AT)
    assert run_watches(web.fetcher(), now=lambda: AT + timedelta(hours=1)) == 0
    assert run_watches(web.fetcher(), now=lambda: AT + EVERY) == 1
    assert web.asked_paths().count("/tin/1") == 1
    row.refresh_from_db()
    assert row.state == SightingState.REJECTED.value
    assert run_watches(web.fetcher(), now=lambda: after(days=60)) == 0  # the campaign is over


def test_a_site_that_is_down_is_asked_later_and_later(cast: Cast, sent: Sent, web: Web) -> None:
    web.answers["/"] = page(b"busy", "503 Service Unavailable")
    web.answers["/sitemap.xml"] = page(b"", "404 Not Found")
    channel(cast, sent, web)
    run_watches(web.fetcher(), now=lambda: AT)
    watch = Watch.objects.get()
    assert (watch.code, watch.failures, watch.taken_by) == ("http_503", 1, "")
    assert watch.due_at == AT + timedelta(minutes=1)


def test_a_channel_in_other_hands_is_left_to_them(cast: Cast, sent: Sent, web: Web) -> None:
    channel(cast, sent, web)
    enrol(AT)
    assert len(take(AT, most=5)) == 1
    assert take(AT, most=5) == []
    assert len(take(AT + timedelta(minutes=11), most=5)) == 1


def test_the_unit_answers_on_its_desk(cast: Cast, sent: Sent, web: Web) -> None:
    web.answers["/f.xml"] = page(rss(web, "/tin/1", "/tin/2"))
    web.answers["/tin/1"] = web.answers["/tin/2"] = page(WHOLE)
    channel(cast, sent, web, feed_address=web.url("/f.xml"))
    run_watches(web.fetcher(), now=lambda: AT)
    part = sent.participants["p.h1.x1"]
    first, second = Sighting.objects.order_by("pk")
    with time_machine.travel(datetime(2024, 11, 12, 12, tzinfo=VIETNAM), tick=False):
        client = browser(cast.binh)
        assert (
            "Loa thấy 2 bài"
            in client.get(reverse("desk:work", args=[part.pk])).content.decode()
        )
        shown = client.get(f"/desk/evidence/{part.pk}/found/").content.decode()
        assert "Tài liệu 0" in shown
        client.post(f"/desk/evidence/found/{first.pk}/", {"word": "yes"})
        client.post(f"/desk/evidence/found/{second.pk}/", {"word": "no"})
        assert (
            client.post(f"/desk/evidence/found/{second.pk}/", {"word": "x"}).status_code == 404
        )
    made = Publication.objects.get()
    assert made.sighting == first
    withdraw_publication(made, reason="nhầm", by=cast.binh, at=after(days=23))


def test_an_address_that_was_typed_meanwhile_is_not_added_twice(
    cast: Cast, sent: Sent, web: Web
) -> None:
    from tests.evidence.test_looks import log

    web.answers["/f.xml"] = page(rss(web, "/tin/1"))
    web.answers["/tin/1"] = page(WHOLE)
    channel(cast, sent, web, feed_address=web.url("/f.xml"))
    run_watches(web.fetcher(), now=lambda: AT)
    row = Sighting.objects.get()
    log(cast, sent.participants["p.h1.x1"], row.address)
    with pytest.raises(AlreadyLoggedError):
        confirm_sighting(row, by=cast.binh, at=AT)


def test_a_channel_whose_pages_end_the_worker_waits_longer_each_time(
    cast: Cast, sent: Sent, web: Web
) -> None:
    channel(cast, sent, web)
    enrol(AT)
    at = AT
    for wait in (HELD_FOR, timedelta(minutes=10), timedelta(hours=2)):
        (taken,) = take(at, most=5)
        begin(taken, at=at)
        assert take(at + wait - timedelta(seconds=1), most=5) == []  # killed: nothing came back
        at += wait
    assert run_watches(web.fetcher(), now=lambda: at) == 1
    assert Watch.objects.get().failures == 4  # a page without a list: as always
    web.answers["/"] = page(html("<a href='/tin/1'>Một tiêu đề dài của tin một</a>"))
    later = at + timedelta(days=1)
    assert run_watches(web.fetcher(), now=lambda: later) == 1
    assert Watch.objects.get().failures == 0


def test_what_a_wrong_clock_took_is_free_again(cast: Cast, sent: Sent, web: Web) -> None:
    channel(cast, sent, web)
    enrol(AT)
    assert len(take(AT + timedelta(days=300), most=5)) == 0  # the campaign is over then
    (taken,) = take(AT + timedelta(hours=5), most=5)
    assert [each.watch for each in take(AT, most=5)] == [taken.watch]
