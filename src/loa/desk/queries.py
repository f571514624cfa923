"""What an officer's desk shows: a next thing for each unit, a sentence for each campaign."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from loa.campaigns.models import Assignment, Campaign, Part, Participant, Round
from loa.campaigns.queries import (
    amended,
    assignments_of,
    current_round,
    is_open,
    participations_of,
    rounds_of,
    run_by,
)
from loa.crafts.timing import last_day
from loa.dispatches.models import Dispatch
from loa.evidence.queries import (
    many_without_picture,
    sightings_waiting,
    standing_publications,
)
from loa.reports.models import Consolidation, Report
from loa.reports.queries import Board, board, deadline_for, standing_of
from loa.reports.words import Shown, shown
from loa.units.models import Officer
from loa.units.queries import unit_ids_of
from loa.units.words import Role

# So many days before the date the report comes before further posts.
REPORT_COMES_FIRST = timedelta(days=5)


class Next(StrEnum):
    """The one next thing to do."""

    ACKNOWLEDGE = "acknowledge"
    COMPLETE = "complete"  # the report was returned
    PUBLISH = "publish"
    REPORT = "report"
    NOTHING = "nothing"


@dataclass(frozen=True)
class RoundLine:
    """A round as a unit sees it."""

    round: Round
    report: Report | None
    last_day: date
    shown: Shown
    is_open: bool


@dataclass(frozen=True)
class Work:
    """One unit's part in one campaign, as it stands."""

    participant: Participant
    next: Next
    current: RoundLine | None
    rounds: list[RoundLine]
    assignments: list[Assignment]
    publications: int
    sightings: int  # found on the unit's channels, waiting for its word
    without_picture: int  # pages that Loa cannot read: a screenshot would show them


def work_of(participant: Participant, now: datetime) -> Work:
    """Gather one unit's work. Nine queries, whatever the campaign's size."""
    reports = {row.round_id: row for row in Report.objects.filter(participant=participant)}
    lines = [_line(each, reports.get(each.pk), now) for each in rounds_of(participant.campaign)]
    now_due = current_round(participant.campaign, now)
    current = next((line for line in lines if now_due and line.round.pk == now_due.pk), None)
    returned = next((line for line in lines if line.report and line.report.returned_at), None)
    current = returned or current
    many = standing_publications(participant).count()
    return Work(
        participant=participant,
        next=_next(participant, current, many, now),
        current=current,
        rounds=lines,
        assignments=list(assignments_of(participant)),
        publications=many,
        sightings=sightings_waiting(participant).count(),
        without_picture=many_without_picture(participant) if many else 0,
    )


def _line(each: Round, report: Report | None, now: datetime) -> RoundLine:
    return RoundLine(
        round=each,
        report=report,
        last_day=last_day(deadline_for(report, each)),
        shown=shown(
            standing_of(report, each, now).value,
            is_returned=bool(report and report.returned_at),
            is_accepted=bool(report and report.accepted_at),
        ),
        is_open=is_open(each, now),
    )


def _next(
    participant: Participant, current: RoundLine | None, publications: int, now: datetime
) -> Next:
    if participant.acknowledged_at is None:
        return Next.ACKNOWLEDGE
    if participant.part != Part.TASKED.value or current is None:
        return Next.NOTHING
    if current.report and current.report.returned_at:
        return Next.COMPLETE
    is_sent = bool(current.report and current.report.first_sent_at)
    if is_sent or not current.is_open:
        return Next.NOTHING
    is_near = current.round.due_at - now <= REPORT_COMES_FIRST
    return Next.REPORT if publications and is_near else Next.PUBLISH


@dataclass(frozen=True)
class CampaignLine:
    """A campaign that the officer runs, with its board in figures."""

    campaign: Campaign
    round: Round | None
    board: Board | None
    last_day: date | None
    is_amended: bool  # its letter, and nobody has said that the campaign follows


def works_of(officer: Officer, now: datetime, on: date) -> list[Work]:
    """Return the work of every unit for which the officer answers, what is due first."""
    works = [work_of(row, now) for row in participations_of(officer, on)]
    order = list(Next)
    return sorted(works, key=lambda work: (work.next is Next.NOTHING, order.index(work.next)))


def campaigns_run_by(officer: Officer, now: datetime, on: date) -> list[CampaignLine]:
    """Return the campaigns the officer coordinates, each with its current round counted."""
    lines = []
    campaigns = list(run_by(officer, on))
    with_amendment = amended(campaigns)
    for campaign in campaigns:
        each = current_round(campaign, now) if campaign.sent_at else None
        lines.append(
            CampaignLine(
                campaign,
                each,
                board(each, now) if each else None,
                last_day(deadline_for(None, each)) if each else None,
                campaign.pk in with_amendment,
            )
        )
    return lines


def letters_waiting(officer: Officer, on: date) -> list[Dispatch]:
    """Return the letters that arrived at the coordinator's unit and wait for a person."""
    mine = unit_ids_of(officer.pk, on, [Role.COORDINATOR])
    rows = Dispatch.objects.filter(owner__in=mine, campaign__isnull=True)
    return list(rows.order_by("-arrived_at")[:10])


def papers_to_sign(officer: Officer, on: date) -> list[Consolidation]:
    """Return the newest unsigned consolidated report of each round that the leader signs."""
    mine = unit_ids_of(officer.pk, on, [Role.APPROVER])
    rows = (
        Consolidation.objects.filter(unit__in=mine, signed_at__isnull=True)
        .select_related("round__campaign")
        .order_by("round", "number_in_round")
        .defer("facts")
    )
    return list({row.round_id: row for row in rows}.values())
