"""What officers give and what is judged, in a browser: outbox, links, a log, found pages."""

import io
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from loa.evidence.models import Airing, Judgement, Publication, Sighting
from tests.desk.test_views import NOON
from tests.evidence.looks_made import NOTHING, found, logged, look, send_with_article
from tests.house.rights_world import make_same_photo, make_sighting
from tests.journeys.opening import DESKTOP, PHONE, opened
from tests.people import Cast
from tests.rounds import Sent, after

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SENT = """() => {
  const place = document.getElementById("notices");
  return place.innerText.includes(place.dataset.sent);
}"""
PLAY_LOG = "Ngày;Giờ;Chương trình;Thời lượng;Số lần\n22/10/2024;17:30;Chậm lại một phút;60;2\n"


PICTURE = {
    "name": "a.png",
    "mimeType": "image/png",
    "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 64,
}


def a_screenshot(number: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").rotate(90 * number).save(out, "PNG")
    return out.getvalue()


SCREENSHOT = {"name": "man-hinh.png", "mimeType": "image/png", "buffer": a_screenshot(1)}
IN_SIGHT = """() => {
  const { top, bottom } = document.querySelector("#notices .notice").getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""
KEPT_FILES = "() => document.querySelector('main [name=photos]').files.length"


def log_picture(page: Page, title: str, day: str = "") -> None:
    page.fill("main [name=title]", title)
    page.fill("main [name=item]", "12")
    if day:
        page.fill("main [name=happened_on]", day)
    page.set_input_files("main [name=photos]", PICTURE)  # type: ignore[arg-type]  # as the docs have it
    page.click("main form.form button[data-kind=primary]")


def put_on_the_list(page: Page) -> None:
    with page.expect_navigation():
        page.click("main form.form button[data-kind=primary]")


def test_what_is_given_without_a_network_stays_on_the_device_and_is_sent_once(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture")
        page.context.set_offline(True)
        log_picture(page, "Treo áp phích ở nhà văn hoá")
        page.wait_for_selector("#notices .notice")
        assert "đã giữ trên máy này" in page.locator("#notices").inner_text()
        page.wait_for_function(IN_SIGHT)  # the button stands far below it
        assert Publication.objects.count() == 0

        page.context.set_offline(False)
        page.wait_for_function(SENT)
        with page.expect_request_finished(lambda asked: asked.is_navigation_request()):
            page.reload()
        page.wait_for_load_state("networkidle")
        row = Publication.objects.get()
        assert (row.title, row.counts) == ("Treo áp phích ở nhà văn hoá", {"item": 12})
        assert row.files.count() == 1
        # Nothing of it is left in the form for the next one.
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture")
        assert page.input_value("main [name=title]") == ""


def test_what_waited_and_was_refused_comes_back_into_its_form_photos_and_all(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture")
        page.context.set_offline(True)
        log_picture(page, "Ngày gõ nhầm", day="41/13/2024")
        page.wait_for_function("() => !document.querySelector('main [name=title]').value")
        log_picture(page, "Bài thứ hai của cùng trang")
        page.wait_for_function("() => !document.querySelector('main [name=title]').value")

        page.context.set_offline(False)
        link = page.locator("#notices a")
        link.wait_for()
        assert Publication.objects.get().title == "Bài thứ hai của cùng trang"
        # It is told on other pages too, until it is taken or thrown away.
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/paste/")
        link.wait_for()
        link.click()
        page.wait_for_function(KEPT_FILES)
        assert page.input_value("main [name=title]") == "Ngày gõ nhầm"
        # Refused once more, by its page: the photo is still there.
        put_on_the_list(page)
        page.wait_for_function(KEPT_FILES)
        page.fill("main [name=happened_on]", "23/10/2024")
        put_on_the_list(page)
        row = Publication.objects.get(title="Ngày gõ nhầm")
        assert (row.happened_on, row.files.count()) == (date(2024, 10, 23), 1)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/paste/")
        page.wait_for_load_state("networkidle")
        assert link.count() == 0


def test_a_draft_survives_a_closed_page(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/")
        page.fill("main [name=address]", "https://xa.example.vn/tin/1")
        page.goto(f"{live_server.url}/desk/")
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/")
        assert page.input_value("main [name=address]") == "https://xa.example.vn/tin/1"
        put_on_the_list(page)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/")
        assert page.input_value("main [name=address]") == ""
        assert Publication.objects.get().address == "https://xa.example.vn/tin/1"


def test_links_are_pasted_and_a_play_log_is_sent(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/")
        page.click("main a[href$='/paste/']")
        page.fill(
            "main [name=text]",
            "Xã gửi: https://xa.example.vn/1 và https://xa.example.vn/2\nhttps://xa.example.vn/1",
        )
        put_on_the_list(page)
        assert "/pastes/" in page.url
        assert Publication.objects.count() == 2
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/playlog/")
        log = {"name": "nhat-ky.csv", "mimeType": "text/csv", "buffer": PLAY_LOG.encode()}
        page.set_input_files("main [name=log]", log)  # type: ignore[arg-type]  # as above
        put_on_the_list(page)
        assert "Chậm lại một phút" in page.locator("main").inner_text()
        assert Airing.objects.get().times == 2


def test_a_screenshot_is_added_to_a_post_that_loa_cannot_open_also_without_a_network(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        row = logged(unit, cast.binh)
        look(row, [], at=after(days=3), code="login_wall")
        page = opened(live_server, browser, cast.binh)
        page.goto(live_server.url + reverse("desk:work", args=[unit.pk]))
        page.click("main a[href$='?state=waits']")
        page.click("main a[href$='/pictures/']")
        page.context.set_offline(True)
        page.set_input_files("main [name=photos]", SCREENSHOT)  # type: ignore[arg-type]  # as above
        page.click("main form.form button[data-kind=primary]")
        page.wait_for_selector("#notices .notice")
        assert row.files.count() == 0
        page.context.set_offline(False)
        page.wait_for_function(SENT)
        assert row.files.count() == 1

        # Another one, with a network, and taken back.
        page.goto(f"{live_server.url}/desk/evidence/publications/{row.pk}/")
        page.click("main a[href$='/pictures/']")
        page.set_input_files("main [name=photos]", PICTURE)  # type: ignore[arg-type]  # as above
        put_on_the_list(page)  # is none: refused with a sentence
        assert "Không mở được “a.png”" in page.locator("main").inner_text()
        page.set_input_files("main [name=photos]", [])
        page.set_input_files("main [name=photos]", {**SCREENSHOT, "buffer": a_screenshot(2)})  # type: ignore[arg-type]  # as above
        put_on_the_list(page)
        assert row.files.count() == 2
        page.locator("main form[action$='/back/'] button").last.click()
        page.wait_for_function("() => document.body.innerText.includes('Đã rút lại ảnh')")
        assert row.files.count() == 1


def test_found_pages_are_taken_for_ones_own_one_by_one_or_all_at_once(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        first = make_sighting(unit, cast)
        for number in (10, 11, 12):
            Sighting.objects.create(
                participant=unit, channel=first.channel, found_at=after(days=3),
                address=f"https://tanphu.example/{number}", title=f"Tin {number}",
                state="asked",
            )  # fmt: skip
        page = opened(live_server, browser, cast.binh)
        page.goto(live_server.url + reverse("desk:work", args=[unit.pk]))
        page.click("main a[href$='/found/']")
        page.locator("main section", has_text="Tin 10").locator("button[value=no]").click()
        page.locator("main section", has_text="Tin 11").locator("button[value=yes]").click()
        page.click("main form[action$='/found/all/'] button")
        page.wait_for_selector("main .empty")
        states = dict(Sighting.objects.values_list("title", "state"))
        assert states == {
            "Tin xã": "confirmed", "Tin 10": "rejected", "Tin 11": "confirmed",
            "Tin 12": "confirmed",
        }  # fmt: skip
        assert Publication.objects.count() == 3


def a_queue(cast: Cast) -> Sent:
    """Two doubtful looks, one page that vanished, one found, one found page that waits."""
    sent = send_with_article(cast)
    unit, material = sent.participants["p.h1.x1"], sent.campaign.materials.get()
    doubtful = [logged(unit, cast.binh, f"/{number}") for number in (1, 2)]
    for row in doubtful:
        look(row, NOTHING, at=after(days=3))
    gone = logged(unit, cast.binh, "/3")
    look(gone, found(material), at=after(days=3), dated=date(2024, 10, 22))
    look(gone, [], at=after(days=4), code="gone")
    make_same_photo(doubtful[0], doubtful[1], cast)
    make_sighting(unit, cast)
    return sent


def test_the_queue_is_worked_through_by_keys_alone(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    def press(key: str) -> str:
        with page.expect_navigation():
            page.keyboard.press(key)
        # The next one's name has the focus, so that a screen reader begins there.
        if page.locator("#judge").count():
            assert page.evaluate("document.activeElement.tagName") == "H1"
        return page.locator("h1").inner_text()

    with time_machine.travel(NOON):
        a_queue(cast)
        page = opened(live_server, browser, cast.an, DESKTOP)
        page.goto(f"{live_server.url}/desk/evidence/checks/next/")
        first = page.locator("h1").inner_text()
        page.keyboard.press("?")
        assert page.locator("#keys").evaluate("each => each.open")
        second = press("1")
        assert second != first
        assert press("0") == first
        assert Judgement.objects.filter(undone_at=None).count() == 0
        assert press("3") == second
        third = press("2")
        assert third not in (first, second)
        # Tab leads from the evidence to the answers in the order in which they are read.
        names = page.locator(".answers .button").all_inner_texts()
        assert [name.rstrip(" 123\n") for name in names] == ["Đã đăng", "Chưa đăng", "Để sau"]
        press("1")
        assert "không" in press("2").lower() or page.url.endswith("done=1")
        assert Judgement.objects.filter(undone_at=None).count() == 3


@pytest.mark.parametrize("look_of", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_about_proof_are_good(
    live_server: LiveServer, browser: Browser, eyes: Any, cast: Cast, size: tuple[int, int],
    look_of: str,
) -> None:  # fmt: skip
    with time_machine.travel(NOON):
        sent = a_queue(cast)
        unit, slug = sent.participants["p.h1.x1"].pk, sent.campaign.slug
        rows = list(Publication.objects.order_by("pk"))
        walks = {
            cast.an: (
                "checks/", "checks/next/", f"vanished/{slug}/", f"photos/{slug}/",
                f"accuracy/{slug}/",
                f"checks/{rows[2].checks.get(is_latest=True).pk}/",
            ),
            cast.binh: (
                f"{unit}/", f"{unit}/found/", f"{unit}/paste/", f"{unit}/playlog/",
                f"{unit}/log/?way=air", f"publications/{rows[0].pk}/",
                f"publications/{rows[0].pk}/withdraw/",
                f"publications/{rows[0].pk}/pictures/",
            ),
        }  # fmt: skip
        for officer, addresses in walks.items():
            page = opened(live_server, browser, officer, size)
            cookie = {"name": "look", "value": look_of, "url": live_server.url}
            page.context.add_cookies([cookie])  # type: ignore[list-item]  # as above
            looking = eyes(page)
            for address in addresses:
                assert looking.faults(f"{live_server.url}/desk/evidence/{address}") == []
            page.context.close()
