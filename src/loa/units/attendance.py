"""Reads about who came in: one's own sessions and sign-ins, those of people one answers for."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from loa.crafts.viet import fold
from loa.units import queries
from loa.units.models import Officer, Visit
from loa.units.words import Role


def visits_of(officer: Officer) -> QuerySet[Visit]:
    """Return an officer's own sign-ins and wrong tries, the newest first."""
    return Visit.objects.filter(officer=officer)


def open_sessions(officer: Officer, *, at: datetime) -> QuerySet[Visit]:
    """Return the sign-ins whose session may still be open."""
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return (
        visits_of(officer)
        .filter(is_refused=False, ended_at__isnull=True, at__gt=at - lasts)
        .exclude(session_key="")
    )


def answered_for(officer: Officer, on: date) -> set[int]:
    """Return the units whose people an officer answers for: head of them, or coordinator."""
    return queries.reach_of(officer.pk, on) | queries.unit_ids_of(
        officer.pk, on, [Role.APPROVER]
    )


def visits_visible_to(officer: Officer, on: date) -> QuerySet[Visit]:
    """Return the visits of those who hold a post, now or once, in a unit one answers for."""
    units = answered_for(officer, on)
    if not units:
        return Visit.objects.none()
    theirs = Officer.objects.filter(posts__unit__in=units).values("pk")
    return Visit.objects.filter(Q(officer__in=theirs)).select_related("officer")


def named(words: str) -> list[int]:
    """Return the officers whose name or address holds `words`; tones and case do not count.

    Names have no folded column: a province has some thousands of officers, which are read.
    """
    wanted = fold(words)
    rows = Officer.objects.values_list("pk", "name", "email")
    return [pk for pk, name, email in rows if wanted in fold(name) or wanted in fold(email)]
