"""Rows of past work put where they stand on a day: the one query of lists under another day.

A list that offers `loa.units.lens` gives its rows here, whatever they are, and shows the
answer with `units/stands.html`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from loa.units.queries import names_of
from loa.units.restating import successions_until

T = TypeVar("T")


@dataclass(frozen=True)
class Stand(Generic[T]):
    """One unit of the day and the rows that stand at it; `unit_id` None: they wait."""

    unit_id: int | None
    name: str
    rows: list[T]


@dataclass(frozen=True)
class StandRow:
    """A stand on screen: its rows as (name, address, meaning, word), its counts by heading."""

    unit_id: int | None
    name: str
    items: Sequence[tuple[str, str, str, object]]
    counts: Sequence[tuple[object, int]] = field(default=())


def stand_together(
    rows: Iterable[tuple[int, T]], on: date, duty: str = ""
) -> tuple[list[Stand[T]], list[T]]:
    """Put rows, given with the unit they are of, at who answers for it on a day.

    Returns the stands by precedence, and the rows that wait for a person: no row is lost and
    none stands twice. Two queries, however many rows.
    """
    known = successions_until(on)
    answers: dict[int, int | None] = {}
    found: dict[int, list[T]] = {}
    waiting: list[T] = []
    for unit_id, row in rows:
        if unit_id not in answers:
            answers[unit_id] = known.one_answering(unit_id, duty)
        at = answers[unit_id]
        if at is None:
            waiting.append(row)
        else:
            found.setdefault(at, []).append(row)
    called = names_of(found, on)
    stands = [
        Stand(pk, called[pk].name if pk in called else "", held) for pk, held in found.items()
    ]
    stands.sort(
        key=lambda stand: (
            (called[stand.unit_id].position, called[stand.unit_id].name_sort)
            if stand.unit_id in called
            else (0, "")
        )
    )
    return stands, waiting


def answers_now(unit_ids: Iterable[int], on: date) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return {unit: who answers for it on a day, (id, name)}; empty: it waits. Two queries."""
    known = successions_until(on)
    heirs = {pk: known.answering(pk) or () for pk in unit_ids}
    called = names_of({heir for each in heirs.values() for heir in each}, on)
    return {
        pk: tuple((heir, called[heir].name if heir in called else "") for heir in each)
        for pk, each in heirs.items()
    }


@dataclass(frozen=True)
class Answering:
    """Who answers by one duty ("": all the rest); no heirs: it waits for a person."""

    duty: str
    heirs: tuple[tuple[int, str], ...]


def answering_now(unit_id: int, on: date) -> tuple[Answering, ...]:
    """Say who answers on a day for a unit, by each duty that went elsewhere than the rest."""
    known = successions_until(on)
    rest = known.answering(unit_id)
    by_duty = {duty: known.answering(unit_id, duty) for duty in known.duties}
    told = {"": rest, **{duty: heirs for duty, heirs in by_duty.items() if heirs != rest}}
    called = names_of({pk for heirs in told.values() for pk in heirs or ()}, on)
    return tuple(
        Answering(duty, tuple((pk, called[pk].name) for pk in heirs or ()))
        for duty, heirs in told.items()
    )
