"""Marks that an OCR lost come back in phrases that can mean one thing only."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.letters.paper import to_text
from bench.letters.sheets import all_sheets
from loa.crafts.opening.ocr_phrases import with_marks
from loa.crafts.opening.ocr_spelling import spelled_line
from loa.crafts.viet import fold

HOUSE = Path(__file__).parents[3]
SAMPLES = HOUSE.parent / "shared/samples/dispatches/gold.jsonl"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("TP. Hô Chí Minh, ngày 11", "TP. Hồ Chí Minh, ngày 11"),
        ("TÍNH QUẢNG NGÃI", "TỈNH QUẢNG NGÃI"),
        ("THÀNH PHÓ HỖ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("sửa đôi, bồ sung một số điều", "sửa đổi, bổ sung một số điều"),
        ("Giáo dục Phô thông tông thê", "Giáo dục Phổ thông tổng thể"),
        ("PHO HIỆU TRƯƠNG", "PHÓ HIỆU TRƯỞNG"),
        ("Nguyễn Quang Nam", "Nguyễn Quang Nam"),
        ("tỉnh Quang Nam", "tỉnh Quảng Nam"),
        ("tỉnh Khánh Hoà", "tỉnh Khánh Hoà"),
        ("thứ trưởng; chưa thành niên", "thứ trưởng; chưa thành niên"),
        ("diễu hành; chính, phụ trách", "diễu hành; chính, phụ trách"),
    ],
)  # fmt: skip
def test_a_phrase_gets_its_marks_and_other_words_keep_theirs(seen: str, meant: str) -> None:
    assert with_marks(seen) == meant


def test_what_is_rightly_written_stays() -> None:
    texts = [to_text(sheet).decode() for sheet in all_sheets()]
    texts += [path.read_text(encoding="utf-8") for path in HOUSE.glob("locale/parts/*.po")]
    texts += [(HOUSE / "bench/articles.txt").read_text(encoding="utf-8")]
    texts += [SAMPLES.read_text(encoding="utf-8")] if SAMPLES.exists() else []
    for text in texts:
        for line in unicodedata.normalize("NFC", text).splitlines():
            if not line.isascii():
                assert with_marks(line) == line


@given(st.text(alphabet="sửa đôi bồ sung Hô Chí Minh ươ(),/12", max_size=60))
def test_nothing_but_marks_changes(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    made = with_marks(text)
    assert fold(made) == fold(text)
    assert with_marks(made) == made


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("quy định (ước ngày 10/02/2025)", "quy định trước ngày 10/02/2025)"),
        ("rgep@moet.gov.vn rước ngày 20/5/2017", "rgep@moet.gov.vn trước ngày 20/5/2017"),
        ("được ngày 3/4, nước ngày 3/4", "được ngày 3/4, nước ngày 3/4"),
        ("- Sở GDĐT (be);", "- Sở GDĐT (b/c);"),
        ("- Phòng (be) và (to)", "- Phòng (be) và (to)"),
    ],
)
def test_a_day_s_before_and_a_role_are_put_right(seen: str, meant: str) -> None:
    assert spelled_line(seen) == meant
