"""What can go wrong when figures are added up.

TallyError
├── FormError             a form that cannot be filled: codes, measures, slots
│   └── MixedMeasuresError   turns added to people, and the like
├── LoopError             reporting lines that come back to where they began
├── UnknownUnitError      a report or an expectation of a unit that no line knows
├── DoubleReportError     two reports of one unit: the caller says which one counts
└── TooLargeError         a sum beyond what the store can hold
"""

from collections.abc import Hashable, Sequence

from loa.crafts.tallying.measures import Measure


class TallyError(ValueError):
    """Anything that keeps figures from being added up."""


class FormError(TallyError):
    """A form's indicators contradict each other; `code` names the one at fault, if one is."""

    def __init__(self, reason: str, code: str | None = None) -> None:
        super().__init__(f"{code}: {reason}" if code else reason)
        self.reason = reason
        self.code = code


class MixedMeasuresError(FormError):
    """Things of different kinds were to be added."""

    def __init__(self, measures: Sequence[Measure], code: str | None = None) -> None:
        super().__init__("adds " + " and ".join(dict.fromkeys(measures)), code)
        self.measures = tuple(measures)


class LoopError(TallyError):
    """Reporting lines form a loop; `units` are the ones in it or above it."""

    def __init__(self, units: Sequence[Hashable]) -> None:
        super().__init__("reporting lines form a loop: " + ", ".join(map(str, units[:10])))
        self.units = tuple(units)


class UnknownUnitError(TallyError):
    """A unit that no reporting line knows."""

    def __init__(self, unit: Hashable) -> None:
        super().__init__(f"no reporting line knows the unit {unit}")
        self.unit = unit


class DoubleReportError(TallyError):
    """Two reports of one unit."""

    def __init__(self, unit: Hashable) -> None:
        super().__init__(f"two reports of the unit {unit}")
        self.unit = unit


class TooLargeError(TallyError):
    """A sum does not fit 64 bits."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code}: the sum is too large")
        self.code = code
