"""Whether the lines of a list fit each other and the register: codes, parents, doubles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from loa.crafts.viet import fold
from loa.units.lists import IS_NEW, Fault, UnitLine
from loa.units.models import Identifier, Kind, Level, Unit, UnitName, UnitParent
from loa.units.words import Tree

Mark = tuple[str, str]


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
    owners: dict[Mark, str] = field(default_factory=dict)
    """(scheme, identifier) → code of its owner of today."""

    @classmethod
    def read(cls) -> "Register":
        rows = Unit.objects.order_by().values_list("code", "pk", "valid_from", "valid_to")
        found = cls(
            units={code: Known(pk, first, last) for code, pk, first, last in rows.iterator()},
            kinds=_by_word(Kind.objects.values_list("pk", "code", "name_vi", "name_en")),
            levels=_by_word(Level.objects.values_list("pk", "code", "name_vi", "name_en")),
        )
        codes = {known.pk: code for code, known in found.units.items()}
        above: dict[int, str] = {}
        edges = UnitParent.objects.order_by().values_list(
            "unit_id", "tree", "parent_id", "valid_to"
        )
        for pk, tree, parent, last in edges.iterator():
            code = codes[parent]
            found.parents.setdefault((pk, tree), set()).add(code)
            if last is None and tree == Tree.TERRITORIAL.value:
                above[pk] = code
        names = UnitName.objects.order_by("pk").values_list(
            "unit_id", "name", "name_fold", "kind_id", "level_id", "valid_to"
        )
        for pk, name, folded, kind, level, last in names.iterator():
            found.names.setdefault(pk, []).append((name, kind, level))
            if last is None:
                found.called[folded, above.get(pk, "")] = codes[pk]
        marks = Identifier.objects.filter(valid_to__isnull=True).order_by()
        for scheme, value, pk in marks.values_list("scheme", "value", "unit_id"):
            found.owners[scheme, value] = codes[pk]
        return found


def _by_word(rows: Iterable[tuple[int, str, str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pk, code, vi, en in rows:
        for word in (fold(en), fold(vi), code):
            found.setdefault(word, pk)
    return found


@dataclass
class Checked:
    """`same` maps a code of the file to the code of the known unit that a person said it is."""

    new: list[UnitLine] = field(default_factory=list)
    known: int = 0
    same: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def check_lines(
    lines: list[UnitLine], register: Register, decided: Mapping[int, str] | None = None
) -> Checked:
    """Sort lines into new, known and same ones, and say what is wrong, by line and column.

    `decided` says of a line, by its number, which known unit it is, or IS_NEW; it wins over the
    line's own column.
    """
    check = _Check(register, decided or {})
    check.take(lines)
    for line in _parents_first(check.mine):
        check.one(line)
    _refuse_circles(check.mine, check.told)
    return check.told


class _Check:
    """One pass over a list: what was seen so far, and what is told."""

    def __init__(self, register: Register, decided: Mapping[int, str]) -> None:
        self.register, self.decided = register, decided
        self.told = Checked()
        self.mine: dict[str, UnitLine] = {}
        self.called = dict(register.called)
        self.likely: dict[str, str] = {}  # code → the known unit it may be, nobody said yet

    def take(self, lines: list[UnitLine]) -> None:
        """Note each code and identifier once, and what people said about doubles."""
        owners: dict[Mark, int] = {}
        faults = self.told.faults
        for line in lines:
            if line.code in self.mine:
                first = str(self.mine[line.code].line)
                faults.append(Fault(line.line, "code", "twice", line.code, first))
                continue
            self.mine[line.code] = line
            same = self.decided.get(line.line, line.same_as)
            if same and same != IS_NEW and line.code not in self.register.units:
                if same in self.register.units:
                    self.told.same[line.code] = same
                else:
                    faults.append(Fault(line.line, "same_as", "unknown_same", same))
                continue
            if line.valid_to is None:
                for mark in line.marks:
                    if mark in owners:
                        told = Fault(
                            line.line, "identifier", "twice", mark[1], str(owners[mark])
                        )
                        faults.append(told)
                    owners.setdefault(mark, line.line)

    def one(self, line: UnitLine) -> None:
        register = self.register
        if line.code in self.told.same:
            return
        kind = register.kinds.get(line.kind) or register.kinds.get(fold(line.kind))
        level = register.levels.get(line.level) or register.levels.get(fold(line.level))
        faults: list[Fault] = []
        if kind is None:
            faults.append(Fault(line.line, "kind", "unknown_kind", line.kind))
        if level is None:
            faults.append(Fault(line.line, "level", "unknown_level", line.level))
        if line.parent:
            faults += self.wrong_parent(line, "parent", line.parent)
        if line.sector_parent:
            faults += self.wrong_parent(line, "sector_parent", line.sector_parent)
        for mark in line.marks:
            owner = register.owners.get(mark)
            if owner is not None and owner != line.code:
                faults.append(
                    Fault(line.line, "identifier", "taken_identifier", mark[1], owner)
                )
                self.likely[line.code] = owner
        if faults or kind is None or level is None:
            self.told.faults += faults
            return
        register.kinds[line.kind], register.levels[line.level] = kind, level
        known = register.units.get(line.code)
        if known is not None:
            wrong = self.differences(line, known, (line.name, kind, level))
            self.told.faults += wrong
            self.told.known += not wrong
            return
        if line.valid_to is None:
            self.doubt(line)
        self.told.new.append(line)

    def doubt(self, line: UnitLine) -> None:
        """Propose the unit of that folded name below the parent, or what the parent may be."""
        folded = fold(line.name)
        parent = self.told.same.get(line.parent, line.parent)
        is_new = self.decided.get(line.line, line.same_as) == IS_NEW
        for above in dict.fromkeys((parent, self.likely.get(parent, parent))):
            other = self.called.get((folded, above))
            if other is not None and not is_new:
                told = Fault(line.line, "name", "looks_like", line.name, other)
                self.told.doubts.append(told)
                if other in self.register.units:
                    self.likely[line.code] = other
                break
        self.called[folded, parent] = line.code

    def wrong_parent(self, line: UnitLine, column: str, code: str) -> list[Fault]:
        if code == line.code:
            return [Fault(line.line, column, "own_parent", code)]
        code = self.told.same.get(code, code)
        parent = self.register.units.get(code) or self.mine.get(code)
        if parent is None:
            return [Fault(line.line, column, "unknown_parent", code)]
        if line.code in self.register.units:  # it may have been moved since: see `differences`
            return []
        ends = parent.valid_to is not None and (
            line.valid_to is None or line.valid_to > parent.valid_to
        )
        if ends or parent.valid_from > line.valid_from:
            return [Fault(line.line, column, "parent_dates", code, code)]
        return []

    def differences(
        self, line: UnitLine, known: Known, called: tuple[str, int, int]
    ) -> list[Fault]:
        """Return what the line says otherwise than the register ever did."""
        faults: list[Fault] = []
        names = self.register.names.get(known.pk, [])
        if called not in names:
            other = names[-1][0] if names else ""
            faults.append(Fault(line.line, "name", "differs", line.name, other))
        for column, tree, code in (
            ("parent", Tree.TERRITORIAL, line.parent),
            ("sector_parent", Tree.SECTOR, line.sector_parent),
        ):
            places = self.register.parents.get((known.pk, tree.value), set())
            if code and self.told.same.get(code, code) not in places:
                other = ", ".join(sorted(places))
                faults.append(Fault(line.line, column, "differs", code, other))
        if line.valid_to != known.valid_to:
            other = known.valid_to.isoformat() if known.valid_to else "∞"
            faults.append(Fault(line.line, "valid_to", "differs", str(line.valid_to), other))
        return faults


def _parents_first(mine: dict[str, UnitLine]) -> Iterator[UnitLine]:
    """Yield each line once, after its parent's; in a circle, somewhere."""
    done: set[str] = set()
    for start in mine.values():
        way: list[UnitLine] = []
        at: UnitLine | None = start
        while at is not None and at.code not in done:
            way.append(at)
            done.add(at.code)
            at = mine.get(at.parent)
        yield from reversed(way)


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
