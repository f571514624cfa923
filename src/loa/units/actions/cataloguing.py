"""Putting a bundled catalogue into the register: what is there already is left alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import fold
from loa.ledger.actions import record
from loa.units import policies
from loa.units.catalogue import Catalogue, parse_rule
from loa.units.models import (
    Act,
    Channel,
    Group,
    GroupSynonym,
    Identifier,
    Kind,
    Level,
    Officer,
    Succession,
    Unit,
    UnitName,
    UnitParent,
)
from loa.units.naming import name_keys
from loa.units.words import ActKind

BATCH = 2000
AREA_SCHEME = "qd19-2025"  # code of the area in the national list of administrative units


@transaction.atomic
def store_catalogue(
    catalogue: Catalogue, *, name: str, by: Officer | None, at: datetime
) -> int:
    """Add units, trees, successions, channels and groups; return how many units were new.

    A code that is there already keeps its rows as they are, whatever the catalogue says.
    Reads the register once and writes in batches: the country is 14,000 units.
    """
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    _vocabularies(catalogue)
    keys = dict(Unit.objects.values_list("code", "pk"))
    new = [row for row in catalogue.units if row.code not in keys]
    made = Unit.objects.bulk_create(
        [
            Unit(
                code=row.code,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source,
                is_sample=row.is_sample,
            )
            for row in new
        ],
        batch_size=BATCH,
    )
    keys |= {unit.code: unit.pk for unit in made}
    fresh = {unit.code for unit in made}
    if fresh:
        _names(catalogue, fresh, keys)
        _places(catalogue, fresh, keys)
    groups = _groups(catalogue)
    if not fresh and not groups:
        return 0
    first = min((row.valid_from for row in new), default=timezone.localdate(at))
    act = Act.objects.create(kind=ActKind.IMPORT.value, on=first, basis=name, made_at=at)
    record(
        "units.imported",
        act,
        by=by,
        at=at,
        changes={"opened": (None, len(fresh)), "groups": (None, groups)},
        note=name,
    )
    return len(fresh)


def _vocabularies(catalogue: Catalogue) -> None:
    for level in catalogue.levels:
        Level.objects.get_or_create(
            code=level.code,
            defaults={
                "name_vi": level.name_vi,
                "name_en": level.name_en,
                "position": level.position,
            },
        )
    for kind in catalogue.kinds:
        Kind.objects.get_or_create(
            code=kind.code,
            defaults={
                "name_vi": kind.name_vi,
                "name_en": kind.name_en,
                "position": kind.position,
                "relation": kind.relation.value,
            },
        )


def _names(catalogue: Catalogue, fresh: set[str], keys: dict[str, int]) -> None:
    levels = dict(Level.objects.values_list("code", "pk"))
    kinds = dict(Kind.objects.values_list("code", "pk"))
    UnitName.objects.bulk_create(
        (
            UnitName(
                unit_id=keys[row.code],
                name=row.name,
                short_name=row.short_name,
                area=row.area,
                kind_id=kinds[row.kind],
                level_id=levels[row.level],
                position=row.position,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                **name_keys(row.name),
            )
            for row in catalogue.units
            if row.code in fresh
        ),
        batch_size=BATCH,
    )
    owned = set(
        Identifier.objects.filter(scheme=AREA_SCHEME, valid_to__isnull=True).values_list(
            "value", flat=True
        )
    )
    marks = []
    for row in catalogue.units:
        is_taken = row.valid_to is None and row.official_code in owned
        if row.code in fresh and row.official_code and not is_taken:
            owned.add(row.official_code) if row.valid_to is None else None
            marks.append(
                Identifier(
                    unit_id=keys[row.code],
                    scheme=AREA_SCHEME,
                    value=row.official_code,
                    valid_from=row.valid_from,
                    valid_to=row.valid_to,
                )
            )
    Identifier.objects.bulk_create(marks, batch_size=BATCH)


def _places(catalogue: Catalogue, fresh: set[str], keys: dict[str, int]) -> None:
    UnitParent.objects.bulk_create(
        (
            UnitParent(
                unit_id=keys[edge.unit_code],
                parent_id=keys[edge.parent_code],
                tree=edge.tree.value,
                valid_from=edge.valid_from,
                valid_to=edge.valid_to,
            )
            for edge in catalogue.edges
            if edge.unit_code in fresh
        ),
        batch_size=BATCH,
    )
    Succession.objects.bulk_create(
        (
            Succession(
                on=row.on_date,
                kind=row.kind.value,
                duty=row.duty,
                predecessor_id=keys[row.predecessor_code],
                successor_id=keys[row.successor_code] if row.successor_code else None,
                needs_person=row.needs_person,
                source=row.source,
            )
            for row in catalogue.successions
            if row.predecessor_code in fresh
        ),
        batch_size=BATCH,
    )
    Channel.objects.bulk_create(
        Channel(
            unit_id=keys[row.unit_code],
            kind=row.kind.value,
            name=row.name,
            host=row.host,
            address=row.url,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        for row in catalogue.channels
        if row.unit_code in fresh
        for unit in catalogue.units
        if unit.code == row.unit_code
    )


def _groups(catalogue: Catalogue) -> int:
    made = 0
    for position, row in enumerate(catalogue.groups):
        if Group.objects.filter(code=row.code).exists():
            continue
        group = Group.objects.create(
            code=row.code,
            name=row.name,
            rule=parse_rule(row.rule).as_json(),
            position=position,
        )
        for text in (row.name, *row.synonyms):
            GroupSynonym.objects.get_or_create(
                text_fold=fold(text), defaults={"text": text, "group": group}
            )
        made += 1
    return made
