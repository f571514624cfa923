"""What a deadline in a letter means as an instant: the one place where it is decided.

"Trước ngày 15/11" asks for the 14th: `due_at` is the first instant of the 15th in Vietnam, and
a report is in time if and only if it was sent before `due_at`. Rules in words:
docs/rules/lateness.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from loa.crafts.timing.errors import DeadlineOrderError, NaiveInstantError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)
_AN_INSTANT = timedelta(microseconds=1)


class Basis(StrEnum):
    """Which instant of a report counts: the coordinator chooses (căn cứ tính hạn)."""

    ISSUED = "issued"  # the date on the unit's own document (ngày ban hành)
    ARRIVED = "arrived"  # when it reached the one who asked (ngày đến)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due (hạn).

    due_at: the first instant that is too late. closes_at: from here on nothing is taken in;
    None if the door stays open. grace: how much later still counts as in time; never shown as
    the deadline. basis: which instant of the report counts; whoever asks gives that instant.
    Raises NaiveInstantError, DeadlineOrderError.
    """

    due_at: datetime
    closes_at: datetime | None = None
    grace: timedelta = timedelta(0)
    basis: Basis = Basis.ARRIVED

    def __post_init__(self) -> None:
        for instant in (self.due_at, self.closes_at):
            if instant is not None and instant.utcoffset() is None:
                raise NaiveInstantError(instant)
        too_early = self.closes_at is not None and self.closes_at < self.late_from
        if self.grace < timedelta(0) or too_early:
            raise DeadlineOrderError(self.due_at, self.closes_at)

    @property
    def late_from(self) -> datetime:
        """The first instant at which a report is late: `due_at` and the grace."""
        return self.due_at + self.grace

    @property
    def due_from(self) -> datetime:
        """The first instant of the last day: from here on it is due today."""
        return datetime.combine(last_day(self), time.min, VIETNAM)


class Facts(TypedDict, total=False):
    """What a deadline may carry beside its instant."""

    closes_at: datetime | None
    grace: timedelta
    basis: Basis


def strictly_before(day: date, at: time | None = None, **facts: Unpack[Facts]) -> Deadline:
    """Read "trước ngày 15/11/2024" or "trước 16h30 ngày 15/11/2024".

    The instant named is the first that is too late. `facts`: closes_at, grace, basis.
    """
    return Deadline(datetime.combine(day, at or time.min, VIETNAM), **facts)


def by_end_of(day: date, **facts: Unpack[Facts]) -> Deadline:
    """Read "chậm nhất ngày", "đến hết ngày", "trong ngày": the whole day is in time."""
    return Deadline(datetime.combine(day + _A_DAY, time.min, VIETNAM), **facts)


def by_time(day: date, at: time, **facts: Unpack[Facts]) -> Deadline:
    """Read "chậm nhất 16h30 ngày 15/11/2024": the minute named is still in time."""
    return Deadline(datetime.combine(day, at, VIETNAM) + _A_MINUTE, **facts)


def last_day(deadline: Deadline) -> date:
    """Give the last day, in Vietnam, on which one is in time (without the grace)."""
    return (deadline.due_at - _AN_INSTANT).astimezone(VIETNAM).date()
