"""The reorganisations of 2025 as bundled: a campaign before, one after, both compared."""

from datetime import date

import pytest

from loa.ledger.models import Entry
from loa.units import actions, queries, restating
from loa.units.catalogue import load_catalogue
from loa.units.models import Group, Unit
from tests.people import NOW

pytestmark = pytest.mark.django_db

CAMPAIGN_2024, CAMPAIGN_2025 = date(2024, 10, 20), date(2025, 11, 5)
PRESS, SECURITY = "press", "information_security"


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    actions.store_catalogue(load_catalogue(), name="sample", by=None, at=NOW)
    return {unit.code: unit for unit in Unit.objects.all()}


def answering(units: dict[str, Unit], code: str, duty: str = "") -> list[str] | None:
    found = queries.answering_for(units[code], CAMPAIGN_2025, duty)
    return None if found is None else [unit.code for unit in found]


def test_the_coordinator_of_2025_is_the_provincial_police_by_duty(
    units: dict[str, Unit],
) -> None:
    assert answering(units, "tg.stttt", SECURITY) == ["dt.cat"]
    assert answering(units, "tg.stttt", PRESS) == ["dt.svhttdl"]
    assert answering(units, "tg.stttt") == ["dt.skhcn"]


def test_each_year_stands_under_its_own_names(units: dict[str, Unit]) -> None:
    then = {row.unit.code: row.name for row in queries.names_on(CAMPAIGN_2024)}
    now = {row.unit.code: row.name for row in queries.names_on(CAMPAIGN_2025)}
    assert then["tg"] == "Ủy ban nhân dân tỉnh Tiền Giang"
    assert "tg" not in now
    assert now["dt"] == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert "dt" not in then


def test_the_two_years_are_compared_as_was_and_restated(units: dict[str, Unit]) -> None:
    """A former commune counts where it went; a divided one waits, and is in no sum."""
    values = {units["tg.bab"].pk: 7, units["tg.mytho.p4"].pk: 5, units["tg.stttt"].pk: 2}
    was = restating.as_was(values, CAMPAIGN_2024)
    assert was.totals[units["tg"].pk] == 14
    now = restating.restated(values, CAMPAIGN_2025, SECURITY)
    assert now.own[units["dt.bptth"].pk] == 7
    assert now.own[units["dt.cat"].pk] == 2
    assert now.waiting == {units["tg.mytho.p4"].pk: 5}
    assert now.totals[units["dt"].pk] == 9
    assert sum(now.own.values()) + sum(now.waiting.values()) == sum(values.values())


def test_storing_the_catalogue_twice_changes_nothing(units: dict[str, Unit]) -> None:
    counts = Unit.objects.count(), Group.objects.count(), Entry.objects.count()
    again = actions.store_catalogue(load_catalogue(), name="sample", by=None, at=NOW)
    assert again == 0
    assert (Unit.objects.count(), Group.objects.count(), Entry.objects.count()) == counts


def test_a_unit_kept_by_hand_is_left_alone_by_the_catalogue(db: None) -> None:
    catalogue = load_catalogue()
    row = next(unit for unit in catalogue.units if not unit.parent_code)
    kind = actions.add_kind(row.kind, "Loại", "Kind", position=1, by=None, at=NOW)
    level = actions.add_level(row.level, "Cấp", "Level", position=1, by=None, at=NOW)
    mine = actions.open_unit(
        row.code,
        "Tên do người đặt",
        kind=kind,
        level=level,
        valid_from=date(2020, 1, 1),
        by=None,
        at=NOW,
    )
    made = actions.store_catalogue(catalogue, name="sample", by=None, at=NOW)
    assert made == len(catalogue.units) - 1
    called = queries.name_of(mine, CAMPAIGN_2025)
    assert called is not None
    assert called.name == "Tên do người đặt"
