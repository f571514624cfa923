"""What the two reports say, and that nothing of the facts is lost on the way."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest

from loa.crafts.drafting import consolidated, papers
from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.model import OfficialDocument, Table
from loa.crafts.drafting.papers import ConsolidatedFacts, GroupLines, UnitLine
from tests.crafts.drafting import content


def opened(document: OfficialDocument) -> Any:
    return docx.Document(io.BytesIO(to_docx(document)))


def said(document: OfficialDocument) -> list[str]:
    return [each.text for each in opened(document).paragraphs if each.text.strip()]


def grid(document: OfficialDocument, heading: str) -> list[list[str]]:
    for table in opened(document).tables:
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        if heading in cells[0]:
            return cells
    raise AssertionError(heading)


def report(**facts: Any) -> OfficialDocument:
    return consolidated.consolidated_report(replace(content.consolidated_facts(), **facts))


def one_group(*units: UnitLine, on_time: int = 0) -> dict[str, Any]:
    return {"groups": (GroupLines("Xã", units, (None,) * 6, on_time),)}


def test_the_consolidated_report_has_the_four_sections_in_order() -> None:
    sections = [
        line for line in said(report()) if line.split(".")[0] in {"I", "II", "III", "IV"}
    ]
    assert sections == [
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. KHÓ KHĂN, VƯỚNG MẮC",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ]


def test_completeness_is_stated_in_words_and_per_group() -> None:
    lines = said(report())
    assert any(
        "27/30 đơn vị đã gửi báo cáo (đạt 90,0%), trong đó 15 đơn vị gửi đúng hạn" in line
        for line in lines
    )
    assert "Chưa nhận được báo cáo của 3 đơn vị (danh sách tại Phụ lục II)." in lines
    cells = grid(report(), "Nhóm đơn vị")
    assert cells[-1][1:] == ["Tổng cộng", "30", "27", "15", "3", "90,0%"]


def test_each_total_says_by_how_many_units_it_was_given() -> None:
    cells = grid(report(), "Số đơn vị có số liệu")
    reach = next(row for row in cells if row[1] == "Lượt tiếp cận")
    assert reach[2:] == ["lượt", "4.500.000", "25"]


def test_late_units_are_listed_with_the_day_they_sent() -> None:
    late = UnitLine("UBND xã B", (1,) * 6, content.AT.date(), is_late=True)
    made = report(**one_group(UnitLine("UBND xã A", (1,) * 6, content.AT.date()), late))
    lines = said(made)
    assert "Có 1 đơn vị gửi báo cáo sau hạn (danh sách tại Phụ lục II)." in lines
    annexed = [
        table for table in opened(made).tables if "UBND xã B" in table.rows[-1].cells[1].text
    ]
    assert [cell.text for cell in annexed[-1].rows[-1].cells] == [
        "1", "UBND xã B", "Xã", "15/11/2024",
    ]  # fmt: skip


def test_when_all_have_sent_in_time_no_list_is_annexed() -> None:
    made = report(**one_group(UnitLine("UBND xã A", (1,) * 6, content.AT.date()), on_time=1))
    lines = said(made)
    assert not any("Chưa nhận được" in line or "sau hạn" in line for line in lines)
    assert sum(line.startswith("Phụ lục") for line in lines) == 1
    assert any("chi tiết theo đơn vị tại Phụ lục." in line for line in lines)


def test_one_group_is_not_totalled_twice() -> None:
    made = report(**one_group(UnitLine("UBND xã A", (1,) * 6, content.AT.date())))
    totals = [row[1] for row in grid(made, "Ngày gửi") if "ộng" in row[1]]
    assert totals == ["Tổng cộng"]


def test_a_round_without_a_unit_or_a_word_still_makes_a_whole_report() -> None:
    facts = content.consolidated_facts()
    bare = ConsolidatedFacts(
        sender=facts.sender,
        to=facts.to,
        campaign=facts.campaign,
        round_title=facts.round_title,
        facts_at=facts.facts_at,
        indicators=(),
        totals=(),
        groups=(),
    )
    lines = said(consolidated.consolidated_report(bare))
    assert lines.count("Không có.") == 3
    assert any("0/0 đơn vị đã gửi báo cáo (đạt –)" in line for line in lines)


def test_the_last_words_close_the_text() -> None:
    assert any(line.startswith("Trên đây") and line.endswith("./.") for line in said(report()))


def test_heading_rows_repeat_and_rows_are_never_torn() -> None:
    for table in opened(report()).tables:
        first = table.rows[0]._tr.xml
        if "Đơn vị" in table.rows[0].cells[1].text:
            assert "w:tblHeader" in first
            assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_figures_stand_right_and_names_left() -> None:
    table = next(
        each for each in opened(report()).tables if "Ngày gửi" in each.rows[0].cells[-1].text
    )
    row = next(row for row in table.rows if row.cells[1].text == "UBND xã Tân Phước 8")
    sides = [cell.paragraphs[0].alignment for cell in row.cells[1:5]]
    assert [str(side).split()[0] for side in sides] == ["None", "RIGHT", "RIGHT", "RIGHT"]
    assert row.cells[4].text == "1.096"


def test_a_unit_numbers_its_report_itself() -> None:
    made = papers.unit_report(content.unit_report_facts())
    head = opened(made).tables[0]
    assert (
        head.rows[1].cells[0].text.strip() == "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC-UBND"
    )
    assert head.rows[1].cells[1].text.startswith("Sông Hậu, ngày\u00a0")


def test_a_figure_the_unit_did_not_give_is_blank_and_the_note_says_so() -> None:
    made = papers.unit_report(content.unit_report_facts())
    assert grid(made, "Kết quả")[-1] == ["6", "Thời lượng phát thanh, truyền hình", "phút", ""]
    assert papers.BLANK_NOTE in said(made)


@pytest.mark.parametrize("count", [1, 300])
def test_every_unit_has_its_row_however_many_there_are(count: int) -> None:
    made = consolidated.consolidated_report(content.consolidated_facts(count))
    annex = made.annexes[0].blocks[0]
    assert isinstance(annex, Table)
    assert sum(row.kind.value == "body" for row in annex.rows) == count
