import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.posters import CHANGES, poster, to_bytes
from bench.wordings import articles
from loa.cli import main


def match(*words: str | Path) -> tuple[Result, list[dict[str, object]]]:
    result = CliRunner().invoke(main, ["match", *map(str, words)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return result, rows


@pytest.fixture
def materials(tmp_path: Path) -> Path:
    folder = tmp_path / "materials"
    folder.mkdir()
    for member in range(3):
        (folder / f"poster{member}.jpg").write_bytes(to_bytes(poster(0, member)))
    for article in articles()[:4]:
        (folder / f"{article.key.replace(' ', '_')}.txt").write_text(article.text)
    return folder


def test_a_page_and_its_pictures_are_looked_at(materials: Path, tmp_path: Path) -> None:
    shot = CHANGES["border_caption"](poster(0, 1), random.Random(1))
    (tmp_path / "a.jpg").write_bytes(to_bytes(shot))
    words = articles()[2].text
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>Tin xã</p><p>{words}</p><img src='a.jpg'></body></html>")
    result, rows = match("--materials", materials, page)
    assert result.exit_code == 0
    found = {row["material"]: row["method"] for row in rows if row["found"]}
    assert found["poster1.jpg"] == "image"
    assert set(found.values()) == {"image", "text"}


def test_one_material_and_one_picture(materials: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(to_bytes(CHANGES["cropped10"](poster(0, 2), random.Random(1))))
    result, rows = match(materials / "poster2.jpg", photo)
    assert result.exit_code in {0, 1}
    # Alone it has no known look-alike: found or doubtful, never "not found".
    assert rows[0]["found"] in {True, None}


def test_nothing_found_is_said_and_is_exit_1(materials: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Giá lúa tuần qua ổn định, thương lái thu mua tại ruộng.")
    result, rows = match("--materials", materials, page)
    assert result.exit_code == 1
    assert rows == [
        {
            "page": str(page),
            "material": None,
            "found": False,
            "certainty": 0.0,
            "method": None,
            "region": None,
            "passage": None,
            "changes": [],
            "code": "no_match",
            "reason": "Không thấy tài liệu nào.",
        }
    ]


def test_text_that_a_page_hides_does_not_count(materials: Path, tmp_path: Path) -> None:
    words = articles()[2].text
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><body><p>Tin xã Tân Phú hôm nay.</p><p hidden>{words}</p></body></html>"
    )
    assert match("--materials", materials, page)[0].exit_code == 1


@pytest.mark.parametrize("name", ["broken.warc", "absent.html", "broken.png"])
def test_what_cannot_be_read_is_one_line_and_exit_2(
    materials: Path, tmp_path: Path, name: str
) -> None:
    if name == "broken.warc":
        (tmp_path / name).write_bytes(b"WARC/1.1\r\n\r\n")
    if name == "broken.png":
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    result, rows = match("--materials", materials, tmp_path / name)
    assert (result.exit_code, rows) == (2, [])
    assert len(result.stderr.strip().splitlines()) == 1
