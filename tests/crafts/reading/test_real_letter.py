"""The letter of October 2024, field by field. No person's name or number stands here."""

import re

import pytest

from loa.crafts.opening import Document, open_document
from loa.crafts.reading import Field, Reading, read_document
from tests.crafts.samples import REAL_LETTER, needs_real_letter

pytestmark = needs_real_letter


@pytest.fixture(scope="module")
def document() -> Document:
    return open_document(REAL_LETTER.read_bytes(), name=REAL_LETTER.name)


@pytest.fixture(scope="module")
def reading(document: Document) -> Reading:
    return read_document(document)


@pytest.fixture(scope="module")
def fields(reading: Reading) -> dict[str, Field]:
    return reading.fields


def test_the_blank_number_is_missing_with_its_reason_and_not_guessed(
    fields: dict[str, Field],
) -> None:
    assert fields["number"].value is None
    assert fields["number"].missing_code == "number_blank"
    assert fields["number"].source == ((5, 5),)


def test_the_blank_day_leaves_month_and_year(fields: dict[str, Field]) -> None:
    assert fields["date"].value == "2024-10"
    assert fields["date"].missing_code == "day_blank"


def test_the_letterhead_gives_issuer_superior_symbol_and_place(
    fields: dict[str, Field],
) -> None:
    assert fields["issuer"].value == "Sở Thông tin và Truyền thông"
    assert fields["superior"].value == "UBND tỉnh Tiền Giang"
    assert fields["symbol"].value == "STTTT-CNTT&BCVT"
    assert fields["place"].value == "Tiền Giang"
    assert fields["doc_type"].value == "Công văn"
    assert fields["urgency"].value is None


def test_the_subject_is_whole_and_without_its_mark(fields: dict[str, Field]) -> None:
    assert fields["subject"].value == (
        "tham gia Chiến dịch tuyên truyền “Kỹ năng nhận diện và phòng chống lừa đảo trực tuyến "
        "bảo vệ người dân trên không gian mạng năm 2024”"
    )


def test_seven_lines_are_addressed(fields: dict[str, Field]) -> None:
    names = fields["addressees"].value
    assert len(names) == 7
    assert names[0] == "Văn phòng Đoàn ĐBQH và HĐND tỉnh"
    assert names[2] == "Sở, ban, ngành, đoàn thể tỉnh"
    assert names[6] == "Báo Ấp Bắc, Đài Phát thanh và Truyền hình Tiền Giang"


def test_both_founding_dispatches_are_named(fields: dict[str, Field]) -> None:
    rows = [(row["number"], row["date"], row["issuer"]) for row in fields["legal_basis"].value]
    assert rows == [
        ("6580/UBND-KGVX", "2024-10-17", "Ủy ban nhân dân tỉnh"),
        ("4322/BTTTT-CATTT", "2024-10-13", "Bộ Thông tin và Truyền thông"),
    ]


def test_the_period_is_the_campaigns(fields: dict[str, Field]) -> None:
    (period,) = fields["periods"].value
    assert (period["kind"], period["start"], period["end"]) == (
        "campaign",
        "2024-10-10",
        "2024-11-20",
    )


def test_before_the_fifteenth_ends_on_the_fourteenth(fields: dict[str, Field]) -> None:
    (deadline,) = fields["deadlines"].value
    assert (deadline["date"], deadline["last_day"]) == ("2024-11-15", "2024-11-14")
    assert deadline["phrase"] == "trước ngày 15/11/2024"


def test_audience_and_scope_are_read(fields: dict[str, Field]) -> None:
    assert fields["audience"].value.startswith("Học sinh, sinh viên, cán bộ công chức")
    assert "doanh nghiệp" in fields["audience"].value
    assert fields["scope"].value == "Toàn tỉnh"


def test_five_tasks_have_their_recipients_and_duties(fields: dict[str, Field]) -> None:
    tasks = fields["tasks"].value
    assert [task["recipients"] for task in tasks] == [
        ["Các sở, ban, ngành, đoàn thể tỉnh", "Ủy ban nhân dân các huyện, thị xã, thành phố"],
        ["Ban biên tập Cổng Thông tin điện tử tỉnh"],
        ["Sở Giáo dục và Đào tạo"],
        ["Các trường Đại học, Cao đẳng trên địa bàn tỉnh"],
        ["Báo Ấp Bắc", "Đài Phát thanh và Truyền hình tỉnh"],
    ]
    assert [task["no"] for task in tasks] == ["1", "2", "3", "4", "5"]
    assert [[duty["kind"] for duty in task["duties"]] for task in tasks] == [
        ["publish", "inform"],
        ["publish"],
        ["pass_on"],
        ["publish", "inform"],
        ["broadcast"],
    ]


def test_the_contact_is_not_taken_for_the_channel(fields: dict[str, Field]) -> None:
    assert fields["report"].value == {
        "deadline": "2024-11-15",
        "to": "Sở Thông tin và Truyền thông",
        "channel": None,
    }


def test_the_contact_has_name_role_phone_and_mail(fields: dict[str, Field]) -> None:
    (contact,) = fields["contacts"].value
    assert len(contact["name"].split()) == 3
    assert contact["role"].startswith("Chuyên viên Phòng Công nghệ thông tin")
    assert re.fullmatch(r"0\d{9}", contact["phone"])
    assert contact["email"].endswith("@tiengiang.gov.vn")


def test_three_attachments_are_listed(fields: dict[str, Field]) -> None:
    names = fields["attachments"].value
    assert len(names) == 3
    assert names[0].startswith("Công văn số 6580/UBND-KGVX")
    assert names[2].startswith("Tài liệu phục vụ công tác tuyên truyền")


def test_the_deputy_signs_for_the_director(fields: dict[str, Field]) -> None:
    (signatory,) = fields["signatories"].value
    assert signatory["authority"] == ["KT. GIÁM ĐỐC"]
    assert signatory["role"] == "PHÓ GIÁM ĐỐC"
    assert len(signatory["name"].split()) == 3


def test_the_distribution_keeps_its_roles(fields: dict[str, Field]) -> None:
    rows = [(row["name"], row["role"]) for row in fields["distribution"].value]
    assert rows[:4] == [
        ("Như trên", None),
        ("UBND tỉnh", "b/c"),
        ("Công an tỉnh", "p/h"),
        ("Các phòng, Trung tâm thuộc Sở", None),
    ]
    assert rows[4][1] == "lưu"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("deadline_before_end", 1),
        ("letter_after_start", 1),
        ("addressee_without_task", 2),
        ("task_reached_only_through_group", 1),
        ("audience_without_task", 2),
        ("two_duties_in_one_task", 2),
        ("no_report_form", 1),
        ("no_cut_off", 1),
        ("no_channel", 1),
        ("upward_duties_unknown", 1),
    ],
)
def test_every_finding_is_raised_as_often_as_it_holds(
    reading: Reading, code: str, count: int
) -> None:
    assert [finding.code for finding in reading.findings].count(code) == count


def test_no_other_finding_is_raised(reading: Reading) -> None:
    assert len(reading.findings) == 13


def test_the_audiences_no_task_reaches_are_organisations_and_businesses(
    reading: Reading,
) -> None:
    words = {
        finding.facts["audience"]
        for finding in reading.findings
        if finding.code == "audience_without_task"
    }
    assert words == {"organisations", "businesses"}


def test_every_field_with_a_value_is_sure_and_stands_in_its_lines(
    fields: dict[str, Field], document: Document
) -> None:
    for name, field in fields.items():
        if field.value is None:
            continue
        assert field.is_sure, name
        assert field.source, name
        for first, last in field.source:
            assert 1 <= first <= last <= len(document.lines), name
