"""The way of a file from its first byte to a decision: each step a row in the ledger.

Reading stands outside every transaction. `claim` counts the attempt before it, so that a file
that ends the process itself is not read for ever; `settle` says what came of it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from loa.dispatches import policies
from loa.dispatches.actions.errors import NotAtHandError
from loa.dispatches.models import Arrival, Dispatch, Stage, Way
from loa.ledger.actions import record
from loa.units.models import Officer, Unit

ON_THE_WAY = (Stage.RECEIVED.value, Stage.WAITING.value)
STUCK = (Stage.QUARANTINED.value, Stage.WAITING.value)
# What a person may put aside: all that waits for one and has become no letter of its own.
MAY_DISMISS = (*STUCK, Stage.DUPLICATE.value, Stage.REFUSED.value)
KEPT_OUTSIDE = (Way.FOLDER.value, Way.EDXML.value, Way.MAIL.value)
LEASE = timedelta(minutes=5)  # longer than any reading may take (doors.apart)
# By then a full disk is emptied, a program that was being updated is back.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=25),
    timedelta(hours=2),
)
MOST_ATTEMPTS = len(BACK_OFF) + 1
BROKE_OFF = "Loa bị dừng nhiều lần đúng lúc đang đọc tệp này. Hãy mở tệp và kiểm tra."
BROKE_OFF_UPLOAD = "Việc tải lên bị ngắt giữa chừng, Loa không giữ gì. Hãy gửi lại tệp."


@transaction.atomic
def begin(
    owner: Unit, way: Way, *, place: str = "", size_bytes: int, by: Officer | None, at: datetime
) -> Arrival:
    """Write down that a file is coming in. The same place twice is one arrival.

    `by` None: the house's own folder or mailbox. Raises NotAllowedError.
    """
    if by is not None:
        policies.require(policies.may_receive(by, owner, timezone.localdate(at)))
    if place and (known := Arrival.objects.filter(way=way.value, place=place).first()):
        return known
    arrival = Arrival(
        owner=owner, way=way.value, place=place, size_bytes=size_bytes, by=by, received_at=at
    )
    arrival.full_clean()
    arrival.save()
    record("arrival.received", arrival, by=by, at=at, unit_id=owner.pk)
    return arrival


@transaction.atomic
def claim(arrival: Arrival, *, at: datetime) -> bool:
    """Take the arrival for five minutes; False: settled, not due, or in other hands.

    After the fifth attempt that nobody lived to settle it goes into quarantine.
    """
    row = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if row.stage not in ON_THE_WAY or (row.next_try_at is not None and row.next_try_at > at):
        return False
    if row.attempts >= MOST_ATTEMPTS:
        settle(row, Stage.QUARANTINED, code="broke_off", reason=BROKE_OFF, at=at)
        return False
    row.attempts += 1
    row.next_try_at = at + LEASE
    row.save(update_fields=["attempts", "next_try_at"])
    record("arrival.tried", row, by=row.by, at=at, unit_id=row.owner_id)
    arrival.refresh_from_db()
    return True


def tell_page(pk: int, page: int, pages: int) -> None:
    """Keep which scanned page of an arrival is being read, for who waits; no ledger row."""
    Arrival.objects.filter(pk=pk).update(page=page, pages=pages)


@transaction.atomic
def settle(
    arrival: Arrival,
    stage: Stage,
    *,
    at: datetime,
    by: Officer | None = None,
    code: str = "",
    reason: str = "",
    dispatch: Dispatch | None = None,
    **facts: Any,
) -> Arrival:
    """Say what an arrival came to. `facts` are further columns of it."""
    was = arrival.stage
    arrival.stage, arrival.settled_at, arrival.next_try_at = stage.value, at, None
    arrival.code, arrival.reason = code, reason[:500]
    arrival.dispatch = dispatch
    for name, value in facts.items():
        setattr(arrival, name, value)
    arrival.full_clean()
    arrival.save()
    changes = {"stage": (was, stage.value)}
    if code:
        changes["code"] = ("", code)
    record(
        f"arrival.{stage.value}", arrival, by=by, at=at, unit_id=arrival.owner_id,
        changes=changes,
    )  # fmt: skip
    return arrival


@transaction.atomic
def put_off(arrival: Arrival, *, code: str, reason: str, at: datetime) -> Arrival:
    """Wait after a temporary fault, longer each time; then quarantine.

    An upload goes there at once: nobody but its sender has the bytes.
    """
    tried = arrival.attempts
    if arrival.way not in KEPT_OUTSIDE or tried >= MOST_ATTEMPTS:
        return settle(arrival, Stage.QUARANTINED, code=code, reason=reason, at=at)
    settle(arrival, Stage.WAITING, code=code, reason=reason, at=at)
    arrival.next_try_at = at + BACK_OFF[min(max(tried, 1), len(BACK_OFF)) - 1]
    arrival.save(update_fields=["next_try_at"])
    return arrival


@transaction.atomic
def retry(arrival: Arrival, *, by: Officer, at: datetime) -> Arrival:
    """Let an arrival out of quarantine, or try again at once. Twice is once.

    Raises NotAtHandError where Loa does not know where the bytes lie, NotAllowedError.
    """
    arrival = _mine(arrival, by, at)
    if arrival.stage in ON_THE_WAY and arrival.next_try_at is None:
        return arrival
    if arrival.stage not in STUCK or arrival.way not in KEPT_OUTSIDE:
        raise NotAtHandError(arrival=arrival)
    settle(arrival, Stage.WAITING, by=by, at=at, attempts=0, settled_at=None)
    return arrival


@transaction.atomic
def dismiss(arrival: Arrival, *, by: Officer, at: datetime) -> Arrival:
    """Say that nothing comes of an arrival; what it was stays written. Twice is once.

    Raises NotAtHandError where it has become a letter or is being read, NotAllowedError.
    """
    arrival = _mine(arrival, by, at)
    if arrival.stage == Stage.DISMISSED:
        return arrival
    if arrival.stage not in MAY_DISMISS:
        raise NotAtHandError(arrival=arrival)
    return settle(
        arrival, Stage.DISMISSED, by=by, at=at,
        code=arrival.code, reason=arrival.reason, dispatch=arrival.dispatch,
    )  # fmt: skip


def follow(dispatch: Dispatch, *, by: Officer, at: datetime) -> None:
    """Bring a letter's arrivals to where its confirmation now stands."""
    wanted = Stage.DECIDED if dispatch.confirmed_at is not None else Stage.IN_REVIEW
    other = Stage.IN_REVIEW if wanted is Stage.DECIDED else Stage.DECIDED
    rows = Arrival.objects.select_for_update().filter(dispatch=dispatch, stage=other.value)
    for row in rows:
        settle(row, wanted, by=by, at=at, dispatch=dispatch)


def sweep(*, at: datetime) -> int:
    """Close uploads that broke off: begun, never settled, and no request lives that long."""
    rows: Iterable[Arrival] = Arrival.objects.filter(
        stage__in=ON_THE_WAY, received_at__lt=at - LEASE
    ).exclude(way__in=KEPT_OUTSIDE)
    count = 0
    for row in rows:
        settle(row, Stage.QUARANTINED, code="broke_off", reason=BROKE_OFF_UPLOAD, at=at)
        count += 1
    return count


def _mine(arrival: Arrival, by: Officer, at: datetime) -> Arrival:
    policies.require(policies.may_receive(by, arrival.owner, timezone.localdate(at)))
    return Arrival.objects.select_for_update().select_related("owner").get(pk=arrival.pk)
