"""One style sheet, one script: complete, kept for a year, light."""

import re

import brotli
import pytest
from django.test import Client

from loa.ui.bundles import FOLDER, PARTS, bundle

BUDGET = {"css": 9_000, "js": 4_000}  # bytes in brotli


@pytest.mark.parametrize("kind", PARTS)
def test_every_file_is_in_its_bundle(kind: str) -> None:
    assert {path.stem for path in (FOLDER / kind).glob(f"*.{kind}")} == set(PARTS[kind])


@pytest.mark.parametrize("kind", PARTS)
def test_a_bundle_stays_within_its_budget(kind: str) -> None:
    assert len(bundle(kind).squeezed) <= BUDGET[kind]


@pytest.mark.parametrize("kind", PARTS)
def test_today_s_bundle_is_kept_and_an_older_name_is_not(kind: str) -> None:
    made = bundle(kind)
    kept = Client().get(f"/look/{made.name}")
    older = Client().get(f"/look/000000000000.{kind}")
    assert kept.content == older.content == made.body
    assert "immutable" in kept["Cache-Control"]
    assert older["Cache-Control"] == "no-cache"


def test_a_browser_that_takes_brotli_gets_it() -> None:
    response = Client().get(f"/look/{bundle('css').name}", headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content) == bundle("css").body


def test_remarks_and_indents_stay_in_the_files_and_strings_are_left_whole() -> None:
    made = bundle("js").body.decode()
    assert not re.search(r"^(\s|//)", made, re.MULTILINE)
    for path in (FOLDER / "js").glob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, f"{path.name}: a string over several lines"
            assert line.strip().startswith("//") or line.strip() in made


def test_no_other_kind_is_served() -> None:
    assert Client().get("/look/secret.txt").status_code == 404


def test_dark_and_contrast_say_the_same_whether_chosen_or_asked_for_by_the_system() -> None:
    text = (FOLDER / "css" / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r':root\[data-look="(\w+)"\] \{([^}]*)\}', text)
    lines = [(name, [line.strip() for line in body.splitlines()]) for name, body in blocks]
    chosen = {name: body for name, body in lines if name != "auto"}
    asked = [body for name, body in lines if name == "auto"]
    assert asked == [chosen["dark"], chosen["contrast"]]


def test_every_colour_in_the_components_is_a_token() -> None:
    loose = [
        f"{path.name}: {line.strip()}"
        for path in (FOLDER / "css").glob("*.css")
        if path.stem not in {"tokens", "print", "utilities"}
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"oklch\(|rgba?\(|hsl|#[0-9a-f]{3,8}\b(?![^{]*\{)", line)
    ]
    assert loose == []
