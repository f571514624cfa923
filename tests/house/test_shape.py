"""The shape of the house: sizes of files, rooms that may exist, direction of foreign keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
FORBIDDEN_ROOMS = {"tasks.py", "utils.py", "helpers.py", "services.py", "signals.py"}
# From the top of the house to the ground; a foreign key may only point downhill or stay.
FLOORS = (
    "portal", "desk", "reports", "evidence", "campaigns", "dispatches", "materials",
    "topics", "units", "notices", "files", "ledger", "ui",
)  # fmt: skip


def python_files(root: Path) -> Iterator[Path]:
    for folder in ("src", "tests", "config", "scripts", "bench"):
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts and ".venv" not in path.parts:
                yield path


def too_long(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}: {count} lines"
        for path in python_files(root)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]


def test_every_module_fits_in_one_reading() -> None:
    assert too_long(ROOT) == []


def test_a_file_over_its_size_is_caught(tmp_path: Path) -> None:
    long = tmp_path / "src" / "loa" / "long.py"
    long.parent.mkdir(parents=True)
    long.write_text("x = 1\n" * (MOST_LINES + 1))
    assert too_long(tmp_path) == ["src/loa/long.py: 401 lines"]


def test_no_room_has_a_name_that_says_nothing() -> None:
    found = [str(p) for p in python_files(ROOT / "src") if p.name in FORBIDDEN_ROOMS]
    assert found == []


@pytest.mark.parametrize("app", FLOORS)
def test_foreign_keys_point_downhill(app: str) -> None:
    officer = settings.AUTH_USER_MODEL.lower()
    uphill = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and not field.auto_created
        if (label := field.related_model._meta.app_label) in FLOORS
        if field.related_model._meta.label_lower != officer
        if FLOORS.index(label) < FLOORS.index(app)
    ]
    assert uphill == []


def test_every_app_of_ours_has_a_floor() -> None:
    ours = {
        config.name.removeprefix("loa.")
        for config in apps.get_app_configs()
        if config.name.startswith("loa.")
    }
    assert ours == set(FLOORS)
