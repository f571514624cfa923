"""What indicators that are worked out may know about a unit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit in one round. expected: owes a report. on_time: first sent in time."""

    expected: bool
    received: bool
    on_time: bool
