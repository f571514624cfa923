"""Between what a person types and the slots of a submission."""

from collections.abc import Mapping
from typing import Any

from loa.crafts.tallying import Form as TallyForm
from loa.crafts.tallying import IndicatorSpec, Measure, RollUp, column, lay_out
from loa.reports.models import Indicator

Value = int | list[int] | None  # a share is [part, whole]
LARGEST = 2**53  # what a spreadsheet keeps exact


def tally_form(indicators: list[Indicator]) -> TallyForm:
    """Return the form as the tallying craft reads it."""
    return lay_out(
        IndicatorSpec(
            code=each.code,
            measure=Measure(each.measure),
            rollup=RollUp(each.roll_up),
            slot=each.slot,
        )
        for each in indicators
    )


def faults(indicators: list[Indicator], values: Mapping[str, Value]) -> dict[str, str]:
    """Return {code: fault} of what is missing or cannot be; empty when all is well."""
    found: dict[str, str] = {}
    for each in indicators:
        value = values.get(each.code)
        numbers = value if isinstance(value, list) else [] if value is None else [value]
        if not numbers:
            if each.is_required:
                found[each.code] = "missing"
        elif any(number < 0 for number in numbers):
            found[each.code] = "negative"
        elif any(number > LARGEST for number in numbers):
            found[each.code] = "too_large"
        elif each.measure == Measure.SHARE.value:
            part, whole = numbers
            if part > whole:
                found[each.code] = "part_over_whole"
    return found


def into_slots(indicators: list[Indicator], values: Mapping[str, Value]) -> dict[str, int]:
    """Return {column: number}, e.g. {"n00": 12, "n08": 45, "n09": 50}."""
    slots: dict[str, int] = {}
    for each in indicators:
        value = values.get(each.code)
        if value is None:
            continue
        for offset, number in enumerate(value if isinstance(value, list) else [value]):
            slots[column(each.slot + offset)] = number
    return slots


def from_slots(indicators: list[Indicator], row: Any) -> dict[str, Value]:
    """Return {code: value} of a submission row (or any object with `n00` … `n79`)."""
    values: dict[str, Value] = {}
    for each in indicators:
        first = getattr(row, column(each.slot))
        if each.measure == Measure.SHARE.value:
            whole = getattr(row, column(each.slot + 1))
            values[each.code] = None if first is None or whole is None else [first, whole]
        else:
            values[each.code] = first
    return values
