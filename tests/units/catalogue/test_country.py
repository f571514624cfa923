"""The whole country: what it counts, what it maps, and what it leaves to a person."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loa.units.catalogue import ActKind, Catalogue, faults, load_catalogue
from loa.units.catalogue.country import (
    FOLDER,
    AreaLevel,
    Country,
    Doubt,
    as_catalogue,
    load_country,
    unit_codes,
)

BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 1)


@pytest.fixture(scope="module")
def country() -> Country:
    return load_country()


@pytest.fixture(scope="module")
def committees(country: Country) -> Catalogue:
    return as_catalogue(country)


@pytest.mark.parametrize(
    ("level", "on", "count"),
    [
        (AreaLevel.PROVINCE, BEFORE, 63),
        (AreaLevel.DISTRICT, BEFORE, 696),
        (AreaLevel.COMMUNE, BEFORE, 10_035),
        (AreaLevel.PROVINCE, AFTER, 34),
        (AreaLevel.DISTRICT, AFTER, 0),
        (AreaLevel.COMMUNE, AFTER, 3_321),
    ],
)
def test_the_country_counts(country: Country, level: AreaLevel, on: date, count: int) -> None:
    assert len(country.of(level, on=on)) == count


def test_present_communes_are_of_three_kinds(country: Country) -> None:
    nouns = Counter(area.name.split()[0] for area in country.of(AreaLevel.COMMUNE, on=AFTER))
    assert nouns == {"Xã": 2621, "Phường": 687, "Đặc": 13}


def test_the_rows_of_the_country_hold_together(committees: Catalogue) -> None:
    assert faults(committees) == ()


def test_every_former_commune_and_province_is_mapped(country: Country) -> None:
    former = {
        area.official_code
        for level in (AreaLevel.PROVINCE, AreaLevel.COMMUNE)
        for area in country.of(level, on=BEFORE)
    }
    islands = {"318", "471", "498", "536", "755"}
    assert {row.predecessor_code for row in country.conversions} == former | islands


def test_every_present_commune_and_province_came_from_somewhere(country: Country) -> None:
    present = {area.official_code for area in country.areas if area.valid_to is None}
    assert {row.successor_code for row in country.conversions} == present


def test_two_thirds_of_the_provinces_were_joined(country: Country) -> None:
    provinces = [row for row in country.conversions if len(row.predecessor_code) == 2]
    heirs = Counter(row.successor_code for row in provinces)
    assert len(provinces) == 63
    assert sum(1 for count in heirs.values() if count == 1) == 11


def test_a_commune_waits_for_a_person_if_and_only_if_its_successor_is_in_doubt(
    country: Country, committees: Catalogue
) -> None:
    codes = unit_codes(country)
    waiting = {codes[old, date(2024, 1, 1)] for old in country.needs_person()}
    said = {
        row.predecessor_code
        for row in committees.successions
        if row.needs_person and row.kind is not ActKind.ABOLISH
    }
    assert said == waiting
    assert len(waiting) == 484


def test_more_than_one_successor_is_never_chosen_silently(country: Country) -> None:
    heirs = Counter(row.predecessor_code for row in country.conversions)
    several = {old for old, count in heirs.items() if count > 1}
    assert several <= country.needs_person()


def test_a_successor_in_another_former_province_known_by_name_alone_is_not_proposed(
    country: Country, committees: Catalogue
) -> None:
    doubtful = [row for row in country.conversions if row.doubt is Doubt.SAME_NAME]
    codes = unit_codes(country)
    proposed = {(row.predecessor_code, row.successor_code) for row in committees.successions}
    assert len(doubtful) == 28
    assert not any(
        (codes[row.predecessor_code, date(2024, 1, 1)], codes[row.successor_code, AFTER])
        in proposed
        for row in doubtful
    )


def test_districts_without_successor_wait_for_a_person(committees: Catalogue) -> None:
    ended = [row for row in committees.successions if row.kind is ActKind.ABOLISH]
    assert len(ended) == 696 - 5  # five island districts had no commune: they became one
    assert all(row.needs_person for row in ended)


def test_the_sample_province_and_the_country_say_the_same(
    country: Country, committees: Catalogue
) -> None:
    sample = load_catalogue()
    by_code = {unit.code: unit for unit in (*sample.units, *committees.units)}

    def told(catalogue: Catalogue, *, province: str) -> set[tuple[str, str, bool]]:
        return {
            (
                by_code[row.predecessor_code].official_code,
                by_code[row.successor_code].official_code,
                row.needs_person,
            )
            for row in catalogue.successions
            if row.source == "conversion-2025" and row.predecessor_code.startswith(province)
        }

    mine = told(sample, province="tg.")
    assert mine == told(committees, province="vn3.82.")
    assert len(mine) == 164


def test_the_files_are_small_and_carry_no_time_of_writing() -> None:
    files = sorted(FOLDER.glob("*.csv.gz"))
    assert [file.name for file in files] == ["areas.csv.gz", "conversions.csv.gz"]
    assert sum(file.stat().st_size for file in files) < 2_000_000
    assert all(file.read_bytes()[4:8] == b"\0\0\0\0" for file in files)


def test_the_page_of_differences_is_the_one_of_these_files(country: Country) -> None:
    page = Path(__file__).parents[3] / "docs/reference/catalogue-differences.md"
    text = page.read_text(encoding="utf-8")
    assert f"| which wait for a person | {len(country.needs_person())} |" in text
