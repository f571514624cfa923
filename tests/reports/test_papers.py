"""From the rows of a round to papers that an office can sign."""

import io
import json
from typing import Any

import docx
import pytest

from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.model import OfficialDocument
from loa.crafts.drafting.pdf import to_pdf
from loa.crafts.drafting.validate import validate_docx
from loa.crafts.drafting.xlsx import to_xlsx
from loa.ledger.actions import record
from loa.reports import actions, papers, queries
from tests.people import Cast
from tests.reports.figures import FIGURES
from tests.rounds import DUE, Sent, after, send_small_campaign

TEXT = {
    "direction": "Sở đã ban hành văn bản triển khai.",
    "results": "Đài truyền thanh phát hằng ngày.",
    "difficulties": "Thiếu loa.\nThiếu người.",
    "proposals": "",
}
NO_NUMBER = papers.Numbering()


def two_reports(cast: Cast) -> Sent:
    """Send one report in time and one after the deadline; three units stay silent."""
    sent = send_small_campaign(cast)
    for code, by, days in (("p.h1.x1", cast.binh, 3), ("p.h2.t1", cast.chi, 26)):
        report = actions.save_draft(
            sent.participants[code],
            sent.interim,
            values=FIGURES,
            narratives={"difficulties": "Thiếu loa."},
            expected_version=0,
            by=by,
            at=after(days=days),
        )
        actions.send_report(report, idempotency_key=code, by=by, at=after(days=days))
    return sent


def facts_of(cast: Cast) -> dict[str, Any]:
    facts = queries.round_facts(two_reports(cast).interim, after(days=27))
    frozen: dict[str, Any] = json.loads(json.dumps(facts))  # as a consolidation keeps them
    return frozen


def consolidated(facts: dict[str, Any], text: dict[str, str] | None = None) -> OfficialDocument:
    return papers.consolidated_report(facts, text or TEXT, after(days=27), NO_NUMBER)


def lines(document: OfficialDocument) -> list[str]:
    made = docx.Document(io.BytesIO(to_docx(document)))
    return [each.text for each in made.paragraphs if each.text.strip()]


@pytest.mark.engine_free
def test_frozen_facts_give_the_same_papers_each_time(cast: Cast) -> None:
    facts = facts_of(cast)
    for make in (to_docx, to_pdf, to_xlsx):
        assert make(consolidated(facts)) == make(consolidated(json.loads(json.dumps(facts))))


@pytest.mark.engine_free
def test_the_papers_of_a_round_depart_from_the_form_in_nothing(cast: Cast) -> None:
    sent = two_reports(cast)
    facts = queries.round_facts(sent.interim, after(days=27))
    assert validate_docx(to_docx(consolidated(facts))) == []
    for report in sent.interim.reports.all():
        own = queries.unit_facts(report)
        assert own is not None
        assert validate_docx(to_docx(papers.unit_report(own, NO_NUMBER))) == []


def test_the_report_counts_names_and_dates_as_the_facts_do(cast: Cast) -> None:
    facts = facts_of(cast)
    said = lines(consolidated(facts))
    assert any(
        "2/5 đơn vị đã gửi báo cáo (đạt 40,0%), trong đó 1 đơn vị" in line for line in said
    )
    assert "Chưa nhận được báo cáo của 3 đơn vị (danh sách tại Phụ lục II)." in said
    assert "Có 1 đơn vị gửi báo cáo sau hạn (danh sách tại Phụ lục III)." in said
    assert "Thiếu người." in said


def test_a_campaign_that_is_a_deed_is_named_as_one() -> None:
    assert papers.named("Tham gia Chiến dịch X") == "việc tham gia Chiến dịch X"
    assert papers.named("V/v tuyên truyền Y") == "việc tuyên truyền Y"
    assert papers.named("Chiến dịch tuyên truyền Z") == "Chiến dịch tuyên truyền Z"
    assert papers.named("Chậm lại một phút") == "Chiến dịch “Chậm lại một phút”"


def test_the_owner_rests_on_what_its_letter_rests_on(cast: Cast) -> None:
    sent = two_reports(cast)
    letter = sent.campaign.dispatch
    confirmation = letter.confirmations.create(
        field="legal_basis",
        value=[
            {
                "type": "Công văn",
                "number": "12/UBND-VX",
                "date": "2024-10-01",
                "issuer": "Ủy ban nhân dân tỉnh",
                "subject": "tuyên truyền",
            }
        ],
        was_corrected=False,
        by=cast.an,
        at=DUE,
    )
    record("field.confirmed", confirmation, by=cast.an, at=DUE)
    facts = queries.round_facts(sent.interim, after(days=27))
    cited = (
        "Công văn số 12/UBND-VX ngày 01/10/2024 của Ủy ban nhân dân tỉnh về việc tuyên truyền"
    )
    assert facts["campaign"]["grounds"] == [cited]
    assert any(line.startswith(f"Thực hiện {cited},") for line in lines(consolidated(facts)))


@pytest.mark.parametrize(
    "value", [None, "12/UBND", [], [{"subject": "x"}], [{"number": "1/X", "date": "mai"}]]
)
def test_grounds_of_any_shape_are_cited_or_left_out(cast: Cast, value: object) -> None:
    sent = two_reports(cast)
    letter = sent.campaign.dispatch
    row = letter.confirmations.create(
        field="legal_basis", value=value, was_corrected=True, by=cast.an, at=DUE
    )
    record("field.confirmed", row, by=cast.an, at=DUE)
    grounds = queries.round_facts(sent.interim, DUE)["campaign"]["grounds"]
    assert grounds == (
        ["Công văn số 1/X"] if isinstance(value, list) and "date" in str(value) else []
    )


def test_who_the_paper_is_sent_to_is_not_sent_a_copy(cast: Cast) -> None:
    facts = facts_of(cast)
    document = consolidated(facts)
    assert document.addressees is not None
    assert document.addressees.names == (facts["sender"]["superior"],)
    assert document.distribution.recipients == ()


@pytest.mark.engine_free
def test_number_symbol_and_day_given_back_stand_in_the_letterhead(cast: Cast) -> None:
    numbering = papers.Numbering("7", "BC-TTTT", DUE.date())
    made = papers.consolidated_report(facts_of(cast), TEXT, after(days=27), numbering)
    head = docx.Document(io.BytesIO(to_docx(made))).tables[0]
    assert head.rows[1].cells[0].text.strip() == "Số: 07/BC-TTTT"
    assert head.rows[1].cells[1].text.endswith("ngày 15 tháng 11 năm 2024")
