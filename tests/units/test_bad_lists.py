"""What offices and attackers send: old alphabets, doubles, bombs, formulas, clashing dates."""

import contextlib
import csv
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

from loa.units import actions, queries
from loa.units.lists import COLUMNS, ListUnreadableError, read_lines, write_faults, write_table
from loa.units.models import Identifier, Unit
from tests.people import NOW, Cast

HEADER = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Cấp", "Mã đơn vị cấp trên"]
NAMES = ["Trường Tiểu học Đỗ Hạ", "Trường Mẫu giáo Ướng Thượng", "Phòng Giáo dục huyện Mỹ"]
# The same names as three old alphabets wrote them, each byte shown as Latin-1 shows it.
TCVN3 = [
    "Tr\xadêng TiÓu häc §ç H¹",
    "Tr\xadêng MÉu gi¸o ¦íng Th\xadîng",
    "Phßng Gi¸o dôc huyÖn Mü",
]


SWELLS = (
    b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


def table(folder: Path, rows: list[list[str]], name: str = "units.csv") -> Path:
    path = folder / name
    write_table(path, rows)
    return path


def rows_of(names: list[str]) -> list[list[str]]:
    return [
        HEADER,
        *([f"s{n}", name, "school", "commune", "p"] for n, name in enumerate(names)),
    ]


def names_in(path: Path) -> list[str]:
    return [line.cells["name"] for line in read_lines(path) if line.number > 1]


# ------------------------------------------------------------------ alphabets


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "written",
    [
        pytest.param([unicodedata.normalize("NFD", name) for name in NAMES], id="NFD"),
        pytest.param(TCVN3, id="TCVN3"),
    ],
)
def test_names_in_old_and_spread_alphabets_come_in_as_one(
    tmp_path: Path, written: list[str], suffix: str
) -> None:
    assert names_in(table(tmp_path, rows_of(written), f"old.{suffix}")) == NAMES


def test_a_name_of_two_words_is_read_by_the_alphabet_of_its_neighbours(tmp_path: Path) -> None:
    rows = rows_of([*TCVN3, "X· T©n"])
    for row in rows[1:]:
        row[2] = "Trường học"  # chosen from the list of the template, in Unicode
    assert names_in(table(tmp_path, rows, "old.xlsx"))[3] == "Xã Tân"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_files_of_old_windows_are_read(tmp_path: Path, encoding: str) -> None:
    text = "\r\n".join(";".join(row) for row in rows_of(NAMES))
    if encoding == "cp1258":  # its letters are half spread: a hat joined, a tone apart
        table_ = {ord(c): as_1258(c) for c in set(text) if not c.isascii()}
        text = text.translate(table_)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    path = tmp_path / "old.csv"
    path.write_bytes(mark + text.encode(encoding))
    assert names_in(path) == NAMES


def as_1258(letter: str) -> str:
    """Spread a letter until Windows-1258 can write it."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        spread = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in spread if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", spread.replace(tone, "")) + tone
    return letter


# ------------------------------------------------------------------ size and malice


def test_a_csv_of_100_000_columns_is_refused_at_its_header(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join([*HEADER, *(f"c{n}" for n in range(100_000))]), encoding="utf-8")
    with pytest.raises(ListUnreadableError, match="too_wide"):
        list(read_lines(path))


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/media/a.png"])
def test_a_workbook_that_swells_a_thousandfold_is_refused_unopened(
    tmp_path: Path, part: str
) -> None:
    path = table(tmp_path, rows_of(NAMES), "bomb.xlsx")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open(f"{part}.big", "w", force_zip64=True) as swollen,
    ):
        for _time in range(110):
            swollen.write(b"0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ListUnreadableError, match="too_big"):
        list(read_lines(path))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda sheet: sheet[: len(sheet) // 2], id="cut in two"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(
            lambda sheet: sheet.replace(b"<worksheet", SWELLS + b"<worksheet", 1).replace(
                b"<t>", b"<t>&d;"
            ),
            id="entities",
        ),
    ],
)
def test_a_damaged_sheet_is_a_sentence_or_a_table_never_a_crash(
    tmp_path: Path, damage: object
) -> None:
    good = table(tmp_path, rows_of(NAMES), "good.xlsx")
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as packed, zipfile.ZipFile(bad, "w") as broken:
        for name in packed.namelist():
            data = packed.read(name)
            if name.endswith("sheet1.xml"):
                data = damage(data)  # type: ignore[operator]
            broken.writestr(name, data)
    lines = []
    with contextlib.suppress(ListUnreadableError):
        lines = list(read_lines(bad))
    assert all(len(cell) < 1000 for line in lines for cell in line.raw)


def test_cells_that_would_run_are_text_in_what_we_write(tmp_path: Path) -> None:
    cells = ["=1+1", "+84", "-1", "@sum", "\tx", "thường"]
    rows = [["a", "b", "c", "d", "e", "f"], cells]
    csv_path, xlsx_path = table(tmp_path, rows), table(tmp_path, rows, "units.xlsx")
    with csv_path.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))[1]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in written)
    assert written[-1] == "thường"
    with zipfile.ZipFile(xlsx_path) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_formulas_come_back_with_their_reason_and_do_not_run(
    cast: Cast, tmp_path: Path, suffix: str
) -> None:
    path = table(
        tmp_path, [HEADER, ["n1", '=HYPERLINK("x")', "school", "commune", "p"]], f"f.{suffix}"
    )
    done = actions.import_units(path, name="f", by=cast.an, at=NOW)
    assert [fault.code for fault in done.faults] == ["formula"]
    back = tmp_path / f"back.{suffix}"
    write_faults(path, done.faults, back)
    [line] = [each for each in read_lines(back) if each.number > 1]
    assert line.cells["name"] == '=HYPERLINK("x")'


def test_a_formula_in_a_workbook_is_read_as_what_it_last_showed(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [HEADER, ["n1", '=CMD|"x"!A0', "school", "commune", "p"]]:
        book.active.append(row)
    book.save(tmp_path / "live.xlsx")
    [line] = [each for each in read_lines(tmp_path / "live.xlsx") if each.number > 1]
    assert line.cells["name"] == ""  # never calculated, and we do not calculate


# ------------------------------------------------------------------ lines against each other


FULL = [column.vi for column in COLUMNS]


def line(**cells: str) -> list[str]:
    base = {"name": f"Trường {cells['code']}", "kind": "school", "level": "commune"}
    told = base | {"parent": "p"} | cells
    return [told.get(column.key, "") for column in COLUMNS]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(
            [
                line(code="a", parent="b"),
                line(code="b", parent="c"),
                line(code="c", parent="a"),
            ],
            {("parent", "cycle")},
            id="a circle of three",
        ),
        pytest.param(
            [
                line(code="a", sector_parent="b"),
                line(code="b", sector_parent="a"),
            ],
            {("sector_parent", "cycle")},
            id="a circle in the other tree",
        ),
        pytest.param(
            [line(code="a", valid_to="31/12/2024"), line(code="b", parent="a")],
            {("parent", "parent_dates")},
            id="a parent that ends before its child",
        ),
        pytest.param(
            [line(code="a", valid_from="01/02/2024", valid_to="31/01/2024")],
            {("valid_to", "dates_crossed")},
            id="it ends before it begins",
        ),
        pytest.param(
            [
                line(code="a", valid_from="01/01/2024", valid_to="30/06/2024"),
                line(code="a", valid_from="01/06/2024"),
            ],
            {("code", "twice")},
            id="one code with overlapping dates",
        ),
        pytest.param(
            [line(code="a", identifier="x:1; x:2"), line(code="b", identifier="x:2")],
            {("identifier", "twice")},
            id="two units with one identifier",
        ),
        pytest.param(
            [line(code="a", identifier="test:X01")],
            {("identifier", "taken_identifier")},
            id="an identifier of a unit of the register",
        ),
        pytest.param(
            [line(code="a", identifier="x:1;x:1"), line(code="b", identifier=":")],
            {("identifier", "twice"), ("identifier", "bad_identifier")},
            id="identifiers that are none",
        ),
        pytest.param(
            [line(code="a", same_as="nobody")],
            {("same_as", "unknown_same")},
            id="the same as nobody",
        ),
    ],
)
def test_lines_that_cannot_all_be_true_are_refused_whole(
    cast: Cast, tmp_path: Path, lines: list[list[str]], told: set[tuple[str, str]]
) -> None:
    before = Unit.objects.count()
    path = table(tmp_path, [FULL, *lines, line(code="good")])
    done = actions.import_units(path, name="bad", by=cast.an, at=NOW)
    assert {(fault.column, fault.code) for fault in done.faults} == told
    assert Unit.objects.count() == before


# ------------------------------------------------------------------ doubles


DOUBLES = [
    line(code="q", name="UỶ BAN NHÂN DÂN HUYỆN CỒN LỚN", parent="p", kind="district_committee",
         level="district"),
    line(code="q.1", name="Ủy ban nhân dân xã  Tân Phú", parent="q", kind="commune_committee"),
    line(code="q.2", name="Trường Mới", parent="q"),
]  # fmt: skip


@pytest.mark.django_db
def test_doubles_are_proposed_down_the_tree_and_held_until_a_person_says(
    cast: Cast, tmp_path: Path
) -> None:
    path = table(tmp_path, [FULL, *DOUBLES])
    held = actions.import_units(path, name="a", by=cast.an, at=NOW, is_held=True)
    assert held.act is None
    assert [(doubt.line, doubt.other) for doubt in held.doubts] == [(2, "p.h1"), (3, "p.h1.x1")]
    done = actions.import_units(
        path, name="a", by=cast.an, at=NOW, is_held=True, decided={2: "p.h1", 3: "p.h1.x1"}
    )
    assert (done.opened, done.same, done.doubts) == (1, 2, ())
    new = Unit.objects.get(code="q.2")
    assert queries.above(new.pk, NOW.date())[0] == cast.units["p.h1"].pk
    assert not Unit.objects.filter(code__in=["q", "q.1"]).exists()
    again = actions.import_units(
        path, name="a", by=cast.an, at=NOW, is_held=True, decided={2: "p.h1", 3: "p.h1.x1"}
    )
    assert (again.opened, again.unchanged, again.act) == (0, 1, None)


@pytest.mark.django_db
def test_what_a_person_says_may_stand_in_the_file(cast: Cast, tmp_path: Path) -> None:
    same = [*DOUBLES[0][:-1], "p.h1"]
    new = [*DOUBLES[1][:-1], "Mới"]
    path = table(tmp_path, [FULL, same, new, DOUBLES[2]])
    done = actions.import_units(path, name="a", by=cast.an, at=NOW, is_held=True)
    assert (done.opened, done.same, done.doubts) == (2, 1, ())
    assert Unit.objects.filter(code="q.1").exists()


@pytest.mark.django_db
def test_one_identifier_under_two_codes_is_proposed_as_the_same_unit(
    cast: Cast, tmp_path: Path
) -> None:
    owner = Identifier.objects.get(value="X01").unit.code
    path = table(tmp_path, [FULL, line(code="a", identifier="test:X01")])
    refused = actions.import_units(path, name="a", by=cast.an, at=NOW)
    assert [(fault.code, fault.other) for fault in refused.faults] == [
        ("taken_identifier", owner)
    ]
    done = actions.import_units(path, name="a", by=cast.an, at=NOW, decided={2: owner})
    assert (done.faults, done.opened, done.same) == ((), 0, 1)


def test_a_sheet_in_memory_is_not_needed_to_refuse_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    path.write_bytes(made.getvalue())
    with pytest.raises(ListUnreadableError, match="not_a_table"):
        list(read_lines(path))
