"""Dated rows, and walking back from them, say the same as playing the acts forward."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.ledger.actions import record
from loa.units import queries, restating
from loa.units.models import Kind, Level, Succession, Unit, UnitName, UnitParent
from loa.units.words import SuccessionKind, Tree
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


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(log=histories())
def test_the_registry_and_the_oracle_tell_every_history_alike(db: None, log: Log) -> None:
    with transaction.atomic():
        units = store(log)
        codes = {unit.pk: code for code, unit in units.items()}
        for day in days_of(log):
            world = replay(log, on=day)
            stored = {codes[c]: codes[up] for c, up in queries.parents_on(day).items()}
            assert stored == {c: up for c, up in world.parents.items() if up is not None}
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
