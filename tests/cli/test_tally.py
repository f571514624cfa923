import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from loa.cli import main

FORM = """code,measure,rollup,sum_of
articles,item,add,
posts,item,add,
published,item,add,articles|posts
trained,share,share,
pages,item,recount,
"""
UNITS = """unit,reports_to,expected
province,,0
Cái Bè,province,0
An Hữu,Cái Bè,1
Hòa Khánh,Cái Bè,1
Trường học,Cái Bè,1
Trường học,province,1
"""
REPORTS = """unit;sent_at;articles;posts;trained.part;trained.whole;pages
An Hữu;2024-11-14T17:05+07:00;1.200;;1;2;x|y
Trường học;2024-11-14T23:59:59+07:00;9;9;9;9;
Trường học;2024-11-16T08:00+07:00;3;4;30;40;y|z
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("form", FORM), ("units", UNITS), ("reports", REPORTS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return [
        "tally",
        *("--form", str(tmp_path / "form.csv")),
        *("--units", str(tmp_path / "units.csv")),
        *("--reports", str(tmp_path / "reports.csv")),
    ]


def test_reports_are_added_up_along_the_lines(files: list[str]) -> None:
    done = CliRunner().invoke(main, [*files, "--due", "2024-11-15T00:00+07:00", "--json"])
    assert done.exit_code == 0, done.output
    province = json.loads(done.output.splitlines()[0])
    assert province == {
        "unit": "province",
        "expected": 3,
        "received": 2,
        "on_time": 2,
        "missing": ["Hòa Khánh"],
        "late": [],
        "values": {
            "articles": 1203,
            "posts": 4,
            "published": 1207,
            "trained": {"part": 31, "whole": 42},
            "pages": 3,
        },
    }


def test_the_table_holds_one_row_a_unit(files: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, [*files, "--node", "Cái Bè", "-o", str(tmp_path / "out.csv")]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == [
        "unit,expected,received,on_time,articles,posts,published,trained.part,trained.whole,pages",
        "Cái Bè,3,2,,1203,4,1207,31,42,3",
    ]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        pytest.param(
            "form", "code,measure,rollup\na,turns,add\n", "line 2, column measure", id="measure"
        ),
        pytest.param("form", "code,rollup\na,add\n", "no column 'measure'", id="column"),
        pytest.param(
            "form",
            "code,measure,rollup,sum_of\na,person,add,\nb,turn,add,\nc,person,add,a|b\n",
            "c: adds person and turn",
            id="turns added to persons",
        ),
        pytest.param("units", "unit,reports_to\na,b\nb,a\n", "loop", id="a loop"),
        pytest.param(
            "units", "unit,reports_to\nprovince,\n", "An Hữu", id="unit without a line"
        ),
        pytest.param(
            "reports", REPORTS.replace("1.200", "1,2"), "column articles", id="a fraction"
        ),
        pytest.param("reports", REPORTS.replace("+07:00", ""), "column sent_at", id="no zone"),
        pytest.param("reports", "unit,articles\n", "", id="no reports are fine"),
        pytest.param("units", "", "no reporting line knows", id="an empty file"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    files: list[str], tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, files)
    assert done.exit_code == (2 if says else 0)
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == (1 if says else 0)


def test_a_deadline_without_time_zone_is_refused(files: list[str]) -> None:
    done = CliRunner().invoke(main, [*files, "--due", "2024-11-15"])
    assert done.exit_code == 2
    assert "time zone" in done.stderr


def test_a_file_that_is_not_text_is_refused(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"\xff\xfe\x00unit")
    assert CliRunner().invoke(main, files).exit_code == 2


def test_the_verb_starts_without_django() -> None:
    code = "import sys, loa.cli.tally; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
