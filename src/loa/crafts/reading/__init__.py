"""Text of a dispatch → fields, each with the lines it came from and how sure it is.

Zones first, then fields inside zones; no model, no network. Rules: docs/rules/reading.md.
"""

from loa.crafts.reading.read import SecondReader, read_document
from loa.crafts.reading.result import (
    FIELD_NAMES,
    SURE,
    Crop,
    Field,
    Finding,
    Reading,
    Refusal,
)
from loa.crafts.reading.secrecy import screen_secrecy

__all__ = [
    "FIELD_NAMES",
    "SURE",
    "Crop",
    "Field",
    "Finding",
    "Reading",
    "Refusal",
    "SecondReader",
    "read_document",
    "screen_secrecy",
]
