"""`loa read` in the terminal."""

import json
from pathlib import Path

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from loa.cli import main
from loa.crafts.reading import FIELD_NAMES
from tests.crafts.samples import OURS


def read(*arguments: str) -> tuple[int, str, str]:
    outcome = CliRunner().invoke(main, ["read", *arguments])
    return outcome.exit_code, outcome.stdout, outcome.stderr


def test_one_json_object_a_line_holds_every_field() -> None:
    files = [str(OURS / "online-scams-2024.txt"), str(OURS / "forest-fire-2025.docx")]
    code, out, _ = read("--json", *files)
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["file"] for row in rows] == files
    assert [row["format"] for row in rows] == ["text", "docx"]
    assert rows[0]["refused"] is None
    field = rows[0]["fields"]["subject"]
    assert set(field) >= {"value", "certainty", "source", "missing"}
    assert rows[0]["findings"][0]["code"] == "deadline_before_end"


def test_the_summary_names_each_field_once_in_vietnamese() -> None:
    code, out, _ = read(str(OURS / "online-scams-2024.txt"))
    assert code == 0
    assert out.count("Trích yếu:") == 1
    assert "! Hạn báo cáo 30/11/2024" in out


def test_the_lines_that_sources_count_are_printed_with_their_numbers() -> None:
    code, out, _ = read("--text", str(OURS / "online-scams-2024.txt"))
    assert code == 0
    assert out.splitlines()[3].startswith("   4  Số: 2417/STTTT-CĐS")


def test_an_unreadable_file_is_one_clear_line_and_the_others_are_read(tmp_path: Path) -> None:
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    code, out, err = read("--json", str(empty), str(OURS / "online-scams-2024.txt"))
    assert code == 2
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows[0]["refused"]["code"] == "empty"
    assert rows[1]["refused"] is None
    assert err.count("\n") == 1


def test_a_missing_file_is_one_clear_line() -> None:
    code, out, err = read("/nowhere/x.pdf")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_secret_letter_is_refused_with_exit_one(tmp_path: Path) -> None:
    secret = tmp_path / "x.txt"
    letter = (OURS / "online-scams-2024.txt").read_text(encoding="utf-8")
    secret.write_text(letter.replace("\n\nKính gửi", "\nTỐI MẬT\nKính gửi", 1), "utf-8")
    code, out, err = read(str(secret))
    assert code == 1
    assert out == ""
    assert "TỐI MẬT" in err


def test_what_is_printed_holds_the_published_schema() -> None:
    schema = json.loads(
        (OURS.parents[2] / "docs/reference/read.schema.json").read_text("utf-8")
    )
    files = sorted(str(path) for path in OURS.iterdir() if path.suffix != ".json")
    _, out, _ = read("--json", *files)
    for line in out.splitlines():
        Draft202012Validator(schema).validate(json.loads(line))
    assert tuple(schema["properties"]["fields"]["properties"]) == FIELD_NAMES
