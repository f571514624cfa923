"""What came in, how far each has come, and what a person has to look at."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Q, QuerySet, When

from loa.dispatches.models import Arrival, Dispatch, Source, Stage
from loa.units.models import Officer
from loa.units.queries import unit_ids_of

ASKS = (Stage.QUARANTINED.value, Stage.REFUSED.value)


def arrivals_for(officer: Officer | AnonymousUser, on: date) -> QuerySet[Arrival]:
    """Return what came to the units in which the officer holds a post, the newest first."""
    mine = unit_ids_of(officer.pk, on) if officer.pk is not None else set()
    rows = Arrival.objects.filter(owner__in=mine)
    return rows.select_related("owner", "by", "dispatch").order_by("-pk")


def stage_counts(rows: QuerySet[Arrival]) -> dict[str, int]:
    """Return {stage: how many}, in one query."""
    counted = rows.order_by("stage").values("stage").annotate(many=Count("pk"))
    return {row["stage"]: row["many"] for row in counted}


def sources() -> QuerySet[Source]:
    """Return the folders and mailboxes that are looked into."""
    return Source.objects.order_by("key")


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
