"""Every departure the validator knows, planted in a right document, is found there.

The rows are those of the table of NĐ 30/2020 in docs/rules/layout.md: page, then ô 1 to 14.
"""

import io
from dataclasses import replace
from typing import Any

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.text.run import Run

from loa.crafts.drafting import consolidated, papers
from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.letters import claim_letter, reminder_letter
from loa.crafts.drafting.model import OfficialDocument, Signature
from loa.crafts.drafting.rules import RULES
from loa.crafts.drafting.validate import NotDocxError, validate_docx
from tests.crafts.drafting import content
from tests.crafts.drafting.spoiling import (
    Edit,
    align,
    drop,
    every_section,
    line,
    look,
    page_start,
    say,
    space,
    spoil,
    take_away,
    without_rule,
)

LEFT = WD_ALIGN_PARAGRAPH.LEFT
LETTER, REPORT, PLAN = content.letter(), content.report(), content.everything()


def as_it_is(_made: Document) -> None:
    """Leave the document: what is wrong is in its content."""


def _landscape(section: Any) -> None:
    section.page_width, section.page_height = Mm(297), Mm(210)
    section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")


def _header(made: Document) -> Any:
    return made.sections[0].header.paragraphs[0]


def _no_number(made: Document) -> None:
    for section in made.sections:
        for old in list(section.header.paragraphs[0]._p.iter(qn("w:fldSimple"))):
            take_away(old)


def _number_at_foot(made: Document) -> None:
    section = made.sections[0]
    field = next(section.header.paragraphs[0]._p.iter(qn("w:fldSimple")))
    section.footer.paragraphs[0]._p.append(field)


def _number_at_left(made: Document) -> None:
    _header(made).alignment = LEFT


def _number_italic(made: Document) -> None:
    field = next(_header(made)._p.iter(qn("w:fldSimple")))
    run = Run(field.find(qn("w:r")), _header(made))
    run.italic, run.font.size = True, Pt(9)


def _number_on_first(made: Document) -> None:
    made.sections[0].different_first_page_header_footer = False


def _decomposed(made: Document) -> None:
    line(made, "Đề nghị các cơ quan").runs[0].text = "Đề nghi\u0323 các cơ quan quan tâm./."


def _circulation(made: Document) -> None:
    for each in made.sections[0].first_page_header.paragraphs:
        for run in each.runs:
            run.font.size = Pt(10)


def _contact(made: Document) -> None:
    made.sections[0].first_page_footer.paragraphs[0].runs[0].font.size = Pt(9)


def _no_room(made: Document) -> None:
    take_away(line(made, "Trần Thị Ướng")._p.getprevious())


def _jpeg(made: Document) -> None:
    # The smallest head a reader takes for a JPEG: a start, a JFIF mark, a size, an end.
    data = bytes.fromhex(
        "ffd8ffe000104a46494600010101006000600000ffc0000b080001000101011100ffd9"
    )
    line(made, "Trần Thị Ướng").insert_paragraph_before().add_run().add_picture(
        io.BytesIO(data), width=Mm(20)
    )


def _agency_signature(made: Document) -> None:
    top = line(made, "CỘNG HÒA")
    text = "Sở Thông tin và Truyền thông; 2024-11-15T08:30:00+07:00"
    made_line = made.paragraphs[0].insert_paragraph_before(text) if top else None
    assert made_line is not None
    made.element.body.insert(0, made_line._p)
    made_line.runs[0].font.size = Pt(14)


def _one_page_count(made: Document) -> None:
    counted: Any = made.sections[1]._sectPr.find(qn("w:pgNumType"))
    del counted.attrib[qn("w:start")]


def _date_under_number(made: Document) -> None:
    date: Any = line(made, "Sông Hậu, ngày")._p
    cell = date.getparent()
    cell.append(OxmlElement("w:p"))
    line(made, "Số:")._p.addnext(date)


PLANTED: list[tuple[str, OfficialDocument, Edit]] = [
    # ------------------------------------------------------------ page
    ("page_size", REPORT, every_section(lambda each: setattr(each, "page_width", Mm(216)))),
    ("page_orientation", LETTER, every_section(_landscape)),
    ("page_margins", REPORT, every_section(lambda each: setattr(each, "left_margin", Mm(25)))),
    ("page_margins", REPORT, every_section(lambda each: setattr(each, "top_margin", Mm(28)))),
    ("font_name", REPORT, look("Sở Thông tin và Truyền thông đã", font="Arial")),
    ("font_encoding", LETTER, _decomposed),
    ("text_colour", REPORT, look("Sở Thông tin và Truyền thông đã", colour="1F4E79")),
    ("page_number_missing", REPORT, _no_number),
    ("page_number_place", REPORT, _number_at_foot),
    ("page_number_place", REPORT, _number_at_left),
    ("page_number_look", REPORT, _number_italic),
    ("page_number_first", REPORT, _number_on_first),
    ("page_number_start", REPORT, page_start(5)),
    # ------------------------------------------------------------ ô 1
    ("state_missing", REPORT, drop("CỘNG HÒA")),
    ("state_look", REPORT, look("CỘNG HÒA", bold=False)),
    ("state_look", REPORT, look("CỘNG HÒA", size=15)),
    ("motto_missing", REPORT, drop("Độc lập")),
    ("motto_text", REPORT, say("Độc lập", "Độc lập – Tự do – Hạnh phúc")),
    ("motto_look", REPORT, look("Độc lập", italic=True)),
    ("motto_rule", REPORT, without_rule("Độc lập")),
    # ------------------------------------------------------------ ô 2
    ("superior_look", REPORT, look("UBND TỈNH", bold=True)),
    ("issuer_missing", REPORT, lambda made: [drop("UBND TỈNH")(made), drop("SỞ")(made)][0]),
    ("issuer_look", REPORT, look("SỞ THÔNG TIN", bold=False)),
    ("issuer_rule", REPORT, without_rule("SỞ THÔNG TIN")),
    # ------------------------------------------------------------ ô 3, 4
    ("number_missing", REPORT, drop("Số:")),
    ("number_look", REPORT, look("Số:", size=14)),
    ("number_format", REPORT, say("Số:", "Số: 7/BC-STTTT")),
    ("number_format", REPORT, say("Số:", "Số: 15/BC - STTTT")),
    ("number_symbol", REPORT, say("Số:", "Số: 15/KH-STTTT")),
    ("number_symbol", LETTER, say("Số:", "Số: 15/BC-STTTT")),
    ("place_date_missing", REPORT, drop("Sông Hậu, ngày")),
    ("place_date_look", REPORT, look("Sông Hậu, ngày", italic=False)),
    ("place_date_level", REPORT, _date_under_number),
    ("place_date_zero", REPORT, say("Sông Hậu, ngày", "Sông Hậu, ngày 5 tháng 11 năm 2024")),
    ("place_date_zero", REPORT, say("Sông Hậu, ngày", "Sông Hậu, ngày 15 tháng 1 năm 2025")),
    # ------------------------------------------------------------ ô 5
    ("type_name_look", REPORT, align("BÁO CÁO", LEFT)),
    ("subject_look", REPORT, look("Kết quả tham gia", bold=False)),
    ("subject_rule", REPORT, without_rule("Kết quả tham gia")),
    ("letter_subject_missing", LETTER, drop("V/v")),
    ("letter_subject_look", LETTER, look("V/v", italic=True, size=14)),
    ("letter_subject_place", LETTER, space("V/v", before=0)),
    # ------------------------------------------------------------ ô 9a
    ("to_look", LETTER, look("Kính gửi", bold=True)),
    ("to_list", LETTER, say("- Văn phòng Đoàn", "- Văn phòng Đoàn ĐBQH và HĐND tỉnh,")),
    ("to_missing", replace(LETTER, addressees=None), as_it_is),
    # ------------------------------------------------------------ ô 6
    ("text_look", REPORT, look("Sở Thông tin và Truyền thông đã", size=12)),
    ("text_alignment", REPORT, align("Sở Thông tin và Truyền thông đã", LEFT)),
    ("text_indent", REPORT, space("Sở Thông tin và Truyền thông đã", first=50)),
    ("text_spacing", REPORT, space("Sở Thông tin và Truyền thông đã", before=3)),
    ("line_spacing", REPORT, space("Sở Thông tin và Truyền thông đã", spacing=2)),
    ("basis_look", REPORT, look("Căn cứ Luật", italic=False)),
    ("basis_punctuation", REPORT, say("Căn cứ Luật", "Căn cứ Luật Tổ chức chính quyền.")),
    ("part_look", PLAN, look("Chương I", bold=False)),
    ("part_number", PLAN, say("Chương I", "Chương 1")),
    ("part_title", PLAN, say("QUY ĐỊNH CHUNG", "Quy định chung")),
    ("division_look", PLAN, say("Mục 1", "Mục I")),
    ("article_look", PLAN, say("Điều 1.", "Điều 1: Đối tượng áp dụng")),
    ("section_look", REPORT, say("I. CÔNG TÁC", "I. Công tác chỉ đạo, triển khai")),
    ("clause_look", REPORT, look("1. Văn bản", bold=False)),
    ("point_letter", LETTER, say("đ)", "f) Nội dung thứ 4 cần được tuyên truyền đến dân;")),
    ("end_mark", REPORT, say("Trên đây", "Trên đây là báo cáo của Sở.")),
    # ------------------------------------------------------------ ô 7, 8
    (
        "authority_missing",
        replace(REPORT, signature=Signature((), "Trần Thị Ướng")),
        as_it_is,
    ),
    ("authority_look", REPORT, look("KT. GIÁM ĐỐC", bold=False)),
    ("authority_form", REPORT, say("KT. GIÁM ĐỐC", "K/T GIÁM ĐỐC")),
    ("signature_picture", REPORT, _jpeg),
    ("signer_look", REPORT, say("Trần Thị Ướng", "TRẦN THỊ ƯỚNG")),
    ("signer_title", REPORT, say("Trần Thị Ướng", "TS. Trần Thị Ướng")),
    ("seal_place", REPORT, _no_room),
    ("agency_signature_look", REPORT, _agency_signature),
    # ------------------------------------------------------------ ô 9b, 12
    ("sent_to_missing", REPORT, drop("Nơi nhận")),
    ("sent_to_look", REPORT, say("Nơi nhận", "Nơi nhận :")),
    ("sent_to_look", REPORT, look("Nơi nhận", italic=False)),
    ("sent_to_each_look", REPORT, look("- UBND tỉnh", size=12)),
    ("sent_to_punctuation", REPORT, say("- UBND tỉnh", "- UBND tỉnh (để b/c),")),
    ("sent_to_as_above", REPORT, drop("- Như trên")),
    ("filed_missing", REPORT, drop("- Lưu")),
    ("drafter_look", REPORT, say("- Lưu", "- Lưu: VT, CNTT(Nhân).")),
    # ------------------------------------------------------------ ô 10, 11, 13
    ("secrecy_stamp", REPORT, say("UBND TỈNH", "MẬT")),
    ("urgency_look", PLAN, look("KHẨN", colour="000000")),
    ("circulation_look", PLAN, _circulation),
    ("contact_look", PLAN, _contact),
    # ------------------------------------------------------------ annexes
    ("annex_label_look", REPORT, look("Phụ lục I", bold=False)),
    ("annex_number", REPORT, say("Phụ lục II", "Phụ lục 2")),
    ("annex_title_look", REPORT, say("KẾT QUẢ THEO", "Kết quả theo đơn vị")),
    ("annex_reference_look", REPORT, look("(Kèm theo", italic=False)),
    ("annex_reference_missing", REPORT, drop("(Kèm theo")),
    ("annex_page_numbers", REPORT, _one_page_count),
    # ------------------------------------------------------------ others' forms
    ("other_form", REPORT, say("CỘNG HÒA", "ĐẢNG CỘNG SẢN VIỆT NAM")),
]


@pytest.mark.parametrize(
    ("code", "document", "edit"),
    PLANTED,
    ids=[f"{at:02d}-{code}" for at, (code, _document, _edit) in enumerate(PLANTED)],
)
def test_a_planted_departure_is_found(
    code: str, document: OfficialDocument, edit: Edit
) -> None:
    found = validate_docx(spoil(document, edit))
    assert code in {each.code for each in found}
    assert all(each.message and each.article and each.where for each in found)


def test_every_rule_has_a_planted_departure() -> None:
    assert {code for code, _document, _edit in PLANTED} == set(RULES)


OWN = {
    "letter": LETTER,
    "report": REPORT,
    "plan": PLAN,
    "unit report": papers.unit_report(content.unit_report_facts()),
    "consolidated": consolidated.consolidated_report(content.consolidated_facts(45)),
    "claim letter": claim_letter(content.claim_facts()),
    "reminder": reminder_letter(content.reminder_facts()),
    "reminder with annex": reminder_letter(content.reminder_facts(40)),
}


@pytest.mark.parametrize("name", OWN)
def test_our_own_papers_depart_in_nothing(name: str) -> None:
    assert validate_docx(to_docx(OWN[name])) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_docx_is_named_so(data: bytes) -> None:
    with pytest.raises(NotDocxError) as caught:
        validate_docx(data)
    assert caught.value.reason == "broken"
