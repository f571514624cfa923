"""The line of channels whose news is read: which, when, by whom. As `looks`, for channels."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.campaigns.models import Part, Participant
from loa.doors.manners import next_try
from loa.evidence.looks import RESERVED, held, resting
from loa.evidence.models import Look, Watch
from loa.evidence.own_channels import on_platforms, place_of
from loa.units.models import Channel
from loa.units.platform_apps import keys_on

EVERY = timedelta(hours=6)
HELD_FOR = timedelta(minutes=10)
"""A channel's list and twenty pages of it, two seconds apart, with room for slow answers."""


@dataclass(frozen=True)
class TakenWatch:
    watch: Watch
    token: str


def running(on: date) -> QuerySet[Participant]:
    """Return the units that have the task of a campaign whose days include this one."""
    return Participant.objects.filter(
        part=Part.TASKED.value,
        delivered_at__isnull=False,
        campaign__starts_on__lte=on,
        campaign__ends_on__gte=on,
    )


def watched_channels(on: date) -> QuerySet[Channel]:
    """Return the confirmed channels with a site, of units in a running campaign."""
    return Channel.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        ~Q(host=""),
        # Their first page is not the unit's, and closed to machines: only with the page's key.
        ~on_platforms() | Q(pk__in=keys_on(on).values("channel")),
        confirmed_on__isnull=False,
        confirmed_on__lte=on,
        valid_from__lte=on,
        unit__in=running(on).values("unit"),
    )


def enrol(at: datetime) -> int:
    """Put channels in the line that are not there yet. May run twice."""
    lacking = watched_channels(timezone.localdate(at)).filter(watch__isnull=True)
    for ending in RESERVED:  # names that no one can own: nobody is asked for them
        lacking = lacking.exclude(host__endswith=ending)
    fresh = list(lacking[:2_000])
    Watch.objects.bulk_create(
        (Watch(channel=each, host=_host(each), due_at=at) for each in fresh),
        ignore_conflicts=True,
    )
    return len(fresh)


def _host(channel: Channel) -> str:
    place = place_of(f"https://{channel.host}/")
    return place.host if place else channel.host.lower()


def home_of(channel: Channel) -> str:
    """Give the address at which a channel begins."""
    begins = place_of(channel.address)
    if begins is not None and begins.host == _host(channel):
        return channel.address
    return f"https://{channel.host}/"


def waiting(at: datetime) -> QuerySet[Watch]:
    """Return the channels to be read now that nobody is reading."""
    return Watch.objects.filter(
        Q(taken_until__isnull=True) | ~held(at),
        due_at__lte=at,
        channel__in=watched_channels(timezone.localdate(at)),
    )


@transaction.atomic
def take(at: datetime, *, most: int) -> list[TakenWatch]:
    """Take channels to read, none at a host that rests or is visited, one a host."""
    if most < 1:
        return []
    visited = Look.objects.filter(held(at)).exclude(host="").values("host")
    read = Watch.objects.filter(held(at)).values("host")
    rows = waiting(at).exclude(host__in=visited)
    rows = rows.exclude(host__in=resting(at).values("host"))
    rows = rows.exclude(host__in=read).select_related("channel__unit").order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    chosen: dict[str, Watch] = {}
    for row in rows[: most * 4]:
        if len(chosen) < most:
            chosen.setdefault(row.host, row)
    token = uuid.uuid4().hex
    Watch.objects.filter(pk__in=[row.pk for row in chosen.values()]).update(
        taken_by=token, taken_until=at + HELD_FOR
    )
    return [TakenWatch(row, token) for row in chosen.values()]


def begin(taken: TakenWatch, *, at: datetime) -> None:
    """Say that its pages are compared now: should one end us, it waits, longer each time.

    The result, if there is one, says anew how it stands.
    """
    failures = taken.watch.failures + 1
    due = next_try(failures, now=at, until=at + timedelta(days=7))
    Watch.objects.filter(pk=taken.watch.pk, taken_by=taken.token).update(
        failures=failures, due_at=due
    )


def is_held(taken: TakenWatch) -> bool:
    """Lock a watch in hand; False where another has taken it since."""
    rows = Watch.objects.select_for_update().filter(pk=taken.watch.pk, taken_by=taken.token)
    return rows.first() is not None
