"""The reorganisations of 2025 as acts, and the catalogue as it was known before them.

`acts-2025.toml` says as acts what the catalogue says as rows with dates: applied to
`as_before(catalogue, FIRST_ACT)` they give the catalogue's own register, and a test holds the
two together. Plain Python, no Django.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from loa.units.catalogue.files import FOLDER, Catalogue

ACTS_2025 = FOLDER / "acts-2025.toml"
FIRST_ACT = date(2025, 3, 1)


def as_before(catalogue: Catalogue, on: date = FIRST_ACT) -> Catalogue:
    """Return what the catalogue would have said the day before `on`, knowing nothing later.

    Units and places that begin later are left out; what ended later has no end yet. Groups and
    vocabularies are rules and words, and stay.
    """
    last = on - timedelta(days=1)

    def open_end(end: date | None) -> date | None:
        return None if end is None or end >= last else end

    units = tuple(
        replace(row, valid_to=open_end(row.valid_to))
        for row in catalogue.units
        if row.valid_from < on
    )
    known = {row.code for row in units}
    return replace(
        catalogue,
        units=units,
        edges=tuple(
            replace(row, valid_to=open_end(row.valid_to))
            for row in catalogue.edges
            if row.valid_from < on
        ),
        successions=tuple(row for row in catalogue.successions if row.on_date < on),
        channels=tuple(row for row in catalogue.channels if row.unit_code in known),
    )
