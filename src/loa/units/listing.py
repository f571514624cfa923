"""The register of a day as lines of a list, and as a tree to print."""

from collections.abc import Iterator
from datetime import date

from loa.crafts.viet import write_date
from loa.units import queries
from loa.units.lists import COLUMNS
from loa.units.models import Identifier, Kind, Level, Unit, UnitName
from loa.units.words import Tree


def lines_on(day: date, *, is_english: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the header, then every unit of `day` as `import_units` reads it; four queries."""
    yield tuple(column.en if is_english else column.vi for column in COLUMNS)
    codes = dict(Unit.objects.values_list("pk", "code"))
    above = {tree: queries.parents_on(day, tree) for tree in Tree}
    marks: dict[int, list[str]] = {}
    for unit_id, scheme, value in (
        Identifier.objects.filter(queries.on_date(day))
        .order_by("scheme", "value")
        .values_list("unit_id", "scheme", "value")
    ):
        marks.setdefault(unit_id, []).append(f"{scheme}:{value}")
    for row in queries.names_on(day).iterator(chunk_size=2000):
        unit = row.unit
        yield (
            unit.code,
            row.name,
            row.short_name,
            row.area,
            row.kind.code,
            row.level.code,
            codes.get(above[Tree.TERRITORIAL].get(unit.pk, 0), ""),
            codes.get(above[Tree.SECTOR].get(unit.pk, 0), ""),
            write_date(unit.valid_from),
            write_date(unit.valid_to) if unit.valid_to else "",
            str(row.position),
            "; ".join(marks.get(unit.pk, ())),
            unit.source,
            "",
        )


def choices(*, is_english: bool = False) -> dict[str, list[tuple[str, str]]]:
    """Return the kinds and levels as (code, name), for `write_template`."""
    named = "name_en" if is_english else "name_vi"
    return {
        "kinds": list(Kind.objects.order_by("position").values_list("code", named)),
        "levels": list(Level.objects.order_by("position").values_list("code", named)),
    }


def tree_on(
    day: date, *, top: int | None = None, tree: Tree = Tree.TERRITORIAL, floors: int = 99
) -> Iterator[tuple[int, UnitName]]:
    """Yield (floor, name row) in reading order, from `top` (floor 0) or from all tops."""
    parents = queries.parents_on(day, tree)
    children: dict[int | None, list[UnitName]] = {}
    own: list[UnitName] = []
    for row in queries.names_on(day):
        children.setdefault(parents.get(row.unit_id), []).append(row)
        if row.unit_id == top:
            own.append(row)
    waiting = [(0, row) for row in reversed(own if top is not None else children.get(None, []))]
    while waiting:
        floor, row = waiting.pop()
        yield floor, row
        if floor < floors:
            below = children.get(row.unit_id, [])
            waiting += [(floor + 1, child) for child in reversed(below)]
