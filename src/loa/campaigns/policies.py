"""Who may: campaigns follow the mandate. All questions end in posts and reporting lines."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from loa.campaigns import queries
from loa.campaigns.models import Campaign, LearnedName, Part, Participant
from loa.campaigns.queries.scope import unit_ids
from loa.dispatches.models import Dispatch
from loa.units.models import Officer, Unit
from loa.units.policies import holds, require
from loa.units.words import Role

__all__ = [
    "clears_for",
    "may_acknowledge",
    "may_answer",
    "may_approve",
    "may_forget",
    "may_open",
    "may_read",
    "may_receive_from",
    "may_run",
    "may_see",
    "may_see_units",
    "require",
    "speaks_for",
]

Asker = Officer | AnonymousUser


def may_open(officer: Asker, dispatch: Dispatch, on: date) -> bool:
    """Put a confirmed dispatch to work: the coordinator of the unit it arrived at."""
    return holds(officer, dispatch.owner, Role.COORDINATOR, on=on)


def may_forget(officer: Asker, said: LearnedName, on: date) -> bool:
    """Take a learned name back: the coordinator of the unit whose letters taught it."""
    return holds(officer, said.owner, Role.COORDINATOR, on=on)


def may_run(officer: Asker, campaign: Campaign, on: date) -> bool:
    """Change, send, extend, close: the coordinator of the unit that owns the campaign."""
    return holds(officer, campaign.owner, Role.COORDINATOR, on=on)


def may_read(officer: Asker, campaign: Campaign, on: date) -> bool:
    """Read the campaign itself (letter, tasks, rounds) and its aggregates."""
    return queries.visible_to(officer, on).filter(pk=campaign.pk).exists()


def may_see_units(officer: Asker, campaign: Campaign, on: date) -> bool:
    """Read who the participants are and how each stands: the owner's own people."""
    return holds(officer, campaign.owner, on=on)


def may_see(officer: Asker, participant: Participant, on: date) -> bool:
    """Read one unit's work: itself, whom it reports to, who runs the campaign."""
    return queries.participants_visible_to(officer, on).filter(pk=participant.pk).exists()


def may_answer(officer: Asker, participant: Participant, on: date) -> bool:
    """Log publications and fill reports for the unit: its contact officer or its leader."""
    return (
        participant.delivered_at is not None
        and participant.part in (Part.TASKED, Part.FOR_INFORMATION)
        and holds(officer, participant.unit, Role.REPORTER, Role.APPROVER, on=on)
    )


def may_approve(officer: Asker, participant: Participant, on: date) -> bool:
    """Approve what the unit sends: its leader."""
    return participant.delivered_at is not None and holds(
        officer, participant.unit, Role.APPROVER, on=on
    )


def may_acknowledge(officer: Asker, participant: Participant, on: date) -> bool:
    """Say "received": whoever answers for the unit, its clerk among them."""
    return participant.delivered_at is not None and holds(
        officer, participant.unit, Role.REPORTER, Role.APPROVER, Role.CLERK, on=on
    )


def may_receive_from(officer: Asker, participant: Participant, on: date) -> bool:
    """Accept or return the unit's report: who runs the campaign, or whom it reports to."""
    if may_run(officer, participant.campaign, on):
        return True
    return participant.reports_to is not None and holds(
        officer,
        participant.reports_to,
        Role.COORDINATOR,
        Role.REPORTER,
        Role.APPROVER,
        on=on,
    )


def clears_for(officer: Asker, campaign: Campaign, on: date) -> Unit | None:
    """Return the coordinating body ("để p/h") for which an officer lets content pass."""
    mine = unit_ids(officer, on, Role.COORDINATING, Role.APPROVER)
    rows = queries.delivered(campaign).filter(part=Part.COORDINATING.value, unit__in=mine)
    found = rows.first()
    return found.unit if found is not None else None


def speaks_for(officer: Asker, campaign: Campaign, on: date) -> Unit | None:
    """Return the unit for which an officer may say what they think of the content.

    The coordinating body, or the owner that answers it; nobody else, and no reader.
    """
    body = clears_for(officer, campaign, on)
    if body is None and holds(officer, campaign.owner, Role.COORDINATOR, Role.APPROVER, on=on):
        return campaign.owner
    return body
