"""Pages in a real browser: axe finds nothing, nothing overflows, the console stays silent."""

from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.desk.test_views import NOON
from tests.journeys.opening import DESKTOP, PHONE, open_window, session_of
from tests.people import Cast
from tests.rounds import send_small_campaign

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OPEN_TO_ALL = (
    "/look/",
    "/look/?invalid=1",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
    "/accounts/signup/",
)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_open_to_all_are_good_in_every_look(
    live_server: LiveServer,
    settings: Settings,
    browser: Browser,
    eyes: Any,
    look: str,
    size: tuple[int, int],
) -> None:
    settings.DEBUG = True  # the page of components is shown to builders
    looking = eyes(open_window(live_server, browser, size, look=look).new_page())
    for address in OPEN_TO_ALL:
        assert looking.faults(f"{live_server.url}{address}") == []


@pytest.mark.parametrize(
    ("size", "print_size"),
    [(PHONE, "normal"), (PHONE, "large"), (DESKTOP, "normal")],
    ids=["phone", "large print", "desktop"],
)
def test_officers_pages_are_good(
    live_server: LiveServer,
    browser: Browser,
    eyes: Any,
    cast: Cast,
    size: tuple[int, int],
    print_size: str,
) -> None:
    with time_machine.travel(NOON):
        sent = send_small_campaign(cast)
        unit, slug = sent.participants["p.h1.x1"].pk, sent.campaign.slug
        walks = {
            cast.binh: (
                "/desk/",
                f"/desk/work/{unit}/",
                f"/desk/evidence/{unit}/",
                f"/desk/evidence/{unit}/log/",
                f"/desk/reports/answer/{unit}/1/",
                "/accounts/2fa/",
                "/accounts/password/change/",
                "/accounts/logout/",
            ),
            cast.an: (
                "/desk/",
                f"/desk/board/{slug}/1/",
                f"/desk/board/{slug}/1/remind/",
                f"/desk/reports/consolidated/{slug}/1/",
            ),
        }
        for officer, addresses in walks.items():
            cookies = {"sessionid": session_of(officer), "print": print_size}
            context = open_window(live_server, browser, size, **cookies)
            looking = eyes(context.new_page())
            for address in addresses:
                assert looking.faults(f"{live_server.url}{address}") == []
            context.close()
