"""Indicators and their roll-up, commune to province: only what can be added is added."""

from loa.crafts.tallying.comparing import (
    Apart,
    Change,
    Facts,
    change,
    compared,
    joined,
    no_facts,
)
from loa.crafts.tallying.errors import (
    DoubleReportError,
    FormError,
    LoopError,
    MixedMeasuresError,
    TallyError,
    TooLargeError,
    UnknownUnitError,
)
from loa.crafts.tallying.form import SLOTS, Form, IndicatorSpec, column, lay_out
from loa.crafts.tallying.indicators import INDICATORS, Computed, UnitFacts
from loa.crafts.tallying.lines import Lines
from loa.crafts.tallying.measures import Figure, Measure, RollUp, Share
from loa.crafts.tallying.reports import Reports
from loa.crafts.tallying.rollup import Tally, roll_up

__all__ = [
    "INDICATORS",
    "SLOTS",
    "Apart",
    "Change",
    "Computed",
    "DoubleReportError",
    "Facts",
    "Figure",
    "Form",
    "FormError",
    "IndicatorSpec",
    "Lines",
    "LoopError",
    "Measure",
    "MixedMeasuresError",
    "Reports",
    "RollUp",
    "Share",
    "Tally",
    "TallyError",
    "TooLargeError",
    "UnitFacts",
    "UnknownUnitError",
    "change",
    "column",
    "compared",
    "joined",
    "lay_out",
    "no_facts",
    "roll_up",
]
