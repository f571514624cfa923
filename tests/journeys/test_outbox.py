"""What was given where the network, the session or the answer went away: kept, sent once."""

from contextlib import suppress

import pytest
import time_machine
from playwright.sync_api import Browser, Error, Page, Route
from pytest_django.live_server_helper import LiveServer

from loa.evidence.models import Publication
from tests.desk.test_views import NOON
from tests.evidence.looks_made import send_with_article
from tests.journeys.opening import give_cookies, opened, session_of
from tests.journeys.test_proof import KEPT_FILES, SENT, log_picture
from tests.people import Cast

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def says(page: Page, words: str) -> None:
    script = "words => document.getElementById('notices').innerText.includes(words)"
    page.wait_for_function(script, arg=words)


def gone(page: Page) -> None:
    """Wait until the browser says that there is no answer: by its own page, or at once."""
    with suppress(Error):
        page.wait_for_url("chrome-error://**")


def swallow_the_answer(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.request.frame.page.context.clear_cookies(name="loa_taken")
    route.abort()


def keep_offline(page: Page, where: str, title: str) -> None:
    page.goto(where)
    page.context.set_offline(True)
    log_picture(page, title)
    says(page, "đã giữ trên máy này")


def test_a_photo_outlives_an_answer_that_never_came_and_counts_once(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        where = f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture"
        page.goto(where)
        # A phone that believes it has a network: the sending goes nowhere.
        page.route("**/log/**", lambda route: route.abort())
        log_picture(page, "Ảnh gửi lúc sóng yếu")
        gone(page)
        assert Publication.objects.count() == 0
        page.unroute("**/log/**")
        page.goto(f"{live_server.url}/desk/")
        page.wait_for_function(SENT)
        row = Publication.objects.get()
        assert (row.title, row.files.count()) == ("Ảnh gửi lúc sóng yếu", 1)
        # Taken, and its answer lost on the way back: sent again, it is the same one.
        page.goto(where)
        page.route("**/log/**", swallow_the_answer)
        log_picture(page, "Ảnh đến nơi, trả lời thì không")
        gone(page)
        page.unroute("**/log/**")
        assert Publication.objects.count() == 2
        page.goto(f"{live_server.url}/desk/")
        page.wait_for_function(SENT)
        assert Publication.objects.count() == 2


def test_a_photo_stays_in_a_form_that_was_refused(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        page.goto(f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture")
        with page.expect_navigation():
            log_picture(page, "Gõ nhầm ngày", day="41/13/2024")
        page.wait_for_function(KEPT_FILES)
        # Left as it is, nobody is told of it, and it is not sent behind anyone's back.
        page.goto(f"{live_server.url}/desk/")
        page.wait_for_load_state("networkidle")
        assert page.locator("#notices .notice").count() == 0
        assert Publication.objects.count() == 0


def test_what_waits_is_sent_once_from_two_tabs_and_both_say_so(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        other = page.context.new_page()
        where = f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture"
        other.goto(where)
        posts: list[str] = []
        page.context.on(
            "request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None
        )
        keep_offline(page, where, "Hai thẻ cùng mở")
        page.context.set_offline(False)
        page.wait_for_function(SENT)
        other.wait_for_load_state("networkidle")
        assert Publication.objects.get().files.count() == 1
        assert len(posts) == 1


def test_what_waits_outlives_the_session_and_is_its_officers_alone(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        where = f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture"
        keep_offline(page, where, "Phiên đã hết")
        page.context.clear_cookies(name="sessionid")
        page.context.set_offline(False)
        says(page, "đăng nhập là máy tự gửi")
        assert "/accounts/login/" in page.locator("#notices a").get_attribute("href")  # type: ignore[operator]  # it has one
        page.click("#notices a")
        says(page, "đăng nhập là máy tự gửi")
        # A colleague signs in on the same phone: the entry is not logged under their name.
        colleague = session_of(cast.head_of_commune)
        give_cookies(page.context, live_server, sessionid=colleague)
        page.goto(where)
        says(page, "của cán bộ khác")
        assert Publication.objects.count() == 0
        give_cookies(page.context, live_server, sessionid=session_of(cast.binh))
        page.goto(f"{live_server.url}/desk/")
        page.wait_for_function(SENT)
        assert Publication.objects.get().logged_by == cast.binh


def test_what_waits_goes_with_the_token_of_a_later_session(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    with time_machine.travel(NOON):
        unit = send_with_article(cast).participants["p.h1.x1"]
        page = opened(live_server, browser, cast.binh)
        where = f"{live_server.url}/desk/evidence/{unit.pk}/log/?way=picture"
        keep_offline(page, where, "Thẻ cũ còn mở")
        page.context.clear_cookies(name="csrftoken")  # signed out and in again, in another tab
        page.context.set_offline(False)
        page.wait_for_function(SENT)
        assert Publication.objects.count() == 1
