"""`loa units`: the whole way of a register in the terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loa.cli import main
from loa.units.models import Act, Unit
from tests.people import Cast

pytestmark = pytest.mark.django_db

ACTS = """
[[act]]
kind = "move"
on = 2025-07-01
basis = "Nghị quyết 1"
units = ["p.h1.x1", "p.h1.x2"]
parent = "p"

[[act]]
kind = "abolish"
on = 2025-07-01
basis = "Nghị quyết 1"
units = ["p.h1"]
"""


def loa(*words: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["units", *(str(word) for word in words)])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    path = tmp_path / "acts.toml"
    path.write_text(ACTS, encoding="utf-8")
    return path


def test_acts_are_previewed_applied_shown_and_undone(cast: Cast, acts: Path) -> None:
    told = loa("act", acts, "--dry-run").output
    assert "Việc của p.h1 sẽ chờ người quyết" in told
    assert not Act.objects.exists()
    loa("act", acts)
    assert "chờ người quyết" in loa("show", "p.h1", "--on", "01/07/2025").output
    assert "[p.h1.x1]" in loa("show", "p", "--on", "01/07/2025").output
    assert "[p.h1.x1]" not in loa("show", "p", "--on", "30/06/2025").output
    assert loa("waiting", "--on", "01/07/2025").output == "2025-07-01  p.h1 → ?\n"
    move, abolish = Act.objects.order_by("pk")
    loa("undo", str(abolish.pk), "--basis", "Nghị quyết 2")
    loa("undo", str(move.pk), "--basis", "Nghị quyết 2")
    assert "[p.h1.x1]" not in loa("show", "p", "--on", "01/07/2025").output
    assert loa("acts").output.count("(đã bỏ)") == 2


def test_a_refused_act_is_one_line_and_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "acts.toml"
    path.write_text(ACTS.replace("p.h1.x2", "p.h9"), encoding="utf-8")
    assert "Không làm được, chưa đổi gì (UnitNotThere)" in loa("act", path, code=1).output
    path.write_text("[[act]]\n", encoding="utf-8")
    assert "Không đọc được" in loa("act", path, code=2).output
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_was_exported_is_imported_again_as_known(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    count = Unit.objects.count()
    told = loa("export", tmp_path / name, "--on", "21/10/2024").output
    assert told == f"{count} đơn vị\n"
    told = loa("import", tmp_path / name).output
    assert told == f"{count} dòng: 0 đơn vị mới, {count} đã có.\n"


def test_a_list_with_a_fault_is_refused_and_given_back(cast: Cast, tmp_path: Path) -> None:
    path, back = tmp_path / "a.csv", tmp_path / "back.csv"
    path.write_text("code,name,kind,level\nq,Sở,lạ,province\n", encoding="utf-8")
    told = loa("import", path, "--errors", back, code=1).output
    assert "Dòng 2, Loại đơn vị: lạ — Không có loại đơn vị này." in told
    assert "Không có loại đơn vị này." in back.read_text(encoding="utf-8-sig")


def test_the_template_can_be_filled_in_and_read(cast: Cast, tmp_path: Path) -> None:
    loa("template", tmp_path / "new.csv")
    text = (tmp_path / "new.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "new.csv").write_text(text.replace(",tinh,", ",p,"), encoding="utf-8")
    assert "1 đơn vị mới" in loa("import", tmp_path / "new.csv").output
    assert Unit.objects.filter(code="tinh.so-noi-vu").exists()


def test_an_agency_list_is_read_in_with_a_kind_and_level_for_all(
    cast: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "agencies.edxml"
    path.write_text(
        "<list><a><OrganId>000.00.07.X99</OrganId><OrganName>Sở Mới</OrganName>"
        "<ParentId>p</ParentId></a></list>",
        encoding="utf-8",
    )
    back = tmp_path / "back.xlsx"
    assert "2 lỗi" in loa("import", path, "--errors", back, code=1).output
    assert back.exists()
    said = ("--kind", "department", "--level", "province", "--since", "01/07/2025")
    assert "1 đơn vị mới" in loa("import", path, *said).output
    assert Unit.objects.filter(code="000.00.07.X99").exists()


def test_a_likely_double_is_held_until_the_file_says_what_it_is(
    cast: Cast, tmp_path: Path
) -> None:
    header = "code,name,kind,level,parent,same_as\n"
    line = "q.1,UBND xã Tân Phú,commune_committee,commune,p.h1,"
    named = line.replace("UBND xã", "Ủy ban nhân dân xã")
    path = tmp_path / "units.csv"
    path.write_text(f"{header}{named}\n", encoding="utf-8")
    loa("import", path, "--hold", code=1)
    assert not Unit.objects.filter(code="q.1").exists()
    path.write_text(f"{header}{named}p.h1.x1\n", encoding="utf-8")
    assert "0 đơn vị mới" in loa("import", path, "--hold").output
    assert not Unit.objects.filter(code="q.1").exists()
