"""Lists of units: read whatever their alphabet, checked cell by cell, written whole."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.ledger.models import Entry
from loa.units import actions, policies, queries
from loa.units.errors import ImportNotUndoneError
from loa.units.lists import (
    COLUMNS,
    Defaults,
    ListUnreadableError,
    parse,
    read_lines,
    write_faults,
    write_table,
    write_template,
)
from loa.units.models import Identifier, Unit, UnitName, UnitParent
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db

HEADER = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Cấp", "Mã đơn vị cấp trên"]
ROWS = [
    ["p.h1.t9", "Trường THCS Cồn Lớn", "Trường học", "commune", "p.h1.x1"],
    ["p.h9.x9", "Ủy ban nhân dân xã Đỗ Hạ", "commune_committee", "Cấp xã", "p.h9"],
    ["p.h9", "Ủy ban nhân dân huyện Mới", "district_committee", "district", "p"],
]


def table(folder: Path, rows: list[list[str]], name: str = "units.csv") -> Path:
    path = folder / name
    write_table(path, rows)
    return path


def faults_of(path: Path, cast: Cast) -> list[tuple[int, str, str]]:
    done = actions.import_units(path, name=path.name, by=cast.an, at=NOW)
    return [(fault.line, fault.column, fault.code) for fault in done.faults]


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
def test_a_list_is_read_in_whatever_order_parents_stand(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    path = table(tmp_path, [HEADER, *ROWS], name)
    done = actions.import_units(path, name=name, by=cast.an, at=NOW)
    assert (done.lines, done.opened, done.unchanged, done.faults) == (3, 3, 0, ())
    new = Unit.objects.get(code="p.h9.x9")
    called = queries.name_of(new, date(2024, 10, 21))
    assert called is not None
    assert (called.name, called.kind.code, called.level.code) == (
        "Ủy ban nhân dân xã Đỗ Hạ",
        "commune_committee",
        "commune",
    )
    assert queries.parents_on(date(2024, 10, 21))[new.pk] == Unit.objects.get(code="p.h9").pk
    assert Entry.objects.filter(verb="units.imported").count() == 1


def test_the_same_file_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, [HEADER, *ROWS])
    actions.import_units(path, name="a", by=cast.an, at=NOW)
    counts = [m.objects.count() for m in (Unit, UnitName, UnitParent, Identifier, Entry)]
    again = actions.import_units(path, name="a", by=cast.an, at=NOW)
    assert (again.opened, again.unchanged, again.faults, again.act) == (0, 3, (), None)
    after = [m.objects.count() for m in (Unit, UnitName, UnitParent, Identifier, Entry)]
    assert after == counts


def test_a_dry_run_says_all_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, [HEADER, *ROWS])
    done = actions.import_units(path, name="a", by=cast.an, at=NOW, is_dry=True)
    assert (done.opened, done.act) == (3, None)
    assert not Unit.objects.filter(code="p.h9").exists()


def test_every_fault_is_named_by_line_and_column_and_nothing_is_written(
    cast: Cast, tmp_path: Path
) -> None:
    header = [*HEADER, "Từ ngày", "Đến hết ngày", "Thứ tự", "Mã định danh"]
    blank = ["", "", "", ""]
    path = table(
        tmp_path,
        [
            header,
            ["", "Không mã", "department", "province", "p", *blank],
            ["n1", "Sở", "kind?", "level?", "zz", *blank],
            ["n2", "=1+1", "department", "province", "p", *blank],
            ["n3", "Sở", "department", "province", "n3", *blank],
            ["n4", "Sở A", "department", "province", "n5", *blank],
            ["n5", "Sở B", "department", "province", "n4", *blank],
            ["n6", "Sở C", "department", "province", "p", "31/02/2024", "", "x", ""],
            ["n7", "Sở D", "department", "province", "p", "02/01/2024", "01/01/2024", "", ""],
            ["n8", "Sở E", "department", "province", "p", "", "", "", "test:X01"],
            ["n9", "Sở F", "department", "province", "p", *blank],
            ["n9", "Sở F", "department", "province", "p", *blank],
            ["p.gd", "Sở khác", "department", "province", "p.h1", "", "", "", ""],
            ["n10", "Sở G", "department", "province", "n11", *blank],
            ["n11", "Sở H", "department", "province", "p", "", "31/12/2024", "", ""],
            ["mã có dấu", "Sở I", "department", "province", "p", *blank],
        ],
    )
    before = Unit.objects.count()
    assert faults_of(path, cast) == [
        (2, "code", "missing"),
        (3, "kind", "unknown_kind"),
        (3, "level", "unknown_level"),
        (3, "parent", "unknown_parent"),
        (4, "name", "formula"),
        (5, "parent", "own_parent"),
        (6, "parent", "cycle"),
        (8, "valid_from", "no_date"),
        (8, "position", "no_number"),
        (9, "valid_to", "dates_crossed"),
        (10, "identifier", "taken_identifier"),
        (12, "code", "twice"),
        (13, "name", "differs"),
        (13, "parent", "differs"),
        (14, "parent", "parent_dates"),
        (16, "code", "bad_code"),
    ]
    assert Unit.objects.count() == before


def test_the_faulty_lines_come_back_with_a_column_of_reasons(
    cast: Cast, tmp_path: Path
) -> None:
    rows = [[*HEADER, "Ghi chú"], [*ROWS[0], "giữ"], ["n1", "Sở", "lạ", "province", "p", "x"]]
    path = table(tmp_path, rows)
    done = actions.import_units(path, name="a", by=cast.an, at=NOW)
    back = tmp_path / "back.csv"
    write_faults(path, done.faults, back)
    with back.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.reader(file))
    assert told[0] == [*HEADER, "Ghi chú", "Lý do"]
    assert told[1:] == [[*rows[2], "Loại đơn vị: Không có loại đơn vị này."]]


def test_a_unit_that_looks_known_is_proposed_as_double_by_folded_name(
    cast: Cast, tmp_path: Path
) -> None:
    row = ["p.h1.new", "UỶ BAN NHÂN DÂN XÃ TÂN PHÚ", "commune_committee", "commune", "p.h1"]
    done = actions.import_units(
        table(tmp_path, [HEADER, row]), name="a", by=cast.an, at=NOW, is_dry=True
    )
    assert [(doubt.code, doubt.other) for doubt in done.doubts] == [("looks_like", "p.h1.x1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators_of_every_office_are_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "units.csv"
    text = "\r\n".join(delimiter.join(row) for row in [HEADER, *ROWS])
    path.write_bytes(text.encode(encoding))
    assert [list(line.raw) for line in read_lines(path)] == [HEADER, *ROWS]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"a,b\n1,2\n", "no_columns", id="another table"),
        pytest.param(b"PK\x03\x04broken", "not_a_table", id="a broken workbook"),
        pytest.param(("," * 100_000).encode(), "too_wide", id="100,000 columns"),
        pytest.param(b"\x00\x01\x02" * 50, "not_a_table", id="bytes"),
    ],
)
def test_what_is_no_list_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(ListUnreadableError) as refused:
        list(read_lines(path))
    assert refused.value.code == code


def test_a_workbook_of_16_000_columns_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, [[*HEADER, *(f"c{n}" for n in range(16_000))]], "wide.xlsx")
    with pytest.raises(ListUnreadableError, match="too_wide"):
        list(read_lines(path))


def test_the_template_is_itself_a_list(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    header, example = read_lines(tmp_path / "template.xlsx")
    assert list(header.raw) == [column.vi for column in COLUMNS]
    assert parse(example, Defaults(date(2024, 1, 1)))[1] == []


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(cells=st.lists(st.text(max_size=90), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_line_is_parsed_or_refused_by_column(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "any.csv"
    write_table(
        path, [[column.key for column in COLUMNS], [c.replace("\0", "") for c in cells]]
    )
    for line in list(read_lines(path))[1:]:
        found, faults = parse(line, Defaults(date(2024, 1, 1)))
        assert (found is None) == bool(faults)
        assert {fault.column for fault in faults} <= {column.key for column in COLUMNS}


def test_only_a_coordinator_imports(cast: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, [HEADER, *ROWS])
    with pytest.raises(policies.NotAllowedError):
        actions.import_units(path, name="a", by=cast.binh, at=NOW)
    assert actions.import_units(path, name="a", by=cast.an, at=NOW).opened == 3


def test_an_import_is_not_said_to_be_undone_while_its_units_stay(
    cast: Cast, tmp_path: Path
) -> None:
    done = actions.import_units(table(tmp_path, [HEADER, *ROWS]), name="a", by=cast.an, at=NOW)
    assert done.act is not None
    with pytest.raises(ImportNotUndoneError):
        actions.undo_act(done.act, basis="nhầm", by=cast.an, at=NOW)
    assert Unit.objects.filter(code="p.h9").exists()
