"""One line of a list of units, parsed cell by cell; what is wrong with it, by column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loa.crafts.viet import read_date
from loa.units.lists.columns import COLUMNS
from loa.units.lists.reading import Line

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
FORMULA = ("=", "+", "@")
DEFAULT_SCHEME = "qd20-2020"
MOST_POSITION = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; `words.reason(code, other)` says it."""

    line: int
    column: str
    code: str
    value: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a line tells it; kind and level are as written (a code or a name)."""

    line: int
    code: str
    name: str
    short_name: str
    area: str
    kind: str
    level: str
    parent: str
    sector_parent: str
    valid_from: date
    valid_to: date | None
    position: int
    scheme: str
    identifier: str
    source: str


def parse(line: Line, *, since: date) -> tuple[UnitLine | None, list[Fault]]:
    """Parse one line; `since` is the first day where the line says none. None with faults."""
    cells, faults = line.cells, []
    for column in COLUMNS:
        text = cells.get(column.key, "")
        if not text:
            if column.must:
                faults.append(Fault(line.number, column.key, "missing"))
            continue
        if len(text) > column.longest:
            longest = str(column.longest)
            faults.append(Fault(line.number, column.key, "too_long", text[:40], longest))
        if text.startswith(FORMULA):
            faults.append(Fault(line.number, column.key, "formula", text[:40]))
    for key in ("code", "parent", "sector_parent"):
        text = cells.get(key, "")
        if text and not CODE.fullmatch(text) and not text.startswith(FORMULA):
            faults.append(Fault(line.number, key, "bad_code", text[:40]))
    days: dict[str, date | None] = {}
    for key in ("valid_from", "valid_to"):
        text = cells.get(key, "")
        days[key] = read_date(text) if text else None
        if text and days[key] is None:
            faults.append(Fault(line.number, key, "no_date", text[:40]))
    first = days["valid_from"] or since
    last = days["valid_to"]
    if last is not None and last < first:
        faults.append(Fault(line.number, "valid_to", "dates_crossed", cells["valid_to"]))
    place = cells.get("position", "") or "0"
    if not (place.isascii() and place.isdigit()) or int(place) > MOST_POSITION:
        faults.append(Fault(line.number, "position", "no_number", place[:40]))
        place = "0"
    if faults:
        return None, faults
    scheme, colon, value = cells.get("identifier", "").partition(":")
    return (
        UnitLine(
            line=line.number,
            code=cells["code"],
            name=cells["name"],
            short_name=cells.get("short_name", ""),
            area=cells.get("area", ""),
            kind=cells["kind"],
            level=cells["level"],
            parent=cells.get("parent", ""),
            sector_parent=cells.get("sector_parent", ""),
            valid_from=first,
            valid_to=last,
            position=int(place),
            scheme=scheme if colon else DEFAULT_SCHEME,
            identifier=value if colon else scheme,
            source=cells.get("source", ""),
        ),
        [],
    )
