"""How a report stands: the craft's judgement for one row, and its SQL twin for lists."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThan, LessThanOrEqual

from loa.campaigns.models import Assignment, Part, Participant, Round
from loa.campaigns.queries import deadline_of, participants_visible_to
from loa.crafts.timing import VIETNAM, Deadline, Standing, standing
from loa.reports.models import Report
from loa.units.models import Officer

MISSING = (Standing.OVERDUE.value, Standing.CLOSED.value)


def reports_visible_to(officer: Officer | AnonymousUser, on: date) -> QuerySet[Report]:
    """Return the reports of participants whose work the officer may read."""
    return Report.objects.filter(
        participant__in=participants_visible_to(officer, on)
    ).select_related("round", "round__campaign", "participant", "participant__unit")


def deadline_for(report: Report | None, each: Round) -> Deadline:
    """Return the deadline that holds for one report: the round's, or that of its return."""
    general = deadline_of(each)
    if report is None or report.due_again_at is None:
        return general
    closes_at = max(general.closes_at or report.due_again_at, report.due_again_at)
    return Deadline(due_at=report.due_again_at, closes_at=closes_at)


def standing_of(report: Report | None, each: Round, now: datetime) -> Standing:
    """Say how a unit's report stands at `now`; None: the unit has not begun one."""
    sent_at = report.first_sent_at if report else None
    return standing(deadline_for(report, each), sent_at=sent_at, now=now)


def owed_by(each: Round) -> QuerySet[Participant]:
    """Return the units that owe a report in a round: tasked, reached, not wholly exempt."""
    tasks = Assignment.objects.filter(participant=OuterRef("pk"), exempt_at__isnull=True)
    return (
        Participant.objects.filter(
            Exists(tasks),
            campaign=each.campaign_id,
            part=Part.TASKED.value,
            delivered_at__isnull=False,
        )
        .select_related("unit", "reports_to")
        .order_by("position", "name_fold", "pk")
    )


def with_report(
    rows: QuerySet[Participant], each: Round, now: datetime
) -> QuerySet[Participant]:
    """Join each participant's report of a round as `report__…` and annotate `standing`.

    Participants without a report keep their row. One join, however many units.
    """
    joined = rows.annotate(
        report=FilteredRelation("reports", condition=Q(reports__round=each.pk))
    )
    return joined.annotate(standing=standing_sql(each, now, prefix="report__"))


def standing_sql(each: Round, now: datetime, *, prefix: str = "") -> Case:
    """Return `standing_of` as an expression over Report rows (`prefix`: over a join of them).

    Held to the Python judgement by tests/reports/test_standing.py.
    """
    general = deadline_of(each)
    sent, again = F(f"{prefix}first_sent_at"), F(f"{prefix}due_again_at")
    closes_at = _instant(general.closes_at or general.late_from)
    due_at = Coalesce(again, _instant(general.due_at))
    late_from = Coalesce(again, _instant(general.late_from))
    door = Case(When(GreaterThan(again, closes_at), then=again), default=closes_at)
    at, end_of_day = _instant(now), _instant(_end_of_day(now))
    is_sent = Q(LessThanOrEqual(sent, at))
    return Case(
        When(is_sent & Q(LessThan(sent, late_from)), then=_word(Standing.ON_TIME)),
        When(is_sent, then=_word(Standing.SENT_LATE)),
        When(LessThanOrEqual(door, at), then=_word(Standing.CLOSED)),
        When(LessThanOrEqual(late_from, at), then=_word(Standing.OVERDUE)),
        When(LessThanOrEqual(due_at, end_of_day), then=_word(Standing.DUE)),
        default=_word(Standing.NOT_DUE),
        output_field=CharField(),
    )


def _instant(at: datetime) -> Value:
    return Value(at, output_field=DateTimeField())


def _word(word: Standing) -> Value:
    return Value(word.value)


def _end_of_day(now: datetime) -> datetime:
    """Return the first instant of the next day: what is due by then is due today."""
    day = now.astimezone(VIETNAM).date() + timedelta(days=1)
    return datetime.combine(day, time.min, VIETNAM)
