"""An independent replay of a log of acts: who stood where, and who answers, on any day.

The oracle of the registry. It shares no code with it and works another way round: the registry
stores dated rows and walks back from them; the oracle plays the acts forward, one after
another, and keeps at every moment who holds which duty of whom. Where the two differ, one of
them is wrong.

Rules of the game, which the registry must keep too:
- A unit's code is never used again. An act takes effect at the beginning of its day.
- A unit that still has units below it in the tree cannot end; a unit cannot stand below itself.
- A duty handed over leaves its unit alone; what ends passes on all it held, the named duties to
  their heirs and the rest to one heir. With no heir, or more than one, the rest waits for a
  person; once a person settled it, it is as if the act had said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

DUTIES = ("information_security", "press", "grassroots_information")
REST = ""
"""All duties that no act names."""


class RefusedError(ValueError):
    """An act that the rules of the game do not allow."""


@dataclass(frozen=True)
class Open:
    on: date
    code: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class Rename:
    on: date
    code: str
    name: str


@dataclass(frozen=True)
class Move:
    on: date
    code: str
    parent: str


@dataclass(frozen=True)
class HandOver:
    """One duty passes from a unit that lives on."""

    on: date
    code: str
    duty: str
    heir: str


@dataclass(frozen=True)
class End:
    """A unit ends: merged (one heir), split (several, or by duty), abolished (none)."""

    on: date
    code: str
    heirs: tuple[str, ...] = ()
    by_duty: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Settle:
    """A person says, at whatever time, who takes the rest of a unit that ended."""

    code: str
    heir: str


Act = Open | Rename | Move | HandOver | End
Log = tuple[Act | Settle, ...]


@dataclass
class World:
    """How things stand after the acts played so far."""

    parents: dict[str, str | None] = field(default_factory=dict)
    """Living unit → unit above; None at the top."""
    names: dict[str, str] = field(default_factory=dict)
    """Every unit that ever was → what it is, or was last, called."""
    holders: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """(unit that ever was, duty) → living unit that answers for it; None: it waits."""

    def play(self, act: Act, settled: Mapping[str, str]) -> None:
        match act:
            case Open(code=code, name=name, parent=parent):
                self._open(code, name, parent)
            case Rename(code=code, name=name):
                self._living(code)
                self.names[code] = name
            case Move(code=code, parent=parent):
                self._move(code, parent)
            case HandOver(code=code, duty=duty, heir=heir):
                self._living(code, heir)
                self._pass(code, {duty: heir})
            case End():
                self._end(act, settled)

    def _living(self, *codes: str) -> None:
        for code in codes:
            if code not in self.parents:
                raise RefusedError(f"{code} does not exist on that day")

    def _open(self, code: str, name: str, parent: str | None) -> None:
        if code in self.names:
            raise RefusedError(f"{code} was used before")
        if parent is not None:
            self._living(parent)
        self.parents[code] = parent
        self.names[code] = name
        for duty in (*DUTIES, REST):
            self.holders[code, duty] = code

    def _move(self, code: str, parent: str) -> None:
        self._living(code, parent)
        above: str | None = parent
        while above is not None:
            if above == code:
                raise RefusedError(f"{code} would stand below itself")
            above = self.parents[above]
        self.parents[code] = parent

    def _pass(self, code: str, heirs: Mapping[str, str | None]) -> None:
        for key, holder in self.holders.items():
            if holder == code and key[1] in heirs:
                self.holders[key] = heirs[key[1]]

    def _end(self, act: End, settled: Mapping[str, str]) -> None:
        named = dict(act.by_duty)
        self._living(act.code, *act.heirs, *named.values())
        if act.code in self.parents.values():
            raise RefusedError(f"{act.code} still has units below it")
        if act.code in {*act.heirs, *named.values()}:
            raise RefusedError(f"{act.code} cannot succeed itself")
        rest = act.heirs[0] if len(act.heirs) == 1 else settled.get(act.code)
        if rest is not None:
            self._living(rest)
        del self.parents[act.code]
        self._pass(act.code, {duty: named.get(duty, rest) for duty in (*DUTIES, REST)})


def replay(log: Iterable[Act | Settle], *, on: date | None = None) -> World:
    """Play the acts of a log in the order of their days, up to and on a day (all, if None).

    Acts of one day are played in the log's order. Raises RefusedError.
    """
    log = tuple(log)
    settled = {entry.code: entry.heir for entry in log if isinstance(entry, Settle)}
    acts = [entry for entry in log if not isinstance(entry, Settle)]
    world = World()
    for act in sorted(acts, key=lambda act: act.on):
        if on is None or act.on <= on:
            world.play(act, settled)
    return world


def tree_on(log: Iterable[Act | Settle], on: date) -> dict[str, str | None]:
    """Map each unit living on a day to the unit above it."""
    return replay(log, on=on).parents


def answering_on(
    log: Iterable[Act | Settle], code: str, on: date, duty: str = REST
) -> str | None:
    """Name the unit that answers on a day for a duty of a unit; None: it waits for a person."""
    world = replay(log, on=on)
    return world.holders.get((code, duty), world.holders[code, REST])


@dataclass(frozen=True)
class Fact:
    """A number a unit reported on a day."""

    code: str
    on: date
    value: int


def summed(
    values: Mapping[str | None, int], parents: Mapping[str, str | None]
) -> dict[str | None, int]:
    """Add each unit's value to itself and to all above it; None collects what waits."""
    totals: Counter[str | None] = Counter()
    for code, value in values.items():
        totals[code] += value
        above = parents[code] if code is not None else None
        while above is not None:
            totals[above] += value
            above = parents[above]
    return dict(totals)


def as_was(
    log: Iterable[Act | Settle], facts: Iterable[Fact], on: date
) -> dict[str | None, int]:
    """Sum the facts of a day under the tree of that day."""
    own: Counter[str | None] = Counter()
    for fact in facts:
        if fact.on == on:
            own[fact.code] += fact.value
    return summed(own, tree_on(log, on))


def restated(
    log: Iterable[Act | Settle], facts: Iterable[Fact], on: date, duty: str = REST
) -> dict[str | None, int]:
    """Sum all facts under the tree of a day, each at the unit that answers for it by then."""
    log = tuple(log)
    own: Counter[str | None] = Counter()
    for fact in facts:
        own[answering_on(log, fact.code, on, duty)] += fact.value
    return summed(own, tree_on(log, on))


def compared(
    log: Iterable[Act | Settle],
    first: Iterable[Fact],
    second: Iterable[Fact],
    on: date | None,
    duty: str = REST,
) -> tuple[dict[str | None, int], dict[str | None, int]]:
    """Sum two campaigns for a comparison: each as it was, or both under the units of a day.

    The facts of one campaign are all of one day. None collects what waits for a person.
    """
    log, sides = tuple(log), (tuple(first), tuple(second))
    if on is not None:
        one, other = (restated(log, facts, on, duty) for facts in sides)
    else:
        one, other = (as_was(log, facts, facts[0].on) if facts else {} for facts in sides)
    return one, other
