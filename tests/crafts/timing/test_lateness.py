from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.timing import (
    VIETNAM,
    Deadline,
    NaiveInstantError,
    Standing,
    standing,
    strictly_before,
)

DUE = datetime(2024, 11, 15, tzinfo=VIETNAM)
CLOSES = datetime(2024, 11, 20, 17, tzinfo=VIETNAM)
DEADLINE = Deadline(DUE, closes_at=CLOSES)
SECOND = timedelta(seconds=1)
LATER = datetime(2024, 12, 1, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("sent_at", "now", "expected"),
    [
        pytest.param(None, datetime(2024, 11, 1, tzinfo=VIETNAM), Standing.NOT_DUE, id="early"),
        pytest.param(None, DUE - timedelta(days=1) - SECOND, Standing.NOT_DUE, id="the eve"),
        pytest.param(None, DUE - timedelta(days=1), Standing.DUE, id="the last day begins"),
        pytest.param(None, DUE - SECOND, Standing.DUE, id="the last second"),
        pytest.param(None, DUE, Standing.OVERDUE, id="the first instant that is too late"),
        pytest.param(None, CLOSES - SECOND, Standing.OVERDUE, id="the door still open"),
        pytest.param(None, CLOSES, Standing.CLOSED, id="the door shut"),
        pytest.param(DUE - SECOND, LATER, Standing.ON_TIME, id="sent in the last second"),
        pytest.param(DUE, LATER, Standing.SENT_LATE, id="sent at the instant itself"),
        pytest.param(DUE + SECOND, LATER, Standing.SENT_LATE, id="sent one second over"),
        pytest.param(DUE, DUE, Standing.SENT_LATE, id="sent this very instant"),
        pytest.param(DUE + SECOND, DUE, Standing.OVERDUE, id="not sent yet at that time"),
    ],
)
def test_a_report_stands(sent_at: datetime | None, now: datetime, expected: Standing) -> None:
    assert standing(DEADLINE, sent_at=sent_at, now=now) is expected


def test_grace_counts_as_in_time_and_ends_to_the_second() -> None:
    kind = strictly_before(date(2024, 11, 15), grace=timedelta(hours=2))
    inside = DUE + timedelta(hours=2) - SECOND
    assert standing(kind, sent_at=inside, now=LATER) is Standing.ON_TIME
    assert standing(kind, sent_at=inside + SECOND, now=LATER) is Standing.SENT_LATE
    assert standing(kind, sent_at=None, now=inside) is Standing.DUE


def test_instants_without_zone_are_refused() -> None:
    naive = datetime(2024, 11, 14)  # noqa: DTZ001 (the fault under test)
    with pytest.raises(NaiveInstantError):
        standing(DEADLINE, sent_at=naive, now=LATER)
    with pytest.raises(NaiveInstantError):
        standing(DEADLINE, sent_at=None, now=naive)


INSTANTS = st.datetimes(
    min_value=datetime(2024, 10, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    max_value=datetime(2025, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    timezones=st.just(VIETNAM),
)


@given(INSTANTS, INSTANTS)
def test_whoever_has_not_sent_only_moves_forward(one: datetime, other: datetime) -> None:
    order = [Standing.NOT_DUE, Standing.DUE, Standing.OVERDUE, Standing.CLOSED]
    first, second = sorted((one, other))
    before = order.index(standing(DEADLINE, sent_at=None, now=first))
    assert before <= order.index(standing(DEADLINE, sent_at=None, now=second))


@given(INSTANTS, INSTANTS)
def test_once_sent_the_judgement_never_changes(sent_at: datetime, now: datetime) -> None:
    if now >= sent_at:
        judged = standing(DEADLINE, sent_at=sent_at, now=now)
        assert judged.is_sent
        assert judged is standing(DEADLINE, sent_at=sent_at, now=now + timedelta(days=400))
    else:
        assert not standing(DEADLINE, sent_at=sent_at, now=now).is_sent
