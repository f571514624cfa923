"""What stands behind words that an OCR read: persons' names, symbols, stamps of arrival."""

import pytest

from loa.crafts.opening import Box, Document, Format, Line, Origin
from loa.crafts.reading import Field, read_document
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
        ("CATP-PCÓ6", "Công văn", None, "CATP-PC06"),
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


def scan(*lines: tuple[str, float, float, float]) -> Document:
    """A scanned page: words, top, left and the OCR's certainty."""
    head = (
        ("SỞ XÂY DỰNG", 0.09, 0.1, 0.95), ("Số: 21 /SXD-QLN", 0.11, 0.1, 0.95),
        ("Lào Cai, ngày 7 tháng 3 năm 2024", 0.11, 0.5, 0.95),
        ("V/v quản lý nhà chung cư", 0.13, 0.1, 0.95),
    )  # fmt: skip
    return Document(
        Format.IMAGE,
        tuple(
            Line(
                text, 1, Box(left, top, min(0.95, left + 0.011 * len(text)), top + 0.014), 0,
                Origin.OCR, sure,
            )
            for text, top, left, sure in (*head, *lines)
        ),
    )  # fmt: skip


BODY = "Sở Xây dựng đề nghị các Phòng báo cáo trước ngày 15/3/2024."


def test_a_speck_before_the_body_makes_it_no_addressee() -> None:
    fields = read_document(
        scan(
            ("Kính gửi:", 0.18, 0.26, 0.96),
            ("- Ban điều hành các khu phố;", 0.2, 0.33, 0.96),
            ("- Các đoàn thể phường.", 0.22, 0.33, 0.96),
            ("-Để giữ gìn vệ sinh đường phố, UBND phường phân công như sau:", 0.25, 0.18, 0.9),
            (BODY, 0.28, 0.14, 0.95),
        )
    ).fields
    assert fields["addressees"].value == ["Ban điều hành các khu phố", "Các đoàn thể phường"]


@pytest.mark.parametrize(("worst", "is_sure"), [(0.95, True), (0.7, False)])
def test_a_list_of_places_is_as_sure_as_its_worst_line(worst: float, is_sure: bool) -> None:
    places = (
        "- Như trên;", "- UBND tỉnh (để b/c);", "- Lãnh đạo Sở;", "- Các phòng thuộc Sở;",
        "- Trung tâm Kiểm định xây dựng;", "- Cổng thông tin điện tử của Sở;",
    )  # fmt: skip
    listed = [(text, 0.42 + 0.02 * at, 0.1, 0.95) for at, text in enumerate(places)]
    listed[2] = (*listed[2][:3], worst)
    fields = read_document(
        scan(
            ("Kính gửi: Phòng Kinh tế các huyện", 0.18, 0.26, 0.96),
            (BODY, 0.28, 0.14, 0.95),
            ("Nơi nhận:", 0.4, 0.1, 0.95),
            *listed,
            ("- Lưu: VT, QLN.", 0.54, 0.1, 0.95),
            ("GIÁM ĐỐC", 0.4, 0.6, 0.95),
            ("Hoàng Văn Khải", 0.5, 0.6, 0.95),
        )
    ).fields
    assert fields["distribution"].value[2]["name"] == "Lãnh đạo Sở"
    assert fields["distribution"].is_sure is is_sure


def test_a_comma_that_was_read_as_a_semicolon_parts_no_addressee() -> None:
    fields = read_document(
        scan(
            ("Kính gửi:", 0.18, 0.26, 0.96),
            ("- Các chủ đầu tư trên địa bàn Thành phố;", 0.2, 0.33, 0.96),
            ("- Ủy ban nhân dân phường, xã; đặc khu.", 0.22, 0.33, 0.96),
            (BODY, 0.28, 0.14, 0.95),
        )
    ).fields
    assert fields["addressees"].value == [
        "Các chủ đầu tư trên địa bàn Thành phố", "Ủy ban nhân dân phường, xã, đặc khu",
    ]  # fmt: skip


@pytest.mark.parametrize("cited", ["23/CĐ-T", "98-KH/TW ĐTN-ĐKTHTN", "546/QĐ"])
def test_a_cited_number_without_its_end_stays_a_question(cited: str) -> None:
    def read(number: str) -> Field:
        words = f"Thực hiện Công văn số {number} ngày 20/02/2024 của Bộ Xây dựng, {BODY}"
        to = ("Kính gửi: Phòng Kinh tế các huyện", 0.18, 0.26, 0.96)
        return read_document(scan(to, (words, 0.28, 0.1, 0.95))).fields["legal_basis"]

    assert read("21/BXD-QLN").is_sure
    assert not read(cited).is_sure


@pytest.mark.parametrize(
    "head", ["Nơi nhận:", "Nơi nhận: '", "_Nơi nhận: -", "Nơi nhập", "Nữt nhận:"]
)
def test_dirt_around_the_head_of_a_list_hides_no_list(head: str) -> None:
    fields = read_document(
        scan(
            ("_ Kính gửi:", 0.18, 0.26, 0.96),
            ("- Phòng Kinh tế các huyện.", 0.2, 0.33, 0.96),
            (BODY, 0.28, 0.14, 0.95),
            (head, 0.4, 0.1, 0.8),
            ("- Như trên;", 0.42, 0.1, 0.95),
            ("- Lưu: VT, QLN.", 0.44, 0.1, 0.95),
            ("GIÁM ĐỐC", 0.4, 0.6, 0.95),
            ("Hoàng Văn Khải", 0.5, 0.6, 0.95),
        )
    ).fields
    assert fields["addressees"].value == ["Phòng Kinh tế các huyện"]
    assert [row["role"] for row in fields["distribution"].value] == [None, "lưu"]
    assert fields["signatories"].value[0]["name"] == "Hoàng Văn Khải"


@pytest.mark.parametrize(("role", "is_sure"), [("PHÓ GIÁM ĐỐC", True), ("GIÁM ĐỐC", False)])
def test_who_signs_for_the_head_without_being_a_deputy_is_asked_about(
    role: str, is_sure: bool
) -> None:
    def seen(text: str, top: float, left: float = 0.1, right: float = 0.4) -> Line:
        return Line(text, 1, Box(left, top, right, top + 0.014), 0, Origin.OCR, 0.97)

    lines = (
        seen("UBND TỈNH LÀO CAI", 0.07), seen("SỞ XÂY DỰNG", 0.09),
        seen("Số: 21/SXD-QLN", 0.11),
        seen("Lào Cai, ngày 7 tháng 3 năm 2024", 0.11, 0.5, 0.9),
        seen("Sở Xây dựng đề nghị các Phòng báo cáo trước ngày 15/3/2024.", 0.24, 0.14, 0.9),
        seen("KT. GIÁM ĐỐC", 0.3, 0.6, 0.8), seen("Nơi nhận:", 0.31, 0.1, 0.2),
        seen(role, 0.32, 0.6, 0.8), seen("- Như trên;", 0.33, 0.1, 0.2),
        seen("Nguyễn Văn Khải", 0.42, 0.6, 0.8),
    )  # fmt: skip
    signed = read_document(Document(Format.IMAGE, lines)).fields["signatories"]
    assert signed.value[0]["name"] == "Nguyễn Văn Khải"
    assert (signed.certainty >= 0.9) is is_sure


def test_a_line_that_begins_with_a_colon_asks_nobody() -> None:
    fields = read_document(
        scan(
            ("Kính gửi:", 0.18, 0.26, 0.96),
            ("- Các hộ gia đình.", 0.2, 0.33, 0.96),
            (BODY, 0.24, 0.14, 0.95),
            (": Cụm 2 (tổ dân phố 13 - 25): từ 18/8/2025 đến 20/8/2025.", 0.28, 0.14, 0.9),
            ("1. Chuẩn bị giấy tờ.", 0.32, 0.19, 0.95),
            (": Cụm 3: tại Trường Tiểu học Đinh Tiên Hoàng.", 0.36, 0.14, 0.9),
            ("2. Đến đúng giờ.", 0.4, 0.19, 0.95),
        )
    ).fields
    assert fields["addressees"].value == ["Các hộ gia đình"]


@pytest.mark.parametrize("said", ["Số:ƒ{ -TT/TU", "Số: 12 -TT/TU", "Số: -TT/TU"])
def test_a_symbol_of_the_party_keeps_its_type_whatever_stands_before_it(said: str) -> None:
    def seen(text: str, top: float, left: float = 0.1, right: float = 0.4) -> Line:
        return Line(
            text, 1, Box(left, top, right, top + 0.014), 0, Origin.OCR, 0.95, is_printed=True
        )

    lines = (
        seen("TỈNH ỦY ĐẮK NÔNG", 0.07), seen("*", 0.09), seen(said, 0.11),
        seen("Đắk Nông, ngày 7 tháng 3 năm 2024", 0.11, 0.5, 0.9),
        seen("Kính gửi: Các huyện ủy", 0.2, 0.2, 0.7),
        seen("Tỉnh ủy đề nghị các đơn vị báo cáo trước ngày 15/3/2024.", 0.24, 0.14, 0.9),
    )  # fmt: skip
    assert read_document(Document(Format.IMAGE, lines)).fields["symbol"].value == "TT/TU"
