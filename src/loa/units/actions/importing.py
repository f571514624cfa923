"""Reading a list of units into the register: checked whole, written whole or not at all."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from loa.ledger.actions import record
from loa.units import policies
from loa.units.actions.in_bulk import write_rows
from loa.units.importable import Checked, Register, check_lines
from loa.units.lists import Defaults, Fault, UnitLine, estimate_lines, parse, read_lines
from loa.units.models import Act, Identifier, Officer, Unit, UnitName, UnitParent
from loa.units.naming import name_keys
from loa.units.words import ActKind, Tree

BATCH = 2000
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do. With a fault nothing was written.

    `same` counts lines that a person said are a known unit of another code. `doubts` are lines
    that look like one and of which nobody said: they are written all the same, unless the
    import was told to hold.
    """

    lines: int
    opened: int
    unchanged: int
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    act: Act | None = None
    same: int = 0


def import_units(
    path: Path,
    *,
    name: str,
    by: Officer | None,
    at: datetime,
    since: date | None = None,
    kind: str = "",
    level: str = "",
    decided: Mapping[int, str] | None = None,
    is_dry: bool = False,
    is_held: bool = False,
    is_sample: bool = False,
    tell: Tell = lambda _done, _all: None,
    then: Callable[["Imported"], None] = lambda _: None,
) -> Imported:
    """Read a CSV, XLSX or edXML list of units; a second run of the same file changes nothing.

    `since`, `kind` and `level` hold for lines that say none (today; a fault). `decided` maps a
    line's number to the known unit it is, or IS_NEW. `is_held`: nothing is written while a line
    looks like a known unit and nobody said. `tell` hears of every 2,000 lines and rows how far
    it is, and of how many. `then` is done in the transaction of the writes.
    Raises ListUnreadableError; what is wrong with a line is in `faults`.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_keep_register(by, on=today))
    lines, faults, count = _read(path, Defaults(since or today, kind, level), tell)
    with transaction.atomic():
        register = Register.read()
        checked = check_lines(lines, register, decided)
        faults = sorted([*faults, *checked.faults], key=lambda fault: fault.line)
        is_refused = bool(faults) or (is_held and bool(checked.doubts))
        result = Imported(
            lines=count,
            opened=0 if faults else len(checked.new),
            unchanged=checked.known,
            faults=tuple(faults),
            doubts=tuple(sorted(checked.doubts, key=lambda doubt: doubt.line)),
            same=len(checked.same),
        )
        if is_refused or is_dry or not checked.new:
            if not is_dry:
                then(result)
            return result
        writing = _Writing(checked, register, name=name, is_sample=is_sample, tell=tell)
        result = replace(result, act=writing.write(path, at))
        record(
            "units.imported",
            writing.act,
            by=by,
            at=at,
            changes={
                "opened": (None, result.opened),
                "unchanged": (None, result.unchanged),
                "same": (None, checked.same),
                "sha256": (None, writing.act.note),
            },
            note=name[:200],
        )
        then(result)
    return result


def _read(
    path: Path, defaults: Defaults, tell: Tell
) -> tuple[list[UnitLine], list[Fault], int]:
    lines: list[UnitLine] = []
    faults: list[Fault] = []
    count = 0
    # Reading is about half of the work, writing the other half.
    whole = 2 * max(estimate_lines(path), 1)
    for line in read_lines(path):
        if line.number == 1:
            continue
        count += 1
        found, wrong = parse(line, defaults)
        faults += wrong
        if found is not None:
            lines.append(found)
        if count % BATCH == 0:
            tell(count, max(whole, 2 * count))
    return lines, faults, count


class _Writing:
    """The rows of an import, table by table."""

    def __init__(
        self, checked: Checked, register: Register, *, name: str, is_sample: bool, tell: Tell
    ) -> None:
        self.lines, self.register = checked.new, register
        self.name, self.is_sample, self.tell = name[:300], is_sample, tell
        self.same = checked.same

    def write(self, path: Path, at: datetime) -> Act:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.act = Act.objects.create(
            kind=ActKind.IMPORT.value,
            on=min(line.valid_from for line in self.lines),
            basis=self.name,
            note=digest,
            made_at=at,
        )
        before = Unit.objects.aggregate(Max("pk"))["pk__max"] or 0
        write_rows(Unit, ("code", *DATES, "source", "is_sample"), self._units())
        new = Unit.objects.filter(pk__gt=before).order_by().values_list("code", "pk")
        self.keys = {code: known.pk for code, known in self.register.units.items()}
        self.keys.update(new.iterator())
        self.keys.update((code, self.keys[known]) for code, known in self.same.items())
        write_rows(UnitName, NAME_FIELDS, self._names(), tell=self._tell)
        write_rows(UnitParent, ("unit", "parent", "tree", *DATES), self._places())
        write_rows(Identifier, ("unit", "scheme", "value", *DATES), self._marks())
        return self.act

    def _tell(self, written: int) -> None:
        whole = len(self.lines)
        self.tell(whole + written, 2 * whole)

    def _units(self) -> Iterator[tuple[Any, ...]]:
        for line in self.lines:
            source = line.source or self.name
            yield (line.code, line.valid_from, line.valid_to, source, self.is_sample)

    def _names(self) -> Iterator[tuple[Any, ...]]:
        kinds, levels = self.register.kinds, self.register.levels
        for line in self.lines:
            keys = name_keys(line.name)
            yield (
                self.keys[line.code], line.name, line.short_name, line.area, kinds[line.kind],
                levels[line.level], line.position, line.valid_from, line.valid_to,
                keys["name_fold"], keys["name_sort"],
            )  # fmt: skip

    def _places(self) -> Iterator[tuple[Any, ...]]:
        for line in self.lines:
            unit = self.keys[line.code]
            for tree, above in (
                (Tree.TERRITORIAL.value, line.parent),
                (Tree.SECTOR.value, line.sector_parent),
            ):
                if above:
                    yield (unit, self.keys[above], tree, line.valid_from, line.valid_to)

    def _marks(self) -> Iterator[tuple[Any, ...]]:
        for line in self.lines:
            for scheme, value in line.marks:
                yield (self.keys[line.code], scheme, value, line.valid_from, line.valid_to)


DATES = ("valid_from", "valid_to")
NAME_FIELDS = (
    "unit", "name", "short_name", "area", "kind", "level", "position", *DATES, "name_fold",
    "name_sort",
)  # fmt: skip
