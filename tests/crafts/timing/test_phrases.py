from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.timing import last_day, read_deadline

STRICT, WHOLE_DAY = "2024-11-15T00:00:00+07:00", "2024-11-16T00:00:00+07:00"


@pytest.mark.parametrize(
    ("phrase", "due_at"),
    [
        ("trước ngày 15/11/2024", STRICT),
        ("Trước ngày 15 tháng 11 năm 2024.", STRICT),
        ("chậm nhất trước ngày 15/11/2024", STRICT),
        ("chậm nhất ngày 15/11/2024", WHOLE_DAY),
        ("chậm nhất là ngày 15/11/2024", WHOLE_DAY),
        ("chậm nhất đến hết ngày 15/11/2024", WHOLE_DAY),
        ("đến hết ngày 15/11/2024", WHOLE_DAY),
        ("trong ngày 15/11/2024", WHOLE_DAY),
        ("15/11/2024", WHOLE_DAY),
        ("trước 16h30 ngày 15/11/2024", "2024-11-15T16:30:00+07:00"),
        ("trước 16 giờ 30 phút, ngày 15/11/2024", "2024-11-15T16:30:00+07:00"),
        ("trước 16h ngày 15/11/2024", "2024-11-15T16:00:00+07:00"),
        ("chậm nhất 16:30 ngày 15/11/2024", "2024-11-15T16:31:00+07:00"),
        ("chậm nhất vào lúc 17h00 ngày 15/11/2024", "2024-11-15T17:01:00+07:00"),
        ("trước 24h00 ngày 15/11/2024", WHOLE_DAY),
    ],
)
def test_the_words_of_a_deadline_are_read(phrase: str, due_at: str) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert deadline.due_at.isoformat() == due_at


@pytest.mark.parametrize(
    "phrase",
    [
        "trước ngày 15/11",
        "trước ngày 31/02/2024",
        "trước 25h ngày 15/11/2024",
        "sau ngày 15/11/2024",
        "từ ngày 10/10/2024 đến ngày 20/11/2024",
        "gửi báo cáo trước ngày 15/11/2024",
        "quý IV",
        "",
    ],
)
def test_what_is_not_clearly_one_deadline_is_not_guessed(phrase: str) -> None:
    assert read_deadline(phrase) is None


@given(st.text(max_size=200))
def test_no_phrase_breaks_it(phrase: str) -> None:
    deadline = read_deadline(phrase)
    assert deadline is None or isinstance(last_day(deadline), date)
