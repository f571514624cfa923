"""A person before a screen: clicks, types, and the time that it would take.

Time by the keystroke-level model (Card, Moran and Newell 1983), with slow figures for a tired
person on a phone: `TAP_S` to think and touch, `KEY_S` for a letter, `READ_S` to read a page
seen for the first time, `WAIT_S` for the answer of the server.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page

ENGLISH = re.compile(r"\b(the|of|and|with|your|this|units?)\b", re.IGNORECASE)
AXE = next((Path(__file__).parents[1] / "vendor").glob("axe-*.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TAP_S, KEY_S, READ_S, WAIT_S = 1.35 + 1.1 + 0.2, 0.5, 10.0, 1.0


class Size(NamedTuple):
    """A screen, in CSS pixels."""

    width: int
    height: int


PHONE, DESKTOP = Size(360, 800), Size(1440, 900)


@dataclass
class Watch:
    """What one job has cost so far."""

    clicks: int = 0
    keys: int = 0
    numbers: int = 0
    pages: int = 0
    answers: int = 0
    addresses: set[str] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        typed = self.keys * KEY_S
        return self.clicks * TAP_S + typed + self.pages * READ_S + self.answers * WAIT_S

    def __str__(self) -> str:
        return (
            f"{self.clicks} clicks, {self.keys} keys, {self.numbers} numbers,"
            f" {self.pages} pages: {self.seconds:.0f} s"
        )


class Walker:
    """One person in one browser; every page seen is looked at by axe, and its faults kept."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context, self.home = context, home
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.watch = Watch()
        self._looked: set[str] = set()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._fault(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", self._answered)

    # ------------------------------------------------------------ what goes wrong
    def _fault(self, text: str) -> None:
        self.faults.append(f"{self.page.url.removeprefix(self.home)} {text}")

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self._fault(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self._fault(f"asks a third party: {url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self._fault(f"{response.status} from {response.url}")
        if response.request.is_navigation_request():
            self.watch.answers += 1

    def look(self) -> None:
        """Hold the page against WCAG 2.2 AA and its width; each address once."""
        self.page.wait_for_load_state("load")
        path = urlsplit(self.page.url).path
        if path not in self.watch.addresses:
            self.watch.addresses.add(path)
            self.watch.pages += 1
        if path in self._looked:
            return
        self._looked.add(path)
        if self.page.locator("html").get_attribute("lang") != "vi":
            self._fault("is not in Vietnamese")
        text = self.page.locator("body").inner_text()
        for found_word in ENGLISH.finditer(text):
            at = found_word.start()
            self._fault(f"speaks English: {text[max(0, at - 40) : at + 40]!r}")
        # evaluated, not added as a script tag: the page's own policy refuses that
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules})", RULES
        )
        for rule in found["violations"]:
            for node in rule["nodes"]:
                self._fault(f"{rule['id']}: {node['html'][:160]}")
        needed = self.page.evaluate("document.documentElement.scrollWidth")
        width = (self.page.viewport_size or {"width": 0})["width"]
        if needed > width:
            self._fault(f"is {needed} px wide on a screen of {width}")

    def forget(self) -> None:
        """Look at every page anew."""
        self._looked.clear()

    # ------------------------------------------------------------ what a hand does
    def go(self, path: str) -> None:
        """Type an address of the site by hand."""
        self.page.goto(f"{self.home}{path}")
        self.look()

    def click(self, what: str | Locator) -> None:
        """Touch the first of `what`, and look at the page that comes.

        Until that page is here the old one still answers, on a busy machine for seconds.
        """
        self.page.evaluate("() => { window.isBefore = true }")
        self.touch(what)
        self.page.wait_for_function("() => !window.isBefore")
        self.look()

    def touch(self, what: str | Locator) -> None:
        """Touch something that leads to no other page."""
        place = self.page.locator(what) if isinstance(what, str) else what
        self.watch.clicks += 1
        place.first.click()

    def type(self, name: str, text: str, *, is_number: bool = False) -> None:
        """Fill the box with this name; what stood in it goes."""
        self.page.locator(f'main [name="{name}"]:not([type=hidden])').first.fill(text)
        self.watch.clicks += 1
        self.watch.keys += len(text)
        self.watch.numbers += is_number

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'main select[name="{name}"]').first.select_option(value)
        self.watch.clicks += 2

    def save(self, what: str | Locator) -> bytes:
        """Touch a link or button that saves a file; return the file."""
        place = self.page.locator(what) if isinstance(what, str) else what
        self.watch.clicks += 1
        with self.page.expect_download() as coming:
            place.first.click()
        return Path(coming.value.path()).read_bytes()

    def has(self, what: str) -> bool:
        return self.page.locator(what).count() > 0

    @contextmanager
    def timed(self) -> Iterator[Watch]:
        """Count one job from zero."""
        self.watch = Watch()
        yield self.watch
