"""The one place where the numbers of the legal form stand.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I and III, in words in docs/rules/layout.md.
Lengths are twips (1/1440 inch, 1/20 pt) where DOCX counts in them, else points or millimetres
as the name says. Ranges are inclusive and are those the validator holds a document to.
"""

from dataclasses import dataclass
from typing import Literal

from .model import Circulation, Kind, Urgency

FONT = "Times New Roman"
TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20

PAGE_TWIPS = (11906, 16838)
MARGIN_MM = {"top": 20, "bottom": 20, "left": 30, "right": 15}
MARGIN_RANGE_MM = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
TOLERANCE_MM = 0.5
HEADER_FROM_EDGE_MM = 10
PAGE_NUMBER_PT = 13

HEADER_TWIPS = (3852, 5402)
SIGNATURE_TWIPS = (3510, 5812)
INDENT_TWIPS = 567
ADDRESSEE_TWIPS = 1985
ADDRESSEE_BULLET_TWIPS = 2552
SIGNING_ROOM_PT = 84

MOTTO_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."

# Bảng chữ viết tắt tên loại, Phụ lục III; a letter has neither name nor abbreviation.
KIND_NAMES: dict[Kind, str] = {
    Kind.LETTER: "Công văn",
    Kind.REPORT: "Báo cáo",
    Kind.PLAN: "Kế hoạch",
    Kind.NOTICE: "Thông báo",
    Kind.SUBMISSION: "Tờ trình",
    Kind.GUIDANCE: "Hướng dẫn",
}
TYPE_SYMBOLS: dict[str, str] = {
    "NGHỊ QUYẾT": "NQ",
    "QUYẾT ĐỊNH": "QĐ",
    "CHỈ THỊ": "CT",
    "QUY CHẾ": "QC",
    "QUY ĐỊNH": "QyĐ",
    "THÔNG CÁO": "TC",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "CHƯƠNG TRÌNH": "CTr",
    "KẾ HOẠCH": "KH",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
    "DỰ ÁN": "DA",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "TỜ TRÌNH": "TTr",
    "HỢP ĐỒNG": "HĐ",
    "CÔNG ĐIỆN": "CĐ",
    "BẢN GHI NHỚ": "BGN",
    "BẢN THỎA THUẬN": "BTT",
    "GIẤY ỦY QUYỀN": "GUQ",
    "GIẤY MỜI": "GM",
    "GIẤY GIỚI THIỆU": "GGT",
    "GIẤY NGHỈ PHÉP": "GNP",
    "PHIẾU GỬI": "PG",
    "PHIẾU CHUYỂN": "PC",
    "PHIẾU BÁO": "PB",
}

# The frame of each degree, width and height in millimetres (ô 10b).
URGENCY_STAMPS: dict[Urgency, tuple[str, int, int]] = {
    Urgency.EXPRESS: ("HỎA TỐC", 30, 8),
    Urgency.VERY_URGENT: ("THƯỢNG KHẨN", 40, 8),
    Urgency.URGENT: ("KHẨN", 20, 8),
}
URGENCY_COLOUR = "FF0000"
CIRCULATION_STAMPS: dict[Circulation, str] = {
    Circulation.RETURN_AFTER_READING: "XEM XONG TRẢ LẠI",
    Circulation.INTERNAL: "LƯU HÀNH NỘI BỘ",
}

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True)
class Style:
    """How one component is set: sizes and spaces in points, indents in twips."""

    size: float
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    first: int = 0
    left: int = 0
    hanging: int = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    colour: str | None = None
    heading: int = 0


STYLES: dict[str, Style] = {
    "superior": Style(12, align="center"),
    "issuer": Style(12, bold=True, align="center"),
    "state": Style(12, bold=True, align="center"),
    "motto": Style(13, bold=True, align="center"),
    "number": Style(13, align="center"),
    "place_date": Style(13, italic=True, align="center"),
    "letter_subject": Style(12, align="center", before=6),
    "type_name": Style(14, bold=True, align="center", before=18, keep_next=True, heading=1),
    "subject": Style(14, bold=True, align="center", keep_next=True),
    "to": Style(14, first=ADDRESSEE_TWIPS, before=18),
    "to_each": Style(14, left=ADDRESSEE_BULLET_TWIPS, hanging=170),
    "basis": Style(14, italic=True, align="both", first=INDENT_TWIPS, before=6),
    "part": Style(14, bold=True, align="center", before=12, keep_next=True, heading=2),
    "part_title": Style(14, bold=True, align="center", keep_next=True),
    "section": Style(
        14, bold=True, align="both", first=INDENT_TWIPS, before=12, keep_next=True, heading=2
    ),
    "article": Style(
        14, bold=True, align="both", first=INDENT_TWIPS, before=6, keep_next=True, heading=2
    ),
    "clause_title": Style(
        14, bold=True, align="both", first=INDENT_TWIPS, before=6, keep_next=True, heading=3
    ),
    "text": Style(14, align="both", first=INDENT_TWIPS, before=6),
    "text_italic": Style(14, italic=True, align="both", first=INDENT_TWIPS, before=6),
    "caption": Style(13, bold=True, align="center", before=9, after=3, keep_next=True),
    "note": Style(13, italic=True, align="both", before=6),
    "authority": Style(14, bold=True, align="center"),
    "signer": Style(14, bold=True, align="center"),
    "sent_to": Style(12, bold=True, italic=True),
    "sent_to_each": Style(11),
    "annex_label": Style(14, bold=True, align="center", keep_next=True, heading=1),
    "annex_title": Style(14, bold=True, align="center", keep_next=True),
    "annex_reference": Style(13, italic=True, align="center", after=6, keep_next=True),
    "stamp": Style(13, bold=True, align="center", colour=URGENCY_COLOUR),
    "circulation": Style(13, bold=True, align="center"),
    "contact": Style(11, align="center"),
    "page_number": Style(PAGE_NUMBER_PT, align="center"),
    "slip_title": Style(12, bold=True),
    "slip_line": Style(12),
}
