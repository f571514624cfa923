"""What came in, how far each has come, and what a person has to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Q, QuerySet, When

from loa.dispatches.models import Arrival, Dispatch, Source, Stage, Way
from loa.units.models import Officer, Unit
from loa.units.queries import unit_ids_of
from loa.units.words import Role

FORGOTTEN_AFTER = timedelta(days=7)
ASKS = (Stage.QUARANTINED.value, Stage.REFUSED.value)


@dataclass(frozen=True)
class Waiting:
    """What a unit's letters wait for: files nobody could read, letters nobody confirmed."""

    unit: Unit
    stuck: list[Arrival]  # cannot be read, or refused; the newest first
    to_review: int
    faults: list[Source]  # folders and mailboxes that fail

    def __bool__(self) -> bool:
        return bool(self.stuck or self.to_review or self.faults)


def waiting_at(unit: Unit) -> Waiting:
    """Say what waits at a unit. Three queries."""
    rows = Arrival.objects.filter(owner=unit)
    to_review = rows.filter(stage=Stage.IN_REVIEW.value, dispatch__set_aside_at__isnull=True)
    return Waiting(
        unit=unit,
        stuck=list(rows.filter(stage__in=ASKS).order_by("-pk")),
        to_review=to_review.values("dispatch").distinct().count(),
        faults=list(Source.objects.filter(owner=unit).exclude(fault="").order_by("key")),
    )


def arrivals_for(officer: Officer | AnonymousUser, on: date) -> QuerySet[Arrival]:
    """Return what came to the units in which the officer holds a post, the newest first."""
    mine = unit_ids_of(officer.pk, on) if officer.pk is not None else set()
    rows = Arrival.objects.filter(owner__in=mine)
    return rows.select_related("owner", "by", "dispatch").order_by("-pk")


def being_read(officer: Officer) -> Arrival | None:
    """Return the newest file that the officer is sending and that is being read."""
    rows = Arrival.objects.filter(
        by=officer, way=Way.UPLOAD.value, stage=Stage.RECEIVED.value, attempts__gt=0
    )
    return rows.order_by("-pk").first()


def stuck_count(officer: Officer, on: date) -> int:
    """Return how many arrivals wait for the officer's decision. One query beside the posts."""
    mine = unit_ids_of(officer.pk, on, (Role.COORDINATOR, Role.CLERK))
    return Arrival.objects.filter(owner__in=mine, stage__in=ASKS).count() if mine else 0


def stage_counts(rows: QuerySet[Arrival]) -> dict[str, int]:
    """Return {stage: how many}, in one query."""
    counted = rows.order_by("stage").values("stage").annotate(many=Count("pk"))
    return {row["stage"]: row["many"] for row in counted}


def sources(units: Iterable[Unit], at: datetime) -> QuerySet[Source]:
    """Return the folders and mailboxes that are looked into for these units.

    One that nobody has looked into for a week is no longer in the settings.
    """
    return Source.objects.filter(
        owner__in=[unit.pk for unit in units], looked_at__gte=at - FORGOTTEN_AFTER
    ).order_by("key")


def next_open(officer: Officer, on: date, after: Dispatch) -> Dispatch | None:
    """Return the letter to review after this one: the next older that nobody has confirmed.

    From the oldest it goes on with the newest. One query beside the officer's posts.
    """
    mine = unit_ids_of(officer.pk, on)
    is_older = Q(arrived_at__lte=after.arrived_at, pk__lt=after.pk)
    return (
        Dispatch.objects.filter(
            owner__in=mine, confirmed_at__isnull=True, set_aside_at__isnull=True
        )
        .exclude(pk=after.pk)
        .order_by(Case(When(is_older, then=0), default=1), "-arrived_at", "-pk")
        .first()
    )
