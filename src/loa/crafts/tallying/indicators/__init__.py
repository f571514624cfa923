"""Indicators that are worked out, not typed: one file each, listed here.

A new one is one function from a unit's facts to a figure, one line below, its label in the
reports app and its table of examples. Shares join along the lines as all shares do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from loa.crafts.tallying.indicators.facts import UnitFacts
from loa.crafts.tallying.indicators.units_on_time import units_on_time
from loa.crafts.tallying.indicators.units_reported import units_reported
from loa.crafts.tallying.measures import Figure, Measure, RollUp


@dataclass(frozen=True, slots=True)
class Computed:
    """An indicator that is worked out from facts about a unit."""

    code: str
    measure: Measure
    rollup: RollUp
    work: Callable[[UnitFacts], Figure]


INDICATORS: tuple[Computed, ...] = (
    Computed("units_reported", Measure.SHARE, RollUp.SHARE, units_reported),
    Computed("units_on_time", Measure.SHARE, RollUp.SHARE, units_on_time),
)

__all__ = ["INDICATORS", "Computed", "UnitFacts", "units_on_time", "units_reported"]
