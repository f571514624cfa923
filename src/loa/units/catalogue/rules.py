"""The small language in which a group of recipients says who belongs to it.

    rule   = clause { ";" clause }
    clause = word "=" value { "," value }

Words: `kind`, `level` (codes), `under` (a unit's code: any unit below it), `tree` (the tree
that `under` follows: territorial unless said), `unit` (codes of units that belong in any
case), `except` (codes of units that do not). Kinds, levels and `under` narrow each other.
Codes that do not exist on the day match nothing, so one rule may name a province both before
and after it was joined. The same keys, as JSON, are what `loa.units.queries.expand` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loa.units.catalogue.rows import EdgeRow, Tree, UnitRow

WORDS = ("kind", "level", "under", "tree", "unit", "except")


class RuleError(ValueError):
    """A rule that cannot be read; `at` is the piece where reading stopped."""

    def __init__(self, *, rule: str, at: str) -> None:
        super().__init__(f"rule {rule!r} cannot be read at {at!r}")
        self.rule, self.at = rule, at


@dataclass(frozen=True, slots=True)
class GroupRule:
    """What a group takes; an empty tuple does not narrow, and nothing at all takes nobody."""

    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    tree: Tree = Tree.TERRITORIAL
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def as_json(self) -> dict[str, str | list[str]]:
        """Return the rule as `Group.rule` stores it; empty keys are left out."""
        keys: dict[str, str | list[str]] = {
            "kinds": list(self.kinds),
            "levels": list(self.levels),
            "under": list(self.under),
            "tree": self.tree.value if self.under else "",
            "units": list(self.units),
            "except": list(self.without),
        }
        return {key: value for key, value in keys.items() if value}


def parse_rule(text: str) -> GroupRule:
    """Read a rule. Raises RuleError; a rule that takes nobody is an error too."""
    found: dict[str, tuple[str, ...]] = {}
    for piece in text.split(";"):
        word, equals, listed = (part.strip() for part in piece.partition("="))
        values = tuple(value.strip() for value in listed.split(","))
        if not (equals and word in WORDS and all(values)) or word in found:
            raise RuleError(rule=text, at=piece.strip())
        found[word] = values
    tree = found.get("tree", (Tree.TERRITORIAL.value,))
    if len(tree) != 1 or tree[0] not in set(Tree):
        raise RuleError(rule=text, at=f"tree={','.join(tree)}")
    if not found.keys() & {"kind", "level", "under", "unit"}:
        raise RuleError(rule=text, at=text)
    return GroupRule(
        kinds=found.get("kind", ()),
        levels=found.get("level", ()),
        under=found.get("under", ()),
        tree=Tree(tree[0]),
        units=found.get("unit", ()),
        without=found.get("except", ()),
    )


def parents_on(edges: Iterable[EdgeRow], *, tree: Tree, on: date) -> dict[str, str]:
    """Map each unit that has a parent in a tree on a day to that parent."""
    return {
        edge.unit_code: edge.parent_code
        for edge in edges
        if edge.tree is tree and edge.holds(on)
    }


def ancestors(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Walk upwards from a unit, without itself; stops where a cycle would begin."""
    seen = {code}
    while (above := parents.get(code)) is not None and above not in seen:
        yield above
        seen.add(above)
        code = above


def expand(
    rule: GroupRule, units: Iterable[UnitRow], edges: Iterable[EdgeRow], *, on: date
) -> tuple[UnitRow, ...]:
    """List the units of a rule on a day, in order of precedence.

    The sender is not left out: whoever addresses a group takes itself off the list.
    """
    parents = parents_on(edges, tree=rule.tree, on=on)
    narrows = bool(rule.kinds or rule.levels or rule.under)

    def takes(unit: UnitRow) -> bool:
        if not unit.holds(on) or unit.code in rule.without:
            return False
        return unit.code in rule.units or (
            narrows
            and (not rule.kinds or unit.kind in rule.kinds)
            and (not rule.levels or unit.level in rule.levels)
            and (
                not rule.under
                or any(above in rule.under for above in ancestors(unit.code, parents))
            )
        )

    members = (unit for unit in units if takes(unit))
    return tuple(sorted(members, key=lambda unit: (unit.position, unit.code)))
