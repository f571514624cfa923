"""The one place where the holes of a letter are found, between recipients, tasks, audiences.

A hole is a judgement on the rows as they stand; a person's answer (`HoleAnswer`) is a fact.
Words for each: docs/rules/campaigns.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loa.campaigns.models import (
    Addressee,
    Addressing,
    Campaign,
    DutyKind,
    HoleAnswer,
    HoleKind,
    Part,
    Place,
    Task,
)
from loa.campaigns.queries.meanings import Roll, loosen
from loa.units.models import Group
from loa.units.queries import below, parents_on
from loa.units.words import Tree


@dataclass(frozen=True)
class Hole:
    """One hole. `place` is its key among those of its kind; `words` what the letter says."""

    kind: HoleKind
    place: str
    words: str
    task: Task | None = None
    group: Group | None = None
    unit_count: int = 0
    answer: HoleAnswer | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclass(frozen=True)
class MatrixRow:
    """One audience, and for each task (in order) whether it reaches it."""

    audience: str
    reached_by: tuple[bool, ...]

    @property
    def is_reached(self) -> bool:
        return any(self.reached_by)


def holes(campaign: Campaign) -> tuple[Hole, ...]:
    """Return all holes, answered ones too, in the order of the letter.

    Cost: a few queries per group that is named, none per unit.
    """
    answers = {
        (row.kind, row.place): row for row in HoleAnswer.objects.filter(campaign=campaign)
    }
    found = {}
    for hole in _Finder(campaign).all():
        found[hole.kind, hole.place] = Hole(
            hole.kind,
            hole.place,
            hole.words,
            hole.task,
            hole.group,
            hole.unit_count,
            answers.get((hole.kind.value, hole.place)),
        )
    return tuple(found.values())


def open_holes(campaign: Campaign) -> tuple[Hole, ...]:
    """Return the holes that wait for a person."""
    return tuple(hole for hole in holes(campaign) if hole.is_open)


def matrix(campaign: Campaign) -> tuple[MatrixRow, ...]:
    """Return audiences × tasks. One query beside the campaign."""
    tasks = list(Task.objects.filter(campaign=campaign).order_by("position"))
    return tuple(
        MatrixRow(audience, tuple(audience in task.audiences for task in tasks))
        for audience in campaign.audiences
    )


class _Finder:
    """Loads what holes are found in once; each method finds one kind."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.roll = Roll(campaign.owner, campaign.units_on)
        self.addressees = list(
            Addressee.objects.filter(campaign=campaign)
            .select_related("group", "unit")
            .order_by("place", "position", "pk")
        )
        self.tasks = list(
            Task.objects.filter(campaign=campaign)
            .prefetch_related("duties")
            .order_by("position")
        )
        self.addressings: dict[int, list[Addressing]] = {}
        for row in Addressing.objects.filter(task__campaign=campaign).select_related(
            "group", "unit"
        ):
            self.addressings.setdefault(row.task_id, []).append(row)
        self.addressed: set[int] = set()
        for line in self.addressees:
            if line.place == Place.ADDRESSED:
                self.addressed |= set(self.roll.of(line.group, line.unit))

    def all(self) -> Iterator[Hole]:
        yield from self._unknown()
        yield from self._empty()
        yield from self._without_task()
        for task in self.tasks:
            yield from self._not_by_name(task)
        yield from self._audiences()
        yield from self._passing_on()

    def _direct(self, task: Task) -> list[Addressing]:
        return [row for row in self.addressings.get(task.pk, ()) if not row.is_passed_on]

    def _unknown(self) -> Iterator[Hole]:
        for line in self.addressees:
            if line.group is None and line.unit is None:
                yield Hole(HoleKind.UNKNOWN_WORDS, line.words, line.words)
        for task in self.tasks:
            known = {row.words for row in self.addressings.get(task.pk, ())}
            for words in task.recipients_text:
                if words not in known:
                    yield Hole(HoleKind.UNKNOWN_WORDS, words, words, task)
            if not task.recipients_text and not known:
                yield Hole(HoleKind.UNKNOWN_WORDS, f"task:{task.pk}", "", task)

    def _empty(self) -> Iterator[Hole]:
        rows = [row for task in self.tasks for row in self._direct(task)]
        named: tuple[Addressee | Addressing, ...] = (*self.addressees, *rows)
        for row in named:
            if row.group is not None and not self.roll.of_group(row.group):
                yield Hole(HoleKind.EMPTY_GROUP, row.group.code, row.words, group=row.group)

    def _without_task(self) -> Iterator[Hole]:
        tasked: set[int] = set()
        for rows in self.addressings.values():
            for row in rows:
                tasked |= set(self.roll.of(row.group, row.unit))
        for line in self.addressees:
            units = set(self.roll.of(line.group, line.unit))
            waits = line.place == Place.ADDRESSED and line.part == Part.TASKED
            told = line.part == Part.FOR_INFORMATION and line.place == Place.ADDRESSED
            if units and (waits or told) and not units & tasked:
                yield Hole(HoleKind.WITHOUT_TASK, line.words, line.words, unit_count=len(units))

    def _not_by_name(self, task: Task) -> Iterator[Hole]:
        """Find doers that the letter's head does not name: by a group only, or not at all."""
        lines = [line for line in self.addressees if line.place == Place.ADDRESSED]
        named = {(line.group_id, line.unit_id) for line in lines}
        heads = [loosen(line.words) for line in lines]
        one_by_one = self._named_one_by_one(lines)
        for row in self._direct(task):
            units = set(self.roll.of(row.group, row.unit))
            is_named = (row.group_id, row.unit_id) in named or any(
                loosen(row.words) in head for head in heads if row.words
            )
            if not units or is_named or units <= one_by_one:
                continue
            place = f"task:{task.pk}:{row.group_id or ''}:{row.unit_id or ''}"
            covered = units <= self.addressed
            # A group inside a greater one is no oversight; one body that has a task alone is.
            if covered and len(units) > 1:
                continue
            kind = HoleKind.ONLY_BY_GROUP if covered else HoleKind.NOT_ADDRESSED
            yield Hole(
                kind,
                place,
                row.words or str(row.group or row.unit),
                task,
                row.group,
                len(units - self.addressed) or len(units),
            )

    def _named_one_by_one(self, lines: Iterable[Addressee]) -> set[int]:
        """Return the units of lines that list each of their bodies: "Báo …, Đài …"."""
        found: set[int] = set()
        for line in lines:
            units = self.roll.of(line.group, line.unit)
            if len(units) <= len(line.words.split(",")):
                found |= set(units)
        return found

    def _audiences(self) -> Iterator[Hole]:
        reached = {audience for task in self.tasks for audience in task.audiences}
        for audience in self.campaign.audiences:
            if audience not in reached:
                yield Hole(HoleKind.AUDIENCE, audience, audience)

    def _passing_on(self) -> Iterator[Hole]:
        """Offer desks to those below a doer, where a group names just such units."""
        if not self.tasks:
            return
        groups = list(Group.objects.order_by("position", "pk"))
        trees = [
            parents_on(self.campaign.units_on, tree) for tree in (Tree.SECTOR, Tree.TERRITORIAL)
        ]
        direct_anywhere = {
            unit_id
            for task in self.tasks
            for row in self._direct(task)
            for unit_id in self.roll.of(row.group, row.unit)
        }
        offered: set[int] = set()
        for task in sorted(self.tasks, key=lambda task: not _passes_on(task)):
            doers = {u for row in self._direct(task) for u in self.roll.of(row.group, row.unit)}
            under = {u for doer in doers for tree in trees for u in below(doer, tree)}
            free = under - direct_anywhere - offered
            for group in self._offered(task, groups, free):
                offered |= set(self.roll.of_group(group))
                yield Hole(
                    HoleKind.PASS_ON,
                    f"task:{task.pk}:group:{group.pk}",
                    group.name,
                    task,
                    group,
                    len(self.roll.of_group(group)),
                )

    def _offered(self, task: Task, groups: Iterable[Group], under: set[int]) -> Iterator[Group]:
        """Give the widest groups that lie wholly below the doers, no unit offered twice."""
        if not under:
            return
        sizes = {
            group: units
            for group in groups
            if (units := set(self.roll.of_group(group))) and units <= under
        }
        taken: set[int] = set()
        for group, units in sorted(sizes.items(), key=lambda each: -len(each[1])):
            is_chosen = any(
                row.is_passed_on and row.group_id == group.pk
                for row in self.addressings.get(task.pk, ())
            )
            if is_chosen or (not units & taken and (_passes_on(task) or len(units) > 1)):
                taken |= units
                yield group


def _passes_on(task: Task) -> bool:
    return any(duty.kind == DutyKind.PASS_ON for duty in task.duties.all())
