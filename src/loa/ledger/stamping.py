"""Time stamps on the ledger's chain: asked for by a job, off unless a setting names who stamps.

The sealer never waits for it. An authority that does not answer is asked again later, about the
seal that is the newest then: the chain before it is dated all the same.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.x509 import Certificate
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError
from django.utils import timezone
from django_tasks import task

from loa.doors.stamps import StampError, ask, check, roots_from
from loa.ledger.models import Seal, Stamp, StampTrouble

EVERY = timedelta(hours=1)
TRY_AGAIN = timedelta(minutes=10)
_LOCK = "ledger.stamp"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StampState:
    """How many stamps there are, and up to which seal the chain is dated.

    `broken`: positions whose stamp does not hold; `is_unchecked`: no roots to hold it against;
    `has_bad_roots`: because what `LOA_TSA_ROOTS` names holds no certificate.
    """

    known: int
    dated_to: int
    dated_at: datetime | None
    broken: tuple[int, ...]
    is_unchecked: bool
    has_bad_roots: bool = False


@dataclass(frozen=True)
class Undated:
    """Why the chain is not dated as it should be, and since when.

    `code` is bad_roots, not_asked (the worker does not run), or that of the last failure.
    """

    code: str
    since: datetime | None = None
    last_at: datetime | None = None
    times: int = 0
    detail: str = ""


def is_on() -> bool:
    return bool(settings.TSA_URL)


def ask_for_stamp(at: datetime) -> bool:
    """Put the job in the queue where the chain has grown since the last stamp, hourly."""
    if not is_on() or due_seal(at) is None:
        return False
    is_asked = cache.add(_LOCK, at.isoformat(), TRY_AGAIN.total_seconds())
    if is_asked:
        stamp_chain.enqueue()
    return is_asked


def due_seal(at: datetime) -> Seal | None:
    """Return the newest seal if it wants a stamp; None where an hour has not passed."""
    newest = Seal.objects.order_by("-position").first()
    last = Stamp.objects.select_related("seal").order_by("-seal__position").first()
    if newest is None or (last and last.seal_id == newest.pk):
        return None
    return None if last and at - last.asked_at < EVERY else newest


@task()
def stamp_chain() -> bool:
    """Have the newest seal stamped. A failure is said in the log, kept, and tried again."""
    at = timezone.now()
    try:
        return stamp_newest(at=at) is not None
    except StampError as error:
        _log.warning("no time stamp from %s: %s", settings.TSA_URL, error)
        row = StampTrouble.objects.first() or StampTrouble(since=at, times=0)
        row.code, row.detail, row.last_at = error.code, error.detail[:300], at
        row.times += 1
        row.save()
        return False


def stamp_newest(*, at: datetime) -> Stamp | None:
    """Ask the authority about the newest seal, and keep its answer. Raises StampError.

    The network is asked outside any transaction.
    """
    seal = due_seal(at)
    if seal is None:
        return None
    told = ask(settings.TSA_URL, seal.hash.encode(), roots_from(settings.TSA_ROOTS))
    StampTrouble.objects.all().delete()
    try:
        return Stamp.objects.create(
            seal=seal, authority=settings.TSA_URL[:500], answer=told.answer,
            stamped_at=told.at, asked_at=at,
        )  # fmt: skip
    except IntegrityError:  # another worker was quicker
        return None


def undated(at: datetime) -> Undated | None:
    """Say why the chain is not dated as it should be; None where it is, or nobody asked."""
    if not is_on():
        return None
    if not _roots():
        return Undated("bad_roots")
    trouble = StampTrouble.objects.first()
    if trouble is not None:
        return Undated(
            trouble.code, trouble.since, trouble.last_at, trouble.times, trouble.detail
        )
    last = Stamp.objects.order_by("-seal__position").first()
    waiting = Seal.objects.filter(position__gt=last.seal.position if last else 0)
    oldest = waiting.order_by("position").first()
    if oldest is None or at - oldest.sealed_at < 2 * EVERY:
        return None
    return Undated("not_asked", since=oldest.sealed_at)


def _roots() -> tuple[Certificate, ...]:
    try:
        return roots_from(settings.TSA_ROOTS)
    except StampError:
        return ()


def stamp_state() -> StampState:
    """Hold every stamp against its seal's hash and, where known, the authority's roots."""
    roots = _roots()
    known, dated_to, dated_at, broken = 0, 0, None, []
    for stamp in Stamp.objects.select_related("seal").order_by("seal__position").iterator(500):
        known += 1
        position = stamp.seal.position
        if roots and not _holds(stamp, roots):
            broken.append(position)
        else:
            dated_to, dated_at = position, stamp.stamped_at
    has_bad_roots = bool(settings.TSA_ROOTS and not roots)
    is_unchecked = bool(known and not roots)
    return StampState(known, dated_to, dated_at, tuple(broken), is_unchecked, has_bad_roots)


def _holds(stamp: Stamp, roots: Sequence[Certificate]) -> bool:
    try:
        told = check(bytes(stamp.answer), stamp.seal.hash.encode(), roots)
    except StampError:
        return False
    return told.at == stamp.stamped_at
