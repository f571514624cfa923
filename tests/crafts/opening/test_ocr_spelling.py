"""What an OCR misspells in ways that mean one thing only."""

import pytest

from loa.crafts.opening.names import is_headless
from loa.crafts.opening.ocr_spelling import spelled_line, spelled_word


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("HàVănPhúc", "Hà Văn Phúc"), ("UBNDTỈNH", "UBND TỈNH"), ("NGUYÊNBỈNH", "NGUYÊN BỈNH"),
        ("23/CĐĐ-TTg", "23/CĐ-TTg"), ("ĐĐBQH", "ĐĐBQH"), ("THPT", "THPT"), ("TTATGT", "TTATGT"),
        ("NGHIÊNG", "NGHIÊNG"), ("Website", "Website"), ("OCOP", "OCOP"),
    ],
)  # fmt: skip
def test_words(seen: str, meant: str) -> None:
    assert spelled_word(seen) == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("102/KH- STTTT, ngày 5/12", "102/KH-STTTT, ngày 5/12"),
        ("trước ngày, 22/ 12/ 2023", "trước ngày 22/ 12/ 2023"),
        ("- Sở Y tế (để b/€);", "- Sở Y tế (để b/c);"),
        ("- Các phòng (0h);", "- Các phòng (t/h);"),
        ("năm học 2024 - 2025", "năm học 2024 - 2025"),
        ("- Bộ GDĐT - Vụ GDTH", "- Bộ GDĐT - Vụ GDTH"),
    ],
)
def test_lines(seen: str, meant: str) -> None:
    assert spelled_line(seen) == meant


@pytest.mark.parametrize("text", ["ạm Tấn Hòa", "Văn Luyện", "Thị Sa Rên", "Ngọc Sáng"])
def test_names_without_a_family(text: str) -> None:
    assert is_headless(text)


@pytest.mark.parametrize("text", ["Phạm Tấn Hòa", "PHÓ GIÁM ĐỐC", "- Như trên;"])
def test_whole_names_and_other_lines_are_left_alone(text: str) -> None:
    assert not is_headless(text)
