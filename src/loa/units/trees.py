"""What hangs where on a date: the tree as one map, what is below a unit, what is above it.

`below_on`, `hanging_below` and `above` walk in the database, floor by floor along the index
`unit_children`: they cost what they find. `parents_on` and `below` cost the
whole register.
"""

from datetime import date

from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from loa.units.models import UnitParent
from loa.units.words import Tree


def on_date(day: date) -> Q:
    """Return the condition "this dated row holds on `day`"."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def parents_on(day: date, tree: Tree = Tree.TERRITORIAL) -> dict[int, int]:
    """Return {unit id: parent id} of one tree on `day`, in one query."""
    rows = UnitParent.objects.filter(on_date(day), tree=tree.value)
    return dict(rows.order_by().values_list("unit_id", "parent_id"))


def below(unit_id: int, parents: dict[int, int]) -> set[int]:
    """Return the ids under `unit_id` in a parent map, itself not among them."""
    children: dict[int, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting = [unit_id]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


# The limit is above what a register may hold: rows that went round in a circle would never end.
BELOW = """
WITH RECURSIVE found(id) AS (
    SELECT unit_id FROM units_unitparent
    WHERE parent_id = %s AND tree = %s
      AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
    UNION ALL
    SELECT child.unit_id FROM found JOIN units_unitparent AS child
      ON child.parent_id = found.id AND child.tree = %s
      AND child.valid_from <= %s AND (child.valid_to IS NULL OR child.valid_to >= %s)
)
SELECT id FROM found LIMIT 2000000
"""
ABOVE = """
WITH RECURSIVE found(id, floor) AS (
    SELECT parent_id, 1 FROM units_unitparent
    WHERE unit_id = %s AND tree = %s
      AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
    UNION ALL
    SELECT up.parent_id, found.floor + 1 FROM found JOIN units_unitparent AS up
      ON up.unit_id = found.id AND up.tree = %s
      AND up.valid_from <= %s AND (up.valid_to IS NULL OR up.valid_to >= %s)
    WHERE found.floor < 100
)
SELECT id FROM found ORDER BY floor
"""


def _values(unit_id: int, day: date, tree: Tree) -> tuple[int | str | None, ...]:
    on = connection.ops.adapt_datefield_value(day)
    return (unit_id, tree.value, on, on, tree.value, on, on)


def below_on(unit_id: int, day: date, tree: Tree = Tree.TERRITORIAL) -> set[int]:
    """Return the ids under a unit on `day`, itself not among them; one query."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, _values(unit_id, day, tree))
        return {row[0] for row in cursor.fetchall()} - {unit_id}


def hanging_below(unit_id: int, day: date, tree: Tree = Tree.TERRITORIAL) -> RawSQL:
    """Return the ids under a unit on `day` as a subquery, for `unit_id__in`.

    A set of ids would travel to the database and back, and cannot: 250,000 are too many.
    """
    return RawSQL(BELOW, _values(unit_id, day, tree), BigIntegerField())  # noqa: S611 (fixed text)


def above(unit_id: int, day: date, tree: Tree = Tree.TERRITORIAL) -> tuple[int, ...]:
    """Return the ids above a unit on `day`, the nearest first, at most 100; one query."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, _values(unit_id, day, tree))
        return tuple(dict.fromkeys(row[0] for row in cursor.fetchall()))
