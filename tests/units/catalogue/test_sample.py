"""The sample province: what it counts, and that its rows hold together on every day."""

from collections import Counter
from datetime import date

import pytest

from loa.units.catalogue import (
    ActKind,
    Catalogue,
    ChannelKind,
    Tree,
    UnitRow,
    ancestors,
    expand,
    faults,
    load_catalogue,
    parents_on,
    parse_rule,
)

CAMPAIGN = date(2024, 10, 20)
AFTER_MARCH = date(2025, 3, 1)
AFTER_JULY = date(2025, 7, 1)
CAI_LAY_3, CAI_LAY_4 = "tg.txcailay.p3", "tg.txcailay.p4"
MY_THO_4, MY_THO_6 = "tg.mytho.p4", "tg.mytho.p6"


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    return load_catalogue()


def units_on(sample: Catalogue, on: date, kind: str, under: str) -> list[UnitRow]:
    rule = parse_rule(f"kind={kind};under={under}")
    return list(expand(rule, sample.units, sample.edges, on=on))


def areas(units: list[UnitRow]) -> Counter[str]:
    nouns = ("Thị trấn", "Thị xã", "Thành phố", "Huyện", "Phường", "Xã")
    return Counter(next(noun for noun in nouns if unit.area.startswith(noun)) for unit in units)


def test_nothing_is_wrong_with_the_bundled_catalogue(sample: Catalogue) -> None:
    assert faults(sample) == ()


def test_tien_giang_has_eleven_districts_until_july_2025(sample: Catalogue) -> None:
    before = units_on(sample, CAMPAIGN, "district_committee", "tg")
    assert areas(before) == {"Huyện": 8, "Thành phố": 2, "Thị xã": 1}
    assert units_on(sample, AFTER_JULY, "district_committee", "tg,dt") == []


def test_tien_giang_has_164_communes(sample: Catalogue) -> None:
    communes = units_on(sample, CAMPAIGN, "commune_committee", "tg")
    assert areas(communes) == {"Xã": 135, "Phường": 21, "Thị trấn": 8}


def test_each_former_commune_stands_below_a_district(sample: Catalogue) -> None:
    parents = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=CAMPAIGN)
    districts = {unit.code for unit in units_on(sample, CAMPAIGN, "district_committee", "tg")}
    communes = units_on(sample, CAMPAIGN, "commune_committee", "tg")
    assert {parents[unit.code] for unit in communes} == districts


def test_new_dong_thap_has_102_communes(sample: Catalogue) -> None:
    communes = units_on(sample, AFTER_JULY, "commune_committee", "dt")
    assert areas(communes) == {"Xã": 82, "Phường": 20}


def test_old_tien_giang_became_57_communes_of_the_new_province(sample: Catalogue) -> None:
    rows = [row for row in sample.successions if row.source == "conversion-2025"]
    assert len({row.predecessor_code for row in rows}) == len(rows) == 164
    assert len({row.successor_code for row in rows}) == 57


def test_only_the_four_wards_the_packages_dispute_wait_for_a_person(sample: Catalogue) -> None:
    rows = [row for row in sample.successions if row.source == "conversion-2025"]
    doubtful = {row.predecessor_code for row in rows if row.needs_person}
    assert doubtful == {MY_THO_4, MY_THO_6, CAI_LAY_3, CAI_LAY_4}
    assert all("Phường Cao Lãnh" in row.note for row in rows if row.needs_person)


def test_new_dong_thap_has_twelve_specialised_bodies(sample: Catalogue) -> None:
    bodies = units_on(sample, AFTER_JULY, "department", "dt")
    office = [unit for unit in sample.units if unit.code == "dt.vp"]
    assert len(bodies) + len(office) == 12


@pytest.mark.parametrize(
    ("duty", "successor"),
    [
        pytest.param("information_security", "tg.cat", id="information security to the police"),
        pytest.param("press", "tg.svhttdl", id="press to Culture"),
        pytest.param("grassroots_information", "tg.svhttdl", id="loudspeakers to Culture"),
        pytest.param("", "tg.skhcn", id="the rest to Science and Technology"),
    ],
)
def test_the_department_of_the_first_campaign_was_split_by_duty(
    sample: Catalogue, duty: str, successor: str
) -> None:
    rows = [row for row in sample.successions if row.predecessor_code == "tg.stttt"]
    found = [row.successor_code for row in rows if row.duty == duty]
    assert found == [successor]
    assert {row.on_date for row in rows} == {AFTER_MARCH}


def test_districts_ended_without_successor_and_wait_for_a_person(sample: Catalogue) -> None:
    districts = {unit.code for unit in sample.units if unit.level == "district"}
    rows = [row for row in sample.successions if row.predecessor_code in districts]
    assert {row.predecessor_code for row in rows} == districts
    assert {(row.kind, row.successor_code, row.needs_person) for row in rows} == {
        (ActKind.ABOLISH, "", True)
    }


def test_newspaper_and_broadcaster_became_one_house(sample: Catalogue) -> None:
    joined = [row for row in sample.successions if row.successor_code == "dt.bptth"]
    assert {row.predecessor_code for row in joined} == {"tg.bab", "tg.ptth"}


def test_the_province_of_the_campaign_has_well_over_300_units(sample: Catalogue) -> None:
    parents = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=CAMPAIGN)
    below = [code for code in parents if "tg" in ancestors(code, parents)]
    assert len(below) >= 400


def test_a_school_stands_below_its_district_and_below_education(sample: Catalogue) -> None:
    school = "tg.chauthanh.thcs-tanhoidong"
    territory = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=CAMPAIGN)
    sector = parents_on(sample.edges, tree=Tree.SECTOR, on=CAMPAIGN)
    assert list(ancestors(school, territory)) == ["tg.chauthanh", "tg", "vn"]
    assert list(ancestors(school, sector))[:2] == ["tg.chauthanh.pgddt", "tg.sgddt"]


def test_a_school_lives_on_below_the_commune_that_took_over(sample: Catalogue) -> None:
    school = "tg.chauthanh.thcs-tanhoidong"
    territory = parents_on(sample.edges, tree=Tree.TERRITORIAL, on=AFTER_JULY)
    sector = parents_on(sample.edges, tree=Tree.SECTOR, on=AFTER_JULY)
    heir = next(
        row.successor_code
        for row in sample.successions
        if row.predecessor_code == "tg.chauthanh.tanhoidong"
    )
    assert list(ancestors(school, territory)) == [heir, "dt", "vn"]
    assert next(ancestors(school, sector)) == "dt.sgddt"


def test_sample_addresses_are_on_hosts_reserved_for_examples(sample: Catalogue) -> None:
    hosts = {channel.host for channel in sample.channels if channel.host}
    assert all(host.endswith(".example") for host in hosts)
    assert {channel.kind for channel in sample.channels} == set(ChannelKind)


def test_some_unit_has_no_channel_so_that_exemption_can_be_shown(sample: Catalogue) -> None:
    with_channel = {channel.unit_code for channel in sample.channels}
    assert any(
        unit.kind == "secondary_school" and unit.code not in with_channel
        for unit in sample.units
    )


def test_a_numbered_ward_keeps_its_capital_letter(sample: Catalogue) -> None:
    names = {unit.code: unit.name for unit in sample.units}
    assert names[MY_THO_4] == "Ủy ban nhân dân Phường 4"
    assert names["tg.mytho.daothanh"] == "Ủy ban nhân dân xã Đạo Thạnh"
