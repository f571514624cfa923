"""Acts of reorganisation: applied whole, previewed, undone, refused in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from loa.ledger.models import Entry
from loa.units import actions, errors, policies, queries
from loa.units.models import Act, Identifier, Succession, Unit, UnitName, UnitParent
from loa.units.plans import Heir, NewUnit, Plan, read_plans
from loa.units.words import ActKind, ChannelKind
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db

MARCH, JULY, BEFORE = date(2025, 3, 1), date(2025, 7, 1), date(2025, 2, 28)
SOURCE = "Nghị quyết 1/NQ-HĐND"


def merge_departments() -> Plan:
    """The department that ran the campaign joins a new one; one duty goes to the police."""
    new = NewUnit("p.kh", "Sở Khoa học và Công nghệ", "department", "province", parent="p")
    heirs = (Heir("p.kh"), Heir("p.ca", "information_security"))
    return Plan(ActKind.MERGE, MARCH, SOURCE, ("p.tt",), opens=(new,), heirs=heirs)


def dissolve_district() -> tuple[Plan, ...]:
    return (
        Plan(ActKind.MOVE, JULY, SOURCE, ("p.h1.x1", "p.h1.x2"), parent="p"),
        Plan(ActKind.ABOLISH, JULY, SOURCE, ("p.h1",)),
    )


def state() -> list[list[object]]:
    """Return every row of the register, as values."""
    models = (Unit, UnitName, UnitParent, Identifier, Succession)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def answering(code: str, day: date, duty: str = "") -> list[str] | None:
    found = queries.answering_for(Unit.objects.get(code=code), day, duty)
    return None if found is None else [unit.code for unit in found]


def test_a_merged_department_keeps_its_past_and_has_heirs_by_duty(cast: Cast) -> None:
    actions.apply_acts([merge_departments()], by=cast.an, at=NOW)
    assert answering("p.tt", BEFORE) == ["p.tt"]
    assert answering("p.tt", MARCH) == ["p.kh"]
    assert answering("p.tt", MARCH, "information_security") == ["p.ca"]
    codes = {name.unit.code for name in queries.names_on(MARCH)}
    assert "p.kh" in codes
    assert "p.tt" not in codes
    assert "p.tt" in {name.unit.code for name in queries.names_on(BEFORE)}


def test_an_abolished_district_waits_for_a_person_who_settles_it(cast: Cast) -> None:
    actions.apply_acts(dissolve_district(), by=cast.an, at=NOW)
    assert answering("p.h1", JULY) is None
    assert [row.predecessor.code for row in queries.waiting_for_a_person(JULY)] == ["p.h1"]
    settle = Plan(ActKind.SETTLE, JULY, SOURCE, ("p.h1",), heirs=(Heir("p.h1.x1"),))
    actions.apply_acts([settle], by=cast.an, at=NOW)
    assert answering("p.h1", JULY) == ["p.h1.x1"]
    assert not queries.waiting_for_a_person(JULY).exists()
    with pytest.raises(errors.NothingWaitsError):
        actions.apply_acts([settle], by=cast.an, at=NOW)


def test_a_rename_in_the_past_leaves_later_names_alone(cast: Cast) -> None:
    later = Plan(ActKind.RENAME, JULY, SOURCE, ("p.gd",), name="Sở Giáo dục")
    earlier = Plan(ActKind.RENAME, MARCH, SOURCE, ("p.gd",), name="Sở Học")
    actions.apply_acts([later, earlier], by=cast.an, at=NOW)
    unit = cast.units["p.gd"]
    called = [queries.name_of(unit, day) for day in (BEFORE, MARCH, JULY)]
    names = [name.name for name in called if name is not None]
    assert names == ["Sở Giáo dục và Đào tạo", "Sở Học", "Sở Giáo dục"]


def test_a_preview_says_what_it_touches_and_changes_nothing(cast: Cast) -> None:
    before = state(), Act.objects.count(), Entry.objects.count()
    preview = actions.preview_acts(dissolve_district(), by=cast.an, at=NOW)
    assert preview.waiting == ("p.h1",)
    assert preview.touched["p.h1.x1"] == {"units.post": 4}
    assert preview.written["units.unitparent"] == 5
    assert (state(), Act.objects.count(), Entry.objects.count()) == before


def test_undoing_acts_from_the_last_restores_every_row(cast: Cast) -> None:
    before = state()
    plans = [merge_departments(), *dissolve_district()]
    acts = actions.apply_acts(plans, by=cast.an, at=NOW)
    assert state() != before
    for act in reversed(acts):
        actions.undo_act(act, basis="Nghị quyết 2/NQ-HĐND", by=cast.an, at=NOW)
    assert state() == before
    assert Entry.objects.filter(verb="act.undone").count() == 3
    with pytest.raises(errors.ActUndoneError):
        actions.undo_act(acts[0], basis=SOURCE, by=cast.an, at=NOW)


def test_an_act_under_a_later_one_or_in_use_is_not_undone(cast: Cast) -> None:
    act, _ = actions.apply_acts(
        [
            merge_departments(),
            Plan(ActKind.RENAME, JULY, SOURCE, ("p.kh",), name="Sở Khoa học"),
        ],
        by=cast.an,
        at=NOW,
    )
    with pytest.raises(errors.ActOverlaidError) as overlaid:
        actions.undo_act(act, basis=SOURCE, by=cast.an, at=NOW)
    rename = Act.objects.get(pk=overlaid.value.later[0])
    actions.undo_act(rename, basis=SOURCE, by=cast.an, at=NOW)
    heir = Unit.objects.get(code="p.kh")
    actions.add_channel(heir, ChannelKind.WEBSITE, "Cổng", by=None, at=NOW)
    with pytest.raises(errors.ActInUseError):
        actions.undo_act(act, basis=SOURCE, by=cast.an, at=NOW)


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        pytest.param(
            Plan(ActKind.ABOLISH, JULY, SOURCE, ("p.h1",)),
            errors.UnitHasChildrenError,
            id="a district that still has communes",
        ),
        pytest.param(
            Plan(ActKind.MOVE, JULY, SOURCE, ("p.h1",), parent="p.h1.x1"),
            errors.UnitBelowItselfError,
            id="below its own commune",
        ),
        pytest.param(
            Plan(ActKind.MOVE, JULY, SOURCE, ("p.h1",), parent="p.h1"),
            errors.UnitBelowItselfError,
            id="below itself",
        ),
        pytest.param(
            Plan(ActKind.RENAME, JULY, SOURCE, ("nobody",), name="X"),
            errors.UnitNotThereError,
            id="who is not there",
        ),
        pytest.param(
            Plan(ActKind.MERGE, JULY, SOURCE, ("p.tt",), heirs=(Heir("p.tt"),)),
            errors.PlanIncompleteError,
            id="its own heir",
        ),
        pytest.param(
            Plan(ActKind.MERGE, JULY, SOURCE, ("p.tt",)),
            errors.PlanIncompleteError,
            id="a merger into nothing",
        ),
        pytest.param(
            Plan(ActKind.SETTLE, JULY, SOURCE, ("p.tt",), heirs=(Heir("p.ca"),)),
            errors.NothingWaitsError,
            id="nothing to settle",
        ),
    ],
)
def test_an_act_against_the_rules_is_refused_whole(
    cast: Cast, plan: Plan, error: type[errors.ActError]
) -> None:
    before = state()
    with pytest.raises(error):
        actions.apply_acts([merge_departments_elsewhere(), plan], by=cast.an, at=NOW)
    assert state() == before


def merge_departments_elsewhere() -> Plan:
    return Plan(ActKind.RENAME, MARCH, SOURCE, ("p.bao",), name="Báo mới")


def test_a_code_is_never_used_again(cast: Cast) -> None:
    new = NewUnit("p.gd", "Sở", "department", "province", parent="p")
    plan = Plan(ActKind.MERGE, MARCH, SOURCE, ("p.tt",), (new,), (Heir("p.gd"),))
    with pytest.raises(ValidationError):
        actions.apply_acts([plan], by=cast.an, at=NOW)


def test_only_a_coordinator_reorganises(cast: Cast) -> None:
    for officer in (cast.binh, cast.dung, cast.stranger):
        with pytest.raises(policies.NotAllowedError):
            actions.apply_acts([merge_departments()], by=officer, at=NOW)
    assert len(actions.apply_acts([merge_departments()], by=cast.an, at=NOW)) == 1


def test_a_file_of_acts_reads_as_the_same_plan() -> None:
    text = """
    [[act]]
    kind = "merge"
    on = 2025-03-01
    basis = "Nghị quyết 1/NQ-HĐND"
    units = ["p.tt"]
    heirs = [{code = "p.kh"}, {code = "p.ca", duty = "information_security"}]
    opens = [{code = "p.kh", name = "Sở Khoa học và Công nghệ", kind = "department",
              level = "province", parent = "p"}]
    """.replace('department",\n              ', 'department", ')
    assert read_plans(text) == (merge_departments(),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("not toml [", id="no TOML"),
        pytest.param("", id="no act"),
        pytest.param('[[act]]\nkind = "melt"\non = 2025-03-01\nbasis = ""', id="no such kind"),
        pytest.param('[[act]]\nkind = "move"\nbasis = ""', id="no day"),
        pytest.param('[[act]]\nkind = "move"\non = "x"\nbasis = ""', id="a day in words"),
        pytest.param('[[act]]\nkind = "move"\non = 2025-03-01\nwho = 1', id="unknown key"),
    ],
)
def test_a_file_that_is_not_one_of_acts_says_which_act(text: str) -> None:
    with pytest.raises(errors.PlanUnreadableError):
        read_plans(text)
