"""The reference pages are complete: every setting, every verb, every everyday question."""

import re
from pathlib import Path

from loa.cli import VERBS

ROOT = Path(__file__).parents[2]


def settings_read() -> set[str]:
    sources = [ROOT / "config" / "settings.py", *sorted((ROOT / "src" / "loa").rglob("*.py"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'"(LOA_[A-Z_0-9]+)"', text))
    return named | {f"{name}_FILE" for name in named if f'secret("{name}"' in text}


def test_every_setting_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert sorted(name for name in settings_read() if f"`{name}`" not in page) == []


def test_the_reference_names_no_setting_that_is_not_read() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    in_shell = {"LOA_PYTHON"}  # read by bin/setup
    assert set(re.findall(r"`(LOA_[A-Z_0-9]+)`", page)) - settings_read() - in_shell == set()


def test_every_verb_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`loa {verb}" not in page] == []


def test_the_map_answers_ten_everyday_changes() -> None:
    page = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\*\*.+\?\*\*$", page, flags=re.M)) >= 10


def test_every_path_the_map_names_exists() -> None:
    page = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|bin|config|locale|scripts|bench)/[\w./-]+)`", page)
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert len(named) >= 20


def test_decisions_are_numbered_without_gap_or_double() -> None:
    files = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [int(name[:4]) for name in files]
    assert len(numbers) == len(set(numbers)), files
