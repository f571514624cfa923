"""Who may import whom: the contracts hold here, and each planted fault is caught."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of pyproject.toml over `source`/loa."""
    return subprocess.run(
        [
            sys.executable, "-c",
            "import sys; sys.path.insert(0, sys.argv.pop(1));"
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            str(source), "--config", str(ROOT / "pyproject.toml"), "--no-cache",
        ],
        capture_output=True, text=True, check=False, cwd=source,
    )  # fmt: skip


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("*.pyc", "static", "fonts", "*.csv*", "templates")
    shutil.copytree(ROOT / "src" / "loa", tmp_path / "loa", ignore=ignore)
    return tmp_path


def test_the_tree_as_it_is_keeps_every_contract(copied: Path) -> None:
    assert lint(copied).returncode == 0


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        pytest.param(
            "crafts/viet/__init__.py", "from django.db import models",
            "Crafts are plain Python", id="a craft that imports Django",
        ),
        pytest.param(
            "crafts/timing/__init__.py", "import time",
            "Crafts are plain Python", id="a craft that reads the clock",
        ),
        pytest.param(
            "campaigns/models.py", "from loa.reports.models import Report",
            "Work flows downhill", id="an earlier step that knows a later one",
        ),
        pytest.param(
            "units/models.py", "from loa.units import views",
            "Inside an app", id="the work that calls the web",
        ),
    ],
)  # fmt: skip
def test_a_planted_import_is_caught(copied: Path, file: str, line: str, broken: str) -> None:
    (copied / "loa" / "units" / "views.py").touch()
    with (copied / "loa" / file).open("a", encoding="utf-8") as opened:
        opened.write(f"\n{line}\n")
    result = lint(copied)
    assert result.returncode != 0
    kept_or_broken = [row for row in result.stdout.splitlines() if row.startswith(broken)]
    assert any("BROKEN" in row for row in kept_or_broken), result.stdout


WEB_ROOMS = {"views", "forms", "urls", "admin", "api"}


def foreign_web_rooms(source: Path) -> list[str]:
    """Name each import of another app's web room: the plain contracts leak there."""
    found = []
    for path in sorted((source / "loa").rglob("*.py")):
        own = path.relative_to(source / "loa").parts[0]
        if own == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for parts in (name.split(".") for name in names):
                is_foreign = parts[0] == "loa" and parts[1:2] not in ([own], ["ui"])
                if is_foreign and parts[2:3] and parts[2] in WEB_ROOMS:
                    found.append(f"{own}: {'.'.join(parts)}")
    return found


def test_no_app_imports_another_apps_web_rooms() -> None:
    assert foreign_web_rooms(ROOT / "src") == []


def test_a_view_that_imports_another_apps_form_is_caught(copied: Path) -> None:
    view = copied / "loa" / "reports" / "planted.py"
    view.write_text("from loa.units import forms\nfrom loa.units.views import x\n")
    assert foreign_web_rooms(copied) == [
        "reports: loa.units.forms",
        "reports: loa.units.views.x",
    ]
