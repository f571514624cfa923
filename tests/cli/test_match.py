import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bench.designs import design, told
from bench.posters import CHANGES, poster, to_bytes
from bench.wordings import articles
from loa.cli import main


def match(*words: str | Path) -> tuple[Result, list[dict[str, Any]]]:
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
    # Whoever sorts by certainty finds no doubtful one above a found one.
    assert (rows[0]["certainty"] >= 0.75) is bool(rows[0]["found"])


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
            "share": 0.0,
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


def test_a_poster_on_a_page_of_a_pdf_is_found(materials: Path, tmp_path: Path) -> None:
    leaflet = tmp_path / "leaflet.pdf"
    sheet = Image.new("RGB", (1240, 1754), "white")
    sheet.paste(poster(0, 1), (200, 300))
    sheet.save(leaflet, resolution=130)
    result, rows = match("--materials", materials, leaflet)
    assert result.exit_code == 0
    assert [row["material"] for row in rows if row["found"]] == ["poster1.jpg"]


def test_the_text_of_a_pdf_is_found_in_a_text_and_the_other_way(tmp_path: Path) -> None:
    letters = Path(__file__).parents[1] / "samples" / "dispatches"
    for one, other in (("pdf", "txt"), ("txt", "pdf")):
        result, rows = match(
            letters / f"forest-fire-2025.{one}", letters / f"forest-fire-2025.{other}"
        )
        assert result.exit_code == 0, rows
        assert rows[0]["method"] == "text"
        assert rows[0]["passage"]


def test_a_broken_pdf_is_refused_in_one_line(materials: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    result, _ = match("--materials", materials, broken)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_video_is_found_where_it_plays(tmp_path: Path) -> None:
    folder = tmp_path / "materials"
    folder.mkdir()
    (folder / "clip.url").write_text("[InternetShortcut]\nURL=https://youtu.be/aBcDeFgHiJk\n")
    page = tmp_path / "page.html"
    page.write_text("<p>Mời bà con xem</p><iframe src='//www.youtube.com/embed/aBcDeFgHiJk'>")
    result, rows = match("--materials", folder, page)
    assert result.exit_code == 0
    assert [(row["material"], row["method"]) for row in rows] == [("clip.url", "video")]


def test_a_poster_with_another_code_is_an_alarm_and_exit_1(tmp_path: Path) -> None:
    folder = tmp_path / "materials"
    folder.mkdir()
    for member in range(2):
        (folder / f"{member}.png").write_bytes(to_bytes(design(1, member)))
    altered = replace(told(1), code="https://qua-tang.cc/nhan")
    shot = tmp_path / "shot.jpg"
    shot.write_bytes(to_bytes(design(1, 0, altered)))
    result, rows = match("--materials", folder, shot)
    assert result.exit_code == 1
    assert (rows[0]["material"], rows[0]["found"], rows[0]["code"]) == (
        "0.png",
        None,
        "altered",
    )
    assert [(c["kind"], c["said"]) for c in rows[0]["changes"]] == [("code", altered.code)]


def test_a_link_that_belies_its_words_is_an_alarm_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(f"{articles()[0].text} Xem thêm: antoan.songxanh.vn")
    page = tmp_path / "page.html"
    for address, code in (("https://antoan.songxanh.vn/a", 0), ("https://qua-tang.cc/", 1)):
        link = f"<a href='{address}'>antoan.songxanh.vn</a>"
        page.write_text(
            f"<html><body><p>{articles()[0].text} Xem thêm: {link}</p></body></html>"
        )
        result, rows = match(tmp_path / "letter.txt", page)
        assert result.exit_code == code
        assert rows[0]["code"] == ("full_text", "altered")[code]
    assert rows[0]["changes"][0]["said"] == "qua-tang.cc"
