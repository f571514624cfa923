"""The SQL judgement equals the Python judgement, for any report at any instant."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.campaigns.models import Participant, Round
from loa.ledger.actions import record
from loa.reports.models import Report
from loa.reports.queries import owed_by, standing_of, standing_sql, with_report
from tests.people import Cast
from tests.rounds import CLOSES, DUE, send_small_campaign

near = st.builds(
    lambda base, seconds: base + timedelta(seconds=seconds),
    st.sampled_from([DUE, CLOSES, DUE - timedelta(days=1), DUE + timedelta(hours=2)]),
    st.sampled_from([-86400, -3600, -1, 0, 1, 3600, 86400]),
)


@pytest.mark.django_db
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    sent_at=st.none() | near,
    again=st.none() | near,
    now=near,
    grace=st.sampled_from([0, 120]),
    shut=st.none() | near,
)
def test_sql_and_python_agree_on_every_standing(
    cast: Cast,
    sent_at: datetime | None,
    again: datetime | None,
    now: datetime,
    grace: int,
    shut: datetime | None,
) -> None:
    unit, each = _round(cast)
    each.grace_minutes, each.closed_at = grace, shut
    report = _report(unit, each, first_sent_at=sent_at, sent_at=sent_at, due_again_at=again)
    expected = standing_of(report, each, now).value
    assert Report.objects.annotate(word=standing_sql(each, now)).get().word == expected
    joined = with_report(owed_by(each), each, now).get(pk=unit.pk)
    assert joined.standing == expected


@transaction.atomic
def _report(unit: Participant, each: Round, **instants: datetime | None) -> Report:
    """Set any instants at all, also those that no action would lead to."""
    report, _ = Report.objects.update_or_create(round=each, participant=unit, defaults=instants)
    record("report.set_up", report, by=None, at=DUE)
    return report


def _round(cast: Cast) -> tuple[Participant, Round]:
    known = Round.objects.first()
    if known is None:
        sent = send_small_campaign(cast)
        return sent.participants["p.h1.x1"], sent.interim
    return known.campaign.participants.get(unit=cast.units["p.h1.x1"]), known


def test_a_unit_that_never_began_stands_as_the_round_does(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    for now in (DUE - timedelta(days=2), DUE - timedelta(hours=1), DUE, CLOSES):
        rows = with_report(owed_by(sent.interim), sent.interim, now)
        assert {row.standing for row in rows} == {standing_of(None, sent.interim, now).value}
        assert len(rows) == len(sent.participants)
