"""Lists of units as files: read row by row, checked, written. CSV and XLSX; no Django.

The columns and what may stand in them: docs/reference/units-file.md.
"""

from loa.units.lists.columns import COLUMNS, Column
from loa.units.lists.reading import Line, ListUnreadableError, read_lines
from loa.units.lists.rows import Fault, UnitLine, parse
from loa.units.lists.words import reason
from loa.units.lists.writing import write_faults, write_table, write_template

__all__ = [
    "COLUMNS",
    "Column",
    "Fault",
    "Line",
    "ListUnreadableError",
    "UnitLine",
    "parse",
    "read_lines",
    "reason",
    "write_faults",
    "write_table",
    "write_template",
]
