"""What can go wrong with time.

TimingError
├── NaiveInstantError      an instant without time zone: nobody knows when that is
├── DeadlineOrderError     a door that closes before the deadline, or a negative grace
└── CalendarError          a calendar in which no day is a working day
"""

from datetime import datetime


class TimingError(ValueError):
    """Anything wrong with an instant, a deadline or a calendar."""


class NaiveInstantError(TimingError):
    """An instant without time zone was given."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"instant without time zone: {instant.isoformat()}")
        self.instant = instant


class DeadlineOrderError(TimingError):
    """The instants of a deadline stand in the wrong order."""

    def __init__(self, due_at: datetime, closes_at: datetime | None) -> None:
        super().__init__(
            f"due {due_at.isoformat()}, closes {closes_at and closes_at.isoformat()}"
        )
        self.due_at = due_at
        self.closes_at = closes_at


class CalendarError(TimingError):
    """A calendar has no working day within a year."""
