"""Two rounds compared: against the oracle for random histories, and by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.campaigns.models import Part
from loa.crafts.tallying import Facts, Share, joined
from loa.ledger.actions import record
from loa.reports.models import Form, Indicator, RoundForm
from loa.reports.queries import Comparison, EarlierDayError, Side, compare
from loa.units import actions
from loa.units.models import Unit
from loa.units.plans import Heir, NewUnit, Plan
from loa.units.words import ActKind
from tests.people import NOW, VIETNAM, Cast
from tests.reports.two_rounds import Did, make_letter, make_round
from tests.units import oracle
from tests.units.histories import days_of, histories
from tests.units.oracle import DUTIES, Fact, Log
from tests.units.test_registry_against_oracle import store

pytestmark = pytest.mark.django_db

LATER = datetime(2040, 1, 1, tzinfo=VIETNAM)
MERGED_ON = date(2025, 7, 1)

NUMBER = st.integers(0, 1000)
DID = st.builds(
    lambda items, part, rest, has_sent, is_on_time, has_published, is_tasked: Did(
        {"web_items": items, "staff": [part, part + rest]} if has_sent else None,
        is_on_time,
        has_published,
        Part.TASKED if is_tasked else Part.FOR_INFORMATION,
    ),
    NUMBER | st.none(), NUMBER, NUMBER, st.booleans(), st.booleans(), st.booleans(),
    st.integers(0, 4).map(bool),
)  # fmt: skip
# What is counted of a unit, said a second time and in another way than the query says it.
COLUMNS: dict[str, Callable[[Did], int]] = {
    "expected": lambda did: did.part is Part.TASKED,
    "received": lambda did: did.part is Part.TASKED and did.values is not None,
    "on_time": lambda did: (
        did.part is Part.TASKED and did.values is not None and did.is_on_time
    ),
    "published": lambda did: did.part is Part.TASKED and did.has_published,
    "web_items": lambda did: (did.values or {}).get("web_items") or 0,  # type: ignore[return-value]
    "part": lambda did: did.values["staff"][0] if did.values else 0,  # type: ignore[index]
    "whole": lambda did: did.values["staff"][1] if did.values else 0,  # type: ignore[index]
}


def column(comparison: Comparison, facts: Facts, name: str) -> int:
    """Read one column of facts; a figure that nobody gave adds nothing."""
    codes = [row.code for row in comparison.shared]
    if name == "web_items":
        figure = facts.figures[codes.index("web_items")]
        assert figure is None or isinstance(figure, int)
        return figure or 0
    if name in ("part", "whole"):
        share = facts.figures[codes.index("staff")]
        assert share is None or isinstance(share, Share)
        return getattr(share, name) if share else 0
    return int(getattr(facts, name))


def sums(
    comparison: Comparison, side: Side, name: str, codes: dict[int, str]
) -> dict[str | None, int]:
    """Return {code: sum, None: what waits} of one column of one side, without zeros."""
    found: dict[str | None, int] = {
        codes[pk]: column(comparison, facts, name) for pk, facts in side.stood.totals.items()
    }
    found[None] = column(comparison, side.waiting, name)
    return {code: number for code, number in found.items() if number}


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_every_sum_of_a_comparison_is_that_of_the_oracle(
    cast: Cast, data: st.DataObject
) -> None:
    """For random histories, units, reports and days; and nothing is lost or counted twice."""
    log = data.draw(histories(max_acts=8))
    days = sorted(data.draw(st.tuples(*[st.sampled_from(days_of(log))] * 2)))
    with transaction.atomic():
        units = store(log)
        codes = {unit.pk: code for code, unit in units.items()}
        did = [drawn(data, log, day) for day in days]
        letters = [make_letter(cast.units["p.tt"], cast.an, text=f"{n}") for n in (1, 2)]
        owner = cast.units["p.tt"]
        one, other = (
            make_round(letter, owner, day, {units[c]: d for c, d in told.items()}, by=cast.an)
            for letter, day, told in zip(letters, days, did, strict=True)
        )
        last = days_of(log)[-1]
        for on, duty in ((None, ""), (last, ""), (last, DUTIES[0])):
            found = compare(one, other, LATER, on=on, duty=duty)
            for name, count in COLUMNS.items():
                facts = [
                    [Fact(code, day, int(count(each))) for code, each in told.items()]
                    for day, told in zip(days, did, strict=True)
                ]
                said = oracle.compared(log, *facts, on, duty)
                for side, expected, told in zip(
                    (found.first, found.second), said, facts, strict=True
                ):
                    assert sums(found, side, name, codes) == {
                        code: number for code, number in expected.items() if number
                    }
                    reported = column(found, side.reported, name)
                    assert reported == sum(fact.value for fact in told)
            for side in (found.first, found.second):
                assert side.summed + side.waiting == side.reported
            assert_lines_are_the_sums(found)
        transaction.set_rollback(True)


def drawn(data: st.DataObject, log: Log, day: date) -> dict[str, Did]:
    living = sorted(oracle.tree_on(log, day))
    codes = data.draw(st.lists(st.sampled_from(living), min_size=1, unique=True))
    return {code: data.draw(DID) for code in codes}


def assert_lines_are_the_sums(found: Comparison) -> None:
    """The lines below a unit, and the unit itself, are its sum; every line alone is all."""
    size = len(found.shared)
    for side, mine in ((found.first, "first"), (found.second, "second")):
        alone = {line.unit_id: getattr(line, mine) for line in found.every()}
        held = {pk: facts for pk, facts in alone.items() if facts is not None}
        assert joined(held, size) == side.summed
        waits = {line.unit_id: getattr(line, mine) for line in found.waiting()}
        assert joined({p: f for p, f in waits.items() if f}, size) == side.waiting
        for unit_id, total in side.stood.totals.items():
            parts = {
                line.unit_id: getattr(line, mine)
                for line in found.below(unit_id)
                if getattr(line, mine) is not None
                and side.places.parents.get(line.unit_id) == unit_id
            }
            own = side.stood.own.get(unit_id)
            whole = joined(parts, size)
            assert (whole + own if own else whole) == total


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """Two communes of one district become one on 1 July 2025; the other district ends."""
    new = NewUnit("p.x", "Ủy ban nhân dân xã Phú Hạ", "commune_committee", "commune", "p")
    apply = [
        Plan(
            ActKind.MERGE, MERGED_ON, "Nghị quyết", ("p.h1.x1", "p.h1.x2"), opens=(new,),
            heirs=(Heir("p.x"),),
        ),
        Plan(ActKind.ABOLISH, MERGED_ON, "Nghị quyết", ("p.h1",)),
        Plan(
            ActKind.SPLIT, MERGED_ON, "Nghị quyết", ("p.tt",),
            heirs=(Heir("p.gd"), Heir("p.ca", "information_security")),
        ),
    ]  # fmt: skip
    actions.apply_acts(apply, by=None, at=NOW)
    cast.units["p.x"] = Unit.objects.get(code="p.x")
    return cast


def two(cast: Cast, **more: Any) -> Comparison:
    """Compare 2024 (two communes, a district, a school) with 2025 (the commune, the school)."""
    units = cast.units
    one = make_round(
        make_letter(units["p.tt"], cast.an, text="2024"),
        units["p.tt"],
        date(2024, 10, 10),
        {
            units["p.h1"]: Did({"web_items": 5, "staff": [9, 10]}),
            units["p.h1.x1"]: Did({"web_items": 2, "staff": [1, 2]}, has_published=True),
            units["p.h1.x2"]: Did({"web_items": 3, "staff": [3, 4]}, is_on_time=False),
            units["p.h2.t1"]: Did(),
        },
        by=cast.an,
    )
    other = make_round(
        make_letter(units["p.ca"], cast.an, text="2025"),
        units["p.ca"],
        date(2025, 10, 10),
        {
            units["p.x"]: Did({"web_items": 8, "staff": [9, 10]}, has_published=True),
            units["p.h2.t1"]: Did({"web_items": 1, "staff": [1, 1]}),
        },
        by=cast.an,
    )
    return compare(one, other, LATER, **more)


def test_restated_a_merged_commune_holds_what_its_former_ones_did(merged: Cast) -> None:
    found = two(merged, on=date(2026, 1, 1))
    line = next(each for each in found.every() if each.unit_id == merged.units["p.x"].pk)
    assert line.first is not None
    assert line.second is not None
    assert line.first.figures[0] == 5
    assert (line.first.expected, line.first.received, line.first.on_time) == (2, 2, 1)
    assert line.first.published == 1
    assert line.first.figures[-1] == Share(4, 6)
    assert line.second.figures[0] == 8
    assert line.stands_for == (("Ủy ban nhân dân xã Tân Phú", "Ủy ban nhân dân xã Ướng Hạ"), ())


def test_what_waits_stands_by_itself_and_in_no_sum(merged: Cast) -> None:
    found = two(merged, on=date(2026, 1, 1))
    assert [line.unit_id for line in found.waiting()] == [merged.units["p.h1"].pk]
    assert found.first.waiting.figures[0] == 5
    assert found.first.summed.figures[0] == 5
    assert found.first.reported.figures[0] == 10
    province = found.first.stood.totals[merged.units["p"].pk]
    assert province.figures[0] == 5


def test_as_it_was_each_year_stands_under_its_own_units(merged: Cast) -> None:
    found = two(merged)
    assert found.on is None
    assert not found.waiting()
    assert found.first.stood.totals[merged.units["p.h1"].pk].figures[0] == 10
    assert merged.units["p.x"].pk not in found.first.stood.totals
    assert merged.units["p.h1"].pk not in found.second.stood.totals


def test_the_duty_is_the_one_that_passed_to_the_second_owner(merged: Cast) -> None:
    found = two(merged, on=date(2026, 1, 1))
    assert (found.duty, found.is_by_owner) == ("information_security", True)


def test_figures_are_never_restated_to_a_day_before_they_were_reported(merged: Cast) -> None:
    with pytest.raises(EarlierDayError) as refused:
        two(merged, on=date(2025, 10, 9))
    assert refused.value.earliest == date(2025, 10, 10)


def test_the_lines_begin_where_the_tree_first_branches(merged: Cast) -> None:
    found = two(merged, on=date(2026, 1, 1))
    assert found.top == merged.units["p"].pk
    assert {line.unit_id for line in found.below(found.top)} == {
        merged.units["p.x"].pk,
        merged.units["p.h2"].pk,
    }


def test_the_queries_do_not_grow_with_the_units(
    merged: Cast, django_assert_num_queries: Any
) -> None:
    units = merged.units
    rounds = []
    for number, codes in enumerate([("p.h1",), ("p.h1", "p.h1.x1", "p.h1.x2", "p.h2.t1")]):
        letter = make_letter(units["p.tt"], merged.an, text=str(number))
        did = {units[code]: Did({"web_items": 1}, has_published=True) for code in codes}
        day = date(2024, 10, 10) + timedelta(days=number)
        rounds.append(make_round(letter, units["p.tt"], day, did, by=merged.an))
    small, large = rounds
    for on, many in ((None, 22), (date(2026, 1, 1), 23)):
        with django_assert_num_queries(many):
            compare(small, small, LATER, on=on)
        with django_assert_num_queries(many):
            compare(large, large, LATER, on=on)


@pytest.mark.parametrize("measure", ["turn", "item"])
def test_an_indicator_of_another_measure_is_not_compared_and_said(
    merged: Cast, measure: str
) -> None:
    found = two(merged)
    with transaction.atomic():
        form = Form.objects.create(code="other", version=1, title="Khác", made_at=NOW)
        Indicator.objects.create(
            form=form, code="web_items", label_vi="Tin", label_en="Items", measure=measure,
            roll_up="add", source="typed", slot=0, position=1,
        )  # fmt: skip
        RoundForm.objects.create(round=found.second.round, form=form)
        record("form.chosen", form, by=merged.an, at=NOW)
    again = compare(found.first.round, found.second.round, LATER)
    why = {row.code: str(apart) for row, apart in again.apart}
    assert why["views"] == "only_first"
    assert why.get("web_items") == ("other_measure" if measure == "turn" else None)
    assert [row.code for row in again.shared] == (["web_items"] if measure == "item" else [])
