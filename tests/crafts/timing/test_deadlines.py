from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.timing import (
    VIETNAM,
    Basis,
    Deadline,
    DeadlineOrderError,
    NaiveInstantError,
    by_end_of,
    by_time,
    last_day,
    strictly_before,
)

NOV_15 = date(2024, 11, 15)


def test_before_the_fifteenth_ends_when_the_fifteenth_begins_in_vietnam() -> None:
    deadline = strictly_before(NOV_15)
    assert deadline.due_at.isoformat() == "2024-11-15T00:00:00+07:00"
    assert last_day(deadline) == date(2024, 11, 14)


def test_at_the_latest_on_the_fifteenth_includes_the_fifteenth() -> None:
    assert by_end_of(NOV_15).due_at.isoformat() == "2024-11-16T00:00:00+07:00"
    assert last_day(by_end_of(NOV_15)) == NOV_15


def test_before_half_past_four_stops_at_half_past_four() -> None:
    deadline = strictly_before(NOV_15, time(16, 30))
    assert deadline.due_at == datetime(2024, 11, 15, 16, 30, tzinfo=VIETNAM)
    assert last_day(deadline) == NOV_15


def test_at_the_latest_half_past_four_includes_that_minute() -> None:
    assert by_time(NOV_15, time(16, 30)).due_at == datetime(
        2024, 11, 15, 16, 31, tzinfo=VIETNAM
    )


def test_the_last_day_is_a_day_in_vietnam_whatever_the_zone_of_the_instant() -> None:
    assert last_day(Deadline(datetime(2024, 11, 14, 17, 0, tzinfo=UTC))) == date(2024, 11, 14)
    assert last_day(Deadline(datetime(2024, 11, 14, 17, 1, tzinfo=UTC))) == NOV_15


def test_grace_and_basis_are_facts_of_the_deadline_and_do_not_move_it() -> None:
    deadline = strictly_before(NOV_15, grace=timedelta(hours=8), basis=Basis.ISSUED)
    assert deadline.due_at == strictly_before(NOV_15).due_at
    assert last_day(deadline) == date(2024, 11, 14)
    assert deadline.late_from - deadline.due_at == timedelta(hours=8)
    assert deadline.basis is Basis.ISSUED


def test_instants_without_zone_are_refused() -> None:
    naive = datetime(2024, 11, 15)  # noqa: DTZ001 (the fault under test)
    with pytest.raises(NaiveInstantError):
        Deadline(naive)
    with pytest.raises(NaiveInstantError):
        Deadline(datetime(2024, 11, 15, tzinfo=VIETNAM), closes_at=naive)


def test_a_door_never_closes_before_the_deadline_and_its_grace() -> None:
    due_at = datetime(2024, 11, 15, tzinfo=VIETNAM)
    assert Deadline(due_at, closes_at=due_at).closes_at == due_at
    with pytest.raises(DeadlineOrderError):
        Deadline(due_at, closes_at=due_at - timedelta(seconds=1))
    with pytest.raises(DeadlineOrderError):
        Deadline(due_at, closes_at=due_at, grace=timedelta(seconds=1))
    with pytest.raises(DeadlineOrderError):
        Deadline(due_at, grace=timedelta(seconds=-1))


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_before_a_day_is_by_the_end_of_the_day_before(day: date) -> None:
    assert strictly_before(day) == by_end_of(day - timedelta(days=1))
    assert last_day(by_end_of(day)) == day
