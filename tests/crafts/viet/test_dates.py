from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import read_date, write_date, write_long_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("5/11/2026", date(2026, 11, 5), id="the fifth of November, not May"),
        pytest.param("25/11/2026", date(2026, 11, 25), id="25 cannot be a month"),
        pytest.param("05-11-2026", date(2026, 11, 5), id="hyphens"),
        pytest.param("05.11.2026", date(2026, 11, 5), id="dots"),
        pytest.param("22/ 12/ 2011", date(2011, 12, 22), id="spaces inside"),
        pytest.param("ngày 05 tháng 01 năm 2025", date(2025, 1, 5), id="letterhead"),
        pytest.param(
            "Nga\u0300y 5 tha\u0301ng 1 na\u0306m 2025", date(2025, 1, 5), id="decomposed"
        ),
        pytest.param("ngày 15 tháng 11/2024", date(2024, 11, 15), id="half and half"),
        pytest.param("2026-11-05", date(2026, 11, 5), id="ISO, as a browser's field sends"),
        pytest.param(" 5/11/2026. ", date(2026, 11, 5), id="full stop"),
    ],
)
def test_dates_are_read_day_first(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("31/02/2025", id="no such day"),
        pytest.param("11/25/2026", id="month first"),
        pytest.param("ngày     tháng 10 năm 2024", id="blank day in an unstamped letter"),
        pytest.param("5/11/26", id="year of two digits"),
        pytest.param("5/11-2026", id="two separators"),
        pytest.param("15/11", id="no year"),
        pytest.param("trước ngày 15/11/2024", id="words around it"),
        pytest.param("00/00/0000", id="zeros"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_not_one_whole_date_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


def test_dates_are_written_as_offices_write_them() -> None:
    assert write_date(date(2024, 11, 4)) == "04/11/2024"
    assert write_long_date(date(2025, 1, 5)) == "ngày 05 tháng 01 năm 2025"
    assert write_long_date(date(2025, 2, 28)) == "ngày 28 tháng 02 năm 2025"
    assert write_long_date(date(2025, 3, 5)) == "ngày 05 tháng 3 năm 2025"
    assert write_long_date(date(2024, 11, 14)) == "ngày 14 tháng 11 năm 2024"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_is_read_back(day: date) -> None:
    assert read_date(write_date(day)) == day
    assert read_date(write_long_date(day)) == day
