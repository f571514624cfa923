"""Walking from a unit to whoever answers for it: the one place where heirs are decided.

Rules in words: docs/rules/units.md. Nothing here asks the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One succession: from a unit, on a day, of one duty or (blank) of the rest."""

    on: date
    duty: str
    heir_id: int | None
    needs_person: bool


StepsOf = Callable[[int], Sequence[Step]]


def heirs_of(
    unit_id: int, steps_of: StepsOf, *, day: date, duty: str = ""
) -> tuple[int, ...] | None:
    """Return the ids of the units that answer on `day`; None: it waits for a person.

    The first step that concerns the duty takes it away; what its unit does later no longer
    concerns it. From the heir one walks on, from that day.
    """
    return _walk(unit_id, date.min, steps_of, day, duty, frozenset())


def _walk(
    unit_id: int,
    since: date,
    steps_of: StepsOf,
    day: date,
    duty: str,
    seen: frozenset[tuple[int, date]],
) -> tuple[int, ...] | None:
    if (unit_id, since) in seen:  # handed to and fro on one day
        return (unit_id,)
    seen |= {(unit_id, since)}
    steps = [s for s in steps_of(unit_id) if since <= s.on <= day and s.duty in ("", duty)]
    if not steps:
        return (unit_id,)
    first = min(step.on for step in steps)
    there = [step for step in steps if step.on == first]
    chosen = [step for step in there if step.duty] or there
    heirs: list[int] = []
    for step in chosen:
        if step.heir_id is None or step.needs_person:
            continue
        further = _walk(step.heir_id, first, steps_of, day, duty, seen)
        if further is None:
            return None
        heirs += [heir for heir in further if heir not in heirs]
    return tuple(heirs) or None
