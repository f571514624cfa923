"""Reading a list of units into the register: checked whole, written whole or not at all."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from loa.ledger.actions import record
from loa.units import policies
from loa.units.importable import Register, check_lines
from loa.units.lists import Fault, UnitLine, parse, read_lines
from loa.units.models import Act, Identifier, Officer, Unit, UnitName, UnitParent
from loa.units.naming import name_keys
from loa.units.words import ActKind, Tree

BATCH = 2000
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do. With a fault nothing was written.

    `doubts` are lines that look like a unit known already; they are written all the same.
    """

    lines: int
    opened: int
    unchanged: int
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    act: Act | None = None


def import_units(
    path: Path,
    *,
    name: str,
    by: Officer | None,
    at: datetime,
    since: date | None = None,
    is_dry: bool = False,
    is_sample: bool = False,
    tell: Tell = lambda _: None,
) -> Imported:
    """Read a CSV or XLSX list of units; a second run of the same file changes nothing.

    `since` is the first day of lines that say none (today). `tell` hears of every 2,000 lines
    read or written. Raises ListUnreadableError; what is wrong with a line is in `faults`.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_keep_register(by, on=today))
    lines: list[UnitLine] = []
    faults: list[Fault] = []
    count = 0
    for line in read_lines(path):
        if line.number == 1:
            continue
        count += 1
        found, wrong = parse(line, since=since or today)
        faults += wrong
        if found is not None:
            lines.append(found)
        if count % BATCH == 0:
            tell(count)
    with transaction.atomic():
        register = Register.read()
        checked = check_lines(lines, register)
        faults = sorted([*faults, *checked.faults], key=lambda fault: fault.line)
        result = Imported(
            lines=count,
            opened=0 if faults else len(checked.new),
            unchanged=checked.known,
            faults=tuple(faults),
            doubts=tuple(checked.doubts),
        )
        if faults or is_dry or not checked.new:
            return result
        act = _write(checked.new, register, path=path, name=name, at=at, is_sample=is_sample)
        record(
            "units.imported",
            act,
            by=by,
            at=at,
            changes={
                "opened": (None, result.opened),
                "unchanged": (None, result.unchanged),
                "sha256": (None, act.note),
            },
            note=name[:200],
        )
    return replace(result, act=act)


def _write(
    lines: list[UnitLine],
    register: Register,
    *,
    path: Path,
    name: str,
    at: datetime,
    is_sample: bool,
) -> Act:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    first = min(line.valid_from for line in lines)
    act = Act.objects.create(
        kind=ActKind.IMPORT.value, on=first, basis=name[:300], note=digest, made_at=at
    )
    units = [
        Unit(
            code=line.code,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            source=line.source or name[:300],
            is_sample=is_sample,
        )
        for line in lines
    ]
    Unit.objects.bulk_create(units, batch_size=BATCH)
    keys = {code: known.pk for code, known in register.units.items()}
    keys |= {unit.code: unit.pk for unit in units}
    UnitName.objects.bulk_create(
        (
            UnitName(
                unit=unit,
                name=line.name,
                short_name=line.short_name,
                area=line.area,
                kind_id=register.kinds[line.kind],
                level_id=register.levels[line.level],
                position=line.position,
                valid_from=line.valid_from,
                valid_to=line.valid_to,
                **name_keys(line.name),
            )
            for unit, line in zip(units, lines, strict=True)
        ),
        batch_size=BATCH,
    )
    UnitParent.objects.bulk_create(
        (
            UnitParent(
                unit=unit,
                parent_id=keys[above],
                tree=tree.value,
                valid_from=line.valid_from,
                valid_to=line.valid_to,
            )
            for unit, line in zip(units, lines, strict=True)
            for tree, above in (
                (Tree.TERRITORIAL, line.parent),
                (Tree.SECTOR, line.sector_parent),
            )
            if above
        ),
        batch_size=BATCH,
    )
    Identifier.objects.bulk_create(
        (
            Identifier(
                unit=unit,
                scheme=line.scheme,
                value=line.identifier,
                valid_from=line.valid_from,
                valid_to=line.valid_to,
            )
            for unit, line in zip(units, lines, strict=True)
            if line.identifier
        ),
        batch_size=BATCH,
    )
    return act
