"""The bundled catalogue fits the models, and both readings of a group rule agree."""

from datetime import date

import pytest
from django.db import transaction

from loa.ledger.actions import record
from loa.units import queries
from loa.units.catalogue import Catalogue, Tree, expand, load_catalogue, parse_rule
from loa.units.models import (
    Channel,
    Group,
    Kind,
    Level,
    Succession,
    Unit,
    UnitName,
    UnitParent,
)
from tests.people import NOW

pytestmark = pytest.mark.django_db

DAYS = [date(2024, 10, 20), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1)]


@transaction.atomic
def store(catalogue: Catalogue) -> dict[str, Unit]:
    """Put the catalogue into the tables as its rows stand, without names for search."""
    for level in catalogue.levels:
        Level.objects.create(
            code=level.code,
            name_vi=level.name_vi,
            name_en=level.name_en,
            position=level.position,
        )
    for kind in catalogue.kinds:
        Kind.objects.create(
            code=kind.code,
            name_vi=kind.name_vi,
            name_en=kind.name_en,
            position=kind.position,
            relation=kind.relation.value,
        )
    levels = {level.code: level for level in Level.objects.all()}
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    made = {
        row.code: Unit(code=row.code, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in catalogue.units
    }
    Unit.objects.bulk_create(made.values())
    UnitName.objects.bulk_create(
        UnitName(
            unit=made[row.code],
            name=row.name,
            short_name=row.short_name,
            kind=kinds[row.kind],
            level=levels[row.level],
            position=row.position,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in catalogue.units
    )
    UnitParent.objects.bulk_create(
        UnitParent(
            unit=made[edge.unit_code],
            parent=made[edge.parent_code],
            tree=edge.tree.value,
            valid_from=edge.valid_from,
            valid_to=edge.valid_to,
        )
        for edge in catalogue.edges
    )
    Succession.objects.bulk_create(
        Succession(
            on=row.on_date,
            kind=row.kind.value,
            duty=row.duty,
            predecessor=made[row.predecessor_code],
            successor=made.get(row.successor_code),
            needs_person=row.needs_person,
            source=row.source,
        )
        for row in catalogue.successions
    )
    Channel.objects.bulk_create(
        Channel(
            unit=made[row.unit_code],
            kind=row.kind.value,
            name=row.name,
            host=row.host,
            address=row.url,
            valid_from=made[row.unit_code].valid_from,
            valid_to=made[row.unit_code].valid_to,
        )
        for row in catalogue.channels
    )
    Group.objects.bulk_create(
        Group(code=group.code, name=group.name, rule=parse_rule(group.rule).as_json())
        for group in catalogue.groups
    )
    record("catalogue.stored", made["tg"], by=None, at=NOW)
    return made


def test_groups_expand_alike_from_files_and_from_tables_on_every_day() -> None:
    catalogue = load_catalogue()
    store(catalogue)
    for day in DAYS:
        for row in catalogue.groups:
            rule = parse_rule(row.rule)
            said = [
                unit.code for unit in expand(rule, catalogue.units, catalogue.edges, on=day)
            ]
            stored = queries.expand(Group.objects.get(code=row.code), day)
            assert [name.unit.code for name in stored] == said, (row.code, day)


@pytest.mark.parametrize(
    ("code", "duty", "day", "answering"),
    [
        pytest.param(
            "tg.stttt", "press", date(2024, 10, 20), ["tg.stttt"], id="itself in 2024"
        ),
        pytest.param(
            "tg.stttt", "information_security", date(2025, 3, 1), ["tg.cat"], id="police"
        ),
        pytest.param("tg.stttt", "press", date(2025, 3, 1), ["tg.svhttdl"], id="Culture"),
        pytest.param("tg.stttt", "", date(2025, 3, 1), ["tg.skhcn"], id="the rest"),
        pytest.param(
            "tg.stttt", "information_security", date(2025, 7, 1), ["dt.cat"], id="twice removed"
        ),
        pytest.param(
            "tg.mytho", "", date(2025, 7, 1), None, id="a district waits for a person"
        ),
        pytest.param("tg", "", date(2025, 7, 1), ["dt"], id="the joined province"),
    ],
)
def test_who_answers_after_the_reorganisations(
    code: str, duty: str, day: date, answering: list[str] | None
) -> None:
    made = store(load_catalogue())
    found = queries.answering_for(made[code], day, duty)
    assert (None if found is None else [unit.code for unit in found]) == answering


def test_the_trees_of_files_and_of_tables_are_the_same() -> None:
    made = store(load_catalogue())
    codes = {unit.pk: unit.code for unit in made.values()}
    for day in DAYS:
        stored = queries.parents_on(day)
        assert {codes[child]: codes[parent] for child, parent in stored.items()} == {
            edge.unit_code: edge.parent_code
            for edge in load_catalogue().edges
            if edge.tree is Tree.TERRITORIAL and edge.holds(day)
        }
