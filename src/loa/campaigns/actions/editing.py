"""Changing an opened campaign: rounds, tasks, recipients. Most of it only before it is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from loa.campaigns import policies
from loa.campaigns.actions.drawing import draw
from loa.campaigns.actions.learning import unlearn
from loa.campaigns.errors import AlreadySentError
from loa.campaigns.models import (
    Addressing,
    Assignment,
    Campaign,
    Duty,
    DutyKind,
    Participant,
    Round,
    RoundKind,
    Task,
)
from loa.crafts.timing import Basis
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.units.models import Group, Officer, Unit


@dataclass(frozen=True)
class RoundTimes:
    """When a round's figures are cut, when it is due, when it shuts. All with a time zone."""

    kind: RoundKind
    cut_off_at: datetime
    due_at: datetime
    closes_at: datetime
    basis: Basis = Basis.ARRIVED
    grace_minutes: int = 0


@dataclass(frozen=True)
class DutyWords:
    kind: DutyKind
    text: str


@transaction.atomic
def set_period(
    campaign: Campaign,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    units_on: date,
    scope: str,
    by: Officer,
    at: datetime,
) -> Campaign:
    """Say title, period, scope, and on which day groups mean which units.

    The day is settled once the campaign is sent. Raises AlreadySentError, NotAllowedError.
    """
    campaign = _mine(campaign, by, at)
    if campaign.sent_at and units_on != campaign.units_on:
        raise AlreadySentError
    new = {
        "title": clean(title)[:500],
        "starts_on": starts_on,
        "ends_on": ends_on,
        "units_on": units_on,
        "scope": clean(scope)[:300],
    }
    changes = {
        name: (getattr(campaign, name), value)
        for name, value in new.items()
        if getattr(campaign, name) != value
    }
    if not changes:
        return campaign
    for name, (_, value) in changes.items():
        setattr(campaign, name, value)
    campaign.full_clean(exclude=["audiences"])  # a letter may name none
    campaign.save(update_fields=list(changes))
    if "units_on" in changes:
        draw(campaign)
    _record("campaign.changed", campaign, by, at, changes)
    return campaign


@transaction.atomic
def set_round(
    campaign: Campaign, number: int | None, times: RoundTimes, *, by: Officer, at: datetime
) -> Round:
    """Change round `number`, or add one (None). After the sending this moves dates too.

    Raises ValidationError where it shuts before it is due, NotAllowedError.
    """
    campaign = _mine(campaign, by, at)
    rows = Round.objects.filter(campaign=campaign)
    if number is None:
        last = rows.aggregate(last=Max("number"))["last"] or 0
        row = Round(campaign=campaign, number=last + 1)
    else:
        row = rows.get(number=number)
    new = {
        "kind": times.kind.value,
        "cut_off_at": times.cut_off_at,
        "due_at": times.due_at,
        "closes_at": times.closes_at,
        "basis": times.basis.value,
        "grace_minutes": times.grace_minutes,
    }
    was = {name: getattr(row, name) for name in new} if row.pk else dict.fromkeys(new)
    for name, value in new.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    changes = {name: (was[name], value) for name, value in new.items() if was[name] != value}
    verb = "round.added" if number is None else "round.changed"
    record(verb, row, by=by, at=at, unit_id=campaign.owner_id, changes=changes)
    return row


@transaction.atomic
def remove_round(campaign: Campaign, number: int, *, by: Officer, at: datetime) -> None:
    """Take a round out before the sending. Raises AlreadySentError, NotAllowedError."""
    campaign = _unsent(campaign, by, at)
    row = Round.objects.get(campaign=campaign, number=number)
    record("round.removed", row, by=by, at=at, unit_id=campaign.owner_id)
    row.delete()


@transaction.atomic
def set_task(
    campaign: Campaign,
    task: Task | None,
    *,
    text: str,
    duties: Sequence[DutyWords],
    audiences: Iterable[str],
    due_at: datetime | None,
    by: Officer,
    at: datetime,
) -> Task:
    """Change a task's words, duties, audiences and date, or add one (None), unsent.

    Raises AlreadySentError, NotAllowedError.
    """
    campaign = _unsent(campaign, by, at)
    is_new = task is None
    if task is None:
        last = Task.objects.filter(campaign=campaign).aggregate(last=Max("position"))["last"]
        position = (last or 0) + 1
        task = Task(campaign=campaign, number=str(position), position=position)
    was = (task.text, list(task.audiences), task.due_at)
    task.text, task.due_at = clean(text).strip(), due_at
    task.audiences = list(
        dict.fromkeys(word for each in audiences if (word := clean(each).strip()))
    )
    task.full_clean(exclude=["recipients_text", "source", "audiences"])  # may be empty lists
    task.save()
    task.duties.all().delete()
    Duty.objects.bulk_create(
        Duty(task=task, position=number, kind=duty.kind.value, text=clean(duty.text)[:500])
        for number, duty in enumerate(duties, start=1)
    )
    record(
        "task.added" if is_new else "task.changed",
        task,
        by=by,
        at=at,
        unit_id=campaign.owner_id,
        changes={
            "text": (was[0], task.text),
            "audiences": (was[1], task.audiences),
            "due_at": (was[2], due_at),
            "duties": (None, [duty.text for duty in duties]),
        },
    )
    return task


@transaction.atomic
def remove_task(task: Task, *, by: Officer, at: datetime) -> None:
    """Take a task out before the sending. Raises AlreadySentError, NotAllowedError."""
    campaign = _unsent(task.campaign, by, at)
    record("task.removed", task, by=by, at=at, unit_id=campaign.owner_id)
    Assignment.objects.filter(task=task).update(passed_down_from=None)
    Assignment.objects.filter(task=task).delete()
    task.addressings.all().delete()
    task.duties.all().delete()
    task.delete()
    draw(campaign)


@transaction.atomic
def add_recipient(
    task: Task,
    *,
    group: Group | None = None,
    unit: Unit | None = None,
    words: str = "",
    is_passed_on: bool = False,
    by: Officer,
    at: datetime,
) -> Addressing:
    """Give the task to a group or unit more; also after the sending (then send again)."""
    campaign = _mine(task.campaign, by, at)
    row, is_new = Addressing.objects.get_or_create(
        task=task,
        group=group,
        unit=unit,
        defaults={
            "words": clean(words)[:300],
            "closed_by_hand": True,
            "is_passed_on": is_passed_on,
        },
    )
    if is_new:
        draw(campaign)
        changes = {"group": (None, group), "unit": (None, unit)}
        record("task.given", task, by=by, at=at, unit_id=campaign.owner_id, changes=changes)
    return row


@transaction.atomic
def remove_recipient(row: Addressing, *, by: Officer, at: datetime) -> None:
    """Take the task back from a group or unit. Raises AlreadySentError, NotAllowedError."""
    campaign = _unsent(row.task.campaign, by, at)
    changes = {"group": (row.group_id, None), "unit": (row.unit_id, None)}
    record(
        "task.taken_back", row.task, by=by, at=at, unit_id=campaign.owner_id, changes=changes
    )
    if row.words:
        unlearn(campaign, row.words, group=row.group, unit=row.unit, by=by, at=at)
    row.delete()
    draw(campaign)


@transaction.atomic
def draw_line(
    participant: Participant, reports_to: Unit | None, *, by: Officer, at: datetime
) -> Participant:
    """Say by hand to whom a unit reports in this campaign; None: as the letter gives it.

    Raises ValidationError where it would report to itself, NotAllowedError.
    """
    campaign = _mine(participant.campaign, by, at)
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    was = row.reports_to_id
    row.line_by_hand = reports_to is not None
    if reports_to is not None:
        row.reports_to = reports_to
    row.full_clean()
    row.save(update_fields=["reports_to", "line_by_hand"])
    if reports_to is None:
        draw(campaign)
        row.refresh_from_db()
    record(
        "participant.line_drawn",
        row,
        by=by,
        at=at,
        unit_id=row.unit_id,
        changes={"reports_to": (was, row.reports_to_id)},
    )
    return row


@transaction.atomic
def exempt(assignment: Assignment, reason: str, *, by: Officer, at: datetime) -> Assignment:
    """Free a unit from a task that cannot apply to it, with the reason ("" ends it)."""
    campaign = _mine(assignment.task.campaign, by, at)
    was = assignment.exempt_reason
    assignment.exempt_reason = clean(reason).strip()[:300]
    assignment.exempt_at = at if assignment.exempt_reason else None
    assignment.full_clean()
    assignment.save(update_fields=["exempt_at", "exempt_reason"])
    record(
        "assignment.exempted",
        assignment,
        by=by,
        at=at,
        unit_id=campaign.owner_id,
        changes={"exempt_reason": (was, assignment.exempt_reason)},
    )
    return assignment


def _mine(campaign: Campaign, by: Officer, at: datetime) -> Campaign:
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _unsent(campaign: Campaign, by: Officer, at: datetime) -> Campaign:
    campaign = _mine(campaign, by, at)
    if campaign.sent_at is not None:
        raise AlreadySentError
    return campaign


def _record(
    verb: str,
    campaign: Campaign,
    by: Officer,
    at: datetime,
    changes: dict[str, tuple[object, object]],
) -> None:
    record(verb, campaign, by=by, at=at, unit_id=campaign.owner_id, changes=changes)
