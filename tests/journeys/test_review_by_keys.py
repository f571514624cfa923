"""A letter is reviewed by keys alone; its pages are good with and without sight."""

from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from loa.dispatches.models import Dispatch
from loa.dispatches.queries import review
from tests.dispatches.test_kinship import LATER
from tests.journeys.opening import DESKTOP, PHONE, opened
from tests.letters import FIRE, SMALL, receive
from tests.people import NOW, Cast

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BLANK = SMALL.replace("Số: 812/", "Số:      /").replace("ngày 21 tháng", "ngày    tháng")
# What a person would mark with the mouse or with caret browsing.
MARK = """text => {
  const line = [...document.querySelectorAll(".letter > li")]
    .find(each => each.textContent.includes(text));
  const at = line.firstChild.textContent.indexOf(text);
  getSelection().setBaseAndExtent(line.firstChild, at, line.firstChild, at + text.length);
}"""


# A key that comes before the page has put its focus would be typed into the box.
FOCUSED = """() => {
  const wanted = document.querySelector("[data-focus]");
  return document.readyState === "complete" && (!wanted || document.activeElement === wanted);
}"""


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until that has put its focus."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_function(FOCUSED)


def current(page: Page) -> str:
    return (page.locator("article.fact").get_attribute("id") or "").removeprefix("f-")


def test_a_letter_is_reviewed_by_keys_alone(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOW):
        letter = receive(BLANK.encode(), cast.units["p.tt"], by=cast.an)
        other = receive(FIRE.read_bytes(), cast.units["p.tt"], by=cast.an)
        page = opened(live_server, browser, cast.an, DESKTOP)
        page.goto(f"{live_server.url}/desk/dispatches/{letter.pk}/")
        waiting = [field.name for field in review(letter).open_fields]
        assert waiting[:2] == ["number", "date"]
        assert current(page) == "number"
        page.keyboard.press("Escape")
        press(page, "p")
        assert current(page) == waiting[-1]
        page.keyboard.press("Escape")
        press(page, "n")
        assert current(page) == "number"

        page.keyboard.type("815")  # the box has the focus: nothing was read
        press(page, "Enter")
        assert current(page) == "date"
        page.keyboard.press("Escape")
        page.evaluate(MARK, "20/10/2024")
        page.keyboard.press("u")
        assert page.locator("#date-value").input_value() == "20/10/2024"
        press(page, "Enter")
        assert review(letter).field("date").value == "2024-10-20"  # type: ignore[union-attr]

        page.keyboard.press("Escape")
        press(page, "z")
        assert current(page) == "date"
        assert review(letter).field("date").value != "2024-10-20"  # type: ignore[union-attr]

        for _ in range(30):
            if not review(letter).open_fields:
                break
            page.keyboard.press("Escape")
            accept = page.locator("button[value=accept]").count()
            press(page, "d" if accept else "k")
        assert not review(letter).open_fields

        page.keyboard.press("?")
        assert page.locator("#keys").evaluate("each => each.open")
        press(page, "l")
        assert page.url.endswith(f"/{other.pk}/")
        page.go_back()
        press(page, "d")
        assert "/desk/campaigns/open/" in page.url
        assert Dispatch.objects.get(pk=letter.pk).confirmed_by == cast.an


def test_words_are_marked_on_the_picture_of_a_page(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOW):
        pdf = receive(FIRE.with_suffix(".pdf").read_bytes(), cast.units["p.tt"], by=cast.an)
        page = opened(live_server, browser, cast.an, DESKTOP)
        address = f"{live_server.url}/desk/dispatches/{pdf.pk}/"
        page.goto(f"{address}?as=pages&field=subject")
        page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 500")
        line = page.locator(".sheet text[data-owner=subject]").first
        box = line.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] * 0.6
        page.mouse.move(box["x"] + 2, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 2, middle, steps=4)
        page.mouse.up()
        page.keyboard.press("u")
        marked = page.locator("#subject-value").input_value()
        assert marked
        assert marked in " ".join((line.text_content() or "").split())

        phone = opened(live_server, browser, cast.an, PHONE)
        phone.goto(f"{address}?field=subject")
        letter = phone.locator("[data-source]")
        assert not letter.evaluate("each => each.open")  # fields first, the letter folded
        phone.locator(".from a").first.click()
        assert letter.evaluate("each => each.open")
        assert phone.locator(".letter > li:target").is_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_about_letters_are_good(
    live_server: LiveServer, browser: Browser, eyes: Any, cast: Cast, size: tuple[int, int]
) -> None:
    with time_machine.travel(NOW):
        receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
        amended = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
        pdf = receive(FIRE.with_suffix(".pdf").read_bytes(), cast.units["p.tt"], by=cast.an)
        looking = eyes(opened(live_server, browser, cast.an, size))
        for address in (
            "/desk/dispatches/",
            "/desk/dispatches/arrivals/",
            "/desk/dispatches/record/",
            "/desk/campaigns/names/",
            f"/desk/dispatches/{amended.pk}/",
            f"/desk/dispatches/{amended.pk}/?field=tasks",
            f"/desk/dispatches/{pdf.pk}/?as=pages&field=subject",
        ):
            assert looking.faults(f"{live_server.url}{address}") == []


def test_many_files_are_sent_one_after_the_other_and_each_is_answered(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    files = [
        {"name": "a.txt", "mimeType": "text/plain", "buffer": SMALL.encode()},
        {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"},
        {"name": "c.txt", "mimeType": "text/plain", "buffer": LATER.encode()},
    ]
    with time_machine.travel(NOW):
        page = opened(live_server, browser, cast.an, PHONE)
        page.goto(f"{live_server.url}/desk/dispatches/")
        page.set_input_files("#files", files)  # type: ignore[arg-type]  # as the docs have it
        page.click("main form.form button[data-kind=primary]")
        page.wait_for_selector(".sent > li:nth-child(3) .standing")
        standings = page.locator(".sent .standing")
        told = [each.get_attribute("data-standing") for each in standings.all()]
        assert told == ["done", "alarm", "done"]
        first = page.locator(".sent + .first a")
        assert first.evaluate("each => document.activeElement === each")  # Enter goes on
        assert Dispatch.objects.count() == 2
