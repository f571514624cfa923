"""How many of the units that owe a report sent it in time (tỷ lệ báo cáo đúng hạn)."""

from loa.crafts.tallying.indicators.facts import UnitFacts
from loa.crafts.tallying.measures import Share


def units_on_time(unit: UnitFacts) -> Share:
    """Count a unit among those in time, of all that owe a report, also those still missing."""
    in_time = unit.expected and unit.received and unit.on_time
    return Share(int(in_time), int(unit.expected))
