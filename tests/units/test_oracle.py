"""The oracle itself: on small stories whose answer anybody can say, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.units.catalogue import Tree, load_catalogue, parents_on, turning_days
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
    RefusedError,
    Rename,
    Settle,
    answering_on,
    as_was,
    replay,
    restated,
    tree_on,
)

START, MARCH, JULY = date(2024, 1, 1), date(2025, 3, 1), date(2025, 7, 1)
PROVINCE: Log = (
    Open(START, "province", "Province", None),
    Open(START, "office", "Department", "province"),
    Open(START, "police", "Police", "province"),
    Open(START, "science", "Science", "province"),
    Open(START, "district", "District", "province"),
    Open(START, "commune", "Commune", "district"),
)


def test_a_department_split_by_duty_is_answered_for_by_duty() -> None:
    end = End(MARCH, "office", ("science",), (("information_security", "police"),))
    log: Log = (*PROVINCE, end)
    assert answering_on(log, "office", date(2024, 10, 20), "press") == "office"
    assert answering_on(log, "office", MARCH, "information_security") == "police"
    assert answering_on(log, "office", MARCH, "press") == "science"
    assert answering_on(log, "office", MARCH) == "science"


def test_the_work_of_an_abolished_district_waits_until_a_person_settles_it() -> None:
    log: Log = (*PROVINCE, Move(JULY, "commune", "province"), End(JULY, "district"))
    assert answering_on(log, "district", JULY) is None
    assert answering_on((*log, Settle("district", "commune")), "district", JULY) == "commune"


def test_what_a_unit_took_over_is_passed_on_with_it() -> None:
    log: Log = (
        *PROVINCE,
        End(MARCH, "office", ("science",)),
        End(JULY, "science", ("police",)),
    )
    assert answering_on(log, "office", JULY) == "police"
    assert answering_on(log, "office", JULY - timedelta(days=1)) == "science"


def test_a_duty_given_away_and_given_back_is_at_home() -> None:
    there = HandOver(MARCH, "office", "press", "science")
    back = HandOver(JULY, "science", "press", "office")
    log: Log = (*PROVINCE, there, back)
    assert answering_on(log, "office", MARCH, "press") == "science"
    assert answering_on(log, "office", JULY, "press") == "office"


def test_a_number_of_last_year_stands_under_the_name_that_answers_today() -> None:
    log: Log = (*PROVINCE, End(MARCH, "office", ("science",)))
    facts = [Fact("office", START, 5), Fact("police", START, 2)]
    assert as_was(log, facts, START) == {"office": 5, "police": 2, "province": 7}
    assert restated(log, facts, MARCH) == {"science": 5, "police": 2, "province": 7}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(End(MARCH, "district", ("science",)), id="end with units below"),
        pytest.param(Move(MARCH, "district", "commune"), id="move below itself"),
        pytest.param(Open(MARCH, "office", "Again", "province"), id="a code used again"),
        pytest.param(Open(MARCH, "new", "New", "nowhere"), id="below nobody"),
        pytest.param(Rename(MARCH, "nobody", "Name"), id="rename who is not there"),
        pytest.param(End(MARCH, "office", ("office",)), id="succeed itself"),
        pytest.param(HandOver(MARCH, "office", "press", "nowhere"), id="hand over to nobody"),
    ],
)
def test_an_act_against_the_rules_is_refused(act: Act) -> None:
    with pytest.raises(RefusedError):
        replay((*PROVINCE, act))


@given(histories())
def test_on_every_day_the_tree_is_a_tree(log: Log) -> None:
    for day in days_of(log):
        parents = tree_on(log, day)
        for code in parents:
            seen: list[str] = [code]
            while (above := parents[seen[-1]]) is not None:
                assert above in parents
                assert above not in seen
                seen.append(above)
            assert seen[-1] == "u0"


@given(histories())
def test_whoever_answers_is_there(log: Log) -> None:
    for day in days_of(log):
        world = replay(log, on=day)
        assert all(
            holder is None or holder in world.parents for holder in world.holders.values()
        )


@given(histories())
def test_a_living_unit_answers_for_the_rest_of_itself(log: Log) -> None:
    for day in days_of(log):
        assert all(answering_on(log, code, day) == code for code in tree_on(log, day))


@given(st.data())
def test_no_number_is_lost_or_counted_twice(data: st.DataObject) -> None:
    log = data.draw(histories())
    facts = data.draw(facts_of(log))
    for day in days_of(log):
        here = [fact for fact in facts if fact.on == day]
        assert as_was(log, here, day).get("u0", 0) == sum(fact.value for fact in here)
        past = [fact for fact in facts if fact.on <= day]
        now = restated(log, past, day)
        assert now.get("u0", 0) + now.get(None, 0) == sum(fact.value for fact in past)


@given(st.data())
def test_each_total_is_its_own_number_and_those_of_its_children(data: st.DataObject) -> None:
    log = data.draw(histories())
    facts = data.draw(facts_of(log))
    day = days_of(log)[-1]
    parents = tree_on(log, day)
    totals = restated(log, facts, day)
    for code in parents:
        own = sum(f.value for f in facts if answering_on(log, f.code, day) == code)
        children = sum(totals.get(child, 0) for child, up in parents.items() if up == code)
        assert totals.get(code, 0) == own + children


@given(histories())
def test_what_comes_later_never_changes_an_earlier_day(log: Log) -> None:
    day = days_of(log)[len(days_of(log)) // 2]
    earlier = tuple(act for act in log if isinstance(act, Settle) or act.on <= day)
    assert tree_on(log, day) == tree_on(earlier, day)
    assert replay(log, on=day).holders == replay(earlier, on=day).holders


def acts_of_the_sample() -> Log:
    """Tell the bundled sample province as a log: open and move parents first, end last."""
    sample = load_catalogue()
    names = {unit.code: unit.name for unit in sample.units}
    seen: set[str] = set()
    log: list[Act | Settle] = []
    for day in sorted({*turning_days(sample), *(unit.valid_from for unit in sample.units)}):
        parents = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=day)
        rows = [unit for unit in sample.units if unit.holds(day)]
        waiting = [unit.code for unit in rows if unit.code not in seen]
        while waiting:
            ready = [c for c in waiting if parents.get(c) is None or parents[c] in seen]
            log += [Open(day, code, names[code], parents.get(code)) for code in ready]
            seen.update(ready)
            waiting = [code for code in waiting if code not in seen]
        before = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=day - timedelta(days=1))
        log += [
            Move(day, code, up)
            for code, up in parents.items()
            if before.get(code) not in (None, up)
        ]
        depth = dict.fromkeys(names, 0)
        for code in names:
            above = code
            while (up := before.get(above)) is not None:
                depth[code], above = depth[code] + 1, up
        ended = [u for u in sample.units if u.valid_to == day - timedelta(days=1)]
        for unit in sorted(ended, key=lambda unit: -depth[unit.code]):
            rows_of = [r for r in sample.successions if r.predecessor_code == unit.code]
            rest = [r.successor_code for r in rows_of if not r.duty and not r.needs_person]
            named = [(r.duty, r.successor_code) for r in rows_of if r.duty]
            log.append(End(day, unit.code, tuple(rest), tuple(named)))
    return tuple(log)


def test_the_oracle_tells_the_real_story_of_2025() -> None:
    log = acts_of_the_sample()
    sample = load_catalogue()
    for day in (date(2024, 10, 20), date(2025, 6, 30), JULY):
        parents = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=day)
        assert {c: up for c, up in tree_on(log, day).items() if up} == parents
    assert answering_on(log, "tg.stttt", JULY, "information_security") == "dt.cat"
    assert answering_on(log, "tg.stttt", JULY, "press") == "dt.svhttdl"
    assert answering_on(log, "tg.stttt", JULY, REST) == "dt.skhcn"
    assert answering_on(log, "tg.mytho", JULY) is None
    assert answering_on(log, "tg.mytho.p4", JULY) is None
    assert {answering_on(log, "tg.bab", JULY, duty) for duty in DUTIES} == {"dt.bptth"}
