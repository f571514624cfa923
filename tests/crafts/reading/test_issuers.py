"""Names of bodies on a scan, mended by the symbol and the letter's body."""

import pytest

from loa.crafts.reading.casing import written
from loa.crafts.reading.issuers import (
    backed_issuer,
    has_lost_head,
    initials,
    mended_issuer,
    mended_superior,
    symbol_mended,
    units_mended,
)
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
        ("Ngân hàng Nhà nước khu vực 9", "NHNN-KV9-TH",
         "được Ngân hàng Nhà nước Việt Nam giao", "Ngân hàng Nhà nước khu vực 9"),
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
    for other in ("Hội Nông dân Việt Nam", "Tò#% án nhân dân tỉnh Vĩnh Long"):
        assert mended_superior(seen(other)).value == other


def test_units_get_their_marks_back_before_a_known_place() -> None:
    assert units_mended("Sở Y tế Tĩnh Quảng Ngãi") == "Sở Y tế tỉnh Quảng Ngãi"
    assert units_mended("UBND thành Phó Đà Nẵng") == "UBND thành phố Đà Nẵng"
    assert units_mended("Trường Chính trị Tĩnh Tâm") == "Trường Chính trị Tĩnh Tâm"


def test_initials_leave_small_words_out() -> None:
    assert "SGDĐT" in initials("Sở Giáo dục và Đào tạo")


@pytest.mark.parametrize(
    ("symbol", "issuer", "meant"),
    [
        ("SGDĐTQLCL", "Sở Giáo dục và Đào tạo", "SGDĐT-QLCL"),
        ("QUTTHN-NVTH", "Cục Quản lý thị trường tỉnh Hà Nam", "QLTTHN-NVTH"),
        ("VTLTNN-QLI", "Cục Văn thư và Lưu trữ nhà nước", "VTLTNN-QLI"),
        ("KSBT-TTGDSK", "Trung tâm Kiểm soát bệnh tật", "KSBT-TTGDSK"),
        ("SYT-NVY", "Sở Y tế", "SYT-NVY"),
        ("UBND-KGVX", None, "UBND-KGVX"),
    ],
)
def test_a_symbol_is_mended_by_the_initials_of_the_issuer(
    symbol: str, issuer: str | None, meant: str
) -> None:
    assert symbol_mended(symbol, issuer) == meant


def test_a_short_name_is_not_written_into_a_longer_one() -> None:
    assert written("BẢO HIỂM XÃ HỘI TỈNH LÀO CAI", "") == "Bảo hiểm xã hội tỉnh Lào Cai"
    assert written("BÁO NHÂN DÂN", "").startswith("Báo ")


def test_a_symbol_without_the_first_letter_of_the_issuer_is_doubted() -> None:
    assert has_lost_head("XD-QLCL", "Sở Xây dựng")
    assert not has_lost_head("SXD-QLCL", "Sở Xây dựng")
    assert not has_lost_head("GDĐT-TH", "Phòng Giáo dục và Đào tạo")


def test_an_issuer_that_lost_its_first_words_is_doubted() -> None:
    for name, symbol in (
        ("Hợp tác xã tỉnh Sóc Trăng", "GM-LMHTX"),
        ("Thể thao và Du lịch", "BVHTTDL-GĐ"),
    ):
        assert not mended_issuer(seen(name, 0.97), symbol, "").is_sure
    for name, symbol in (
        ("Sở Y tế", "SYT-NVY"),
        ("UBND tỉnh Lào Cai", "KH-UBND"),
        ("Phòng Giáo dục và Đào tạo", "PGDĐT-THCS"),
    ):
        assert mended_issuer(seen(name, 0.97), symbol, "").is_sure


@pytest.mark.parametrize(
    ("name", "symbol", "is_sure"),
    [
        ("Sở Xây dựng", "SXD-QLN", True),
        ("Huyện ủy Hương Khê", "TB/HU", True),
        ("Ủy ban nhân dân phường Bến Nghé", "UBND-VHXH", True),
        ("Trường PTDTBT THCS Púng Luông", "KH-THCSPL", True),
        ("Thủ tướng Chính phủ", "CĐ-TTg", True),
        ("Sở Giáo dục và Đào tạo", "HDLN-SYT-SGDĐT", False),
        ("Sở Y tế, Sở Giáo dục và Đào tạo", "HDLN-SYT-SGDĐT", True),
        ("Ban Chấp hành tỉnh Sóc Trăng", "BTV-TG", False),
        ("Ban Thường trực", "MTTQ-BTT", False),
        ("Sở Xây dựng", None, True),
    ],
)
def test_an_issuer_that_its_symbol_does_not_name_is_asked_about(
    name: str, symbol: str | None, is_sure: bool
) -> None:
    backed = backed_issuer(seen(name, 0.97, "text"), symbol)
    assert backed.value == name
    assert (backed.certainty >= 0.9) is is_sure
