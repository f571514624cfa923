"""Our own letters: another subject, another province, three formats."""

import pytest

from loa.crafts.opening import open_document
from loa.crafts.reading import Field, Reading, read_document
from tests.crafts.samples import ours


def read(name: str) -> Reading:
    return read_document(open_document(ours(name), name=name))


@pytest.fixture(scope="module")
def scams() -> dict[str, Field]:
    return read("online-scams-2024.txt").fields


def test_number_and_full_date_are_read(scams: dict[str, Field]) -> None:
    assert scams["number"].value == "2417"
    assert scams["symbol"].value == "STTTT-CĐS"
    assert scams["date"].value == "2024-10-21"
    assert scams["number"].missing is None


def test_a_grounds_subject_ends_where_the_letter_speaks(scams: dict[str, Field]) -> None:
    assert [row["subject"] for row in scams["legal_basis"].value] == [
        "tuyên truyền an toàn thông tin mạng năm 2024",
        "phối hợp tuyên truyền phòng, chống lừa đảo trực tuyến",
    ]


def test_a_named_channel_is_read(scams: dict[str, Field]) -> None:
    assert scams["report"].value == {
        "deadline": "2024-11-30",
        "to": "Sở Thông tin và Truyền thông",
        "channel": "thư điện tử: cds@example.vn",
    }


def test_a_contact_that_wraps_over_two_lines_is_whole(scams: dict[str, Field]) -> None:
    assert scams["contacts"].value == [
        {
            "name": "Trần Thị Mẫu",
            "role": "Chuyên viên Phòng Chuyển đổi số",
            "phone": "0900000123",
            "email": "mautt@example.vn",
        }
    ]


def test_a_form_named_twice_is_one_attachment(scams: dict[str, Field]) -> None:
    assert scams["attachments"].value == [
        "Kế hoạch số 318/KH-UBND ngày 30/9/2024 của Ủy ban nhân dân tỉnh về tuyên truyền an "
        "toàn thông tin mạng năm 2024",
        "Bộ tài liệu tuyên truyền “Chậm lại một phút”",
        "Mẫu báo cáo kết quả",
    ]


def test_form_cut_off_and_channel_raise_nothing_where_they_are_stated() -> None:
    codes = {finding.code for finding in read("online-scams-2024.txt").findings}
    assert codes.isdisjoint({"no_report_form", "no_cut_off", "no_channel"})
    assert "deadline_before_end" in codes


def test_a_press_house_with_two_words_in_its_name_stays_one() -> None:
    tasks = read("forest-fire-2025.txt").fields["tasks"].value
    assert tasks[4]["recipients"] == ["Báo và Đài Phát thanh, Truyền hình Đồng Tháp"]


def test_a_task_keeps_its_own_deadline_beside_the_reports() -> None:
    fields = read("forest-fire-2025.txt").fields
    assert fields["tasks"].value[0]["deadline"] == "2025-12-20"
    assert [row["last_day"] for row in fields["deadlines"].value] == [
        "2025-12-19",
        "2026-05-15",
    ]


def test_a_deadline_after_the_end_raises_no_finding() -> None:
    codes = {finding.code for finding in read("forest-fire-2025.txt").findings}
    assert "deadline_before_end" not in codes


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_every_format_of_one_letter_reads_the_same(suffix: str) -> None:
    plain = read("forest-fire-2025.txt")
    other = read(f"forest-fire-2025.{suffix}")
    without_lines = _without_lines(plain)
    assert _without_lines(other) == without_lines
    assert [finding.message for finding in other.findings] == [
        finding.message for finding in plain.findings
    ]


def _without_lines(reading: Reading) -> dict[str, object]:
    values: dict[str, object] = {name: field.value for name, field in reading.fields.items()}
    tasks = reading.fields["tasks"].value
    values["tasks"] = [{k: v for k, v in task.items() if k != "source"} for task in tasks]
    return values
