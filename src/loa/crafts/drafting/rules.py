"""Every departure the validator knows: its article of NĐ 30/2020 and its Vietnamese sentence.

The same table, with its reasons, is docs/rules/layout.md; a test holds the two together.
"""

from dataclasses import dataclass

_GENERAL = "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản {}"
_MAIN = "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản {}"
_OTHER = "NĐ 30/2020, Phụ lục I, Phần I, Mục III, khoản {}"
_SYMBOLS = "NĐ 30/2020, Phụ lục III"


@dataclass(frozen=True)
class Rule:
    """`message` is a sentence with named places for what was found."""

    article: str
    message: str


@dataclass(frozen=True)
class Departure:
    """One place where a document leaves the form; `where` says where to look."""

    code: str
    article: str
    message: str
    where: str


def _rule(article: str, number: object, message: str) -> Rule:
    return Rule(article.format(number), message)


RULES: dict[str, Rule] = {
    # page
    "page_size": _rule(_GENERAL, 1, "Khổ giấy {found} mm, phải là A4 (210 × 297 mm)."),
    "page_orientation": _rule(
        _GENERAL, 2, "Trang đặt ngang nhưng không có bảng, biểu; phải trình bày theo chiều dài."
    ),
    "page_margins": _rule(
        _GENERAL, 3, "Lề {side} {found} mm, phải trong khoảng {low}–{high} mm."
    ),
    "font_name": _rule(_GENERAL, 4, "Phông chữ “{found}”, phải là Times New Roman."),
    "font_encoding": _rule(
        _GENERAL, 4, "Chữ dựng sẵn bị tách rời (không theo TCVN 6909:2001)."
    ),
    "text_colour": _rule(_GENERAL, 4, "Chữ màu #{found}, phải là màu đen."),
    "page_number_missing": _rule(_GENERAL, 7, "Không có số trang ở lề trên."),
    "page_number_place": _rule(
        _GENERAL, 7, "Số trang phải ở chính giữa, trong phần lề trên của văn bản."
    ),
    "page_number_look": _rule(
        _GENERAL, 7, "Số trang phải là chữ số Ả Rập, cỡ 13–14, kiểu chữ đứng ({found})."
    ),
    "page_number_first": _rule(_GENERAL, 7, "Số trang thứ nhất không được hiển thị."),
    "page_number_start": _rule(_GENERAL, 7, "Số trang phải đánh từ 1, không phải từ {found}."),
    # letterhead
    "state_missing": _rule(_MAIN, 1, "Thiếu Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”."),
    "state_look": _rule(
        _MAIN, 1, "Quốc hiệu phải in hoa, cỡ 12–13, đứng, đậm, ở phía trên bên phải ({found})."
    ),
    "motto_missing": _rule(_MAIN, 1, "Thiếu Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”."),
    "motto_text": _rule(
        _MAIN, 1, "Tiêu ngữ phải viết đúng “Độc lập - Tự do - Hạnh phúc”, gạch nối có cách chữ."
    ),
    "motto_look": _rule(_MAIN, 1, "Tiêu ngữ phải in thường, cỡ 13–14, đứng, đậm ({found})."),
    "motto_rule": _rule(
        _MAIN, 1, "Dưới Tiêu ngữ phải có đường kẻ ngang dài bằng dòng chữ ({found})."
    ),
    "superior_look": _rule(
        _MAIN, 2, "Tên cơ quan chủ quản phải in hoa, cỡ 12–13, đứng, không đậm ({found})."
    ),
    "issuer_missing": _rule(_MAIN, 2, "Không thấy tên cơ quan ban hành văn bản."),
    "issuer_look": _rule(
        _MAIN, 2, "Tên cơ quan ban hành phải in hoa, cỡ 12–13, đứng, đậm, căn giữa ({found})."
    ),
    "issuer_rule": _rule(
        _MAIN, 2, "Dưới tên cơ quan phải có đường kẻ dài bằng 1/3 đến 1/2 dòng chữ ({found})."
    ),
    "number_missing": _rule(_MAIN, 3, "Không thấy dòng “Số: …/…”."),
    "number_look": _rule(_MAIN, 3, "Số, ký hiệu phải cỡ 13, đứng, căn giữa ({found})."),
    "number_format": _rule(
        _MAIN,
        3,
        "“{found}”: giữa số và ký hiệu có dấu “/”, giữa các nhóm có dấu “-”, không cách"
        " chữ; ký hiệu in hoa; số nhỏ hơn 10 thêm số 0.",
    ),
    "number_symbol": _rule(
        _SYMBOLS, "", "Ký hiệu “{found}” không hợp với loại văn bản {kind}."
    ),
    "place_date_missing": _rule(_MAIN, 4, "Không thấy địa danh và thời gian ban hành."),
    "place_date_look": _rule(
        _MAIN, 4, "Địa danh, thời gian phải in thường, cỡ 13–14, nghiêng ({found})."
    ),
    "place_date_level": _rule(
        _MAIN, 4, "Địa danh, thời gian phải cùng dòng với số, ký hiệu, dưới Quốc hiệu."
    ),
    "place_date_zero": _rule(
        _MAIN,
        4,
        "“{found}”: ngày nhỏ hơn 10 và tháng 1, 2 phải thêm số 0; các tháng khác không.",
    ),
    "type_name_look": _rule(
        _MAIN, 5, "Tên loại phải in hoa, cỡ 13–14, đậm, căn giữa ({found})."
    ),
    "subject_look": _rule(_MAIN, 5, "Trích yếu phải in thường, cỡ 13–14, đứng, đậm ({found})."),
    "subject_rule": _rule(
        _MAIN, 5, "Dưới trích yếu phải có đường kẻ dài bằng 1/3 đến 1/2 dòng chữ ({found})."
    ),
    "letter_subject_missing": _rule(
        _MAIN, 5, "Công văn phải có trích yếu “V/v …” dưới số, ký hiệu."
    ),
    "letter_subject_look": _rule(
        _MAIN, 5, "Trích yếu công văn phải cỡ 12–13, đứng, không đậm, căn giữa ({found})."
    ),
    "letter_subject_place": _rule(
        _MAIN, 5, "“V/v” phải ở dưới số, ký hiệu, cách dòng 6 pt ({found})."
    ),
    "to_look": _rule(
        _MAIN, 9, "“Kính gửi” phải in thường, cỡ 13–14, đứng, không đậm ({found})."
    ),
    "to_list": _rule(
        _MAIN,
        9,
        "Nhiều nơi nhận thì mỗi nơi một dòng có gạch đầu dòng, cuối dòng “;”, dòng cuối"
        " “.”; một nơi nhận thì cùng dòng với “Kính gửi:”.",
    ),
    "to_missing": _rule(_MAIN, 9, "{kind} phải có dòng “Kính gửi:”."),
    # text
    "text_look": _rule(_MAIN, 6, "Nội dung phải in thường, cỡ 13–14, đứng ({found})."),
    "text_alignment": _rule(_MAIN, 6, "Nội dung phải dàn đều cả hai lề."),
    "text_indent": _rule(_MAIN, 6, "Đầu dòng phải lùi vào 1 cm hoặc 1,27 cm ({found} cm)."),
    "text_spacing": _rule(
        _MAIN, 6, "Khoảng cách giữa các đoạn tối thiểu là 6 pt ({found} pt)."
    ),
    "line_spacing": _rule(
        _MAIN, 6, "Khoảng cách dòng phải từ dòng đơn đến 1,5 dòng ({found})."
    ),
    "basis_look": _rule(
        _MAIN, 6, "Căn cứ ban hành phải in thường, nghiêng, cỡ 13–14 ({found})."
    ),
    "basis_punctuation": _rule(
        _MAIN, 6, "Mỗi căn cứ một dòng, cuối dòng “;”, căn cứ cuối cùng dấu “.” (hoặc “,”)."
    ),
    "part_look": _rule(
        _MAIN, 6, "“Phần”, “Chương” và tiêu đề phải đậm, cỡ 13–14, căn giữa ({found})."
    ),
    "part_number": _rule(_MAIN, 6, "“Phần”, “Chương” đánh số La Mã ({found})."),
    "part_title": _rule(
        _MAIN, 6, "Tiêu đề phần, chương, mục phải in hoa, ở dòng riêng bên dưới."
    ),
    "division_look": _rule(
        _MAIN, 6, "“Mục”, “Tiểu mục” phải đánh số Ả Rập, đậm, cỡ 13–14, căn giữa ({found})."
    ),
    "article_look": _rule(
        _MAIN,
        6,
        "“Điều” phải đánh số Ả Rập, có dấu chấm sau số, đậm, đứng, lùi đầu dòng ({found}).",
    ),
    "section_look": _rule(_MAIN, 6, "Đề mục La Mã phải in hoa, đậm, cỡ 13–14 ({found})."),
    "clause_look": _rule(
        _MAIN, 6, "Số thứ tự khoản, mục nhỏ phải cỡ 13–14, đứng; có tiêu đề thì đậm ({found})."
    ),
    "point_letter": _rule(
        _MAIN, 6, "Điểm dùng chữ cái tiếng Việt theo thứ tự, có dấu “)” ({found})."
    ),
    "end_mark": _rule(_MAIN, 6, "Kết thúc nội dung bằng dấu “./.”."),
    # signature, recipients
    "authority_missing": _rule(_MAIN, 7, "Không thấy quyền hạn, chức vụ của người ký."),
    "authority_look": _rule(
        _MAIN,
        7,
        "Quyền hạn, chức vụ người ký phải in hoa, cỡ 13–14, đứng, đậm, căn giữa ({found}).",
    ),
    "authority_form": _rule(
        _MAIN, 7, "“{found}”: viết tắt quyền hạn là TM., Q., KT., TL., TUQ."
    ),
    "signature_picture": _rule(
        _MAIN, 7, "Hình ảnh chữ ký, dấu phải là PNG nền trong suốt, không phải {found}."
    ),
    "signer_look": _rule(
        _MAIN, 7, "Họ tên người ký phải in thường, cỡ 13–14, đứng, đậm ({found})."
    ),
    "signer_title": _rule(
        _MAIN, 7, "Trước họ tên người ký không ghi học hàm, học vị ({found})."
    ),
    "seal_place": _rule(_MAIN, 8, "Chừa chỗ cho chữ ký và dấu giữa chức vụ và họ tên."),
    "sent_to_missing": _rule(_MAIN, 9, "Không thấy “Nơi nhận:”."),
    "sent_to_look": _rule(
        _MAIN, 9, "“Nơi nhận:” phải in thường, cỡ 12, nghiêng, đậm, sát lề trái ({found})."
    ),
    "sent_to_each_look": _rule(
        _MAIN, 9, "Danh sách nơi nhận phải in thường, cỡ 11, đứng ({found})."
    ),
    "sent_to_punctuation": _rule(
        _MAIN, 9, "Mỗi nơi nhận có gạch đầu dòng sát lề trái, cuối dòng “;” ({found})."
    ),
    "sent_to_as_above": _rule(
        _MAIN, 9, "Có “Kính gửi:” thì nơi nhận bắt đầu bằng “- Như trên;”."
    ),
    "filed_missing": _rule(
        _MAIN, 9, "Dòng cuối của nơi nhận là “- Lưu: VT, <đơn vị soạn thảo>.” ({found})."
    ),
    # others
    "secrecy_stamp": _rule(
        _OTHER, 2, "Văn bản có dấu chỉ độ mật: không được xử lý trên hệ thống này."
    ),
    "urgency_look": _rule(
        _OTHER,
        2,
        "Dấu độ khẩn phải in hoa, cỡ 13–14, đậm, màu đỏ tươi, trong khung viền đơn ({found}).",
    ),
    "circulation_look": _rule(
        _OTHER,
        2,
        "Chỉ dẫn lưu hành phải in hoa, cỡ 13–14, đứng, đậm, trong khung viền đơn ({found}).",
    ),
    "drafter_look": _rule(
        _OTHER, 3, "Ký hiệu người soạn thảo phải in hoa, cỡ 11, đứng; không ghi tên ({found})."
    ),
    "contact_look": _rule(
        _OTHER,
        4,
        "Địa chỉ liên hệ phải cỡ 11–12, đứng, dưới đường kẻ hết chiều ngang ({found}).",
    ),
    "agency_signature_look": _rule(
        _MAIN, 8, "Thông tin chữ ký số của cơ quan phải cỡ 10, đứng, màu đen ({found})."
    ),
    "annex_label_look": _rule(
        _OTHER, 1, "“Phụ lục” phải in thường, cỡ 14, đứng, đậm, căn giữa ({found})."
    ),
    "annex_number": _rule(_OTHER, 1, "Từ hai phụ lục trở lên phải đánh số La Mã ({found})."),
    "annex_title_look": _rule(
        _OTHER, 1, "Tên phụ lục phải in hoa, cỡ 13–14, đứng, đậm, căn giữa ({found})."
    ),
    "annex_reference_look": _rule(
        _OTHER, 1, "“(Kèm theo …)” phải in thường, cỡ 13–14, nghiêng, căn giữa ({found})."
    ),
    "annex_reference_missing": _rule(
        _OTHER, 1, "Thiếu dòng “(Kèm theo … số …)” dưới tên phụ lục."
    ),
    "annex_page_numbers": _rule(_OTHER, 1, "Số trang của mỗi phụ lục phải đánh riêng từ 1."),
    # other forms
    "other_form": Rule(
        "HD 36-HD/VPTW",
        "Văn bản của Đảng, đoàn thể theo thể thức riêng; không đối chiếu với NĐ 30/2020.",
    ),
}


def departure(code: str, where: str, **facts: object) -> Departure:
    """Make a departure of a known kind. Raises KeyError for an unknown code."""
    rule = RULES[code]
    return Departure(code, rule.article.rstrip(", "), rule.message.format(**facts), where)
