"""Names of bodies on a scan, mended by the symbol and the letter's body."""

import pytest

from loa.crafts.reading.issuers import initials, mended_issuer, mended_superior, units_mended
from loa.crafts.reading.result import Field


def seen(name: str, certainty: float = 0.6, origin: str = "ocr") -> Field:
    return Field(name, certainty, ((1, 1),), origin=origin)


@pytest.mark.parametrize(
    ("name", "symbol", "body", "meant"),
    [
        ("Bộ Văn Hớa, Thế Thao và Du _ Lịch", "BVHTTDL-GĐ", "",
         "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Nhân dân tỉnh Lào Cai", "UBND-VX", "", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Nhân dân tỉnh Lào Cai", "NQ-HĐND", "", "Hội đồng nhân dân tỉnh Lào Cai"),
        ("Nhân dân tỉnh Lào Cai", "XYZ", "", "Nhân dân tỉnh Lào Cai"),
        ("Trường Đại học Tãy Bâc", "ĐHTB-SV", "Trường Đại học Tây Bắc có",
         "Trường Đại học Tây Bắc"),
        ("Hạt Kiểm lãm Mường Lá", "KH-XYZ", "Hạt Kiểm lâm Mường La có",
         "Hạt Kiểm lãm Mường Lá"),
    ],
)  # fmt: skip
def test_an_issuer_is_mended_only_with_the_symbol_behind_it(
    name: str, symbol: str, body: str, meant: str
) -> None:
    assert mended_issuer(seen(name), symbol, body).value == meant


def test_a_name_that_was_text_or_is_sure_is_left_alone() -> None:
    text = seen("Bộ Văn Hớa, Thể thao và Du lịch", 0.97, "text")
    assert mended_issuer(text, "BVHTTDL-GĐ", "") is text
    sure = seen("Sở Y tế", 0.97)
    assert mended_issuer(sure, "SYT-NVY", "Sở Y tế Lào Cai đề nghị").value == "Sở Y tế"


def test_a_committee_of_a_province_is_known_by_its_place() -> None:
    assert mended_superior(seen("BND Tinh Ninh Thuận")).value == "UBND tỉnh Ninh Thuận"
    assert mended_superior(seen("Hội Nông dân Việt Nam")).value == "Hội Nông dân Việt Nam"


def test_units_get_their_marks_back_before_a_known_place() -> None:
    assert units_mended("Sở Y tế Tĩnh Quảng Ngãi") == "Sở Y tế tỉnh Quảng Ngãi"
    assert units_mended("UBND thành Phó Đà Nẵng") == "UBND thành phố Đà Nẵng"
    assert units_mended("Trường Chính trị Tĩnh Tâm") == "Trường Chính trị Tĩnh Tâm"


def test_initials_leave_small_words_out() -> None:
    assert "SGDĐT" in initials("Sở Giáo dục và Đào tạo")
