"""The one place where "late" is decided. No column stores it.

Rules in words: docs/rules/lateness.md. The same judgement in SQL stands in the queries of the
apps and is held to this page by a test.
"""

from datetime import datetime
from enum import StrEnum

from loa.crafts.timing.deadlines import Deadline
from loa.crafts.timing.errors import NaiveInstantError


class Standing(StrEnum):
    """How something that was asked for stands at an instant.

    On screen nobody who has not answered is "late": OVERDUE reads "chưa nhận được báo cáo
    tính đến …".
    """

    NOT_DUE = "not_due"  # not sent; its last day has not begun
    DUE = "due"  # not sent; today is the last day
    OVERDUE = "overdue"  # not sent; the deadline is past, the door is open
    CLOSED = "closed"  # not sent; the door is shut
    ON_TIME = "on_time"  # sent before the deadline, or within its grace
    SENT_LATE = "sent_late"  # sent after that

    @property
    def is_sent(self) -> bool:
        return self in (Standing.ON_TIME, Standing.SENT_LATE)

    @property
    def is_missing(self) -> bool:
        """Belongs on the list of those not yet received."""
        return self in (Standing.OVERDUE, Standing.CLOSED)


def standing(deadline: Deadline, *, sent_at: datetime | None, now: datetime) -> Standing:
    """Say how a report stands at the instant `now`.

    In time if and only if sent before `due_at` (and its grace). `sent_at` is the instant that
    the deadline's basis names; one after `now` has not happened yet. Extensions are a new
    `Deadline`, never an exception to this function. Nothing here reads the clock.

    Raises NaiveInstantError if any instant has no time zone.
    Source: docs/rules/lateness.md.
    """
    for instant in (sent_at, now):
        if instant is not None and instant.utcoffset() is None:
            raise NaiveInstantError(instant)
    if sent_at is not None and sent_at <= now:
        return Standing.ON_TIME if sent_at < deadline.late_from else Standing.SENT_LATE
    if deadline.closes_at is not None and now >= deadline.closes_at:
        return Standing.CLOSED
    if now >= deadline.late_from:
        return Standing.OVERDUE
    return Standing.DUE if now >= deadline.due_from else Standing.NOT_DUE
