"""The bundled catalogue: a sample province, its vocabularies, its reorganisations.

Plain Python over CSV files; nothing here knows Django. See `docs/reference/catalogue.md`.
"""

from loa.units.catalogue.acts import ACTS_2025, as_before
from loa.units.catalogue.checks import Fault, faults, turning_days
from loa.units.catalogue.files import (
    Catalogue,
    CatalogueCellError,
    load_catalogue,
    read_catalogue,
)
from loa.units.catalogue.rows import (
    ActKind,
    ChannelKind,
    ChannelRow,
    DutyRow,
    EdgeRow,
    GroupRow,
    KindRow,
    LevelRow,
    Relation,
    SourceRow,
    SuccessionRow,
    Tree,
    UnitRow,
)
from loa.units.catalogue.rules import (
    GroupRule,
    RuleError,
    ancestors,
    expand,
    parents_on,
    parse_rule,
)

__all__ = [
    "ACTS_2025",
    "ActKind",
    "Catalogue",
    "CatalogueCellError",
    "ChannelKind",
    "ChannelRow",
    "DutyRow",
    "EdgeRow",
    "Fault",
    "GroupRow",
    "GroupRule",
    "KindRow",
    "LevelRow",
    "Relation",
    "RuleError",
    "SourceRow",
    "SuccessionRow",
    "Tree",
    "UnitRow",
    "ancestors",
    "as_before",
    "expand",
    "faults",
    "load_catalogue",
    "parents_on",
    "parse_rule",
    "read_catalogue",
    "turning_days",
]
