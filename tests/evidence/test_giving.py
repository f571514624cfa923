"""What an officer gives: many links at once, a broadcast with its log, twice, and nonsense."""

import io
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given as example
from hypothesis import strategies as st
from openpyxl import Workbook

from bench.posters import poster
from loa.campaigns.models import Participant
from loa.doors.addresses import AddressRefusedError
from loa.evidence.actions import Logged, log_publication
from loa.evidence.errors import (
    AlreadyLoggedError,
    NoLinksError,
    OutsideCampaignError,
    PlayLogError,
)
from loa.evidence.models import ActKind, Paste, Publication
from loa.evidence.pasted import find_links, kind_of, normalise
from loa.evidence.pasting import AT_ONCE, ask_for_pastes, bring_links, go_on, paste_links
from loa.evidence.playlogs import read_play_log
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.doors.clips_made import clip_of
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import after, send_small_campaign

NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
DAY = date(2024, 10, 22)
CHAT = """Chào chị, xã đã đăng:
1) https://TanPhu.gov.vn/tin/1?utm_source=zalo&id=5#noi-dung, và (xem www.tanphu.gov.vn/tin/2).
- tanphu.gov.vn/tin/3
fanpage: https://www.facebook.com/tanphu/posts/9?fbclid=abc
lặp: https://tanphu.gov.vn/tin/1?id=5
mail: ubnd@tanphu.gov.vn, máy trong: http://192.168.1.5/tin http://localhost/x
"""


@pytest.fixture
def unit(cast: Cast) -> Participant:
    return send_small_campaign(cast).participants["p.h1.x1"]


def test_links_are_found_in_a_message_each_once_in_one_form() -> None:
    found = find_links(CHAT)
    assert found.links == (
        "https://tanphu.gov.vn/tin/1?id=5",
        "https://www.tanphu.gov.vn/tin/2",
        "https://tanphu.gov.vn/tin/3",
        "https://www.facebook.com/tanphu/posts/9",
    )
    assert found.repeated == 1
    assert dict(found.refused) == {
        "http://192.168.1.5/tin": "address_not_public",
        "http://localhost/x": "inner_name",
    }
    assert [kind_of(each).value for each in found.links] == ["web", "web", "web", "social"]


@example(st.text(max_size=400))
def test_any_text_gives_links_that_stay_as_they_are(text: str) -> None:
    for link in find_links(text + " https://xa.vn/tin?a=1&b=%C4%91 " + text).links:
        try:
            assert normalise(link) == link
        except AddressRefusedError:  # pragma: no cover (would be a link that is refused later)
            pytest.fail(link)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("👉https://xa.vn/tin/1👈 mọi người xem 😊", ["https://xa.vn/tin/1"]),
        ("https://xa.vn/tin/1😊", ["https://xa.vn/tin/1"]),
        ("\u2060https://xa.vn/tin/1\u200b\u200b", ["https://xa.vn/tin/1"]),
        ("https://xa.vn/1,https://xa.vn/2", ["https://xa.vn/1", "https://xa.vn/2"]),
        ("https://xa.vn/1https://xa.vn/2", ["https://xa.vn/1", "https://xa.vn/2"]),
        ("https://xa.vn/1—Tin xã", ["https://xa.vn/1"]),
        ("https://xa.vn/tin-tức/cảnh-báo", ["https://xa.vn/tin-tức/cảnh-báo"]),
        ("https://xa.vn/?a=1&amp;b=2", ["https://xa.vn/?a=1&b=2"]),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fxa.vn%2Ftin&h=A", ["https://xa.vn/tin"]),
        ("https://luu.vn/web/https://xa.vn/1", ["https://luu.vn/web/https://xa.vn/1"]),
        ("https://www.xa.vn/1 http://xa.vn/1 https://xa.vn/1/", ["https://www.xa.vn/1"]),
    ],
)  # fmt: skip
def test_what_messengers_put_around_a_link_is_no_part_of_it(
    text: str, links: list[str]
) -> None:
    assert list(find_links(text).links) == links


def test_the_same_page_in_another_spelling_is_not_counted_twice(
    cast: Cast, unit: Participant
) -> None:
    at, day = after(days=2), date(2024, 10, 22)
    pasted = paste_links(
        unit, "http://www.xa.vn/1/", happened_on=day, key="a", by=cast.binh, at=at
    )
    again = paste_links(
        unit, "https://xa.vn/1 https://xa.vn/2", happened_on=day, key="b", by=cast.binh, at=at
    )
    assert (pasted.added, again.added) == (1, 1)
    given = Logged(
        kind=ActKind.WEB, happened_on=day, idempotency_key="c", address="http://xa.vn/2/"
    )
    with pytest.raises(AlreadyLoggedError):
        log_publication(unit, given, by=cast.binh, at=at)


def test_more_links_than_are_taken_at_once_are_said() -> None:
    found = find_links("\n".join(f"https://xa.vn/{n}" for n in range(12)), most=10)
    assert (len(found.links), found.left_over) == (10, 2)


@pytest.mark.django_db
def test_ten_thousand_links_come_in_handfuls_and_a_stop_on_the_way_loses_none(
    cast: Cast, unit: Participant
) -> None:
    text = "\n".join(f"https://xa.vn/tin/{n % 10_000}" for n in range(10_050))
    paste = paste_links(unit, text, happened_on=DAY, key="k", by=cast.binh, at=after(days=2))
    assert (paste.done, paste.repeated, paste.left_over) == (AT_ONCE, 50, 0)
    assert Publication.objects.count() == AT_ONCE
    go_on(paste.pk, at=after(days=2))  # then the worker is killed
    ask_for_pastes(after(days=2))
    assert Publication.objects.count() == 2 * AT_ONCE
    ask_for_pastes(after(days=2, minutes=3))
    paste.refresh_from_db()
    assert (paste.done, paste.added) == (10_000, 10_000)
    assert paste.finished_at is not None
    bring_links.call(paste.pk)
    assert Publication.objects.count() == 10_000
    assert Entry.objects.filter(verb="publication.logged").count() == 10_000


@pytest.mark.django_db
def test_a_paste_sent_twice_is_one_and_what_stands_there_is_not_added_again(
    cast: Cast, unit: Participant
) -> None:
    first = paste_links(unit, CHAT, happened_on=DAY, key="a", by=cast.binh, at=after(days=2))
    again = paste_links(unit, CHAT, happened_on=DAY, key="a", by=cast.binh, at=after(days=2))
    assert first == again
    other = paste_links(
        unit, CHAT + " xa.vn/x", happened_on=DAY, key="b", by=cast.binh, at=after(days=3)
    )
    assert (first.added, other.added, other.done) == (4, 1, 5)
    unit.refresh_from_db()
    assert unit.acknowledged_by == cast.binh


@pytest.mark.django_db
def test_what_cannot_be_pasted_is_refused_and_nothing_is_kept(
    cast: Cast, unit: Participant
) -> None:
    at = after(days=2)
    for by in (cast.an, cast.chi, cast.dung):
        with pytest.raises(NotAllowedError):
            paste_links(unit, CHAT, happened_on=DAY, key="a", by=by, at=at)
    with pytest.raises(NoLinksError):
        paste_links(unit, "đã đăng rồi", happened_on=DAY, key="a", by=cast.binh, at=at)
    with pytest.raises(OutsideCampaignError):
        paste_links(unit, CHAT, happened_on=date(2024, 9, 1), key="a", by=cast.binh, at=at)
    assert not Paste.objects.exists()


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_the_page_says_what_became_of_each_link(cast: Cast, unit: Participant) -> None:
    client = browser(cast.binh)
    where = f"/desk/evidence/{unit.pk}/paste/"
    assert (
        client.post(
            where, {"text": "không có", "happened_on": "11/11/2024", "key": "k"}
        ).status_code
        == 422
    )
    done = client.post(
        where, {"text": CHAT, "happened_on": "11/11/2024", "key": "k"}, follow=True
    )
    shown = done.content.decode()
    assert "Đã ghi 4 đường dẫn" in shown
    assert "http://192.168.1.5/tin" in shown


SHEET = (
    "Đài truyền thanh xã;;;;\n"
    "Ngày phát;Giờ phát;Tên chương trình;Cụm loa;Thời lượng;Số lần\n"
    "22/10/2024;17h30;Phòng chống lừa đảo trực tuyến;Ấp 1;5,5;2\n"
    "23/10/2024;05:00;Tin nông nghiệp;Ấp 1;10;1\n"
    "24/10/2024;05:00;Lừa đảo qua mạng: dấu hiệu;Ấp 2;0:04:30;\n"
    "hôm qua;05:00;Lừa đảo;Ấp 2;1;1\n"
    "22/10/2023;05:00;Lừa đảo năm trước;Ấp 2;1;1\n"
)


def test_a_log_is_read_by_its_headings() -> None:
    log = read_play_log(SHEET.encode())
    assert [each.aired_on.day for each in log.aired] == [22, 23, 24, 22]
    first = log.aired[0]
    assert (first.aired_time, first.station, first.seconds, first.times) == (
        time(17, 30), "Ấp 1", 330, 2,
    )  # fmt: skip
    assert log.aired[2].seconds == 270
    assert log.unread == (6,)


def test_a_log_of_cells_is_read_like_one_of_text() -> None:
    book = Workbook()
    book.active.append(["STT", "Ngày", "Thời gian", "Nội dung", "Thời lượng"])
    book.active.append([1, DAY, time(17, 30), "Lừa đảo", time(0, 5)])
    out = io.BytesIO()
    book.save(out)
    (aired,) = read_play_log(out.getvalue()).aired
    assert (aired.aired_on, aired.aired_time, aired.seconds) == (DAY, time(17, 30), 300)


def old_alphabet(text: str) -> bytes:
    """Write a text as Windows-1258: the tone is a sign of its own behind its letter."""
    out = ""
    for letter in text:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = "".join(mark for mark in marks if mark not in tones)
        out += unicodedata.normalize("NFC", base + shape) + "".join(tones)
    return out.encode("cp1258")


@pytest.mark.parametrize("way", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_log_is_read_in_the_alphabet_that_a_spreadsheet_saved_it_in(way: str) -> None:
    table = (
        "Ngày\tGiờ\tCụm loa\tNội dung\tThời lượng (giây)\n"
        "22/10/2024\t05:30\tẤp Tân Phú\tCảnh báo lừa đảo trực tuyến\t200\n"
        "\t17:00\tẤp Tân Phú\tKỹ năng nhận diện lừa đảo\t3 phút 20 giây\n"
        "\t\t\tTổng cộng\t400\n"
    )
    data = old_alphabet(table) if way == "cp1258" else table.encode(way)
    log = read_play_log(data)
    assert [(each.aired_on, each.seconds) for each in log.aired] == [(DAY, 200), (DAY, 200)]
    assert (log.aired[0].station, log.unread) == ("Ấp Tân Phú", (4,))


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("5", 300), ("5,5", 330), ("05:30", 330), ("0:05:30", 330), ("3 phút 20 giây", 200),
        ("3'20\"", 200), ("3'20", 200), ("200s", 200), ("1h05", 3900), ("1g05", 3900),
        ("15 phút/lần", 900), ("10 phút x 2", 600), ("", 0), ("không rõ", 0),
    ],
)  # fmt: skip
def test_a_length_is_read_as_people_write_it(told: str, seconds: int) -> None:
    row = f"Ngày;Nội dung;Thời lượng\n22/10/2024;Tin;{told}\n".replace('"', "''")
    assert read_play_log(row.encode()).aired[0].seconds == seconds


def test_a_day_as_a_number_of_a_spreadsheet_is_a_day() -> None:
    book = Workbook()
    for row in (["Ngày", "Nội dung", "Thời lượng"], [45_587, "Tin", time(0, 3, 20)]):
        book.active.append(row)  # type: ignore[union-attr] # a new book has a sheet
    out = io.BytesIO()
    book.save(out)
    assert (log := read_play_log(out.getvalue())).aired[0].aired_on == DAY
    assert log.aired[0].seconds == 200


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\0\0", "not_a_table"),
        (b"PK\x03\x04 no zip", "not_a_table"),
        ("Tên;Số\na;1\n".encode(), "no_columns"),
        ("Ngày;Nội dung\nmai;x\n".encode(), "no_rows"),
    ],
)
def test_what_is_no_log_is_named(data: bytes, code: str) -> None:
    with pytest.raises(PlayLogError) as raised:
        read_play_log(data)
    assert raised.value.code == code


@example(st.binary(max_size=300))
def test_any_bytes_are_a_log_or_a_named_error(data: bytes) -> None:
    with suppress(PlayLogError):
        assert read_play_log(data).aired


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_a_log_counts_the_campaigns_rows_only_and_once(cast: Cast, unit: Participant) -> None:
    client = browser(cast.binh)
    for _ in range(2):
        file = SimpleUploadedFile("nhat-ky.csv", SHEET.encode(), "text/csv")
        facts = {"log": file, "kind": "loudspeaker", "words": "lừa đảo", "key": "k"}
        assert client.post(f"/desk/evidence/{unit.pk}/playlog/", facts).status_code == 303
    made = Publication.objects.get()
    assert made.counts == {"item": 3, "minute": 16}
    assert made.airings.count() == 2
    assert made.files.count() == 1
    shown = client.get(f"/desk/evidence/publications/{made.pk}/").content.decode()
    assert "Phòng chống lừa đảo trực tuyến" in shown
    wrong = SimpleUploadedFile("a.csv", b"x;y\n", "text/csv")
    again = {"log": wrong, "kind": "loudspeaker", "words": "", "key": "z"}
    assert client.post(f"/desk/evidence/{unit.pk}/playlog/", again).status_code == 422


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_each_way_asks_for_its_own_numbers_only(cast: Cast, unit: Participant) -> None:
    client = browser(cast.binh)
    where = f"/desk/evidence/{unit.pk}/log/"
    asked = {
        way: set(client.get(f"{where}?way={way}").context["form"].fields) & {
            "address", "turn", "item", "minute", "session", "person", "station",
        }
        for way in ("link", "picture", "air", "said")
    }  # fmt: skip
    assert asked == {
        "link": {"address", "turn"},
        "picture": {"turn", "item"},
        "air": {"item", "minute", "station"},
        "said": {"item", "session", "person"},
    }
    facts = {
        "way": "air", "kind": "broadcast", "happened_on": "11/11/2024", "title": "Bản tin",
        "station": "Đài huyện", "aired_time": "17h30", "item": "2", "minute": "10", "key": "k",
    }  # fmt: skip
    assert client.post(where, facts).status_code == 303
    airing = Publication.objects.get(kind=ActKind.BROADCAST.value).airings.get()
    assert (airing.station, airing.aired_time, airing.seconds, airing.times) == (
        "Đài huyện", time(17, 30), 300, 2,
    )  # fmt: skip


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_of_a_broadcast_s_clip_pictures_are_kept_and_its_length(
    cast: Cast, unit: Participant, tmp_path: Path
) -> None:
    client = browser(cast.binh)
    where = f"/desk/evidence/{unit.pk}/log/"
    made = clip_of([poster(4, 1), poster(5, 1).resize((720, 1000))], tmp_path)
    facts = {
        "way": "air", "kind": "broadcast", "happened_on": "11/11/2024", "title": "Bản tin",
        "station": "Đài huyện", "aired_time": "17h30", "item": "1", "key": "k",
    }  # fmt: skip
    clip = SimpleUploadedFile("ban-tin.mp4", made, "video/mp4")
    assert client.post(where, {**facts, "clip": clip}).status_code == 303
    publication = Publication.objects.get(kind=ActKind.BROADCAST.value)
    kept = publication.files.values_list("media_type", flat=True)
    assert list(kept) == ["image/jpeg", "image/jpeg"]
    assert publication.airings.get().seconds == 2

    bad = SimpleUploadedFile("ban-tin.mp4", b"no clip", "video/mp4")
    refused = client.post(where, {**facts, "key": "other", "clip": bad})
    assert refused.status_code == 422
    assert "Không mở được “ban-tin.mp4”" in refused.content.decode()
    assert Publication.objects.filter(kind=ActKind.BROADCAST.value).count() == 1
