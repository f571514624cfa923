"""The whole country: 63 provinces until 30 June 2025, 34 since, and what became of what.

`read_country` gives the areas as the compressed files hold them; `as_catalogue` turns them into
the same rows as the sample: their People's Committees, trees and successions. A commune that
was divided, or about which the two source packages differ, waits for a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from loa.units.catalogue.files import Catalogue, load_catalogue, read_rows
from loa.units.catalogue.naming import committee_names
from loa.units.catalogue.rows import ActKind, EdgeRow, SuccessionRow, Tree, UnitRow

FOLDER = Path(__file__).parent / "country"
JOINED = date(2025, 7, 1)


class AreaLevel(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Doubt(StrEnum):
    """Why a person must say what became of a commune."""

    NONE = ""
    DIVIDED = "divided"
    """Both packages name several successors, this one among them."""
    DISPUTED = "disputed"
    """The packages differ about the successors; `told_by` says who names this one."""
    SAME_NAME = "same_name"
    """One package alone names it, across a former provincial border: joined by name?"""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An administrative area. Codes were used again in 2025: the key is code and first day."""

    valid_from: date
    official_code: str
    level: AreaLevel
    name: str
    parent_code: str
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class ConversionRow:
    """What a former province or commune became; a successor is only ever proposed in doubt."""

    predecessor_code: str
    successor_code: str
    doubt: Doubt
    told_by: str
    """`both`, `first` (vietnamadminunits) or `second` (vietnam-address-converter)."""


@dataclass(frozen=True)
class Country:
    areas: tuple[AreaRow, ...]
    conversions: tuple[ConversionRow, ...]

    def of(self, level: AreaLevel, *, on: date) -> tuple[AreaRow, ...]:
        return tuple(
            area
            for area in self.areas
            if area.level is level
            and area.valid_from <= on
            and (area.valid_to is None or on <= area.valid_to)
        )

    def needs_person(self) -> frozenset[str]:
        """Return the former codes about which a person must decide."""
        return frozenset(row.predecessor_code for row in self.conversions if row.doubt)


def read_country(folder: Path = FOLDER) -> Country:
    return Country(
        areas=read_rows(folder / "areas.csv.gz", AreaRow),
        conversions=read_rows(folder / "conversions.csv.gz", ConversionRow),
    )


@cache
def load_country() -> Country:
    """Return the bundled country, read once in a process."""
    return read_country()


def unit_codes(country: Country) -> dict[tuple[str, date], str]:
    """Code the committees: `vn3.82.815.28249` of three levels, `vn2.82.28249` of two."""
    areas = {(area.official_code, area.valid_from): area for area in country.areas}

    def code(area: AreaRow) -> str:
        if not area.parent_code:
            era = "vn2" if area.valid_from == JOINED else "vn3"
            return f"{era}.{area.official_code}"
        return f"{code(areas[area.parent_code, area.valid_from])}.{area.official_code}"

    return {key: code(area) for key, area in areas.items()}


def as_catalogue(country: Country) -> Catalogue:
    """Return the People's Committees of the country as rows, with the bundled vocabularies.

    They hang below the sample's `vn` (the Government). Channels and groups are left out.
    """
    sample = load_catalogue()
    codes = unit_codes(country)
    root = next(unit for unit in sample.units if unit.code == "vn")
    units = [root]
    edges = []
    for position, area in enumerate(country.areas, start=1):
        key = (area.official_code, area.valid_from)
        above = codes.get((area.parent_code, area.valid_from), root.code)
        name, short_name = committee_names(area.name)
        units.append(
            UnitRow(
                code=codes[key],
                name=name,
                short_name=short_name,
                area=area.name,
                kind=f"{area.level}_committee",
                level=area.level.value,
                parent_code=above,
                valid_from=area.valid_from,
                valid_to=area.valid_to,
                position=position * 10,
                official_code=area.official_code,
                source=area.source,
                is_sample=False,
            )
        )
        edges.append(
            EdgeRow(
                Tree.TERRITORIAL,
                codes[key],
                area.valid_from,
                area.valid_to,
                above,
                area.source,
            )
        )
    return Catalogue(
        units=tuple(units),
        edges=tuple(edges),
        kinds=sample.kinds,
        levels=sample.levels,
        duties=sample.duties,
        groups=(),
        successions=tuple(_successions(country, codes)),
        channels=(),
        sources=sample.sources,
    )


def _successions(
    country: Country, codes: dict[tuple[str, date], str]
) -> Iterator[SuccessionRow]:
    before = {area.official_code: area for area in country.areas if area.valid_to is not None}
    waiting = country.needs_person()
    told = [row for row in country.conversions if row.doubt is not Doubt.SAME_NAME]
    heirs: dict[str, list[str]] = defaultdict(list)
    for row in told:
        heirs[row.predecessor_code].append(row.successor_code)
    shared = Counter(successor for found in heirs.values() for successor in found)
    for row in told:
        old = row.predecessor_code
        if len(heirs[old]) > 1:
            kind = ActKind.SPLIT
        elif shared[row.successor_code] > 1:
            kind = ActKind.MERGE
        else:
            kind = ActKind.RENAME
        province = before[old].level is AreaLevel.PROVINCE
        yield SuccessionRow(
            on_date=JOINED,
            kind=kind,
            duty="",
            predecessor_code=codes[old, before[old].valid_from],
            successor_code=codes[row.successor_code, JOINED],
            needs_person=old in waiting,
            source="provinces-2025" if province else "conversion-2025",
            note="" if row.doubt is Doubt.NONE else f"{row.doubt}, told by {row.told_by}",
        )
    for old, area in before.items():
        if area.level is AreaLevel.DISTRICT and old not in heirs:
            yield SuccessionRow(
                on_date=JOINED,
                kind=ActKind.ABOLISH,
                duty="",
                predecessor_code=codes[old, area.valid_from],
                successor_code="",
                needs_person=True,
                source="districts-2025",
                note="",
            )
