"""A real browser beside a live server; axe from tests/vendor."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).parents[2]
AXE = next((ROOT / "tests" / "vendor").glob("axe-*.min.js"))
CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def migrated(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[sqlite3.Connection]:
    """Keep what migrations brought, which Django's flush after each test takes away."""
    kept = sqlite3.connect(":memory:")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.connection.backup(kept)
    yield kept
    kept.close()


@pytest.fixture(autouse=True)
def _as_migrated(migrated: sqlite3.Connection, transactional_db: None) -> Iterator[None]:
    """Begin with the migrated rows; end without the ledger's triggers, which refuse a flush."""
    connection.ensure_connection()
    migrated.backup(connection.connection)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for an async view.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not CHROMIUM.exists():
        pytest.skip("needs chromium (requirements/debian.txt)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless=new"]
        )
        yield made
        made.close()


class Eyes:
    """Looks at pages with and without sight: what axe finds, what overflows, what is logged."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        page.on(
            "console",
            lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def faults(self, address: str) -> list[str]:
        """Return every fault of the page at `address`, worst kind first; empty when good."""
        self.page.goto(address)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules})", RULES
        )
        faults = [
            f"{address} {rule['id']}: {node['html'][:120]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        needed = self.page.evaluate("document.documentElement.scrollWidth")
        width = (self.page.viewport_size or {"width": 0})["width"]
        if needed > width:
            faults.append(f"{address} is {needed} px wide on a screen of {width}")
        # the browser itself notes the 422 of an invalid form
        faults += [f"{address} {text}" for text in self.said if "422" not in text]
        self.said.clear()
        return faults


@pytest.fixture
def eyes() -> type[Eyes]:
    return Eyes
