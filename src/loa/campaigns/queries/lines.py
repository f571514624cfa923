"""The one place where it is decided who takes part, in which part, and to whom each reports.

Everyone whom the letter gives a task reports to the unit that runs the campaign, though it is
nobody's superior in the tree. A unit that a doer passes its task on to reports to the nearest
doer above it. Reached both ways, a unit reports once, to the owner. Who only has to know, who
coordinates and whom the owner reports to have no line: they are never due.
Rules in words: docs/rules/campaigns.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loa.campaigns.models import Addressee, Addressing, Campaign, Part
from loa.campaigns.queries.meanings import Roll
from loa.units.queries import parents_on
from loa.units.words import Tree

# Who is named twice has the first of these parts.
RANK = (Part.TASKED, Part.COORDINATING, Part.REPORTED_TO, Part.FOR_INFORMATION)


@dataclass(frozen=True)
class Place:
    """A unit's place in a campaign as the letter and the answers to its holes give it."""

    unit_id: int
    name: str
    position: int
    part: Part
    reports_to_id: int | None
    # task id → the unit that passes it on, None where the letter gives it directly
    tasks: Mapping[int, int | None]


def places(campaign: Campaign, roll: Roll | None = None) -> tuple[Place, ...]:
    """Return everybody's place, in order of precedence.

    Cost: a few queries per group that is named, none per unit.
    """
    roll = roll or Roll(campaign.owner, campaign.units_on)
    rows = list(
        Addressing.objects.filter(task__campaign=campaign).select_related("group", "unit")
    )
    direct: dict[int, set[int]] = {}
    passed: dict[int, set[int]] = {}
    for row in rows:
        side = passed if row.is_passed_on else direct
        side.setdefault(row.task_id, set()).update(roll.of(row.group, row.unit))
    parts = _parts_of_addressees(campaign, roll)
    tasks = _tasks_of_units(direct, passed, _Above(campaign) if passed else None)
    whole = parts.keys() | tasks.keys()
    names = roll.complete(whole)
    found = [
        Place(
            unit_id=unit_id,
            name=names[unit_id].name,
            position=names[unit_id].position,
            part=Part.TASKED if unit_id in tasks else parts[unit_id],
            reports_to_id=_line(campaign.owner_id, tasks.get(unit_id)),
            tasks=tasks.get(unit_id, {}),
        )
        for unit_id in whole
        if unit_id in names
    ]
    return tuple(sorted(found, key=lambda place: (place.position, place.name)))


def _line(owner_id: int, tasks: Mapping[int, int | None] | None) -> int | None:
    if tasks is None:
        return None
    passed_by = [by for by in tasks.values() if by is not None]
    return owner_id if len(passed_by) < len(tasks) else passed_by[0]


def _parts_of_addressees(campaign: Campaign, roll: Roll) -> dict[int, Part]:
    parts: dict[int, Part] = {}
    named = Addressee.objects.filter(campaign=campaign).select_related("group", "unit")
    for row in named:
        # Addressed, and no task reaches it: it is told, it owes nothing.
        part = Part.FOR_INFORMATION if row.part == Part.TASKED else Part(row.part)
        for unit_id in roll.of(row.group, row.unit):
            held = parts.get(unit_id, part)
            parts[unit_id] = min(held, part, key=RANK.index)
    return parts


def _tasks_of_units(
    direct: Mapping[int, set[int]], passed: Mapping[int, set[int]], above: "_Above | None"
) -> dict[int, dict[int, int | None]]:
    found: dict[int, dict[int, int | None]] = {}
    for task_id, units in direct.items():
        for unit_id in units:
            found.setdefault(unit_id, {})[task_id] = None
    for task_id, units in passed.items():
        doers = direct.get(task_id, set())
        for unit_id in units - doers:
            by = above.nearest(unit_id, doers | units) if above else None
            if by is None and len(doers) == 1:
                by = next(iter(doers))
            found.setdefault(unit_id, {})[task_id] = by
    return found


class _Above:
    """Who stands above whom on the campaign's day; the line of work before the territory."""

    def __init__(self, campaign: Campaign) -> None:
        self._trees = [
            parents_on(campaign.units_on, tree) for tree in (Tree.SECTOR, Tree.TERRITORIAL)
        ]

    def nearest(self, unit_id: int, among: Iterable[int]) -> int | None:
        wanted = set(among)
        for parents in self._trees:
            seen, above = {unit_id}, parents.get(unit_id)
            while above is not None and above not in seen:
                if above in wanted:
                    return above
                seen.add(above)
                above = parents.get(above)
        return None
