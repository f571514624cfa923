"""A round's deadline as the timing craft knows it, and which round is the one to answer now."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from loa.campaigns.models import Assignment, Campaign, Round
from loa.crafts.timing import Basis, Deadline


def deadline_of(report_round: Round) -> Deadline:
    """Return the round's deadline for `loa.crafts.timing.standing`.

    A round that a person closed early is shut from then on; grace never outlives the door.
    """
    shut_at = min(report_round.closes_at, report_round.closed_at or report_round.closes_at)
    grace = timedelta(minutes=report_round.grace_minutes)
    return Deadline(
        due_at=report_round.due_at,
        closes_at=max(shut_at, report_round.due_at + grace),
        grace=grace,
        basis=Basis(report_round.basis),
    )


def is_open(report_round: Round, at: datetime) -> bool:
    """Say whether a report may still be sent for this round."""
    return report_round.closed_at is None and at < report_round.closes_at


def rounds_of(campaign: Campaign) -> QuerySet[Round]:
    return Round.objects.filter(campaign=campaign).order_by("number")


def current_round(campaign: Campaign, at: datetime) -> Round | None:
    """Return the first round whose door is still open; after the last one, the last."""
    rounds = list(rounds_of(campaign))
    return next((each for each in rounds if is_open(each, at)), rounds[-1] if rounds else None)


def due_of(assignment: Assignment, final: Round | None) -> datetime | None:
    """Return when the assignment is due: its own date, its task's, or the last round's cut."""
    return assignment.due_at or assignment.task.due_at or (final.cut_off_at if final else None)
