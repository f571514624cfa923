"""The one place where it is decided how many wrong tries are too many.

Counted in the database, so that all processes and machines count together, and so that a
restart forgets nothing. A window opens with the first wrong try and is not prolonged by later
ones: a stranger can shut a login's password for a quarter of an hour, never for good; a
mailed code and a passkey open it all the while. Rule: docs/rules/people.md.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import F

from loa.crafts.viet import clean
from loa.units.models import Tries


class Kind(StrEnum):
    LOGIN = "login"  # wrong passwords for one address, known or not
    NETWORK = "network"  # wrong passwords from one network
    SECOND = "second"  # wrong codes of one officer's second step
    CLAIM = "claim"  # wrong codes of letters and wrong links from one network


@dataclass(frozen=True)
class Limit:
    most: int
    lasts: timedelta


QUARTER = timedelta(minutes=15)
LOOPBACK = ("127.0.0.1", "::1")  # a proxy that `LOA_PROXIES` does not tell of
LIMITS = {
    Kind.LOGIN: Limit(5, QUARTER),  # QCVN 12:2026/BCA: at most five wrong tries
    Kind.NETWORK: Limit(30, QUARTER),  # a whole office stands behind one address
    Kind.SECOND: Limit(5, QUARTER),
    Kind.CLAIM: Limit(20, QUARTER),
}


def _key(kind: Kind, of: str) -> str:
    return hashlib.sha256(f"{kind.value} {clean(of).strip().casefold()}".encode()).hexdigest()


def shut_until(kind: Kind, of: str, *, at: datetime) -> datetime | None:
    """Return until when nothing more is tried for `of`; None: it may be tried."""
    limit = LIMITS[kind]
    row = Tries.objects.filter(
        key=_key(kind, of), count__gte=limit.most, first_at__gt=at - limit.lasts
    ).first()
    return None if row is None else row.first_at + limit.lasts


def count_wrong(kind: Kind, of: str, *, at: datetime) -> None:
    """Count one wrong try. A loopback address is no network: everybody may stand behind it."""
    if kind == Kind.NETWORK and of in LOOPBACK:
        return
    key, since = _key(kind, of), at - LIMITS[kind].lasts
    for _time in range(2):
        if Tries.objects.filter(key=key, first_at__gt=since).update(count=F("count") + 1):
            return
        if Tries.objects.filter(key=key).update(count=1, first_at=at):
            return
        try:
            with transaction.atomic():
                Tries.objects.create(key=key, count=1, first_at=at)
        except IntegrityError:  # another process made the row meanwhile: count in it
            continue
        return


def forget(kind: Kind, of: str) -> None:
    """Count anew: the right secret was given."""
    Tries.objects.filter(key=_key(kind, of)).delete()


def sweep(*, at: datetime) -> int:
    """Delete the counters that no longer count; return how many."""
    longest = max(limit.lasts for limit in LIMITS.values())
    return Tries.objects.filter(first_at__lte=at - longest).delete()[0]
