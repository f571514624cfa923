"""Lists of news: feeds, sitemaps, pages of links; and XML that means harm."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.doors.feeds import Entry, find_feeds, list_links, read_feed

HOME = "https://xa.vn/"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Xã</title>
<item><title>Cảnh báo <b>lừa đảo</b></title><link>/tin/1</link>
<pubDate>Tue, 22 Oct 2024 09:00:00 +0700</pubDate></item>
<item><title>Không có đường dẫn</title></item>
<item><title>Lặp</title><link>https://xa.vn/tin/1</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title>
<link rel="self" href="/api/1"/><link href="/tin/2"/><updated>2024-10-23T01:00:00Z</updated>
</entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://xa.vn/tin/3</loc><lastmod>2024-10-24</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://xa.vn/s1.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("xml", "kind", "entry"),
    [
        (RSS, "rss", Entry("https://xa.vn/tin/1", "Cảnh báo lừa đảo", date(2024, 10, 22))),
        (ATOM, "atom", Entry("https://xa.vn/tin/2", "Tin", date(2024, 10, 23))),
        (SITEMAP, "sitemap", Entry("https://xa.vn/tin/3", "", date(2024, 10, 24))),
        (INDEX, "index", Entry("https://xa.vn/s1.xml")),
    ],
    ids=["rss", "atom", "sitemap", "index"],
)
def test_each_kind_of_list_is_read(xml: str, kind: str, entry: Entry) -> None:
    feed = read_feed(xml.encode(), url=HOME)
    assert (feed.kind, feed.entries) == (kind, (entry,))


def test_entities_are_neither_unfolded_nor_fetched() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lol}
    <!ENTITY f SYSTEM "file:///etc/passwd">]>
    <rss><channel><item><title>&l8;&f;</title><link>/tin/1</link></item></channel></rss>"""
    feed = read_feed(bomb.encode(), url=HOME)
    assert all("root:" not in each.title for each in feed.entries)
    assert sum(len(each.title) for each in feed.entries) <= 300


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_nothing(noise: bytes) -> None:
    for body in (noise, b"<rss>" + noise, b"<html>" + noise):
        assert isinstance(read_feed(body, url=HOME).entries, tuple)
        assert isinstance(list_links(body, url=HOME), tuple)
        assert isinstance(find_feeds(body, url=HOME), tuple)


def test_a_page_of_links_gives_its_news_and_not_its_menu() -> None:
    page = """<a href="/">Trang chủ</a><a href="/lien-he">Liên hệ</a>
    <a href="/tin/1#top">Xã cảnh báo thủ đoạn lừa đảo mới</a><a href="/tin/1"><img></a>
    <a href="https://tinh.vn/tin/9">Tin của tỉnh, nằm ở trang khác</a>
    <a href="/tep/ke-hoach.pdf">Kế hoạch tuyên truyền năm 2024</a>"""
    (entry,) = list_links(page.encode(), url=HOME)
    assert (entry.address, entry.title) == (
        "https://xa.vn/tin/1",
        "Xã cảnh báo thủ đoạn lừa đảo mới",
    )


def test_a_feed_named_in_the_head_is_found() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    assert find_feeds(head.encode(), url=HOME) == ("https://xa.vn/rss.xml",)


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(
            b"<rss>" + b"<item><title>" * 120 + b"<b>x</b>" * 300_000, id="in each other"
        ),
        pytest.param(b"<rss>" + b"<item/>" * 600_000 + b"</rss>", id="many"),
        pytest.param(b"<rss>" + b"<rss>" * 600_000, id="deep"),
    ],
)  # fmt: skip
def test_a_list_that_is_a_trap_costs_little(feed: bytes) -> None:
    began = time.process_time()
    assert read_feed(feed, url="https://xa.vn/f.xml").entries == ()
    assert time.process_time() - began < 4.0


def test_of_a_long_sitemap_the_newest_are_taken_wherever_they_stand() -> None:
    rows = "".join(
        f"<url><loc>https://xa.vn/{n}</loc><lastmod>{2015 + n // 300}-01-05</lastmod></url>"
        for n in range(3_000)
    )
    entries = read_feed(f"<urlset>{rows}</urlset>".encode(), url="https://xa.vn/s.xml").entries
    assert (len(entries), entries[0].dated) == (2_000, date(2024, 1, 5))
    assert {entry.dated.year for entry in entries if entry.dated} == set(range(2018, 2025))


def test_what_is_an_item_in_a_title_is_none() -> None:
    feed = b"<rss><channel><item><link>https://xa.vn/1</link><title>a<item><link>https://xa.vn/2</link></item></title></item></channel></rss>"
    assert [each.address for each in read_feed(feed, url="").entries] == ["https://xa.vn/1"]
