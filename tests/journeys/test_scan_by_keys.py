"""A scanned letter goes from the file to its confirmed tasks without a mouse."""

from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from bench.letters.scans import is_by_hand, to_scan
from bench.letters.sheets import Sheet, all_sheets
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import review
from loa.doors.ocr import find_ocr
from tests.journeys.opening import DESKTOP, opened
from tests.journeys.test_review_by_keys import current, press
from tests.people import NOW, Cast

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LETTER = "offices-dormitory-university"
FOCUS = "document.activeElement.matches('[data-takes-marked]')"


def letter() -> Sheet:
    return next(sheet for sheet in all_sheets() if sheet.name == LETTER)


def tab_to(page: Page, selector: str) -> None:
    """Go by Tab alone to what `selector` names."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def test_a_scan_is_reviewed_by_keys_alone(
    live_server: LiveServer, browser: Browser, cast: Cast, tmp_path: Path
) -> None:
    if find_ocr() is None:
        pytest.skip("needs tesseract with vie (requirements/debian.txt)")
    sheet = letter()
    assert is_by_hand(sheet)
    file = tmp_path / "cong-van-scan.pdf"
    file.write_bytes(to_scan(sheet))
    with time_machine.travel(NOW):
        page = opened(live_server, browser, cast.an, DESKTOP)
        page.goto(f"{live_server.url}/desk/dispatches/")
        tab_to(page, "#files")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")  # Enter opens it only sometimes
        chooser.value.set_files(file)
        tab_to(page, "button[data-kind=primary]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        row = Dispatch.objects.get()

        typed = {"number": sheet.digits, "date": day_of(sheet)}
        for _ in range(30):
            if not review(row).open_fields:
                break
            if current(page) in typed:
                type_beside_the_spot(page, typed.pop(current(page)))
                continue
            page.keyboard.press("Escape")
            press(page, "d" if page.locator("button[value=accept]").count() else "k")
        assert not typed
        assert review(row).field("number").value == sheet.digits  # type: ignore[union-attr]  # it is read
        assert review(row).field("date").value == sheet.gold["date"]  # type: ignore[union-attr]  # it is read
        assert page.locator(".sheet img").first.evaluate("each => each.naturalWidth > 500")
        assert not review(row).open_fields
        press(page, "d")
        row.refresh_from_db()
        assert row.confirmed_by == cast.an
        assert review(row).field("tasks").value  # type: ignore[union-attr]  # it is read


def type_beside_the_spot(page: Page, words: str) -> None:
    """Type what a pen wrote, once its picture stands beside the box that has the focus."""
    drawn = "() => document.querySelector('article.fact img.spot').naturalWidth > 50"
    page.wait_for_function(drawn)
    assert page.locator("article.fact img.spot").is_visible()
    page.wait_for_function(f"() => {FOCUS}")
    page.keyboard.press("Control+a")  # the year stands there: it is printed
    page.keyboard.type(words)
    press(page, "Enter")


def day_of(sheet: Sheet) -> str:
    year, month, day = sheet.gold["date"].split("-")
    return f"{day}/{month}/{year}"
