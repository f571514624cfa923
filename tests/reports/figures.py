"""Figures that a unit might send on the standard form."""

from loa.reports.figures import Value

FIGURES: dict[str, Value] = {
    "web_items": 2,
    "social_items": 3,
    "views": 400,
    "broadcasts": 1,
    "minutes": 5,
    "sessions": 1,
    "people": 120,
    "printed": None,
    "staff": [18, 20],
}
