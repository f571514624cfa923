"""What of a page counts: what its author wrote and a reader sees, and the day that it gives."""

import json
from datetime import date

import pytest

from loa.doors.dated import day_of
from loa.doors.feeds import read_feed
from loa.doors.pages import PageShown, read_page
from loa.doors.unseen import without_comments

HOME = "https://xa.example.vn/tin/1"
OURS = "Bà con cảnh giác với cuộc gọi xưng là công an."
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
PLAYS = "https://www.youtube.com/embed/dQw4w9WgXcQ"
FILLER = "<p>" + "Giá lúa ổn định, bà con phấn khởi xuống giống vụ mới. " * 6 + "</p>"


def shown(body: str, head: str = "", url: str = HOME) -> PageShown:
    page = f"<!doctype html><html><head>{head}</head><body><h1>Tin</h1>{body}</body></html>"
    return read_page(page.encode(), url=url)


@pytest.mark.parametrize(
    "style",
    [
        "display : none", "DISPLAY:NONE", "color: red; display:none !important",
        "visibility: collapse", "opacity:0", "opacity: 0.0", "font-size:0px", "font-size:1px",
        "color:transparent", "color:#fff; background:#fff", "text-indent:-9999px",
        "position:absolute; left:-9999px", "position:fixed;top:-100em",
        "position:absolute;clip:rect(0,0,0,0)", "height:0;overflow:hidden",
        "overflow: hidden; max-height: 1px",
    ],
)  # fmt: skip
def test_what_its_own_style_hides_does_not_count(style: str) -> None:
    hidden = f"<div style='{style}'><p>{OURS}</p><img src=/a.jpg><iframe src={PLAYS}></iframe>"
    page = shown(f"{FILLER}{hidden}</div>")
    assert OURS not in page.text
    assert (page.pictures, page.embeds) == ((), ())


@pytest.mark.parametrize(
    "style",
    [
        "margin:0", "opacity:0.9", "opacity:0; transform:translateY(20px)", "height:0",
        "left:-9999px", "font-size:14px", "color:#fff;background:#a00", "text-indent:-20px",
        "width:100%;overflow:hidden", "position:absolute;top:-20px", "clip:rect(0,0,0,0)",
    ],
)  # fmt: skip
def test_what_a_reader_sees_counts_whatever_its_style(style: str) -> None:
    page = shown(f"<div style='{style}'><p>{OURS}</p><img src=/a.jpg></div>")
    assert OURS in page.text
    assert page.pictures == ("https://xa.example.vn/a.jpg",)


@pytest.mark.parametrize(
    "tag",
    ["textarea", "title", "datalist", "dialog", "iframe", "object", "template", "noscript"],
)
def test_what_no_browser_prints_does_not_count(tag: str) -> None:
    assert OURS not in shown(f"{FILLER}<{tag}>{OURS}</{tag}>").text


@pytest.mark.parametrize(
    "comments",
    [
        "<div id=comments><div class=comment>{}</div></div>",
        "<ol class='comment-list'><li class='comment odd'><article>{}</article></li></ol>",
        "<section class='box binh-luan'>{}</section>",
        "<div itemprop=comment>{}</div>",
    ],
)
def test_readers_comments_are_neither_compared_nor_kept(comments: str) -> None:
    said = comments.format(f"<b>Nguyễn Văn A</b><p>{OURS}</p><img src=/a.jpg>")
    page = shown(f"<article>{FILLER}</article>{said}")
    assert (OURS in page.text, page.pictures, page.has_comments) == (False, (), True)
    kept = without_comments(f"<html><body><article>{FILLER}</article>{said}</body></html>")
    assert kept is not None
    assert "xuống giống" in kept
    assert "Nguyễn Văn A" not in kept


def test_a_frame_of_the_whole_page_is_no_comment() -> None:
    page = (
        f"<html><body class=comments><main id=comment><h1>Tin</h1>{OURS}</main></body></html>"
    )
    assert OURS in read_page(page.encode()).text
    assert without_comments(page) is None
    nested = "<div class=comment hidden style='display:none'>" * 3_000
    assert read_page(f"{nested}{OURS}".encode()).text == ""


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param("", f"<link rel=canonical href='{VIDEO}'>", id="canonical"),
        pytest.param("", f"<meta property='og:url' content='{VIDEO}'>", id="og:url"),
        pytest.param("", f"<meta property='og:video' content='{PLAYS}'>", id="og:video"),
        pytest.param(f"<iframe hidden src='{PLAYS}'></iframe>", "", id="hidden"),
        pytest.param(f"<iframe width=1 height=1 src='{PLAYS}'></iframe>", "", id="a dot"),
        pytest.param(f"<blockquote cite='{VIDEO}'>Lời</blockquote>", "", id="a source"),
        pytest.param(f"<a data-href='{VIDEO}'>Chia sẻ</a>", "", id="a share button"),
    ],
)
def test_a_video_that_nobody_sees_playing_does_not_play(body: str, head: str) -> None:
    assert shown(f"{FILLER}{body}", head).embeds == ()


def test_a_video_that_plays_or_is_the_page_itself_does() -> None:
    assert shown(f"<iframe src='{PLAYS}'></iframe>").embeds == (PLAYS,)
    itself = f"<link rel=canonical href='{VIDEO}'>"
    assert shown("", itself, url=VIDEO.replace("www.", "m.")).embeds == (VIDEO,)
    assert shown("", itself).links == (VIDEO,)  # elsewhere it only leads there


def test_a_picture_for_previews_counts_only_where_the_page_has_no_other() -> None:
    preview = "<meta property='og:image' content='/xem-truoc.jpg'>"
    assert shown(f"{FILLER}<img src=/a.jpg>", preview).pictures == (f"{HOME[:21]}/a.jpg",)
    assert shown(FILLER, preview).pictures == (f"{HOME[:21]}/xem-truoc.jpg",)


def test_a_text_in_the_data_of_an_empty_page_is_said_to_be_so() -> None:
    data = f"<script type='application/ld+json'>{json.dumps({'articleBody': OURS})}</script>"
    assert (shown("", data).is_from_data, OURS in shown("", data).text) == (True, True)
    assert (shown(FILLER, data).is_from_data, OURS in shown(FILLER, data).text) == (
        False,
        False,
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-10-31T16:59:59Z", date(2024, 10, 31)),
        ("2024-10-31T17:00:00Z", date(2024, 11, 1)),
        ("2024-11-01T00:30:00+07:00", date(2024, 11, 1)),
        ("2024-10-31T20:00:00.123-0500", date(2024, 11, 1)),
        ("2024-10-31 23:30", date(2024, 10, 31)),
        ("Thu, 31 Oct 2024 17:30:00 GMT", date(2024, 11, 1)),
        ("Fri, 01 Nov 2024 00:30:00 +0700", date(2024, 11, 1)),
        ("5/11/2024 8:30", date(2024, 11, 5)),
        ("31/02/2024", None),
        ("2024-13-01", None),
        ("hôm qua", None),
    ],
)
def test_a_day_is_vietnams_day(said: str, day: date | None) -> None:
    assert day_of(said) == day
    assert shown("", f"<meta property='article:published_time' content='{said}'>").dated == day
    feed = f"<rss><item><link>https://x.vn/1</link><pubDate>{said}</pubDate></item></rss>"
    assert read_feed(feed.encode(), url=HOME).entries[0].dated == day


@pytest.mark.parametrize(
    ("body", "day"),
    [
        pytest.param("<p>Ngày đăng: 04/11/2023 08:15</p>", date(2023, 11, 4), id="labelled"),
        pytest.param("<b>Đăng lúc</b><i>08:15 - 4.11.2023</i>", date(2023, 11, 4), id="beside"),
        pytest.param(
            "<p>Cập nhật: 09/11/2023</p><p>Ngày đăng: 04/11/2023</p>", date(2023, 11, 4),
            id="posted counts more than changed",
        ),
        pytest.param("<time>04/11/2023</time>", date(2023, 11, 4), id="a time without a mark"),
        pytest.param("<p>Thứ Hai, 04/11/2023 | 08:15</p>", None, id="today's date in the head"),
        pytest.param(f"<p>{OURS * 5} đăng ngày 04/11/2023</p>", None, id="within an article"),
    ],
)  # fmt: skip
def test_a_day_among_the_words_counts_behind_a_label(body: str, day: date | None) -> None:
    assert shown(body).dated == day
