"""Reorganisations: each a legal act on a date, previewed, applied whole, undone by an act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.units import policies, queries
from loa.units.actions.effects import Effects, standing_on, take_back
from loa.units.actions.opening import end, living, open_new, place_below
from loa.units.errors import (
    ActOverlaidError,
    ActUndoneError,
    ImportNotUndoneError,
    NothingWaitsError,
    PlanIncompleteError,
)
from loa.units.models import Act, Officer, Succession, Unit, UnitName
from loa.units.naming import name_keys
from loa.units.plans import Plan
from loa.units.words import ActKind, SuccessionKind


@transaction.atomic
def apply_acts(plans: Sequence[Plan], *, by: Officer | None, at: datetime) -> tuple[Act, ...]:
    """Apply acts in their order, all or none. Raises ActError, ValidationError."""
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    return tuple(_apply(plan, by=by, at=at) for plan in plans)


@dataclass(frozen=True)
class Preview:
    """What acts would do: rows they would write, and what refers to the units they act upon.

    `written` and each value of `touched` map a model's label to a number of rows; `touched` is
    by unit code. `waiting` names the units whose work would wait for a person.
    """

    written: dict[str, int]
    touched: dict[str, dict[str, int]]
    waiting: tuple[str, ...]


def preview_acts(plans: Sequence[Plan], *, by: Officer | None, at: datetime) -> Preview:
    """Say what `apply_acts` would do, by doing and undoing it. Raises the same errors."""
    with transaction.atomic():
        codes = [code for plan in plans for code in plan.units]
        units = Unit.objects.filter(code__in=codes)
        touched = {unit.code: queries.references_to(unit) for unit in units}
        acts = apply_acts(plans, by=by, at=at)
        written: dict[str, int] = {}
        for act in acts:
            for label, _, _ in act.effects:
                written[label] = written.get(label, 0) + 1
        waiting = Succession.objects.filter(act__in=acts, needs_person=True)
        names = sorted(set(waiting.values_list("predecessor__code", flat=True)))
        transaction.set_rollback(True)
    return Preview(written, touched, tuple(names))


@transaction.atomic
def undo_act(act: Act, *, basis: str, by: Officer | None, at: datetime) -> Act:
    """Take an act back by another.

    Raises ActUndoneError, ActOverlaidError, ActInUseError, ImportNotUndoneError.
    """
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    if act.kind == ActKind.IMPORT.value:
        raise ImportNotUndoneError
    if act.undoes_id is not None or Act.objects.filter(undoes=act).exists():
        raise ActUndoneError
    if later := standing_on(act):
        raise ActOverlaidError(later=later)
    codes = list(act.units.values_list("code", flat=True))
    undoing = Act(
        kind=ActKind.UNDO.value, on=act.on, basis=clean(basis), made_at=at, undoes=act
    )
    undoing.full_clean(exclude=["effects"])
    undoing.save()
    take_back(act)
    undoing.units.set(Unit.objects.filter(code__in=codes))
    record("act.undone", act, by=by, at=at, changes={"units": (codes, None)}, note=basis)
    return undoing


def _apply(plan: Plan, *, by: Officer | None, at: datetime) -> Act:
    effects = Effects()
    act = Act(
        kind=plan.kind.value,
        on=plan.on,
        basis=clean(plan.basis),
        note=clean(plan.note),
        made_at=at,
    )
    act.full_clean(exclude=["effects"])
    act.save()
    for new in plan.opens:
        open_new(new, plan.on, plan.basis, effects)
    if not plan.units:
        raise PlanIncompleteError(kind=plan.kind.value, field="units")
    if plan.kind not in WAYS:
        raise PlanIncompleteError(kind=plan.kind.value, field="kind")
    WAYS[plan.kind](plan, act, effects)
    act.effects = effects.rows
    act.save(update_fields=["effects"])
    named = {*plan.units, *(heir.code for heir in plan.heirs), *(n.code for n in plan.opens)}
    act.units.set(Unit.objects.filter(code__in=named))
    first = Unit.objects.filter(code=plan.units[0]).first()
    record(
        "act.applied",
        act,
        by=by,
        at=at,
        unit_id=first.pk if first else None,
        changes={"units": (None, list(plan.units)), "rows": (None, len(effects.rows))},
        note=act.basis[:200],
    )
    return act


def _rename(plan: Plan, act: Act, effects: Effects) -> None:  # noqa: ARG001 (one shape for all)
    if not plan.name.strip():
        raise PlanIncompleteError(kind=plan.kind.value, field="name")
    if len(plan.units) != 1:
        raise PlanIncompleteError(kind=plan.kind.value, field="units")
    unit = living(plan.units[0], plan.on)
    row = UnitName.objects.filter(queries.on_date(plan.on), unit=unit).get()
    effects.turn(
        row,
        plan.on,
        name=clean(plan.name),
        short_name=clean(plan.short_name),
        **name_keys(plan.name),
    )


def _move(plan: Plan, act: Act, effects: Effects) -> None:  # noqa: ARG001 (one shape for all)
    if not plan.parent:
        raise PlanIncompleteError(kind=plan.kind.value, field="parent")
    for code in plan.units:
        place_below(
            living(code, plan.on), living(plan.parent, plan.on), plan.on, plan.tree, effects
        )


def _end_all(plan: Plan, act: Act, effects: Effects) -> None:
    """Merge, split and abolish: the units end; who takes over is said heir by heir."""
    rest = [heir for heir in plan.heirs if not heir.duty]
    if plan.kind is ActKind.MERGE and len(rest) != 1:
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    if plan.kind is ActKind.SPLIT and not plan.heirs:
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    if plan.kind is ActKind.ABOLISH and plan.heirs:
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    if {heir.code for heir in plan.heirs} & set(plan.units):
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    for code in plan.units:
        unit = living(code, plan.on)
        end(unit, plan.on, effects)
        for heir in plan.heirs:
            needs = heir.is_proposed or (not heir.duty and len(rest) > 1)
            _succeed(plan, act, effects, unit, heir.code, heir.duty, needs)
        if not rest:
            _succeed(plan, act, effects, unit, "", "", needs_person=True)


def _hand_over(plan: Plan, act: Act, effects: Effects) -> None:
    if not plan.heirs or any(not heir.duty for heir in plan.heirs):
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    for code in plan.units:
        for heir in plan.heirs:
            unit = living(code, plan.on)
            _succeed(plan, act, effects, unit, heir.code, heir.duty, needs_person=False)


def _settle(plan: Plan, act: Act, effects: Effects) -> None:
    """Say who takes the rest of what waited; from the day on which it began to wait."""
    if len(plan.heirs) != 1 or plan.heirs[0].duty:
        raise PlanIncompleteError(kind=plan.kind.value, field="heirs")
    for code in plan.units:
        rows = Succession.objects.filter(predecessor__code=code, duty="").order_by("-on", "pk")
        last = rows.first()
        there = [row for row in rows if last is not None and row.on == last.on]
        if last is None or not all(row.needs_person for row in there):
            raise NothingWaitsError(code=code)
        heir = living(plan.heirs[0].code, last.on)
        proposed = next((row for row in there if row.successor_id == heir.pk), None)
        if proposed is not None:
            effects.change(proposed, needs_person=False)
        else:
            effects.make(
                Succession(
                    on=last.on,
                    kind=last.kind,
                    predecessor=last.predecessor,
                    successor=heir,
                    source=plan.basis,
                    act=act,
                )
            )


def _succeed(
    plan: Plan,
    act: Act,
    effects: Effects,
    unit: Unit,
    heir: str,
    duty: str,
    needs_person: bool,
) -> None:
    kind = SuccessionKind.SPLIT if plan.kind is ActKind.HAND_OVER else plan.kind
    effects.make(
        Succession(
            on=plan.on,
            kind=SuccessionKind(kind.value).value,
            duty=duty,
            predecessor=unit,
            successor=living(heir, plan.on) if heir else None,
            needs_person=needs_person,
            source=plan.basis,
            act=act,
        )
    )


WAYS: dict[ActKind, Callable[[Plan, Act, Effects], None]] = {
    ActKind.RENAME: _rename,
    ActKind.MOVE: _move,
    ActKind.MERGE: _end_all,
    ActKind.SPLIT: _end_all,
    ActKind.ABOLISH: _end_all,
    ActKind.HAND_OVER: _hand_over,
    ActKind.SETTLE: _settle,
}
