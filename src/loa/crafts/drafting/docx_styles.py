"""The style sheet of a drafted DOCX: one named style for each component of the form."""

from lxml.etree import _Element

from .docx_xml import element, style_id
from .form import FONT, STYLES, Style

# The names an office reads in Word's style list.
_NAMES = {
    "superior": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "state": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "number": "Số, ký hiệu",
    "place_date": "Địa danh, thời gian",
    "letter_subject": "Trích yếu công văn",
    "type_name": "Tên loại văn bản",
    "subject": "Trích yếu",
    "to": "Kính gửi",
    "to_each": "Kính gửi từng nơi",
    "basis": "Căn cứ",
    "part": "Phần, mục",
    "part_title": "Tiêu đề phần, mục",
    "section": "Đề mục La Mã",
    "article": "Điều",
    "clause_title": "Khoản có tiêu đề",
    "text": "Nội dung",
    "text_italic": "Nội dung nghiêng",
    "caption": "Tên bảng",
    "note": "Ghi chú bảng",
    "authority": "Quyền hạn, chức vụ",
    "signer": "Họ tên người ký",
    "sent_to": "Nơi nhận",
    "sent_to_each": "Nơi nhận từng nơi",
    "annex_label": "Phụ lục",
    "annex_title": "Tên phụ lục",
    "annex_reference": "Chỉ dẫn kèm theo",
    "stamp": "Độ khẩn",
    "circulation": "Phạm vi lưu hành",
    "contact": "Địa chỉ liên hệ",
    "page_number": "Số trang",
    "slip_title": "Tên phiếu",
    "slip_line": "Dòng phiếu",
}
_FONTS = {f"w:{kind}": FONT for kind in ("ascii", "hAnsi", "eastAsia", "cs")}


def _twips(points: float) -> str:
    return str(round(points * 20))


def _look(style: Style) -> _Element:
    look = element("w:rPr", None, element("w:rFonts", _FONTS))
    if style.bold:
        look.append(element("w:b"))
    if style.italic:
        look.append(element("w:i"))
    look.append(element("w:color", {"w:val": style.colour or "000000"}))
    for tag in ("w:sz", "w:szCs"):
        look.append(element(tag, {"w:val": str(round(style.size * 2))}))
    return look


def _place(style: Style) -> _Element:
    place = element("w:pPr")
    if style.keep_next:
        place.append(element("w:keepNext"))
    spacing = {
        "w:before": _twips(style.before),
        "w:after": _twips(style.after),
        "w:line": "240",
        "w:lineRule": "auto",
    }
    place.append(element("w:spacing", spacing))
    indent = {}
    if style.left:
        indent["w:left"] = str(style.left)
    if style.hanging:
        indent["w:hanging"] = str(style.hanging)
    if style.first:
        indent["w:firstLine"] = str(style.first)
    if indent:
        place.append(element("w:ind", indent))
    if style.align != "left":
        place.append(element("w:jc", {"w:val": style.align}))
    if style.heading:
        place.append(element("w:outlineLvl", {"w:val": str(style.heading - 1)}))
    return place


def _named(identity: str, name: str, style: Style, *, based_on: str | None) -> _Element:
    made = element(
        "w:style",
        {"w:type": "paragraph", "w:styleId": identity}
        | ({} if based_on else {"w:default": "1"}),
        element("w:name", {"w:val": name}),
    )
    if based_on:
        made.append(element("w:basedOn", {"w:val": based_on}))
    made.append(element("w:qFormat"))
    made.extend([_place(style), _look(style)])
    return made


def fill(styles: _Element) -> None:
    """Replace the template's style sheet by ours: Normal, one style per component, cells."""
    for child in list(styles):
        styles.remove(child)
    defaults = element(
        "w:docDefaults",
        None,
        element(
            "w:rPrDefault",
            None,
            element(
                "w:rPr",
                None,
                element("w:rFonts", _FONTS),
                element("w:sz", {"w:val": "28"}),
                element("w:szCs", {"w:val": "28"}),
                element("w:lang", {"w:val": "vi-VN", "w:eastAsia": "vi-VN"}),
            ),
        ),
        element("w:pPrDefault"),
    )
    styles.append(defaults)
    styles.append(_named("Normal", "Normal", Style(14), based_on=None))
    for key, style in STYLES.items():
        styles.append(_named(style_id(key), _NAMES[key], style, based_on="Normal"))
    cell_style = Style(12, before=1, after=1)
    styles.append(_named("LoaCell", "Ô bảng", cell_style, based_on="Normal"))
