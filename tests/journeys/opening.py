"""A page of the live server as a person sees it, signed in or not."""

from typing import Any

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from loa.units.models import Officer

PHONE, DESKTOP = (360, 800), (1440, 900)
# What has to come comes; on a busy machine it takes its time.
PATIENCE_MS = 180_000


def session_of(officer: Officer) -> str:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def open_window(
    live_server: LiveServer, browser: Browser, size: tuple[int, int], **cookies: str
) -> BrowserContext:
    """Open a window of this width and height that holds `cookies` of the server."""
    window = browser.new_context(viewport={"width": size[0], "height": size[1]})
    window.set_default_timeout(PATIENCE_MS)
    give_cookies(window, live_server, **cookies)
    return window


def give_cookies(window: BrowserContext, live_server: LiveServer, **cookies: str) -> None:
    """Put cookies of the server into a window, in place of those of the same names."""
    kept: Any = [{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()]
    window.add_cookies(kept)


def opened(
    live_server: LiveServer, browser: Browser, officer: Officer, size: tuple[int, int] = PHONE
) -> Page:
    """Open a blank page of an officer who is signed in."""
    window = open_window(live_server, browser, size, sessionid=session_of(officer))
    return window.new_page()
