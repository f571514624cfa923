"""Whether the lines of a list fit each other and the register: codes, parents, dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from loa.crafts.viet import fold
from loa.units.lists import Fault, UnitLine
from loa.units.models import Identifier, Kind, Level, Unit, UnitName, UnitParent
from loa.units.words import Tree


@dataclass(frozen=True, slots=True)
class Known:
    pk: int
    valid_from: date
    valid_to: date | None


@dataclass
class Register:
    """What a check must know of the register, read in seven queries."""

    units: dict[str, Known]
    kinds: dict[str, int]
    """By code, and by folded name."""
    levels: dict[str, int]
    names: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)
    """Unit → its names ever, each with kind and level."""
    parents: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    """(unit, tree) → codes of its parents ever."""
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    """(folded name, code of the parent) → code of a unit that is still called so."""
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    """(scheme, identifier) → code of its owner of today."""

    @classmethod
    def read(cls) -> "Register":
        rows = Unit.objects.values_list("code", "pk", "valid_from", "valid_to")
        found = cls(
            units={code: Known(pk, first, last) for code, pk, first, last in rows.iterator()},
            kinds=_by_word(Kind.objects.values_list("pk", "code", "name_vi", "name_en")),
            levels=_by_word(Level.objects.values_list("pk", "code", "name_vi", "name_en")),
        )
        above: dict[int, str] = {}
        edges = UnitParent.objects.values_list("unit_id", "tree", "parent__code", "valid_to")
        for pk, tree, code, last in edges.iterator():
            found.parents.setdefault((pk, tree), set()).add(code)
            if last is None and tree == Tree.TERRITORIAL.value:
                above[pk] = code
        names = UnitName.objects.values_list(
            "unit_id", "unit__code", "name", "name_fold", "kind_id", "level_id", "valid_to"
        )
        for pk, code, name, folded, kind, level, last in names.iterator():
            found.names.setdefault(pk, []).append((name, kind, level))
            if last is None:
                found.called[folded, above.get(pk, "")] = code
        marks = Identifier.objects.filter(valid_to__isnull=True)
        for scheme, value, code in marks.values_list("scheme", "value", "unit__code"):
            found.owners[scheme, value] = code
        return found


def _by_word(rows: Iterable[tuple[int, str, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pk, code, vi, en in rows:
        for word in (fold(en), fold(vi), code):
            found.setdefault(word, pk)
    return found


@dataclass
class Checked:
    new: list[UnitLine] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def check_lines(lines: list[UnitLine], register: Register) -> Checked:
    """Sort lines into new and known ones and say what is wrong, by line and column."""
    checked = Checked()
    mine: dict[str, UnitLine] = {}
    owners: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.code in mine:
            first = str(mine[line.code].line)
            checked.faults.append(Fault(line.line, "code", "twice", line.code, first))
            continue
        mine[line.code] = line
        mark = (line.scheme, line.identifier)
        if line.identifier and line.valid_to is None:
            if mark in owners:
                first = str(owners[mark])
                told = Fault(line.line, "identifier", "twice", line.identifier, first)
                checked.faults.append(told)
            owners.setdefault(mark, line.line)
    called = dict(register.called)
    for line in mine.values():
        _check(line, mine, register, called, checked)
    _refuse_circles(mine, checked)
    return checked


def _check(
    line: UnitLine,
    mine: dict[str, UnitLine],
    register: Register,
    called: dict[tuple[str, str], str],
    checked: Checked,
) -> None:
    kind = register.kinds.get(line.kind) or register.kinds.get(fold(line.kind))
    level = register.levels.get(line.level) or register.levels.get(fold(line.level))
    faults: list[Fault] = []
    if kind is None:
        faults.append(Fault(line.line, "kind", "unknown_kind", line.kind))
    if level is None:
        faults.append(Fault(line.line, "level", "unknown_level", line.level))
    for column, code in (("parent", line.parent), ("sector_parent", line.sector_parent)):
        if code:
            faults += _parent_faults(line, column, code, mine, register)
    owner = register.owners.get((line.scheme, line.identifier))
    if line.identifier and owner not in (None, line.code):
        faults.append(
            Fault(line.line, "identifier", "taken_identifier", line.identifier, owner or "")
        )
    if faults or kind is None or level is None:
        checked.faults += faults
        return
    register.kinds[line.kind], register.levels[line.level] = kind, level
    known = register.units.get(line.code)
    if known is not None:
        wrong = _differences(line, known, (line.name, kind, level), register)
        checked.faults += wrong
        checked.known += not wrong
        return
    place = (fold(line.name), line.parent)
    if line.valid_to is None:
        if place in called:
            told = Fault(line.line, "name", "looks_like", line.name, called[place])
            checked.doubts.append(told)
        called[place] = line.code
    checked.new.append(line)


def _parent_faults(
    line: UnitLine,
    column: str,
    code: str,
    mine: dict[str, UnitLine],
    register: Register,
) -> list[Fault]:
    if code == line.code:
        return [Fault(line.line, column, "own_parent", code)]
    parent = register.units.get(code) or mine.get(code)
    if parent is None:
        return [Fault(line.line, column, "unknown_parent", code)]
    is_known_row = line.code in register.units  # it may have been moved since: see _differences
    ends = parent.valid_to is not None and (
        line.valid_to is None or line.valid_to > parent.valid_to
    )
    if not is_known_row and (ends or parent.valid_from > line.valid_from):
        return [Fault(line.line, column, "parent_dates", code, code)]
    return []


def _differences(
    line: UnitLine, known: Known, called: tuple[str, int, int], register: Register
) -> list[Fault]:
    """Return what the line says otherwise than the register ever did."""
    faults: list[Fault] = []
    names = register.names.get(known.pk, [])
    if called not in names:
        other = names[-1][0] if names else ""
        faults.append(Fault(line.line, "name", "differs", line.name, other))
    for column, tree, code in (
        ("parent", Tree.TERRITORIAL, line.parent),
        ("sector_parent", Tree.SECTOR, line.sector_parent),
    ):
        places = register.parents.get((known.pk, tree.value), set())
        if code and code not in places:
            faults.append(Fault(line.line, column, "differs", code, ", ".join(sorted(places))))
    if line.valid_to != known.valid_to:
        other = known.valid_to.isoformat() if known.valid_to else "∞"
        faults.append(Fault(line.line, "valid_to", "differs", str(line.valid_to), other))
    return faults


def _refuse_circles(mine: dict[str, UnitLine], checked: Checked) -> None:
    """Name each circle of parents once, at the line that closes it; both trees."""
    found: list[Fault] = []
    for column in ("parent", "sector_parent"):
        done: set[str] = set()
        for start in mine:
            way: dict[str, None] = {}
            at = start
            while at in mine and at not in done and at not in way:
                way[at] = None
                at = getattr(mine[at], column)
            if at in way and at not in done:
                names = list(way)
                circle = names[names.index(at) :]
                if len(circle) > 1:
                    told = " < ".join((*circle[:5], circle[0]))
                    found.append(Fault(mine[at].line, column, "cycle", at, told))
            done.update(way)
    checked.faults += found
