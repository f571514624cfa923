"""What came in, on screen; and the review with pages, lines, keys and amended letters."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loa.dispatches.actions import Comer, begin, take_in
from loa.dispatches.actions.arriving import LEASE, claim, tell_page
from loa.dispatches.actions.drawing import draw_pages
from loa.dispatches.models import Arrival, Dispatch, Stage, Way
from loa.files.actions import remove
from loa.files.beside import is_beside, remove_beside
from tests.dispatches.test_kinship import LATER
from tests.dispatches.test_views import browser, drop
from tests.letters import FIRE, SMALL, receive
from tests.people import NOW, Cast

ARRIVALS = "/desk/dispatches/arrivals/"


def mailed(cast: Cast, number: int, data: bytes) -> Arrival:
    arrival = begin(
        cast.units["p.tt"], Way.MAIL, place=f"m/7:{number}:2", size_bytes=len(data),
        by=None, at=NOW,
    )  # fmt: skip
    return take_in(arrival, Comer(data, "a.pdf", "van-thu@x.example"), by=None, at=NOW)


@time_machine.travel(NOW, tick=False)
def test_each_stage_is_listed_counted_and_seen_only_by_its_unit(cast: Cast) -> None:
    an = browser(cast.an)
    assert not an.get(ARRIVALS).context["rows"]
    mailed(cast, 1, b"%PDF-1.7 broken")
    mailed(cast, 2, SMALL.encode())
    mailed(cast, 3, SMALL.replace("Kính gửi:", "MẬT\n\nKính gửi:", 1).encode())
    shown = an.get(ARRIVALS)
    assert len(shown.context["rows"]) == 3
    assert {tab["count"] for tab in shown.context["tabs"]} == {1, 3}
    assert len(an.get(ARRIVALS, {"stage": "refused"}).context["rows"]) == 1
    assert not browser(cast.binh).get(ARRIVALS).context["rows"]
    reader = browser(cast.dung)
    assert len(reader.get(ARRIVALS).context["rows"]) == 3
    assert reader.post(ARRIVALS, {"do": "dismiss", "arrival": ["1"]}).status_code == 403


@time_machine.travel(NOW, tick=False)
def test_what_is_ticked_is_read_again_or_dismissed_and_the_rest_is_left(cast: Cast) -> None:
    an = browser(cast.an)
    stuck, letter = mailed(cast, 1, b"%PDF-1.7 broken"), mailed(cast, 2, SMALL.encode())
    ticked = {"arrival": [str(stuck.pk), str(letter.pk), "999", "x"]}
    an.post(ARRIVALS, {"do": "retry", **ticked})
    stuck.refresh_from_db()
    letter.refresh_from_db()
    assert (stuck.stage, letter.stage) == (Stage.WAITING, Stage.IN_REVIEW)
    an.post(ARRIVALS, {"do": "dismiss", **ticked})
    stuck.refresh_from_db()
    assert stuck.stage == Stage.DISMISSED
    an.get(ARRIVALS)  # where these were said
    answer = an.post(ARRIVALS, {"do": "retry"}, follow=True)
    assert len(list(answer.context["messages"])) == 1


@time_machine.travel(NOW, tick=False)
def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast) -> None:
    an = browser(cast.an)
    mailed(cast, 1, SMALL.encode())
    counts = []
    for number in (2, 3, 4, 5, 6):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            an.get(ARRIVALS)
        counts.append(len(seen))
        mailed(cast, number, b"%PDF-1.7 broken")
    assert len(set(counts[1:])) == 1


@time_machine.travel(NOW, tick=False)
def test_who_sends_a_scan_is_told_the_page_that_is_read_and_nobody_else(cast: Cast) -> None:
    address = f"{ARRIVALS}page/"
    assert browser(cast.an).get(address).content == b""
    arrival = begin(cast.units["p.tt"], Way.UPLOAD, size_bytes=9, by=cast.an, at=NOW)
    claim(arrival, at=NOW)
    tell_page(arrival.pk, 3, 12)
    assert browser(cast.an).get(address).content.decode() == "trang 3/12"
    assert "trang 3/12" in browser(cast.an).get(ARRIVALS).content.decode()
    assert browser(cast.dung).get(address).content == b""
    take_in(arrival, Comer(SMALL.encode(), "a.txt"), by=cast.an, at=NOW + LEASE)
    assert browser(cast.an).get(address).content == b""


@time_machine.travel(NOW, tick=False)
def test_a_file_sent_by_script_is_answered_with_its_own_line(cast: Cast) -> None:
    an = browser(cast.an)
    for data, words in ((SMALL.encode(), "/desk/dispatches/"), (b"%PDF-1.7 broken", "x.pdf")):
        answer = an.post(
            "/desk/dispatches/",
            {
                "unit": str(cast.units["p.tt"].pk),
                "files": [SimpleUploadedFile("x.pdf", data)],
            },
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200
        assert answer.content.decode().count("<li>") == 1
        assert words in answer.content.decode()
        assert "<html" not in answer.content.decode()


# ---------------------------------------------------------------- the review
@time_machine.travel(NOW, tick=False)
def test_one_field_at_a_time_and_the_lines_of_it_lit(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("a.txt", SMALL.encode()))
    shown = an.get(address, {"field": "number"})
    assert shown.context["current"].view.name == "number"
    lit = [line.text for line in shown.context["lines"] if line.is_current]
    assert lit
    assert "812/STTTT-CNTT" in lit[0]
    owners = {line.owner for line in shown.context["lines"]}
    assert {"number", "subject", "tasks"} <= owners | {"symbol"}
    assert an.get(address, {"field": "nonsense"}).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_lines_of_the_letter_are_taken_by_their_numbers(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("a.txt", SMALL.encode()))
    lines = Dispatch.objects.get().lines
    at = next(n for n, line in enumerate(lines, 1) if "ngày 21 tháng 10" in line)
    told = {"do": "lines", "first": str(at)}
    assert an.post(f"{address}fields/place/", told).status_code == 303
    held = an.get(address).context["review"].field("place")
    assert held.value == " ".join(lines[at - 1].split())
    for first, last in (("0", "1"), ("5", "4"), ("999", "999"), ("x", ""), ("", "")):
        told = {"do": "lines", "first": first, "last": last}
        assert an.post(f"{address}fields/place/", told).status_code == 422


@pytest.mark.parametrize(
    "marked",
    ["Sông Xanh, ngày 22 tháng 10 năm 2024", "ngày 22 tháng 10 năm 2024", "22/10/2024"],
)
@time_machine.travel(NOW, tick=False)
def test_a_day_marked_in_the_letter_is_a_day(cast: Cast, marked: str) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("a.txt", SMALL.encode()))
    an.post(f"{address}fields/date/", {"do": "correct", "value": marked})
    assert an.get(address).context["review"].field("date").value == "2024-10-22"


@time_machine.travel(NOW, tick=False)
def test_pages_of_a_pdf_are_shown_with_their_fields_framed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    an = browser(cast.an)
    pdf = FIRE.with_suffix(".pdf").read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        address = drop(an, cast, ("a.pdf", pdf))
    shown = an.get(address, {"as": "pages", "field": "subject"})
    frames = [frame for sheet in shown.context["sheets"] for frame in sheet.frames]
    lit = [frame for frame in frames if frame.is_current]
    assert {frame.owner for frame in lit} == {"subject"}
    assert all(0 <= f.left <= 1000 and 0 < f.width <= 1000 for f in frames)
    words = [word for sheet in shown.context["sheets"] for word in sheet.words]
    assert {word.owner for word in words} >= {"subject", "issuer"}  # marked on the page itself
    assert f'<text id="l{words[0].number}"' in shown.content.decode()
    sheet = an.get(f"{address}pages/1.webp")
    assert is_webp(sheet.content)
    assert "private" in sheet["Cache-Control"]
    assert an.get(f"{address}pages/99.webp").status_code == 404
    assert is_webp(an.get(f"{address}fields/subject.webp").content)
    assert an.get(f"{address}fields/urgency.webp").status_code == 404
    assert browser(cast.binh).get(f"{address}pages/1.webp").status_code == 404


def is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


@time_machine.travel(NOW, tick=False)
def test_what_answers_browsers_draws_no_page_but_has_it_drawn(cast: Cast) -> None:
    cache.clear()
    an = browser(cast.an)
    address = drop(an, cast, ("a.pdf", FIRE.with_suffix(".pdf").read_bytes()))
    letter = Dispatch.objects.get()
    remove_beside(letter.file)
    waiting = an.get(f"{address}pages/2.webp")
    assert (waiting.status_code, waiting.content, waiting["Retry-After"]) == (202, b"", "2")
    for page in (1, 2):  # in tests the job runs as soon as it is asked for
        assert is_webp(an.get(f"{address}pages/{page}.webp").content)
    assert draw_pages.call(letter.pk) == 0
    remove_beside(letter.file)
    assert an.get(f"{address}pages/1.webp").status_code == 202
    assert not is_beside(letter.file, "page-1.webp")  # asked for a moment ago: not once more


@time_machine.travel(NOW, tick=False)
def test_pictures_of_pages_go_with_a_file_that_is_removed_for_cause(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    an = browser(cast.an)
    with django_capture_on_commit_callbacks(execute=True):
        address = drop(an, cast, ("a.pdf", FIRE.with_suffix(".pdf").read_bytes()))
    file = Dispatch.objects.get().file
    assert an.get(f"{address}pages/1.webp").status_code == 200
    assert is_beside(file, "fine-1.webp")
    with django_capture_on_commit_callbacks(execute=True):
        remove(file, reason="nhầm", by=cast.an, at=NOW)
    assert default_storage.listdir(f"{file.path}.beside") == ([], [])
    assert draw_pages.call(Dispatch.objects.get().pk) == 0
    assert not is_beside(file, "page-1.webp")


@time_machine.travel(NOW, tick=False)
def test_an_amended_letter_shows_what_is_different_and_may_be_set_aside(cast: Cast) -> None:
    an = browser(cast.an)
    receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    address = drop(an, cast, ("b.txt", LATER.encode()))
    shown = an.get(address)
    told = [(each.was, each.now) for each in shown.context["changes"]]
    assert any("15/11/2024" in was and "18/11/2024" in now for was, now in told)
    assert not any("15/11/2024" in now for _, now in told)
    an.post(f"{address}aside/", {"do": "set_aside"})
    assert len(an.get("/desk/dispatches/").context["rows"]) == 1
    an.post(f"{address}aside/", {"do": "take_up"})
    assert len(an.get("/desk/dispatches/").context["rows"]) == 2


@time_machine.travel(NOW, tick=False)
def test_the_review_costs_the_same_whatever_the_letter_holds(cast: Cast) -> None:
    an = browser(cast.an)
    counts = []
    for name, data in (("a.txt", SMALL.encode()), ("b.txt", FIRE.read_bytes())):
        address = drop(an, cast, (name, data))
        an.get(address)
        with CaptureQueriesContext(connection) as seen:
            an.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
