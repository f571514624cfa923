"""How many of the units that owe a report have sent it (tỷ lệ đơn vị đã báo cáo)."""

from loa.crafts.tallying.indicators.facts import UnitFacts
from loa.crafts.tallying.measures import Share


def units_reported(unit: UnitFacts) -> Share:
    """Count a unit among those that reported; whoever owes nothing is in neither number."""
    return Share(int(unit.expected and unit.received), int(unit.expected))
