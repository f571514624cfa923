"""Random histories for the oracle: units opened, renamed, moved, merged, split, abolished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.units.oracle import (
    DUTIES,
    Act,
    End,
    Fact,
    HandOver,
    Log,
    Move,
    Open,
    Rename,
    Settle,
    World,
    replay,
)

FIRST_DAY = date(2024, 1, 1)


@dataclass
class _Story:
    """A history being told: every act is drawn so that it is allowed."""

    draw: st.DrawFn
    day: date = FIRST_DAY
    world: World = field(default_factory=World)
    acts: list[Act] = field(default_factory=list)

    def tell(self, act: Act) -> None:
        self.world.play(act, {})
        self.acts.append(act)

    def one_of(self, codes: list[str]) -> str:
        return self.draw(st.sampled_from(codes))

    @property
    def living(self) -> list[str]:
        return sorted(self.world.parents)

    @property
    def leaves(self) -> list[str]:
        """Units that may end: nothing below them, and not the top."""
        parents = self.world.parents
        above = set(parents.values())
        return [code for code in self.living if code not in above and parents[code]]

    def subtree(self, code: str) -> set[str]:
        found = {code}
        while more := {c for c, up in self.world.parents.items() if up in found} - found:
            found |= more
        return found

    def open(self, parent: str | None) -> str:
        code = f"u{len(self.world.names)}"
        self.tell(Open(self.day, code, f"Unit {code}", parent))
        return code

    def rename(self) -> None:
        code = self.one_of(self.living)
        self.tell(Rename(self.day, code, f"{code} renamed {self.day}"))

    def move(self) -> None:
        code = self.one_of([code for code in self.living if self.world.parents[code]])
        targets = [up for up in self.living if up not in self.subtree(code)]
        self.tell(Move(self.day, code, self.one_of(targets)))

    def hand_over(self) -> None:
        code = self.one_of(self.living)
        heir = self.one_of([other for other in self.living if other != code])
        self.tell(HandOver(self.day, code, self.draw(st.sampled_from(DUTIES)), heir))

    def merge(self) -> None:
        ending = self.draw(
            st.lists(st.sampled_from(self.leaves), min_size=1, max_size=2, unique=True)
        )
        if self.draw(st.booleans()):
            heir = self.open(self.one_of([up for up in self.living if up not in ending]))
        else:
            heir = self.one_of([other for other in self.living if other not in ending])
        for code in ending:
            self.tell(End(self.day, code, heirs=(heir,)))

    def split(self) -> None:
        """Split by territory (the rest waits) or by duty (the rest has an heir, or none)."""
        code = self.one_of(self.leaves)
        others = [other for other in self.living if other != code]
        heirs = self.draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
        named = self.draw(
            st.dictionaries(st.sampled_from(DUTIES), st.sampled_from(others), max_size=3)
        )
        self.tell(End(self.day, code, tuple(heirs), tuple(sorted(named.items()))))

    def abolish(self) -> None:
        self.tell(End(self.day, self.one_of(self.leaves)))

    def step(self) -> None:
        self.day += timedelta(days=self.draw(st.integers(1, 60)))
        possible: list[Callable[[], object]] = [
            self.rename,
            lambda: self.open(self.one_of(self.living)),
        ]
        if len(self.living) > 1:
            possible += [self.move, self.hand_over]
        if self.leaves:
            possible += [self.merge, self.split, self.abolish]
        self.draw(st.sampled_from(possible))()

    def settle(self) -> list[Settle]:
        """Let a person settle some of what waits, with a unit that lived on that day."""
        settled = []
        for act in self.acts:
            if isinstance(act, End) and len(act.heirs) != 1 and self.draw(st.booleans()):
                then = replay(self.acts, on=act.on)
                settled.append(Settle(act.code, self.one_of(sorted(then.parents))))
        return settled


@st.composite
def histories(draw: st.DrawFn, *, max_acts: int = 12) -> Log:
    """Draw a log of allowed acts in the order of their days, what was settled at its end.

    All units hang below the first, "u0"; codes are u0, u1 … in the order of opening.
    """
    story = _Story(draw)
    story.open(None)
    for _ in range(draw(st.integers(1, 4))):
        story.open(story.one_of(story.living))
    for _ in range(draw(st.integers(0, max_acts))):
        story.step()
    return (*story.acts, *story.settle())


def days_of(log: Log) -> list[date]:
    """List the days that matter: of each act, and the day before, from the first day on."""
    acts = {act.on for act in log if not isinstance(act, Settle)}
    return sorted(acts | {day - timedelta(days=1) for day in acts if day > FIRST_DAY})


@st.composite
def facts_of(draw: st.DrawFn, log: Log) -> tuple[Fact, ...]:
    """Draw numbers that units reported on days on which they lived."""
    found = []
    for day in draw(st.lists(st.sampled_from(days_of(log)), min_size=1, max_size=4)):
        living = sorted(replay(log, on=day).parents)
        code = draw(st.sampled_from(living))
        found.append(Fact(code, day, draw(st.integers(0, 1000))))
    return tuple(found)
