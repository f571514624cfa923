from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.timing import (
    CalendarError,
    WorkCalendar,
    add_working_days,
    holiday_name,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2024, 11, 14), True, id="a Thursday"),
        pytest.param(date(2024, 11, 16), False, id="a Saturday"),
        pytest.param(date(2024, 9, 2), False, id="National Day"),
        pytest.param(date(2024, 2, 12), False, id="Tet"),
        pytest.param(date(2024, 4, 29), False, id="a Monday given off"),
        pytest.param(date(2024, 5, 4), True, id="the Saturday worked for it"),
    ],
)
def test_offices_work_on_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_holidays_have_their_vietnamese_names() -> None:
    assert holiday_name(date(2024, 9, 2)) == "Quốc khánh"
    assert holiday_name(date(2024, 11, 14)) is None


def test_what_is_passed_in_wins_over_what_the_library_knows() -> None:
    moved = WorkCalendar.of(
        days_off=[date(2024, 11, 14)], working_days=[date(2024, 11, 16), date(2024, 9, 2)]
    )
    assert not is_working_day(date(2024, 11, 14), moved)
    assert is_working_day(date(2024, 11, 16), moved)
    assert is_working_day(date(2024, 9, 2), moved)
    assert add_working_days(date(2024, 11, 13), 2, moved) == date(2024, 11, 16)


def test_five_working_days_step_over_the_weekend() -> None:
    assert add_working_days(date(2024, 11, 14), 5) == date(2024, 11, 21)
    assert add_working_days(date(2024, 11, 16), 1) == date(2024, 11, 18)
    assert add_working_days(date(2024, 11, 14), 0) == date(2024, 11, 14)
    assert add_working_days(date(2024, 11, 18), -1) == date(2024, 11, 15)


def test_a_calendar_that_never_works_is_refused() -> None:
    start = date(2024, 1, 1)
    never = WorkCalendar.of(days_off=[start + timedelta(days=n) for n in range(800)])
    with pytest.raises(CalendarError):
        add_working_days(start, 1, never)


@given(DAYS, st.integers(0, 40))
def test_counting_undoes_adding(start: date, days: int) -> None:
    assert working_days_between(start, add_working_days(start, days)) == days


@given(DAYS, DAYS, DAYS)
def test_stretches_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    whole = working_days_between(first, last)
    assert whole == working_days_between(first, middle) + working_days_between(middle, last)
