"""Publications found before anyone types: what stands on a unit's own channel, and its answer.

A page becomes a question ("is this yours?") only where the campaign's material was found on it,
and counts only once the unit has said yes. Source: docs/rules/matching.md.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from loa.campaigns.models import Participant
from loa.campaigns.policies import may_answer, require
from loa.crafts.matching import Finding, Library
from loa.doors.feeds import Entry
from loa.doors.fetch import Fetcher
from loa.doors.manners import next_try
from loa.evidence import looks, owners, watches
from loa.evidence.actions import Logged, log_publication
from loa.evidence.checking import plain
from loa.evidence.looking import Visited, compare_page, is_outside, library_of
from loa.evidence.models import ActKind, Check, Publication, Sighting, SightingState, Watch
from loa.evidence.own_channels import Place, channels_at, is_platform, place_of_channel
from loa.evidence.pasted import spellings_of
from loa.evidence.visiting import Visitor
from loa.evidence.watches import TakenWatch
from loa.evidence.watching import News, Told, read_news
from loa.ledger.actions import record
from loa.units.models import Officer

AT_ONCE = 48
RUN_S = 50.0
_LOCK = "evidence.watch"
_LOCK_S = 60
_FAR = timedelta(days=3_650)  # the campaign's end is asked for by `waiting`
_log = logging.getLogger(__name__)


def ask_for_watches(at: datetime) -> bool:
    """Put the job in the queue if a channel is due and it was not asked for just now."""
    watches.enrol(at)
    is_asked = watches.waiting(at).exists() and cache.add(_LOCK, at.isoformat(), _LOCK_S)
    if is_asked:
        read_channels.enqueue()
    return is_asked


@task()
def read_channels() -> int:
    """Read the channels that are due; give how many. May run twice, and at once."""
    many = run_watches(Fetcher(), now=timezone.now, for_s=RUN_S)
    cache.delete(_LOCK)
    return many


def run_watches(fetcher: Fetcher, *, now: Callable[[], datetime], for_s: float = RUN_S) -> int:
    """Read the news of all channels that are due, for about `for_s` seconds; give how many."""
    ends, going, many = time.monotonic() + for_s, 0, 0
    libraries: dict[int, Library] = {}
    opened: dict[TakenWatch, owners.Owned] = {}
    watches.enrol(now())
    with Visitor[TakenWatch, News](fetcher) as visitor:
        while True:
            room = AT_ONCE - going if time.monotonic() < ends else 0
            if room >= AT_ONCE // 4 or not going:
                for taken in watches.take(now(), most=room):
                    told = _told(taken.watch, now())
                    owned = _owned(taken.watch, told, fetcher, now())
                    if isinstance(owned, News):
                        many += keep_news(taken, owned, libraries, at=now())
                        continue
                    if owned is not None:
                        opened[taken] = owned
                        visitor.send(taken, owners.read_posts(told, owned, fetcher))
                    else:
                        visitor.send(taken, read_news(told, fetcher))
                    going += 1
            if not going:
                return many
            met = visitor.next_met(0.5)
            if met is None:
                continue
            going -= 1
            taken, news = met
            if isinstance(news, BaseException):
                _log.error("the news of %s came to nothing", taken.watch, exc_info=news)
                continue  # its time passes, and it is read again
            host, at = taken.watch.host, now()
            if key_used := opened.pop(taken, None):
                owners.note_key(key_used, news, at=at, rest=fetcher.rest)
            elif news.code in looks.ASKS_FOR_REST:
                looks.let_rest(host, asked=news.retry_after or fetcher.rest, at=at)
            else:
                looks.leave_alone(host, until=at + fetcher.gap)
            watches.begin(taken, at=at)
            try:
                many += keep_news(taken, news, libraries, at=at)
            except Exception:  # noqa: BLE001 (whatever a stranger's page can cause)
                _log.exception("the news of %s could not be compared", taken.watch)


def _owned(
    watch: Watch, told: Told, fetcher: Fetcher, at: datetime
) -> "owners.Owned | News | None":
    """Open a connected page; None for a channel that is read as anybody reads it."""
    if not is_platform(watch.host):
        return None
    return owners.opened_for_news(watch, told.since, at=at, fetcher=fetcher)


def _told(watch: Watch, at: datetime) -> Told:
    parts = watches.running(timezone.localdate(at)).filter(unit=watch.channel.unit_id)
    seen = Sighting.objects.filter(participant__in=parts).values_list("address", flat=True)
    given = Publication.objects.filter(participant__in=parts).values_list("address", flat=True)
    begun = [part.campaign.starts_on for part in parts.select_related("campaign")]
    first = min(begun, default=timezone.localdate(at))  # none: it ended this very instant
    led = Check.objects.filter(publication__participant__in=parts, is_latest=True)
    known = frozenset([*seen, *given, *led.values_list("final_address", flat=True)])
    home, feed = watches.home_of(watch.channel), watch.channel.feed_address
    place = place_of_channel(watch.channel)
    if place is None or place.host != watch.host:
        place = Place(watch.host)
    others = tuple(
        other
        for each, other in channels_at(place)
        if other and each.confirmed_on and each.unit_id != watch.channel.unit_id
    )
    return Told(place, home, feed, first, known, others)


@dataclass(frozen=True)
class _Met:
    """One page as it concerns one unit in one campaign."""

    part: Participant
    entry: Entry
    state: SightingState
    findings: list[Finding]


def keep_news(
    taken: TakenWatch, news: News, libraries: dict[int, Library], *, at: datetime
) -> bool:
    """Compare what was met on a channel and keep it; False if it is in other hands by now."""
    watch = taken.watch
    parts = watches.running(timezone.localdate(at)).filter(unit=watch.channel.unit_id)
    met: list[_Met] = []
    for part in parts.select_related("campaign"):
        if part.campaign_id not in libraries:
            libraries[part.campaign_id] = library_of(part.campaign)
        library = libraries[part.campaign_id]
        met += [_weighed(part, entry, seen, library) for entry, seen in news.met]
        met += [_Met(part, entry, SightingState.OTHER, []) for entry in news.other]
    failures = watch.failures + 1 if news.code else 0
    due: datetime | None = at if news.left else at + watches.EVERY
    if failures:
        due = next_try(failures, now=at, asked=news.retry_after, until=at + _FAR)
    with transaction.atomic():
        if not watches.is_held(taken):
            return False
        for each in met:
            _remember(each, watch, at)
        Watch.objects.filter(pk=watch.pk).update(
            list_address=news.list_address or watch.list_address, entries=news.entries,
            code=news.code, failures=failures, visited_at=at, due_at=due, taken_by="",
            taken_until=None,
        )  # fmt: skip
    return True


def _weighed(part: Participant, entry: Entry, seen: Visited, library: Library) -> _Met:
    findings = compare_page(seen, library)
    dated = seen.page.dated or entry.dated
    is_shown = findings[0].outcome.value == "found" and not seen.page.is_from_data
    is_theirs = is_shown and not is_outside(dated, part.campaign)
    told = Entry(entry.address, entry.title or seen.page.title, dated)
    if not is_theirs:
        return _Met(part, told, SightingState.OTHER, [])
    return _Met(part, told, SightingState.ASKED, findings)


def _remember(met: _Met, watch: Watch, at: datetime) -> None:
    part, entry = met.part, met.entry
    spellings = spellings_of(entry.address)
    is_given = Publication.objects.filter(participant=part, address__in=spellings).exists()
    state = SightingState.OTHER if is_given else met.state
    sighting, is_new = Sighting.objects.get_or_create(
        participant=part,
        address=entry.address,
        defaults={
            "channel": watch.channel,
            "title": entry.title[:300],
            "dated_on": entry.dated,
            "found_at": at,
            "state": state.value,
            "findings": [plain(each) for each in met.findings],
        },
    )
    if is_new:
        record("page.sighted", sighting, by=None, at=at, unit_id=part.unit_id, note=state.value)


@transaction.atomic
def confirm_sighting(sighting: Sighting, *, by: Officer, at: datetime) -> Publication:
    """Say for the unit: this is ours. It becomes a publication and is looked at like any.

    Raises AlreadyLoggedError where the address stands on the list by now, NotAllowedError.
    """
    part, today = sighting.participant, timezone.localdate(at)
    require(may_answer(by, part, today))
    row = Sighting.objects.select_for_update(of=("self",)).get(pk=sighting.pk)
    if row.publication is not None:
        return row.publication
    found_on = row.dated_on or timezone.localdate(row.found_at)
    given = Logged(
        kind=ActKind.WEB,
        happened_on=min(max(found_on, part.campaign.starts_on), today),
        idempotency_key=f"sighting:{row.pk}",
        address=row.address,
        title=row.title,
        channel=row.channel,
    )
    row.publication = log_publication(part, given, by=by, at=at)
    row.state, row.answered_at, row.answered_by = SightingState.CONFIRMED.value, at, by
    row.save(update_fields=["publication", "state", "answered_at", "answered_by"])
    record("sighting.confirmed", row, by=by, at=at, unit_id=part.unit_id)
    return row.publication


@transaction.atomic
def reject_sighting(sighting: Sighting, *, by: Officer, at: datetime) -> Sighting:
    """Say for the unit: this is not ours, or does not belong here. It is not asked again."""
    part = sighting.participant
    require(may_answer(by, part, timezone.localdate(at)))
    row = Sighting.objects.select_for_update(of=("self",)).get(pk=sighting.pk)
    if row.state != SightingState.ASKED.value:
        return row
    row.state, row.answered_at, row.answered_by = SightingState.REJECTED.value, at, by
    row.save(update_fields=["state", "answered_at", "answered_by"])
    record("sighting.rejected", row, by=by, at=at, unit_id=part.unit_id)
    return row
