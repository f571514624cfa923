"""Whose is a page: hosts of one's own, portals, social networks, look-alikes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from loa.campaigns.models import Participant
from loa.evidence.actions import Logged, log_publication
from loa.evidence.finding import run_watches
from loa.evidence.models import ActKind, Check, Publication, Sighting
from loa.evidence.own_channels import is_own
from loa.evidence.pasting import paste_links
from loa.evidence.watches import watched_channels
from loa.ledger.actions import record
from loa.units.models import Channel
from tests.doors.web import Web, page
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.looks_made import found, look, send_with_article
from tests.evidence.loopback import web_beside
from tests.people import Cast
from tests.rounds import Sent, after

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
DAY = date(2024, 10, 22)


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@transaction.atomic
def channel(cast: Cast, unit: Participant, address: str, **facts: object) -> Channel:
    host = address.split("/")[2].partition(":")[0].removeprefix("www.")
    told = {
        "unit": unit.unit, "kind": "website", "name": "Trang", "host": host,
        "address": address, "confirmed_on": date(2024, 10, 1), "valid_from": date(2024, 1, 1),
    }  # fmt: skip
    made = Channel.objects.create(**(told | facts))
    record("channel.added", made, by=cast.an, at=after())
    return made


@pytest.mark.parametrize(
    ("registered", "own", "foreign"),
    [
        pytest.param(
            "https://www.xa-a.gov.vn/",
            ["https://xa-a.gov.vn/tin/1", "http://www.xa-a.gov.vn:8080/", "https://XA-A.gov.vn."],
            [
                "https://xa-a.gov.vn.evil.vn/tin/1", "https://evil.vn/xa-a.gov.vn/tin/1",
                "https://tin.xa-a.gov.vn/1", "https://gov.vn/", "https://xa-a.gov.vn@evil.vn/",
                "https://xа-a.gov.vn/tin/1", "https://evilxa-a.gov.vn/",
            ],
            id="a host of one's own, and names that only look like it",
        ),
        pytest.param(
            "https://xãtânphú.vn/",
            ["https://xn--xtnph-4qaf3q.vn/tin/1", "https://xãtânphú.vn/tin/1"],
            ["https://xatanphu.vn/tin/1"],
            id="a name with Vietnamese letters",
        ),
        pytest.param(
            "https://portal.tinh.gov.vn/Xa-A/trang-chu",
            ["https://portal.tinh.gov.vn/xa-a/tin/1", "https://portal.tinh.gov.vn/xa-a"],
            [
                "https://portal.tinh.gov.vn/xa-b/tin/1", "https://portal.tinh.gov.vn/",
                "https://portal.tinh.gov.vn/xa-a-gia/tin", "https://portal.tinh.gov.vn/tin?/xa-a/",
                "https://portal.tinh.gov.vn/xa-a/../xa-b/1",
                "https://portal.tinh.gov.vn/xa-a/%2e%2e/xa-b/1",
                "https://portal.tinh.gov.vn/xa-a/..%2fxa-b/1",
            ],
            id="a folder on a portal",
        ),
        pytest.param(
            "https://truong.edu.vn/vi/index.php",
            ["https://truong.edu.vn/tin-tuc/1", "https://truong.edu.vn/"],
            [],
            id="a first page by its name is the whole host",
        ),
        pytest.param(
            "https://facebook.com/XaTanPhu",
            ["https://m.facebook.com/xatanphu/posts/1", "https://www.facebook.com/xatanphu"],
            [
                "https://facebook.com/xatanphu.gia/posts/1", "https://facebook.com/",
                "https://facebook.com/groups/1", "https://facebook.com/watch?v=1",
                "https://facebook.com.evil.vn/xatanphu",
            ],
            id="a page on a social network",
        ),
        pytest.param(
            "https://www.facebook.com/profile.php?id=100012345",
            ["https://facebook.com/permalink.php?story_fbid=9&id=100012345"],
            [
                "https://facebook.com/permalink.php?story_fbid=9&id=100012346",
                "https://facebook.com/profile.php",
            ],
            id="a page by its number",
        ),
        pytest.param(
            "https://facebook.com/", [], ["https://facebook.com/xatanphu"],
            id="a social network as a whole is nobody's",
        ),
        pytest.param("https://youtube.com/", [], ["https://youtube.com/watch?v=1"], id="video"),
    ],
)  # fmt: skip
def test_what_lies_below_a_channel_is_its_units_own(
    cast: Cast, registered: str, own: list[str], foreign: list[str]
) -> None:
    part = send_with_article(cast).participants["p.h1.x1"]
    channel(cast, part, registered)
    assert [each for each in own if not is_own(each, part.unit_id, DAY)] == []
    assert [each for each in foreign if is_own(each, part.unit_id, DAY)] == []


def test_the_nearest_of_several_channels_on_a_portal_has_the_page(cast: Cast) -> None:
    sent = send_with_article(cast)
    district, commune = sent.participants["p.h1"], sent.participants["p.h1.x1"]
    channel(cast, district, "https://huyen.gov.vn/")
    channel(cast, commune, "https://huyen.gov.vn/xa-a")
    theirs, ours = "https://huyen.gov.vn/xa-a/tin/1", "https://huyen.gov.vn/tin/1"
    assert (is_own(theirs, commune.unit_id, DAY), is_own(theirs, district.unit_id, DAY)) == (
        True, False,
    )  # fmt: skip
    assert (is_own(ours, commune.unit_id, DAY), is_own(ours, district.unit_id, DAY)) == (
        False, True,
    )  # fmt: skip


def test_only_a_channel_that_is_confirmed_and_still_kept_is_ones_own(cast: Cast) -> None:
    part = send_with_article(cast).participants["p.h1.x1"]
    channel(cast, part, "https://moi.gov.vn/", confirmed_on=None)
    channel(cast, part, "https://cu.gov.vn/", valid_to=date(2024, 10, 21))
    assert not is_own("https://moi.gov.vn/tin/1", part.unit_id, DAY)
    assert not is_own("https://cu.gov.vn/tin/1", part.unit_id, DAY)
    assert is_own("https://cu.gov.vn/tin/1", part.unit_id, date(2024, 10, 21))


def test_a_strangers_post_on_the_units_social_network_is_not_on_its_channel(
    cast: Cast,
) -> None:
    sent = send_with_article(cast)
    part = sent.participants["p.h1.x1"]
    channel(cast, part, "https://www.facebook.com/xatanphu", kind="fanpage")
    given = Logged(
        kind=ActKind.SOCIAL, happened_on=DAY, idempotency_key="",
        address="https://www.facebook.com/nguoila/posts/1",
    )  # fmt: skip
    text = f"{given.address}\nhttps://www.facebook.com/xatanphu/posts/2"
    paste_links(part, text, happened_on=DAY, key="dán", by=cast.binh, at=after(days=2))
    theirs, ours = Publication.objects.order_by("pk")
    assert (theirs.channel, ours.channel) == (None, Channel.objects.get())
    material = sent.campaign.materials.get(code="m0")
    checks = [look(row, found(material), at=after(days=3)) for row in (theirs, ours)]
    assert [each.trust for each in checks] == ["C", "A"]
    assert [each.reasons for each in checks] == [["full_text", "foreign_host"], ["full_text"]]
    assert list(watched_channels(date(2024, 10, 25))) == []
    row = log_publication(
        part,
        replace(given, idempotency_key="hai", address="https://youtu.be/abc"),
        by=cast.binh,
        at=after(days=2),
    )
    assert look(row, found(material), at=after(days=3)).trust == "C"


def test_a_neighbours_page_on_the_same_portal_is_never_asked_about(
    cast: Cast, web: Web
) -> None:
    sent: Sent = send_with_material(cast)
    first, other = sent.participants["p.h1.x1"], sent.participants["p.h1"]
    channel(cast, first, web.url("/xa-a/"))
    channel(cast, other, web.url("/"), confirmed_on=date(2024, 10, 1))
    paths = ("/xa-a/tin/1", "/xa-b/tin/2", "/tin/3")
    items = "".join(
        f"<item><title>Tin {p}</title><link>{web.url(p)}</link></item>" for p in paths
    )
    feed = f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'.encode()
    named = "<link rel=alternate type='application/rss+xml' href='/f.xml'>"
    web.answers["/f.xml"] = page(feed)
    for home in ("/", "/xa-a/"):
        web.answers[home] = page(html("<p>Trang chủ</p>", named))
    for path in paths:
        web.answers[path] = page(html(f"<p>{ARTICLE.text}</p>"))
    for days in (3, 4):  # one channel of a host at a time
        run_watches(web.fetcher(), now=lambda days=days: after(days=days))
    asked = {
        part: sorted(
            row.address.partition(str(web.port))[2]
            for row in Sighting.objects.filter(participant=part)
        )
        for part in (first, other)
    }
    assert asked == {first: ["/xa-a/tin/1"], other: ["/tin/3", "/xa-b/tin/2"]}
    assert not Check.objects.exists()
