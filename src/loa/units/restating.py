"""Figures as they were, and restated: old figures under the tree of another day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, Self, TypeVar

from loa.units import queries
from loa.units.answering import Step, StepsOf, heirs_of
from loa.units.models import Succession
from loa.units.words import Tree

Number = int | Decimal


class Addable(Protocol):
    """What can be added up: numbers, or facts that know how to be joined."""

    def __add__(self, other: Self, /) -> Self: ...


A = TypeVar("A", bound=Addable)


@dataclass(frozen=True)
class Restated(Generic[A]):
    """Figures under the tree of `day`.

    `own` is each unit's own figure with those it answers for; `totals` adds what hangs below.
    `waiting` holds, by the unit that reported them, figures for which no one unit answers:
    they are in no total and in no other figure, and nothing is counted twice.
    """

    day: date
    own: dict[int, A]
    totals: dict[int, A]
    waiting: dict[int, A]


@dataclass(frozen=True)
class Places:
    """Where facts stand on `day`: at which unit, and below which others.

    `at` maps the unit that reported to the one unit at which its facts stand; None: no one
    unit answers, they wait for a person. `parents` is the tree of the day.
    """

    day: date
    at: Mapping[int, int | None]
    parents: Mapping[int, int]

    def added(self, values: Mapping[int, A]) -> Restated[A]:
        """Add up one set of values, by the unit that reported each; no query."""
        own: dict[int, A] = {}
        waiting: dict[int, A] = {}
        for unit_id, value in values.items():
            stands = self.at[unit_id]
            if stands is None:
                waiting[unit_id] = value
            else:
                own[stands] = own[stands] + value if stands in own else value
        return Restated(self.day, own, added_up(own, self.parents), waiting)

    def standing_at(self) -> dict[int, list[int]]:
        """Return {unit: those whose facts stand at it}, in the order in which they came."""
        found: dict[int, list[int]] = defaultdict(list)
        for unit_id, stands in self.at.items():
            if stands is not None:
                found[stands].append(unit_id)
        return dict(found)


@dataclass(frozen=True)
class Successions:
    """Every succession until `day`, read once: who answers for any unit, by any duty."""

    day: date
    steps_of: StepsOf
    duties: tuple[str, ...]  # those that passed on their own

    def answering(self, unit_id: int, duty: str = "") -> tuple[int, ...] | None:
        """Return who answers on the day; None: it waits for a person."""
        return heirs_of(unit_id, self.steps_of, day=self.day, duty=duty)

    def one_answering(self, unit_id: int, duty: str = "") -> int | None:
        """Return the one unit that answers; None where there is none, or several do."""
        heirs = self.answering(unit_id, duty)
        return heirs[0] if heirs is not None and len(heirs) == 1 else None

    def duty_between(self, former: int, heir: int) -> str | None:
        """Return the duty ("": all the rest) by which `heir` answers for `former`; or None."""
        return next(
            (duty for duty in ("", *self.duties) if self.one_answering(former, duty) == heir),
            None,
        )

    def places(
        self, unit_ids: Iterable[int], duty: str = "", tree: Tree = Tree.TERRITORIAL
    ) -> Places:
        """Say where facts of these units stand on the day, restated; one query."""
        at = {pk: self.one_answering(pk, duty) for pk in unit_ids}
        return Places(self.day, at, queries.parents_on(self.day, tree))


def successions_until(day: date) -> Successions:
    """Read every succession until `day`; one query."""
    found: dict[int, list[Step]] = defaultdict(list)
    duties: set[str] = set()
    rows = Succession.objects.filter(on__lte=day).order_by("on", "pk")
    for unit_id, on, of, heir_id, needs in rows.values_list(
        "predecessor_id", "on", "duty", "successor_id", "needs_person"
    ):
        found[unit_id].append(Step(on, of, heir_id, needs))
        duties.add(of)
    return Successions(
        day, lambda unit_id: found.get(unit_id, ()), tuple(sorted(duties - {""}))
    )


def places_as_was(unit_ids: Iterable[int], day: date, tree: Tree = Tree.TERRITORIAL) -> Places:
    """Say where facts stood on the day on which they were reported; one query."""
    return Places(day, {pk: pk for pk in unit_ids}, queries.parents_on(day, tree))


def answering_on(
    unit_ids: Iterable[int], day: date, duty: str = ""
) -> dict[int, tuple[int, ...] | None]:
    """Return who answers on `day` for each of the units; one query for all."""
    known = successions_until(day)
    return {pk: known.answering(pk, duty) for pk in unit_ids}


def added_up(own: Mapping[int, A], parents: Mapping[int, int]) -> dict[int, A]:
    """Add each figure to its unit and to everything above it."""
    totals: dict[int, A] = {}
    for unit_id, value in own.items():
        at: int | None = unit_id
        passed: set[int] = set()
        while at is not None and at not in passed:
            totals[at] = totals[at] + value if at in totals else value
            passed.add(at)
            at = parents.get(at)
    return totals


def as_was(
    values: Mapping[int, Number], day: date, tree: Tree = Tree.TERRITORIAL
) -> Restated[Number]:
    """Add figures under the tree of the day on which they were reported."""
    return places_as_was(values, day, tree).added(values)


def restated(
    values: Mapping[int, Number], day: date, duty: str = "", tree: Tree = Tree.TERRITORIAL
) -> Restated[Number]:
    """Add figures of any earlier day under the tree of `day`, each where it is answered for.

    `values` maps the unit that reported to its figure. Two queries, however many figures.
    """
    return successions_until(day).places(values, duty, tree).added(values)
