"""Deadlines, working days, and whether something came in time. Nothing here reads the clock."""

from loa.crafts.timing.deadlines import (
    VIETNAM,
    Basis,
    Deadline,
    by_end_of,
    by_time,
    last_day,
    strictly_before,
)
from loa.crafts.timing.errors import (
    CalendarError,
    DeadlineOrderError,
    NaiveInstantError,
    TimingError,
)
from loa.crafts.timing.holidays import (
    VIETNAM_CALENDAR,
    WorkCalendar,
    add_working_days,
    holiday_name,
    is_working_day,
    working_days_between,
)
from loa.crafts.timing.lateness import Standing, standing
from loa.crafts.timing.phrases import read_deadline

__all__ = [
    "VIETNAM",
    "VIETNAM_CALENDAR",
    "Basis",
    "CalendarError",
    "Deadline",
    "DeadlineOrderError",
    "NaiveInstantError",
    "Standing",
    "TimingError",
    "WorkCalendar",
    "add_working_days",
    "by_end_of",
    "by_time",
    "holiday_name",
    "is_working_day",
    "last_day",
    "read_deadline",
    "standing",
    "strictly_before",
    "working_days_between",
]
