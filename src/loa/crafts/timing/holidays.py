"""Working days in Vietnam, compensatory Saturdays included.

The days off come from the `holidays` library (loaded when first asked: it costs 0.2 s). The
government moves days every year, sometimes weeks before: what the library does not know yet is
passed in, and what is passed in wins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from loa.crafts.timing.errors import CalendarError

_A_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_REST = 366


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: Monday to Friday, less the holidays, and as said here.

    days_off: more days off. working_days: worked although a weekend or holiday (làm bù); wins
    over days_off. with_holidays: False to start from bare weekdays.
    """

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    with_holidays: bool = True

    @classmethod
    def of(
        cls, *, days_off: Iterable[date] = (), working_days: Iterable[date] = ()
    ) -> "WorkCalendar":
        """Build the calendar of Vietnam with the given days on top."""
        return cls(frozenset(days_off), frozenset(working_days))


VIETNAM_CALENDAR = WorkCalendar()


def is_working_day(day: date, calendar: WorkCalendar = VIETNAM_CALENDAR) -> bool:
    """Say whether offices work on this day."""
    if day in calendar.working_days:
        return True
    if day in calendar.days_off:
        return False
    if calendar.with_holidays:
        off, worked = _known(day.year)
        if day in worked:
            return True
        if day in off:
            return False
    return day.weekday() < _SATURDAY


def holiday_name(day: date) -> str | None:
    """Give the Vietnamese name of a public holiday, None on other days."""
    return _known(day.year)[0].get(day)


def add_working_days(start: date, days: int, calendar: WorkCalendar = VIETNAM_CALENDAR) -> date:
    """Give the n-th working day after `start`: "sau 05 ngày làm việc kể từ ngày …".

    The start itself does not count, working day or not. Zero gives `start`; negative counts
    back.
    Raises CalendarError if the calendar has no working day within a year.
    """
    step = _A_DAY if days > 0 else -_A_DAY
    day, left, rest = start, abs(days), 0
    while left:
        day += step
        rest += 1
        if is_working_day(day, calendar):
            left, rest = left - 1, 0
        elif rest > _LONGEST_REST:
            raise CalendarError(f"no working day near {day.isoformat()}")
    return day


def working_days_between(
    start: date, end: date, calendar: WorkCalendar = VIETNAM_CALENDAR
) -> int:
    """Count the working days after `start` up to and with `end`; negative if end is earlier.

    So `working_days_between(d, add_working_days(d, n)) == n`.
    """
    if end < start:
        return -sum(
            is_working_day(start - _A_DAY * n, calendar)
            for n in range(1, (start - end).days + 1)
        )
    return sum(
        is_working_day(start + _A_DAY * n, calendar) for n in range(1, (end - start).days + 1)
    )


@cache
def _known(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Give the days off with their names, and the weekend days worked in their place."""
    from holidays.countries.vietnam import Vietnam

    found = Vietnam(years=year, language="vi")  # type: ignore[no-untyped-call]  # no types there
    return dict(found), frozenset(found.weekend_workdays)
