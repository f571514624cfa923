"""Holding a folder or mailbox while it is looked into, and resting it after a fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from loa.dispatches.actions.arriving import BACK_OFF, ON_THE_WAY
from loa.dispatches.models import Arrival, Source, Way
from loa.doors.mailbox import MailboxError
from loa.units.models import Unit

Clock = Callable[[], datetime]
MOST_AT_ONCE = 10  # files or messages a look, so that other jobs have their turn
BUSY = timedelta(minutes=5)  # said anew before each file
GONE = "Tệp không còn ở nơi đã nhận (thư mục hoặc hộp thư). Hãy gửi lại."


def released(way: Way, mark: str, at: datetime) -> list[Arrival]:
    """Return what waits at this place for its next try, or was let out by a person."""
    rows = Arrival.objects.filter(
        way=way.value, place__startswith=f"{mark}/", stage__in=ON_THE_WAY
    ).exclude(next_try_at__gt=at)
    return list(rows.order_by("pk")[:MOST_AT_ONCE])


@contextmanager
def visit(key: str, owner: Unit, clock: Clock) -> Iterator[Source | None]:
    """Hold a source while it is looked into; None: it is in other hands or rests after a fault.

    What goes wrong with the source itself is written on it and rests it for longer each time.
    """
    source = _hold(key, owner, clock())
    if source is None:
        yield None
        return
    try:
        yield source
    except (OSError, MailboxError) as fault:
        source.faults += 1
        source.fault = str(fault)[:300]
        pause = BACK_OFF[min(source.faults, len(BACK_OFF)) - 1]
        source.busy_until = clock() + pause
    except BaseException:
        source.busy_until = None
        source.save(update_fields=["busy_until"])
        raise
    else:
        source.faults, source.fault, source.busy_until = 0, "", None
    source.looked_at = clock()
    source.save(update_fields=["faults", "fault", "busy_until", "looked_at"])


def beat(source: Source, at: datetime) -> None:
    source.busy_until = at + BUSY
    source.save(update_fields=["busy_until"])


@transaction.atomic
def _hold(key: str, owner: Unit, at: datetime) -> Source | None:
    source, _ = Source.objects.select_for_update().get_or_create(
        key=key, defaults={"owner": owner}
    )
    if source.busy_until is not None and source.busy_until > at:
        return None
    source.busy_until, source.owner = at + BUSY, owner
    source.save(update_fields=["busy_until", "owner"])
    return source
