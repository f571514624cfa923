"""The one place where it is decided which campaigns and whose work an officer may know of.

Rights come from posts and from the campaign's reporting lines; the tree gives none. Policies
build on these querysets, and views fetch through them, so that what one may not know of is
simply not found. Rules in words: docs/rules/campaigns.md.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.campaigns.models import Assignment, Campaign, Participant, Round
from loa.units.models import Officer, Unit
from loa.units.queries import unit_ids_of
from loa.units.words import Role

ANSWERING = (Role.REPORTER, Role.APPROVER, Role.CLERK)
LONGEST_LINE = 4  # school → division → department → owner; a longer line is cut here


def unit_ids(officer: Officer | AnonymousUser, on: date, *roles: Role) -> set[int]:
    """Return the units in which the officer holds one of `roles` (none given: any)."""
    if officer.pk is None:
        return set()
    return unit_ids_of(officer.pk, on, roles or tuple(Role))


def visible_to(officer: Officer | AnonymousUser, on: date) -> QuerySet[Campaign]:
    """Return the campaigns an officer may know of: run by their unit, or sent to it."""
    mine = unit_ids(officer, on)
    reached = Participant.objects.filter(
        campaign=OuterRef("pk"), unit__in=mine, delivered_at__isnull=False
    )
    return Campaign.objects.filter(
        Q(owner__in=mine) | Q(Exists(reached), sent_at__isnull=False)
    ).select_related("owner", "dispatch")


def run_by(officer: Officer | AnonymousUser, on: date) -> QuerySet[Campaign]:
    """Return the campaigns that the officer coordinates."""
    mine = unit_ids(officer, on, Role.COORDINATOR)
    return Campaign.objects.filter(owner__in=mine).select_related("owner", "dispatch")


def participants_visible_to(
    officer: Officer | AnonymousUser, on: date
) -> QuerySet[Participant]:
    """Return the participants whose work an officer may read.

    Those of the campaigns their unit runs; their own; and those that report to their unit in
    that campaign, directly or through others (up to LONGEST_LINE steps).
    """
    mine = unit_ids(officer, on)
    return Participant.objects.filter(
        Q(campaign__owner__in=mine)
        | Q(delivered_at__isnull=False) & (Q(unit__in=mine) | reports_up_to(mine))
    ).select_related("campaign", "unit")


def reports_up_to(unit_ids: Iterable[int], steps: int = LONGEST_LINE) -> Q:
    """Return the condition "its reporting line in this campaign leads to one of these"."""
    wanted = list(unit_ids)
    if not wanted:
        return Q(pk__in=[])
    condition = Q(reports_to__in=wanted)
    for _ in range(steps - 1):
        above = Participant.objects.filter(
            condition, campaign=OuterRef("campaign"), unit=OuterRef("reports_to")
        )
        condition = Q(reports_to__in=wanted) | Q(Exists(above))
    return condition


def participations_of(
    officer: Officer | AnonymousUser, on: date, roles: Iterable[Role] = ANSWERING
) -> QuerySet[Participant]:
    """Return what reached the units for which the officer answers, newest campaign first."""
    mine = unit_ids(officer, on, *roles)
    return (
        Participant.objects.filter(
            unit__in=mine, delivered_at__isnull=False, campaign__sent_at__isnull=False
        )
        .select_related("campaign", "campaign__owner", "unit", "reports_to")
        .order_by("-campaign__starts_on", "position", "name_fold")
    )


def participants(campaign: Campaign) -> QuerySet[Participant]:
    """Return all units of a campaign, sent to or not yet, in order of precedence."""
    return (
        Participant.objects.filter(campaign=campaign)
        .select_related("unit", "reports_to")
        .order_by("position", "name_fold", "pk")
    )


def delivered(campaign: Campaign) -> QuerySet[Participant]:
    """Return the units that the campaign has reached: the board's rows."""
    return participants(campaign).filter(delivered_at__isnull=False)


def participant_of(campaign: Campaign, unit: Unit) -> Participant | None:
    """Return the unit's row in a campaign, if it has one."""
    return participants(campaign).filter(unit=unit).first()


def assignments_of(participant: Participant) -> QuerySet[Assignment]:
    """Return the unit's tasks in the letter's order, exempt ones too, duties at hand."""
    return (
        Assignment.objects.filter(participant=participant)
        .select_related("task", "passed_down_from__participant")
        .prefetch_related("task__duties")
        .order_by("task__position")
    )


def rounds_seen_whole(officer: Officer | AnonymousUser, on: date) -> QuerySet[Round]:
    """Return the rounds of sent campaigns all of whose units the officer may see, oldest first.

    Those that the officer's own units run: see `policies.may_see_units`.
    """
    return (
        Round.objects.filter(
            campaign__owner__in=unit_ids(officer, on), campaign__sent_at__isnull=False
        )
        .select_related("campaign", "campaign__owner")
        .order_by("campaign__starts_on", "campaign__pk", "number")
    )
