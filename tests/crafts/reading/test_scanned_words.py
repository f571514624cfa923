"""What stands behind words that an OCR read: persons' names, symbols, stamps of arrival."""

import pytest

from loa.crafts.opening import Box, Document, Format, Line, Origin
from loa.crafts.reading import read_document
from loa.crafts.reading.givens import is_borne, marks_mended
from loa.crafts.reading.symbols import mended_symbol


@pytest.mark.parametrize("name", ["Nguyễn Văn Khải", "Phạm Tấn Hoà", "Lê Thị Ngọc Ánh"])
def test_names_that_persons_bear(name: str) -> None:
    assert is_borne(name)


@pytest.mark.parametrize("name", ["Vũ Đình Tháng", "Lê Thị Ngọc Ảnh", "Website Cục Thuế"])
def test_names_that_nobody_bears_stay_doubtful(name: str) -> None:
    assert not is_borne(name)


def test_a_lost_mark_comes_back_only_where_one_word_can_be_meant() -> None:
    assert marks_mended("Hoàng Văn Cốn") == "Hoàng Văn Cổn"
    assert marks_mended("Lê Nguyễn Minh Hà") == "Lê Nguyễn Minh Hà"  # a second family's name
    assert marks_mended("Vũ Đình Tháng") == "Vũ Đình Tháng"  # Thắng or Thăng


@pytest.mark.parametrize(
    ("symbol", "kind", "issuer", "meant"),
    [
        ("UBND-BCPĐ", "Công văn", "Ban Chỉ đạo Phòng, chống tội phạm", "UBND-BCĐ"),
        ("KH-BCP", "Kế hoạch", "Ban Chỉ đạo tỉnh", "KH-BCĐ"),
        ("QD-TTg", "Quyết định", "Thủ tướng Chính phủ", "QĐ-TTg"),
        ("ND-CP", "Nghị định", "Chính phủ", "NĐ-CP"),
        ("TT-CTĐ", "Tờ trình", None, "TTr-CTĐ"),
        ("SXD-QLN", "Công văn", "Sở Xây dựng", "SXD-QLN"),
        ("CT-TTg", "Công điện", None, "CT-TTg"),  # a type of two letters is not guessed
    ],
)
def test_a_symbol_is_what_type_and_issuer_want(
    symbol: str, kind: str, issuer: str | None, meant: str
) -> None:
    assert mended_symbol(symbol, kind=kind, issuer=issuer)[0] == meant


def test_the_stamp_of_arrival_is_no_part_of_the_head() -> None:
    def seen(text: str, top: float, left: float = 0.1, right: float = 0.4) -> Line:
        return Line(text, 1, Box(left, top, right, top + 0.014), 0, Origin.OCR, 0.95)

    lines = (
        seen("ĐẾN", 0.02, 0.08, 0.12), seen("Số: 1284", 0.04, 0.08, 0.16),
        seen("Ngày: 12/3/2024", 0.055, 0.08, 0.18),
        seen("UBND TỈNH LÀO CAI", 0.07), seen("SỞ XÂY DỰNG", 0.09),
        seen("Số: 21 /SXD-QLN", 0.11),
        seen("Lào Cai, ngày 7 tháng 3 năm 2024", 0.11, 0.5, 0.9),
        seen("V/v quản lý nhà chung cư", 0.13),
        seen("Kính gửi: Phòng Kinh tế các huyện", 0.2, 0.2, 0.7),
        seen("Sở Xây dựng đề nghị các Phòng báo cáo trước ngày 15/3/2024.", 0.24, 0.14, 0.9),
    )  # fmt: skip
    fields = read_document(Document(Format.IMAGE, lines)).fields
    assert fields["issuer"].value == "Sở Xây dựng"
    assert fields["superior"].value == "UBND tỉnh Lào Cai"
    assert fields["symbol"].value == "SXD-QLN"
    assert fields["subject"].value == "quản lý nhà chung cư"
