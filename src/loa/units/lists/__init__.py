"""Lists of units as files: read row by row, checked, written. CSV, XLSX, edXML; no Django.

The columns and what may stand in them: docs/reference/units-file.md.
"""

from loa.units.lists.columns import COLUMNS, Column
from loa.units.lists.limits import ListUnreadableError
from loa.units.lists.reading import Line, estimate_lines, read_lines
from loa.units.lists.rows import IS_NEW, Defaults, Fault, UnitLine, parse
from loa.units.lists.words import reason
from loa.units.lists.writing import write_faults, write_table, write_template

__all__ = [
    "COLUMNS",
    "IS_NEW",
    "Column",
    "Defaults",
    "Fault",
    "Line",
    "ListUnreadableError",
    "UnitLine",
    "estimate_lines",
    "parse",
    "read_lines",
    "reason",
    "write_faults",
    "write_table",
    "write_template",
]
