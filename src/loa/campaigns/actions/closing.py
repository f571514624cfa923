"""A person's word on what the letter leaves open."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns import policies
from loa.campaigns.actions.drawing import draw
from loa.campaigns.actions.learning import learn, unlearn
from loa.campaigns.errors import UnknownHoleError
from loa.campaigns.models import (
    Addressee,
    Addressing,
    Campaign,
    HoleAnswer,
    HoleKind,
    HoleWord,
    Part,
    Place,
    Task,
)
from loa.campaigns.queries.holes import Hole, holes
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.units.models import Group, Officer, Unit


@transaction.atomic
def close_hole(
    campaign: Campaign,
    kind: HoleKind,
    place: str,
    word: HoleWord,
    *,
    group: Group | None = None,
    unit: Unit | None = None,
    task: Task | None = None,
    note: str = "",
    by: Officer,
    at: datetime,
) -> HoleAnswer:
    """Keep how a hole was closed, and do what the word says.

    `ADDED` on unknown words names the group or unit they mean; on an addressee without task
    or an unreached audience it names the `task`; on those below a doer it takes them in.
    Another word later replaces this one. Raises UnknownHoleError, NotAllowedError.
    """
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    hole = next((h for h in holes(campaign) if (h.kind, h.place) == (kind, place)), None)
    if hole is None:
        raise UnknownHoleError
    _do(campaign, hole, word, group=group, unit=unit, task=task)
    if hole.kind is HoleKind.UNKNOWN_WORDS:
        if word is HoleWord.ADDED:
            learn(campaign, hole.words, group=group, unit=unit, by=by, at=at)
        else:
            unlearn(campaign, hole.words, by=by, at=at)
    answer = _keep(campaign, hole, word, note=note, by=by, at=at)
    draw(campaign)
    return answer


@transaction.atomic
def close_holes(
    campaign: Campaign,
    word_for: Callable[[Hole], HoleWord | None],
    *,
    by: Officer,
    at: datetime,
) -> int:
    """Close every open hole for which `word_for` gives a word; return how many.

    Found once and drawn once, however many there are. Raises NotAllowedError.
    """
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    many = 0
    for hole in holes(campaign):
        word = word_for(hole) if hole.is_open else None
        if word is not None:
            _do(campaign, hole, word, group=None, unit=None, task=None)
            _keep(campaign, hole, word, note="", by=by, at=at)
            many += 1
    if many:
        draw(campaign)
    return many


def _keep(
    campaign: Campaign, hole: Hole, word: HoleWord, *, note: str, by: Officer, at: datetime
) -> HoleAnswer:
    answer, _ = HoleAnswer.objects.update_or_create(
        campaign=campaign,
        kind=hole.kind.value,
        place=hole.place,
        defaults={"word": word.value, "note": clean(note)[:300], "by": by, "at": at},
    )
    record(
        "campaign.hole_closed",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.owner_id,
        changes={f"{hole.kind.value} {hole.place}"[:100]: (None, word.value)},
        note=answer.note,
    )
    return answer


def _do(
    campaign: Campaign,
    hole: Hole,
    word: HoleWord,
    *,
    group: Group | None,
    unit: Unit | None,
    task: Task | None,
) -> None:
    lines = Addressee.objects.filter(campaign=campaign, words=hole.words)
    if word is HoleWord.FOR_INFORMATION:
        lines.filter(place=Place.ADDRESSED.value).update(part=Part.FOR_INFORMATION.value)
    if word is not HoleWord.ADDED:
        return
    if hole.kind is HoleKind.UNKNOWN_WORDS:
        _name(campaign, hole, group, unit)
    elif hole.kind is HoleKind.AUDIENCE and task is not None:
        task.audiences = [*task.audiences, hole.words]
        task.save(update_fields=["audiences"])
    elif hole.kind is HoleKind.WITHOUT_TASK and task is not None:
        _give(task, lines)
    elif hole.kind is HoleKind.PASS_ON and hole.task is not None and hole.group is not None:
        Addressing.objects.get_or_create(
            task=hole.task,
            group=hole.group,
            unit=None,
            defaults={"words": "", "closed_by_hand": True, "is_passed_on": True},
        )


def _name(campaign: Campaign, hole: Hole, group: Group | None, unit: Unit | None) -> None:
    """Say whom words mean, wherever in the letter they stand."""
    if group is None and unit is None:
        return
    waiting = Addressee.objects.filter(
        campaign=campaign, words=hole.words, group__isnull=True, unit__isnull=True
    )
    waiting.update(group=group, unit=None if group else unit)
    tasks = [hole.task] if hole.task and not hole.words else _tasks_with(campaign, hole.words)
    for task in tasks:
        Addressing.objects.get_or_create(
            task=task,
            group=group,
            unit=None if group else unit,
            defaults={"words": hole.words[:300], "closed_by_hand": True},
        )


def _tasks_with(campaign: Campaign, words: str) -> list[Task]:
    rows = Task.objects.filter(campaign=campaign)
    return [task for task in rows if words in task.recipients_text]


def _give(task: Task, lines: Iterable[Addressee]) -> None:
    for line in lines:
        if line.group_id or line.unit_id:
            Addressing.objects.get_or_create(
                task=task,
                group=line.group,
                unit=line.unit,
                defaults={"words": line.words, "closed_by_hand": True},
            )
            line.part = Part.TASKED.value
            line.save(update_fields=["part"])
