"""The line of publications that wait to be looked at: who takes one, and for how long.

A look is taken for a while, not for good. Whoever took it brings its result back within that
while, or says that it is still at it; a worker that was killed does neither, so the look is
taken again. A result is kept only by the one who holds the look at that instant: none is lost,
none is kept twice. Nothing here visits or compares.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import F, Min, Q, QuerySet

from loa.campaigns.models import Campaign
from loa.doors.manners import BACK_OFF
from loa.evidence.models import ActKind, HostRest, Look, Publication
from loa.files.models import StoredFile

HELD_FOR = timedelta(minutes=3)
"""Longer than the slowest visit with its pictures; said anew each minute while at it."""
SLIP = timedelta(hours=1)
"""What is taken for longer was taken by a worker whose clock was wrong: it is free."""
LONGEST_REST = timedelta(days=8)
MOST_TRIES = 3
"""What was begun so often and never ended may itself be what stops a worker."""
ASKS_FOR_REST = ("http_429", "http_503")
PICTURE_KINDS = ("image/", "application/pdf")
# Of these a photo or screenshot can show the material; a photo of a meeting need not.
SHOWN_KINDS = (ActKind.WEB, ActKind.SOCIAL, ActKind.GROUP_CHAT, ActKind.PRINT)
AIR_KINDS = (ActKind.BROADCAST, ActKind.LOUDSPEAKER)
# Names that no one can own (RFC 2606), as samples and manuals use them: nothing to look at.
RESERVED = (".example", ".invalid", ".test")
ENROLLED_AT_ONCE = 2_000


@dataclass(frozen=True)
class Taken:
    """One look in hand. `token`: by whom it was taken; `tries`: begun and never ended."""

    look_id: int
    publication: Publication
    host: str
    token: str
    tries: int


def enrol(at: datetime) -> int:
    """Put every publication in the line that is not there yet; give how many. May run twice."""
    fresh = list(
        Publication.objects.filter(look__isnull=True).prefetch_related("files", "checks")[
            :ENROLLED_AT_ONCE
        ]
    )
    Look.objects.bulk_create((_first_look(each, at) for each in fresh), ignore_conflicts=True)
    return len(fresh)


def _first_look(publication: Publication, at: datetime) -> Look:
    host = (urlsplit(publication.address).hostname or "")[:253]
    is_visited = bool(host) and not f".{host}".endswith(RESERVED)
    latest = next((each for each in publication.checks.all() if each.is_latest), None)
    return Look(
        publication=publication,
        host=host if is_visited else "",
        due_at=latest.next_at if latest else at,
    )


def is_shown(publication: Publication) -> bool:
    """Say whether a file handed in can show the material."""
    return publication.kind in SHOWN_KINDS and bool(showing_files(publication))


def is_on_air(publication: Publication) -> bool:
    """Say whether a broadcast was handed in with a clip's pictures, or photographs."""
    return publication.kind in AIR_KINDS and bool(showing_files(publication))


def showing_files(publication: Publication) -> list[StoredFile]:
    """Return the files handed in that can be looked at: pictures and PDF, none removed."""
    return [
        each
        for each in publication.files.all()
        if each.media_type.startswith(PICTURE_KINDS) and not each.removed_at
    ]


def held(at: datetime) -> Q:
    """Say which looks or watches somebody holds, as a filter of rows."""
    return Q(taken_until__gt=at, taken_until__lte=at + HELD_FOR + SLIP)


def resting(at: datetime) -> QuerySet[HostRest]:
    """Return the hosts that are left alone; longer than any may ask for is a wrong clock's."""
    return HostRest.objects.filter(free_at__gt=at, free_at__lte=at + LONGEST_REST)


def waiting(at: datetime) -> QuerySet[Look]:
    """Return the looks whose time has come and that nobody holds."""
    return Look.objects.filter(
        Q(taken_until__isnull=True) | ~held(at),
        due_at__lte=at,
        publication__withdrawn_at__isnull=True,
    )


def campaigns_waiting(at: datetime) -> QuerySet[Campaign]:
    """Return the campaigns that have looks whose time has come."""
    parts = waiting(at).order_by().values("publication__participant__campaign")
    return Campaign.objects.filter(pk__in=parts).order_by("pk")


def due(at: datetime) -> QuerySet[Publication]:
    """Return the publications that wait to be looked at."""
    return Publication.objects.filter(look__in=waiting(at)).order_by("pk")


@transaction.atomic
def take(at: datetime, *, most: int) -> list[Taken]:
    """Take up to `most` looks, one a host at most, none at a host that rests or is visited.

    The host that has waited longest comes first, so ten thousand links of one host hold up
    that host alone.
    """
    if most < 1:
        return []
    visited = Look.objects.filter(held(at)).exclude(host="").values("host")
    open_now = waiting(at).exclude(host__in=visited)
    open_now = open_now.exclude(host__in=resting(at).values("host"))
    # In a host the oldest comes first: a page that fails and is tried again must not hold up
    # the others that were given later.
    oldest = list(
        open_now.exclude(host="")
        .order_by()
        .values("host")
        .annotate(since=Min("due_at"))
        .order_by("since", "host")
        .values_list("host", "since")[:most]
    )
    wanted = (
        list(
            open_now.filter(reduce(or_, (Q(host=host, due_at=since) for host, since in oldest)))
            .order_by()
            .values("host")
            .annotate(first=Min("pk"))
            .values_list("first", flat=True)
        )
        if oldest
        else []
    )
    files = open_now.filter(host="").values_list("pk", flat=True)[: max(1, most - len(wanted))]
    rows = _lockable(waiting(at).filter(pk__in=[*wanted, *files]))
    return _hand_out(rows, at)


@transaction.atomic
def take_silent(at: datetime, *, most: int) -> list[Taken]:
    """Take looks at hosts that did not answer in all their tries: nobody is to visit them.

    What waits for such a host is laid before a person all at once, not page by page.
    """
    return _hand_out(_lockable(_at_silent(at)[:most]), at) if most > 0 else []


def _at_silent(at: datetime) -> QuerySet[Look]:
    silent = resting(at).filter(failures__gte=MOST_TRIES).values("host")
    return waiting(at).filter(host__in=silent).order_by("pk")


def is_any_silent(at: datetime) -> bool:
    """Say whether `take_silent` has something to give."""
    return _at_silent(at).exists()


def _lockable(rows: QuerySet[Look]) -> QuerySet[Look]:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows  # SQLite's transactions are exclusive from their first statement


def _hand_out(rows: QuerySet[Look], at: datetime) -> list[Taken]:
    found = {row.pk: row for row in rows}
    token = uuid.uuid4().hex
    Look.objects.filter(pk__in=found).update(taken_by=token, taken_until=at + HELD_FOR)
    publications = Publication.objects.select_related(
        "participant__campaign", "participant__unit", "channel"
    ).in_bulk([row.publication_id for row in found.values()])
    return [
        Taken(row.pk, publications[row.publication_id], row.host, token, row.tries)
        for row in sorted(found.values(), key=lambda row: row.pk)
    ]


def soon_free(at: datetime) -> datetime | None:
    """Say when the first host that rests may be visited for a look that waits; None: none."""
    hosts = waiting(at).exclude(host="").values("host")
    rests = resting(at).filter(host__in=hosts).order_by("free_at")
    return rests.values_list("free_at", flat=True).first()


def begin(taken: Taken, *, at: datetime) -> None:
    """Say that the page is here and is now opened: what may go wrong from here is its doing.

    Visits are many at once, and a worker that is killed says nothing about any of them.
    """
    Look.objects.filter(pk=taken.look_id, taken_by=taken.token).update(
        tries=F("tries") + 1, taken_until=at + HELD_FOR
    )


def hold_on(taken: Sequence[Taken], *, at: datetime) -> int:
    """Say that these are still being looked at; give how many are still ours."""
    held = Look.objects.filter(
        pk__in=[each.look_id for each in taken], taken_by__in={each.token for each in taken}
    )
    return held.update(taken_until=at + HELD_FOR)


def is_held(taken: Taken) -> bool:
    """Lock a look that is in hand; False where another has taken it since."""
    held = Look.objects.select_for_update().filter(pk=taken.look_id, taken_by=taken.token)
    return held.first() is not None


def bring_back(taken: Taken, *, due_at: datetime | None) -> None:
    """Put a look back in the line, due again at `due_at`; None: not again."""
    Look.objects.filter(pk=taken.look_id, taken_by=taken.token).update(
        due_at=due_at, taken_by="", taken_until=None, tries=0
    )


def leave_alone(host: str, *, until: datetime) -> None:
    """Say until when nobody visits a host that has answered."""
    if host:
        HostRest.objects.bulk_create(
            [HostRest(host=host, free_at=until)],
            update_conflicts=True,
            unique_fields=["host"],
            update_fields=["free_at", "failures"],
        )


def let_rest(host: str, *, asked: timedelta, at: datetime) -> None:
    """Leave a host alone that asked for rest, or did not answer: longer each time in a row."""
    row = HostRest.objects.filter(host=host).first() or HostRest(host=host)
    row.failures += 1
    row.free_at = at + max(asked, BACK_OFF[min(row.failures, len(BACK_OFF)) - 1])
    row.save()


def look_soon(publication: Publication, *, at: datetime) -> None:
    """Put a publication at the front of the line, for instance because somebody asked.

    Whoever is at it now does not know why it was asked for, so what that look brings is not
    kept: it is taken anew.
    """
    enrol(at)
    Look.objects.filter(publication=publication).update(
        due_at=at, taken_by="", taken_until=None, tries=0
    )
