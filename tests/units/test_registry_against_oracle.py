"""Dated rows, and walking back from them, say the same as playing the acts forward."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.ledger.actions import record
from loa.units import actions, queries, restating
from loa.units.models import Kind, Level, Succession, Unit, UnitName, UnitParent
from loa.units.plans import Heir, Plan
from loa.units.words import ActKind, SuccessionKind, Tree
from tests.people import NOW
from tests.units.histories import days_of, facts_of, histories
from tests.units.oracle import (
    DUTIES,
    REST,
    Act,
    End,
    Fact,
    HandOver,
    Log,
    Move,
    Open,
    Rename,
    Settle,
    as_was,
    replay,
    restated,
)

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
# Four seconds an example on PostgreSQL, which is asked the same questions by the same code.
EXAMPLES = 16 if connection.vendor == "sqlite" else 10
Span = tuple[date, date | None, str]


def spans(turns: list[tuple[date, str]], end: date | None) -> list[Span]:
    """Turn (first day, value) into (first day, last day, value)."""
    lasts = [day - ONE_DAY for day, _ in turns[1:]] + [end]
    return [(day, last, value) for (day, value), last in zip(turns, lasts, strict=True)]


def store(log: Log) -> dict[str, Unit]:
    """Write a log's acts as the registry's rows."""
    acts: list[Act] = [entry for entry in log if not isinstance(entry, Settle)]
    settled = {entry.code: entry.heir for entry in log if isinstance(entry, Settle)}
    kind = Kind.objects.create(code="body", name_vi="Đơn vị", name_en="Body", position=1)
    level = Level.objects.create(code="any", name_vi="Cấp", name_en="Level", position=1)
    ends = {act.code: act.on - ONE_DAY for act in acts if isinstance(act, End)}
    units = {
        act.code: Unit.objects.create(
            code=act.code, valid_from=act.on, valid_to=ends.get(act.code)
        )
        for act in acts
        if isinstance(act, Open)
    }
    for code, unit in units.items():
        names = [
            (a.on, a.name) for a in acts if isinstance(a, Open | Rename) and a.code == code
        ]
        for first, last, name in spans(names, ends.get(code)):
            UnitName.objects.create(
                unit=unit, name=name, kind=kind, level=level, valid_from=first, valid_to=last
            )
        ups = [(a.on, a.parent) for a in acts if isinstance(a, Open | Move) and a.code == code]
        known = [(day, up) for day, up in ups if up is not None]
        for first, last, up in spans(known, ends.get(code)) if known else []:
            UnitParent.objects.create(
                unit=unit,
                parent=units[up],
                tree=Tree.TERRITORIAL.value,
                valid_from=first,
                valid_to=last,
            )
    for act in acts:
        for duty, heir, needs_person in successions(act, settled):
            Succession.objects.create(
                on=act.on,
                kind=SuccessionKind.SPLIT.value if duty else SuccessionKind.MERGE.value,
                duty=duty,
                predecessor=units[act.code],
                successor=units[heir] if heir else None,
                needs_person=needs_person,
                source="story",
            )
    record("story.stored", kind, by=None, at=NOW)
    return units


def successions(act: Act, settled: dict[str, str]) -> list[tuple[str, str, bool]]:
    """List (duty, heir or "", needs a person) of an act."""
    match act:
        case HandOver(duty=duty, heir=heir):
            return [(duty, heir, False)]
        case End(code=code, heirs=heirs, by_duty=by_duty):
            named = [(duty, heir, False) for duty, heir in by_duty]
            if len(heirs) == 1:
                return [*named, (REST, heirs[0], False)]
            if code in settled:
                return [*named, (REST, settled[code], False)]
            return [*named, *((REST, heir, True) for heir in heirs or ("",))]
        case _:
            return []


def plan_of(act: Act | Settle) -> Plan:
    """Turn an act of the oracle (all but opening) into a plan for the registry."""
    match act:
        case Rename(on, code, name):
            return Plan(ActKind.RENAME, on, "story", (code,), name=name)
        case Move(on, code, parent):
            return Plan(ActKind.MOVE, on, "story", (code,), parent=parent)
        case HandOver(on, code, duty, heir):
            return Plan(ActKind.HAND_OVER, on, "story", (code,), heirs=(Heir(heir, duty),))
        case Settle(code, heir):
            return Plan(ActKind.SETTLE, NOW.date(), "story", (code,), heirs=(Heir(heir),))
        case End(on, code, heirs, by_duty):
            told = (*(Heir(h) for h in heirs), *(Heir(h, duty) for duty, h in by_duty))
            kind = ActKind.MERGE if len(heirs) == 1 else ActKind.SPLIT
            return Plan(kind if told else ActKind.ABOLISH, on, "story", (code,), heirs=told)
        case _:
            raise AssertionError(act)


def apply(log: Log) -> dict[str, Unit]:
    """Let a log happen through actions, one act after another."""
    kind = actions.add_kind("body", "Đơn vị", "Body", position=1, by=None, at=NOW)
    level = actions.add_level("any", "Cấp", "Level", position=1, by=None, at=NOW)
    units: dict[str, Unit] = {}
    for entry in log:
        if isinstance(entry, Open):
            units[entry.code] = actions.open_unit(
                entry.code,
                entry.name,
                kind=kind,
                level=level,
                valid_from=entry.on,
                parent=units[entry.parent] if entry.parent else None,
                by=None,
                at=NOW,
            )
        else:
            actions.apply_acts([plan_of(entry)], by=None, at=NOW)
    return units


WAYS = pytest.mark.parametrize(
    "write", [pytest.param(store, id="rows"), pytest.param(apply, id="acts")]
)


@WAYS
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(log=histories())
def test_the_registry_and_the_oracle_tell_every_history_alike(
    db: None, write: Callable[[Log], dict[str, Unit]], log: Log
) -> None:
    with transaction.atomic():
        units = write(log)
        codes = {unit.pk: code for code, unit in units.items()}
        for day in days_of(log):
            world = replay(log, on=day)
            stored = {codes[c]: codes[up] for c, up in queries.parents_on(day).items()}
            assert stored == {c: up for c, up in world.parents.items() if up is not None}
            map_on = queries.parents_on(day)
            for pk in codes:
                under = queries.below_on(pk, day)
                assert under == queries.below(pk, map_on)
                hanging = Unit.objects.filter(pk__in=queries.hanging_below(pk, day))
                assert set(hanging.values_list("pk", flat=True)) == under
                for child in under:
                    assert pk in queries.above(child, day)
            names = {name.unit.code: name.name for name in queries.names_on(day)}
            assert names == {code: world.names[code] for code in world.parents}
            for code in world.names:
                for duty in (*DUTIES, REST):
                    found = queries.answering_for(units[code], day, duty)
                    said = world.holders[code, duty]
                    answering = None if found is None else [unit.code for unit in found]
                    assert answering == (None if said is None else [said]), (code, duty, day)
        transaction.set_rollback(True)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_figures_restated_in_the_registry_are_those_of_the_oracle(
    db: None, data: st.DataObject
) -> None:
    log = data.draw(histories())
    facts = data.draw(facts_of(log))
    with transaction.atomic():
        units = store(log)
        codes = {unit.pk: code for code, unit in units.items()}
        day = days_of(log)[-1]
        values = {units[fact.code].pk: fact.value for fact in facts}
        told = [Fact(codes[pk], day, value) for pk, value in values.items()]
        for duty in ("", DUTIES[0]):
            now = restating.restated(values, day, duty)
            said = restated(log, told, day, duty)
            assert {codes[pk]: n for pk, n in now.totals.items()} == {
                code: n for code, n in said.items() if code is not None
            }
            assert sum(now.waiting.values()) == said.get(None, 0)
        living = [fact for fact in told if fact.code in replay(log, on=day).parents]
        was = restating.as_was({units[fact.code].pk: fact.value for fact in living}, day)
        assert {codes[pk]: n for pk, n in was.totals.items()} == as_was(log, living, day)
        transaction.set_rollback(True)
