"""The real story walked to its end: what 2025 made of the units, and both years compared.

The reorganisations of 2025 applied as acts give the register that the catalogue tells; 2024
under Tiền Giang and 2025 under Đồng Tháp are compared as they were and restated.
"""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from loa.campaigns.models import Part, Participant, Round
from loa.cli.story import Story
from loa.reports.queries import Comparison, compare
from loa.units import actions, queries
from loa.units.catalogue import as_before
from loa.units.models import Act, Succession, Unit, UnitName, UnitParent
from loa.units.plans import Heir, Plan
from loa.units.words import ActKind
from tests.desk.test_views import browser
from tests.people import NOW as WRITTEN
from tests.people import VIETNAM
from tests.story import CATALOGUE, counted, read, story, went_to

__all__ = ["story"]

pytestmark = pytest.mark.django_db

LATER = date(2025, 10, 13)
NOW = datetime(2026, 11, 29, 9, tzinfo=VIETNAM)
TODAY = NOW.date()


@pytest.fixture
def first(story: Story) -> Round:
    return story.first.rounds.select_related("campaign__owner").get(number=1)


@pytest.fixture
def second(story: Story) -> Round:
    return story.second.rounds.select_related("campaign__owner").get(number=1)


@pytest.fixture
def now(first: Round, second: Round) -> Comparison:
    """Both under today's units."""
    return compare(first, second, NOW, on=TODAY)


def test_the_owner_of_2025_took_over_the_duty_of_the_owner_of_2024(story: Story) -> None:
    assert story.first.owner.code == "tg.stttt"
    assert story.second.owner.code == "dt.cat"
    heirs = queries.answering_for(story.first.owner, TODAY, "information_security")
    assert [unit.code for unit in heirs or ()] == ["dt.cat"]
    assert story.first.owner.valid_to == date(2025, 2, 28)


def test_each_campaign_reached_the_units_of_its_own_year(story: Story) -> None:
    def kinds(campaign: Any) -> Counter[str]:
        rows = Participant.objects.filter(campaign=campaign, part=Part.TASKED.value)
        codes = set(rows.values_list("unit__code", flat=True))
        return Counter(row.kind for row in CATALOGUE.units if row.code in codes)

    then, later = kinds(story.first), kinds(story.second)
    assert (then["district_committee"], later["district_committee"]) == (11, 0)
    assert (then["commune_committee"], later["commune_committee"]) == (164, 102)
    assert (then.total(), later.total()) == (394, 295)
    assert (then["secondary_school"], later["secondary_school"]) == (135, 135)


def test_the_letters_lead_to_the_right_periods_and_deadlines(
    first: Round, second: Round
) -> None:
    """ "Trước ngày 15/11/2024" and "trước ngày 05/12/2025": at the latest the day before."""
    for each, starts, ends, due in (
        (first, date(2024, 10, 10), date(2024, 11, 20), datetime(2024, 11, 15, tzinfo=VIETNAM)),
        (second, date(2025, 10, 15), date(2025, 12, 15), datetime(2025, 12, 5, tzinfo=VIETNAM)),
    ):
        assert (each.campaign.starts_on, each.campaign.ends_on) == (starts, ends)
        assert each.due_at == due


def test_as_it_was_each_year_stands_under_its_own_province(first: Round, second: Round) -> None:
    was = compare(first, second, NOW)
    lines = {line.name: line for line in was.below(was.top)}
    assert list(lines) == [
        "Ủy ban nhân dân tỉnh Tiền Giang",
        "Ủy ban nhân dân tỉnh Đồng Tháp",
    ]
    then, later = lines.values()
    assert then.first is not None
    assert later.second is not None
    assert (then.first.expected, then.second) == (394, None)
    assert (later.first, later.second.expected) == (None, 295)
    assert not was.waiting()
    for each, side in ((first, was.first), (second, was.second)):
        told = counted(each)
        assert read(was, side.reported) == +sum(told.values(), Counter())
        district = Unit.objects.filter(code="tg.caibe").first()
        inside = [code for code in told if code.startswith("tg.caibe")]
        if each == first:
            assert district is not None
            sums = sum((told[code] for code in inside), Counter[str]())
            assert read(was, side.stood.totals[district.pk]) == sums


def test_restated_every_unit_of_today_holds_what_its_former_ones_did(
    first: Round, second: Round, now: Comparison
) -> None:
    codes = dict(Unit.objects.values_list("pk", "code"))
    for each, side in ((first, now.first), (second, now.second)):
        own: dict[str | None, Counter[str]] = defaultdict(Counter)
        for code, told in counted(each).items():
            own[went_to()[code]] += told
        waiting = own.pop(None, Counter())
        found = {codes[pk]: read(now, facts) for pk, facts in side.stood.own.items()}
        assert {code: +each for code, each in found.items()} == {
            code: +each for code, each in own.items()
        }
        assert read(now, side.waiting) == +waiting
        assert side.summed + side.waiting == side.reported


def test_what_waits_are_the_districts_and_what_the_sources_leave_open(
    now: Comparison,
) -> None:
    names = Counter(line.name.split(" ")[0] for line in now.waiting())
    codes = {Unit.objects.get(pk=line.unit_id).code for line in now.waiting()}
    kinds = Counter(row.kind for row in CATALOGUE.units if row.code in codes)
    assert kinds == {
        "district_committee": 11,
        "education_division": 11,
        "sector_body": 8,
        "commune_committee": 4,
    }
    assert names.total() == now.first.waiting.units == 34
    assert now.second.waiting.units == 0


def test_a_merged_commune_is_compared_with_its_former_ones(now: Comparison) -> None:
    hoi_cu = Unit.objects.get(code="dt.hoicu")
    line = next(each for each in now.every() if each.unit_id == hoi_cu.pk)
    former = {row.predecessor_code for row in CATALOGUE.successions
              if row.successor_code == "dt.hoicu"}  # fmt: skip
    assert line.first is not None
    assert line.second is not None
    assert line.first.expected == len(former) == 4
    assert line.second.expected == 1
    assert "Ủy ban nhân dân xã An Cư" in line.stands_for[0]
    assert line.stands_for[1] == ()


def test_the_duty_decides_where_the_former_department_stands(
    first: Round, second: Round, now: Comparison
) -> None:
    assert (now.duty, now.is_by_owner) == ("information_security", True)
    labour = Unit.objects.get(code="tg.sldtbxh").pk
    health, home = (Unit.objects.get(code=code).pk for code in ("dt.syt", "dt.snv"))
    assert now.first.places.at[labour] == home
    other = compare(first, second, NOW, on=TODAY, duty="social_protection")
    assert other.first.places.at[labour] == health


def test_a_person_looks_at_it_as_it_was_and_restated(story: Story) -> None:
    with time_machine.travel(NOW, tick=False):
        officer = browser(story.officer)
        was = officer.get("/desk/compare/")
        assert was.context["heads"] == ("2024", "2025")
        assert [row.first for row in was.context["rows"]][1] == "—"
        now = officer.get("/desk/compare/", {"units": "now", "figure": "expected"})
        foot = [(row.first, row.second) for row in now.context["foot"]]
        assert foot == [("360", "295"), ("34", "0"), ("394", "295")]
        page = now.content.decode()
        assert "Công an tỉnh Đồng Tháp nay đảm nhiệm thay" in page
        assert "An toàn thông tin mạng" in page
        board = f"/desk/board/{story.first.slug}/1/"
        assert "huyện Cái Bè" in officer.get(f"{board}?q=cái bè").content.decode()
        stands = officer.get(board, {"units": "now", "q": "huyện"})
        assert len(stands.context["waiting"].items) >= 8


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
    actions.apply_acts([plan], by=None, at=WRITTEN)
    found = queries.answering_for(divided, LATER)
    assert [unit.code for unit in found or ()] == ["dt.daothanh"]


def test_told_again_the_register_is_not_touched(story: Story) -> None:
    made = actions.store_catalogue(CATALOGUE, name="sample", by=None, at=WRITTEN)
    assert made == 0
