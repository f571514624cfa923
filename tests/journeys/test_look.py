"""The page of all components in a real browser: axe finds nothing, the console stays silent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).parents[2]
AXE = next((ROOT / "tests" / "vendor").glob("axe-*.min.js"))
CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="needs chromium (requirements/debian.txt)"
    ),
]


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless=new"]
        )
        yield made
        made.close()


@pytest.fixture
def live(live_server: LiveServer, settings: Settings) -> LiveServer:
    settings.DEBUG = True  # the page of components is shown to builders
    return live_server


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"
    )
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "height"), [(360, 800), (1440, 900)])
def test_axe_and_the_console_find_nothing(
    live: LiveServer, browser: Browser, look: str, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_cookies([{"name": "look", "value": look, "url": live.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in (
        "/look/",
        "/look/?invalid=1",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/login/code/",
    ):
        page.goto(f"{live.url}{address}")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # the browser itself notes the 422 of an invalid form
    assert [text for text in said if "422" not in text] == []
