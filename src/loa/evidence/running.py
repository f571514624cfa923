"""The job that looks: takes from the line, visits, compares, stores, until nothing is due.

It may be killed at any instant and started any number of times at once (docs/rules/matching.md,
`looks`). Visits run side by side in a thread; comparing and storing happen one by one, each
result in one transaction.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from loa.campaigns.models import Campaign
from loa.crafts.matching import Finding, Library
from loa.doors.fetch import Fetcher
from loa.evidence import looks, owners
from loa.evidence.captures import to_keep
from loa.evidence.checking import HOST_SILENT, LOOKING_FAILED, store_check
from loa.evidence.looking import Visited, compare, compare_page, library_of, visit_page
from loa.evidence.looks import Taken
from loa.evidence.visiting import Visitor

AT_ONCE = 48
"""Visits under way at the same time: a slow host answers in seconds, comparing takes 20 ms."""
RUN_S = 50.0
"""After this the job makes room for others in the queue, and asks to be run again."""
_SAY_EVERY = timedelta(seconds=45)
_ENROL_EVERY_S = 5.0
_HANDFUL = 12
_TAKE_EVERY_S = 0.5
_LONGEST_PAUSE = timedelta(seconds=10)
_NOT_VISITED = (HOST_SILENT, LOOKING_FAILED)
_LOCK = "evidence.look"
_LOCK_S = 60

_log = logging.getLogger(__name__)


def ask_for_checks(at: datetime) -> bool:
    """Put the job in the queue if something is due and it was not asked for just now."""
    looks.enrol(at)
    owners.wake(at)
    is_asked = looks.due(at).exists() and cache.add(_LOCK, at.isoformat(), _LOCK_S)
    if is_asked:
        check_due.enqueue()
    return is_asked


@task()
def check_due() -> int:
    """Look at what is due; give how many looks were kept. May run twice, and at once."""
    made = run_looks(Fetcher(), now=timezone.now, for_s=RUN_S)
    cache.delete(_LOCK)
    if made:
        ask_for_checks(timezone.now())
    return made


def run_looks(
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    for_s: float = RUN_S,
    at_once: int = AT_ONCE,
) -> int:
    """Look at all that is due for at most about `for_s` seconds; give how many were kept.

    Takes nothing new after that; what is under way is brought home.
    """
    run = _Run(fetcher, now)
    ends = time.monotonic() + for_s
    with Visitor[Taken, Visited](fetcher) as visitor:
        while True:
            room = at_once - len(run.going) if time.monotonic() < ends else 0
            for taken in run.take(room):
                if taken.host:
                    run.send(taken, visitor)
                else:
                    run.keep(taken, None)
            if not run.going:
                pause = run.pause_s() if time.monotonic() < ends else None
                if pause is None:
                    return run.made
                time.sleep(pause)
                continue
            met = visitor.next_met(0.5)
            run.hold_on()
            if met is not None:
                run.keep(*met)


class _Run:
    """One run's memory: what is under way, the materials of each campaign."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now
        self._libraries: dict[int, Library] = {}
        self._said_at = now()
        self._enrolled = self._taken = float("-inf")
        self.going: dict[int, Taken] = {}
        self.owned: dict[int, owners.Owned] = {}
        self.made = 0

    def take(self, room: int) -> list[Taken]:
        """Take what is due; what thrice was not brought back is laid before a person."""
        at, began = self._now(), time.monotonic()
        if began - self._enrolled > _ENROL_EVERY_S:
            self._enrolled = began
            looks.enrol(at)
            # Before anything is taken: making what is missing may take long, and may be what
            # stops us.
            for campaign in looks.campaigns_waiting(at):
                self._library(campaign)
        # Asking the line costs more than a look: by the handful, or now and then.
        if self.going and room < _HANDFUL and began - self._taken < _TAKE_EVERY_S:
            return []
        self._taken = began
        good = []
        for taken in looks.take(at, most=room):
            self.going[taken.look_id] = taken
            if taken.tries >= looks.MOST_TRIES:
                self._store(taken, Visited(LOOKING_FAILED), [])
            else:
                good.append(taken)
        for taken in looks.take_silent(at, most=room - len(good)):
            self.going[taken.look_id] = taken
            self._store(taken, Visited(HOST_SILENT, temporary=True), [])
        return good

    def send(self, taken: Taken, visitor: Visitor[Taken, Visited]) -> None:
        """Start a visit: by the key of the page's owner where there is one, else as anybody."""
        at, address = self._now(), taken.publication.address
        owned = owners.opened_for(taken.publication, at=at, fetcher=self._fetcher)
        if owned is None:
            visitor.send(taken, visit_page(address, self._fetcher))
        elif isinstance(owned, Visited):
            self.keep(taken, owned)
        elif until := owners.rests_until(owned.host, at=at):
            looks.bring_back(taken, due_at=until)
            self.going.pop(taken.look_id, None)
        else:
            self.owned[taken.look_id] = owned
            visitor.send(taken, owners.visit_post(address, owned, self._fetcher))

    def pause_s(self) -> float | None:
        """Give for how long to wait for a host that rests; None where nothing waits soon."""
        at = self._now()
        if looks.waiting(at).filter(host="").exists() or looks.is_any_silent(at):
            return 0.0
        free = looks.soon_free(at)
        if free is None or free - at > _LONGEST_PAUSE:
            return None
        return max((free - at).total_seconds(), 0.02)

    def hold_on(self) -> None:
        """Say once in a while that what is under way is still ours."""
        if self._now() - self._said_at >= _SAY_EVERY:
            self._said_at = self._now()
            looks.hold_on(list(self.going.values()), at=self._now())

    def keep(self, taken: Taken, met: "Visited | BaseException | None") -> None:
        """Compare what was met and keep the result.

        A page that our own code stumbles over must not stop the line: the look stays taken
        until its time is over, and after three times a person sees it.
        """
        if isinstance(met, Visited) and met.code == "host_asked_for_rest":
            self._put_back(taken)
            return
        library = self._library(taken.publication.participant.campaign)
        looks.begin(taken, at=self._now())
        if isinstance(met, BaseException):
            self._drop(taken, met)
            return
        try:
            met, findings = _compare(taken, met, library)
            met = to_keep(met, findings) if met is not None else None
        except Exception as error:  # noqa: BLE001 (whatever a stranger's page can cause)
            self._drop(taken, error)
        else:
            self._store(taken, met, findings)

    def _library(self, campaign: Campaign) -> Library:
        if campaign.pk not in self._libraries:
            self._libraries[campaign.pk] = library_of(campaign, between=self.hold_on)
        return self._libraries[campaign.pk]

    def _store(self, taken: Taken, met: Visited | None, findings: list[Finding]) -> None:
        at = self._now()
        with transaction.atomic():
            if met is not None and met.by_key:
                owned = self.owned.pop(taken.look_id, None)
                if owned is not None:
                    owners.note_key(owned, met, at=at, rest=self._fetcher.rest)
            elif met is not None and met.code in looks.ASKS_FOR_REST:
                asked = met.retry_after or self._fetcher.rest
                looks.let_rest(taken.host, asked=asked, at=at)
            elif met is not None and met.code not in _NOT_VISITED:
                looks.leave_alone(taken.host, until=at + self._fetcher.gap)
            kept = store_check(taken.publication, met, findings, at=at, taken=taken)
        self.made += kept is not None
        self.going.pop(taken.look_id, None)

    def _put_back(self, taken: Taken) -> None:
        """Another page of the host had asked for rest while this one waited: no failure."""
        until = self._now() + self._fetcher.rest
        with transaction.atomic():
            looks.leave_alone(taken.host, until=until)
            looks.bring_back(taken, due_at=until)
        self.going.pop(taken.look_id, None)

    def _drop(self, taken: Taken, error: BaseException) -> None:
        _log.error("look %s came to nothing", taken.look_id, exc_info=error)
        self.going.pop(taken.look_id, None)
        self.owned.pop(taken.look_id, None)


def _compare(
    taken: Taken, met: Visited | None, library: Library
) -> tuple[Visited | None, list[Finding]]:
    """Look for the materials; of posts that may be meant give the one that carries them."""
    if met is not None and met.candidates:
        pairs = [(each, compare_page(each, library)) for each in met.candidates]
        met, findings = owners.best_of(met, pairs)
        if findings:
            return met, findings
    if met is not None and met.code and not looks.showing_files(taken.publication):
        return met, []
    if met is None and not looks.is_shown(taken.publication):
        if not looks.is_on_air(taken.publication):
            return met, []
        # A clip's pictures may show the material; a photo of a loudspeaker need not.
        findings = compare(taken.publication, None, library)
        return met, [each for each in findings if each.material]
    return met, compare(taken.publication, met, library)
