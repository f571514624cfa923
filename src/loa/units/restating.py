"""Figures as they were, and restated: old figures under the tree of another day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loa.units import queries
from loa.units.answering import Step, StepsOf, heirs_of
from loa.units.models import Succession
from loa.units.words import Tree

Number = int | Decimal


@dataclass(frozen=True)
class Restated:
    """Figures under the tree of `day`.

    `own` is each unit's own figure with those it answers for; `totals` adds what hangs below.
    `waiting` holds, by the unit that reported them, figures for which no one unit answers:
    they are in no total and in no other figure, and nothing is counted twice.
    """

    day: date
    own: dict[int, Number]
    totals: dict[int, Number]
    waiting: dict[int, Number]


def steps_until(day: date, duty: str = "") -> StepsOf:
    """Read every succession until `day` that concerns a duty; one query."""
    found: dict[int, list[Step]] = defaultdict(list)
    rows = Succession.objects.filter(on__lte=day, duty__in=["", duty]).order_by("on", "pk")
    for unit_id, on, of, heir_id, needs in rows.values_list(
        "predecessor_id", "on", "duty", "successor_id", "needs_person"
    ):
        found[unit_id].append(Step(on, of, heir_id, needs))
    return lambda unit_id: found.get(unit_id, ())


def answering_on(
    unit_ids: Iterable[int], day: date, duty: str = ""
) -> dict[int, tuple[int, ...] | None]:
    """Return who answers on `day` for each of the units; one query for all."""
    steps = steps_until(day, duty)
    return {pk: heirs_of(pk, steps, day=day, duty=duty) for pk in unit_ids}


def added_up(own: Mapping[int, Number], parents: Mapping[int, int]) -> dict[int, Number]:
    """Add each figure to its unit and to everything above it."""
    totals: dict[int, Number] = {}
    for unit_id, value in own.items():
        at: int | None = unit_id
        passed: set[int] = set()
        while at is not None and at not in passed:
            totals[at] = totals.get(at, 0) + value
            passed.add(at)
            at = parents.get(at)
    return totals


def as_was(values: Mapping[int, Number], day: date, tree: Tree = Tree.TERRITORIAL) -> Restated:
    """Add figures under the tree of the day on which they were reported."""
    own = dict(values)
    return Restated(day, own, added_up(own, queries.parents_on(day, tree)), {})


def restated(
    values: Mapping[int, Number], day: date, duty: str = "", tree: Tree = Tree.TERRITORIAL
) -> Restated:
    """Add figures of any earlier day under the tree of `day`, each where it is answered for.

    `values` maps the unit that reported to its figure. Two queries, however many figures.
    """
    answers = answering_on(values, day, duty)
    own: dict[int, Number] = {}
    waiting: dict[int, Number] = {}
    for unit_id, value in values.items():
        heirs = answers[unit_id]
        if heirs is None or len(heirs) != 1:
            waiting[unit_id] = value
        else:
            own[heirs[0]] = own.get(heirs[0], 0) + value
    return Restated(day, own, added_up(own, queries.parents_on(day, tree)), waiting)
