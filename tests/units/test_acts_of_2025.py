"""The reorganisations of 2025 applied as acts give the register that the catalogue tells."""

from datetime import date
from typing import Any

import pytest

from loa.cli.story import Story
from loa.units import actions, queries
from loa.units.catalogue import as_before, load_catalogue
from loa.units.models import Act, Succession, Unit, UnitName, UnitParent
from loa.units.plans import Heir, Plan
from loa.units.words import ActKind
from tests.people import NOW
from tests.story import story

__all__ = ["story"]

pytestmark = pytest.mark.django_db
CATALOGUE = load_catalogue()
LATER = date(2025, 10, 13)


def test_the_catalogue_before_2025_knows_nothing_of_what_came() -> None:
    before = as_before(CATALOGUE)
    assert not before.successions
    assert all(row.valid_to is None and row.valid_from.year == 2024 for row in before.units)
    assert {row.code for row in before.units} == {
        row.code for row in CATALOGUE.units if row.valid_from.year == 2024
    }
    assert all(edge.valid_to is None for edge in before.edges)


def test_the_acts_lead_to_the_units_and_names_of_the_catalogue(story: Story) -> None:
    rows = UnitName.objects.values_list(
        "unit__code", "name", "short_name", "area", "kind__code", "level__code", "position",
        "valid_from", "valid_to", "unit__valid_from", "unit__valid_to", "unit__is_sample",
    )  # fmt: skip
    told = [
        (
            row.code, row.name, row.short_name, row.area, row.kind, row.level, row.position,
            row.valid_from, row.valid_to, row.valid_from, row.valid_to, row.is_sample,
        )
        for row in CATALOGUE.units
    ]  # fmt: skip
    assert sorted(rows, key=str) == sorted(told, key=str)


def test_the_acts_lead_to_the_trees_of_the_catalogue(story: Story) -> None:
    rows = UnitParent.objects.values_list(
        "tree", "unit__code", "valid_from", "valid_to", "parent__code"
    )
    told = [
        (row.tree.value, row.unit_code, row.valid_from, row.valid_to, row.parent_code)
        for row in CATALOGUE.edges
    ]
    assert sorted(rows, key=str) == sorted(told, key=str)


def test_the_acts_leave_the_successions_of_the_catalogue(story: Story) -> None:
    rows: list[tuple[Any, ...]] = [
        (on, duty, before, after or "", needs)
        for on, duty, before, after, needs in Succession.objects.values_list(
            "on", "duty", "predecessor__code", "successor__code", "needs_person"
        )
    ]
    told = [
        (row.on_date, row.duty, row.predecessor_code, row.successor_code, row.needs_person)
        for row in CATALOGUE.successions
    ]
    assert sorted(rows, key=str) == sorted(told, key=str)


def test_each_act_has_a_legal_basis_and_its_own_day(story: Story) -> None:
    acts = Act.objects.exclude(kind=ActKind.IMPORT.value)
    assert acts.count() == story.acts
    assert set(acts.values_list("on", flat=True)) == {date(2025, 3, 1), date(2025, 7, 1)}
    assert not acts.filter(basis="").exists()
    assert all(act.made_at.date() < act.on for act in acts)


def test_the_duties_of_the_department_went_to_three_bodies(story: Story) -> None:
    department = Unit.objects.get(code="tg.stttt")
    for day, codes in (
        (date(2025, 2, 28), {"": "tg.stttt", "press": "tg.stttt"}),
        (
            date(2025, 3, 1),
            {
                "": "tg.skhcn",
                "press": "tg.svhttdl",
                "grassroots_information": "tg.svhttdl",
                "information_security": "tg.cat",
            },
        ),
        (
            LATER,
            {
                "": "dt.skhcn",
                "press": "dt.svhttdl",
                "grassroots_information": "dt.svhttdl",
                "information_security": "dt.cat",
            },
        ),
    ):
        for duty, code in codes.items():
            found = queries.answering_for(department, day, duty) or ()
            assert [unit.code for unit in found] == [code], (day, duty)


def test_what_the_conversions_leave_open_waits_for_a_person(story: Story) -> None:
    """All eleven districts, and the four communes on which the sources differ."""
    waiting = queries.waiting_for_a_person(LATER)
    codes = set(waiting.values_list("predecessor__code", flat=True))
    districts = {row.code for row in CATALOGUE.units if row.kind == "district_committee"}
    assert len(districts) == 11
    assert districts <= codes
    communes = {row.code for row in CATALOGUE.units if row.kind == "commune_committee"} & codes
    assert communes == {"tg.mytho.p4", "tg.mytho.p6", "tg.txcailay.p3", "tg.txcailay.p4"}


def test_a_proposed_heir_takes_nothing_until_a_person_settles_it(story: Story) -> None:
    divided = Unit.objects.get(code="tg.mytho.p4")
    assert queries.answering_for(divided, LATER) is None
    plan = Plan(
        ActKind.SETTLE, LATER, "Quyết định", (divided.code,), heirs=(Heir("dt.daothanh"),)
    )
    actions.apply_acts([plan], by=None, at=NOW)
    found = queries.answering_for(divided, LATER)
    assert [unit.code for unit in found or ()] == ["dt.daothanh"]


def test_told_again_the_register_is_not_touched(story: Story) -> None:
    made = actions.store_catalogue(CATALOGUE, name="sample", by=None, at=NOW)
    assert made == 0
