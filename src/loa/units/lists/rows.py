"""One line of a list of units, parsed cell by cell; what is wrong with it, by column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loa.crafts.viet import fold, read_date
from loa.units.lists.columns import COLUMNS
from loa.units.lists.reading import Line

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
FORMULA = ("=", "+", "@")
DEFAULT_SCHEME = "qd20-2020"
LONGEST_SCHEME, LONGEST_MARK = 40, 60
IS_NEW = "*"  # no code can be that
NEW = ("moi", "new", IS_NEW)
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
    marks: tuple[tuple[str, str], ...]
    """(scheme, value) of each identifier."""
    source: str
    same_as: str
    """Code of the known unit that this line means; IS_NEW: none, a person said so."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for lines that say nothing: the first day, and the codes of kind and level."""

    since: date
    kind: str = ""
    level: str = ""


@lru_cache(maxsize=4096)  # whole lists begin on one day
def _day(text: str) -> date | None:
    return read_date(text)


def parse(line: Line, defaults: Defaults) -> tuple[UnitLine | None, list[Fault]]:
    """Parse one line. None with faults."""
    cells: dict[str, str] = line.cells
    faults: list[Fault] = []
    if not cells.get("kind"):
        cells = cells | {"kind": defaults.kind}
    if not cells.get("level"):
        cells = cells | {"level": defaults.level}
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
        days[key] = _day(text) if text else None
        if text and days[key] is None:
            faults.append(Fault(line.number, key, "no_date", text[:40]))
    first = days["valid_from"] or defaults.since
    last = days["valid_to"]
    if last is not None and last < first:
        faults.append(Fault(line.number, "valid_to", "dates_crossed", cells["valid_to"]))
    place = cells.get("position", "") or "0"
    if not (place.isascii() and place.isdigit()) or int(place) > MOST_POSITION:
        faults.append(Fault(line.number, "position", "no_number", place[:40]))
        place = "0"
    marks, wrong = _marks(line, cells.get("identifier", ""))
    faults += wrong
    same_as = cells.get("same_as", "")
    if same_as and fold(same_as) in NEW:
        same_as = IS_NEW
    elif same_as and not CODE.fullmatch(same_as):
        faults.append(Fault(line.number, "same_as", "bad_code", same_as[:40]))
    if faults:
        return None, faults
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
            marks=marks,
            source=cells.get("source", ""),
            same_as=same_as,
        ),
        [],
    )


def _marks(line: Line, text: str) -> tuple[tuple[tuple[str, str], ...], list[Fault]]:
    """Return the identifiers of a cell, parted by ";" and each "scheme:value" or a value."""
    marks: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for each in filter(None, (one.strip() for one in text.split(";"))):
        before, colon, after = each.partition(":")
        mark = (before, after) if colon else (DEFAULT_SCHEME, before)
        if not all(mark) or len(mark[0]) > LONGEST_SCHEME or len(mark[1]) > LONGEST_MARK:
            faults.append(Fault(line.number, "identifier", "bad_identifier", each[:40]))
        elif mark in marks:
            faults.append(
                Fault(line.number, "identifier", "twice", each[:40], str(line.number))
            )
        marks.append(mark)
    return tuple(marks), faults
