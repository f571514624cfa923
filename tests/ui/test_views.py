"""The page of all components, the frame of every page, the choices kept in cookies."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from loa.ui import sampler
from loa.ui.bundles import FOLDER, bundle

pytestmark = pytest.mark.django_db
DESK_BUDGET_BYTES = 100_000


@pytest.fixture(autouse=True)
def _builder(settings: Settings) -> None:
    settings.DEBUG = True  # the page of components is shown to builders


class Inline(HTMLParser):
    """Collects what a strict policy would block, and every id."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        self.faults += [f"{tag} {name}" for name in have if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and not {"src", "type"} & set(have)):
            self.faults.append(tag)
        if have.get("id"):
            self.ids.append(str(have["id"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def read(response: HttpResponse) -> Inline:
    page = Inline()
    page.feed(response.content.decode())
    return page


@pytest.mark.parametrize(
    "address", ["/look/", "/look/?invalid=1", "/accounts/login/", "/accounts/password/reset/"]
)
def test_a_page_has_nothing_inline_and_no_id_twice(address: str) -> None:
    page = read(Client().get(address))
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert page.headings.count(1) == 1


def test_the_policy_allows_only_our_own_files() -> None:
    policy = Client().get("/look/")["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["font-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"


def test_every_component_stands_on_the_page_of_components() -> None:
    folder = FOLDER.parents[1] / "templates" / "ui"
    shown = (folder / "look.html").read_text(encoding="utf-8")
    shown += "".join(
        path.read_text(encoding="utf-8")
        for path in folder.glob("*.html")
        if path.stem != "look"
    )
    by_tag = {"form", "field", "sort_heading"}  # drawn by {{ form }} and by a tag
    shown += "".join(p.read_text(encoding="utf-8") for p in folder.glob("components/*.html"))
    assert [
        path.stem
        for path in folder.glob("components/*.html")
        if f"ui/components/{path.name}" not in shown and path.stem not in by_tag
    ] == []


def test_an_invalid_form_is_answered_422_and_says_each_fault_at_its_field() -> None:
    response = Client().get("/look/?invalid=1")
    text = response.content.decode()
    assert response.status_code == 422
    for field in ("name", "due", "people", "round", "sure"):
        assert f'id="id_{field}_error"' in text


def test_htmx_gets_only_the_piece() -> None:
    piece = Client().get("/look/", headers={"hx-request": "true"})
    assert piece.content.decode().lstrip().startswith('<div id="rows">')
    assert "HX-Request" in piece["Vary"]


def test_a_boosted_visit_gets_the_whole_page() -> None:
    whole = Client().get("/look/", headers={"hx-request": "true", "hx-boosted": "true"})
    assert "<html" in whole.content.decode()


def test_a_desk_page_with_all_it_loads_stays_within_its_budget(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        page = Client().get("/look/", headers={"accept-encoding": "gzip"})
    fonts = sum(path.stat().st_size for path in (FOLDER / "fonts").glob("*.woff2"))
    script = len(gzip.compress(next((FOLDER / "vendor").glob("*.js")).read_bytes()))
    parts = {
        "page": len(page.content),
        "style": len(bundle("css").squeezed),
        "script": len(bundle("js").squeezed) + script,
        "fonts": fonts,
    }
    assert sum(parts.values()) <= DESK_BUDGET_BYTES, parts


# ------------------------------------------------------------------ choices
def test_the_language_is_changed_by_a_button_and_kept() -> None:
    client = Client()
    assert '<html lang="vi"' in client.get("/look/").content.decode()
    response = client.post("/lang/", {"language": "en", "next": "/look/"})
    assert (response.status_code, response["Location"]) == (303, "/look/")
    assert '<html lang="en"' in client.get("/look/").content.decode()


def test_a_browser_that_prefers_english_still_meets_vietnamese_first() -> None:
    text = Client().get("/look/", headers={"accept-language": "en-US,en"}).content.decode()
    assert '<html lang="vi"' in text


@pytest.mark.parametrize(("name", "value"), [("look", "dark"), ("print", "large")])
def test_the_look_is_changed_by_a_link_without_script(name: str, value: str) -> None:
    client = Client()
    client.get(f"/look/set?{name}={value}&next=/look/")
    assert f'data-{name}="{value}"' in client.get("/look/").content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_a_choice_never_sends_the_visitor_elsewhere(target: str) -> None:
    assert Client().get("/look/set", {"look": "dark", "next": target})["Location"] == "/"


def test_a_made_up_look_is_not_kept() -> None:
    assert "look" not in Client().get("/look/set?look=<b>").cookies


def test_the_page_of_components_is_for_builders_only(settings: Settings) -> None:
    settings.DEBUG = False
    assert Client().get("/look/").status_code == 403


def test_the_longest_name_of_a_unit_is_on_the_page() -> None:
    assert sampler.LONGEST in Client().get("/look/").content.decode()


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/robots.txt", "text/plain"), ("/site.webmanifest", "application/manifest+json")],
)
def test_robots_and_browsers_get_what_they_ask_for(address: str, kind: str) -> None:
    assert Client().get(address)["Content-Type"].startswith(kind)
