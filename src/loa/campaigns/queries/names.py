"""What was learned from persons about how letters name recipients."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from loa.campaigns.models import LearnedName
from loa.units.models import Officer
from loa.units.queries import names_of, unit_ids_of


def learned_names(officer: Officer | AnonymousUser, on: date) -> QuerySet[LearnedName]:
    """Return the names that hold, learned by the units in which the officer has a post."""
    mine = unit_ids_of(officer.pk, on) if officer.pk is not None else set()
    rows = LearnedName.objects.filter(owner__in=mine, undone_at__isnull=True)
    return rows.select_related("owner", "level", "group", "unit", "dispatch", "by")


def names_meant(rows: Iterable[LearnedName], on: date) -> dict[int, str]:
    """Return {key of a learned name: the group or unit it means, by name}. One query."""
    listed = list(rows)
    known = names_of([row.unit_id for row in listed if row.unit_id], on)
    return {
        row.pk: row.group.name
        if row.group
        else (known[row.unit_id].name if row.unit_id in known else str(row.unit))
        for row in listed
    }
