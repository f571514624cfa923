"""The one place where it is decided what of two campaigns may be compared, and how.

Two indicators are the same if their code, their measure and their way to roll up are the same:
turns are never held against people. Facts of units are joined so that shares stay parts and
wholes, and so that no figure is not zero. Rules in words: docs/rules/units.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from loa.crafts.tallying.form import IndicatorSpec
from loa.crafts.tallying.measures import Figure, RollUp, Share


class Apart(StrEnum):
    """Why an indicator of two forms is not compared."""

    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    OTHER_MEASURE = "other_measure"
    OTHER_ROLL_UP = "other_roll_up"
    NOT_ADDED = "not_added"  # figures of several units do not make one


def compared(
    first: Iterable[IndicatorSpec], second: Iterable[IndicatorSpec]
) -> tuple[tuple[str, ...], dict[str, Apart]]:
    """Return the codes that both forms share, in the first's order, and why others are not."""
    mine = {spec.code: spec for spec in first}
    theirs = {spec.code: spec for spec in second}
    shared: list[str] = []
    apart: dict[str, Apart] = {}
    for code in dict.fromkeys([*mine, *theirs]):
        why = _apart(mine.get(code), theirs.get(code))
        if why is None:
            shared.append(code)
        else:
            apart[code] = why
    return tuple(shared), apart


def _apart(first: IndicatorSpec | None, second: IndicatorSpec | None) -> Apart | None:
    if first is None or second is None:
        return Apart.ONLY_SECOND if first is None else Apart.ONLY_FIRST
    if first.measure is not second.measure:
        return Apart.OTHER_MEASURE
    if first.rollup is not second.rollup:
        return Apart.OTHER_ROLL_UP
    return None if first.rollup in (RollUp.ADD, RollUp.SHARE) else Apart.NOT_ADDED


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one or several units in one round, joined by `+`.

    `units` took part; `expected` owe a report, `received` and `on_time` are of those;
    `published` logged something. `figures` are in the order of the shared codes; None: nobody
    gave it.
    """

    units: int
    expected: int
    received: int
    on_time: int
    published: int
    figures: tuple[Figure | None, ...]

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(
            self.units + other.units,
            self.expected + other.expected,
            self.received + other.received,
            self.on_time + other.on_time,
            self.published + other.published,
            tuple(map(_joined, self.figures, other.figures)),
        )


def _joined(one: Figure | None, other: Figure | None) -> Figure | None:
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Share) and isinstance(other, Share):
        return one + other
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    raise TypeError("a share and a number are never added")


def no_facts(figures: int) -> Facts:
    """Return the facts of nobody, for so many figures."""
    return Facts(0, 0, 0, 0, 0, (None,) * figures)


def joined(facts: Mapping[int, Facts], figures: int) -> Facts:
    """Return all of them as one."""
    whole = no_facts(figures)
    for each in facts.values():
        whole += each
    return whole


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to another.

    `difference` is of the figures, for shares of their values (0.05 is five points);
    `relative` is the difference as a part of the first, None where the first is 0 or a share.
    """

    difference: Fraction
    relative: Fraction | None


def change(first: Figure | None, second: Figure | None) -> Change | None:
    """Say how far it is from the first to the second; None where one of them is not there."""
    one, other = _value(first), _value(second)
    if one is None or other is None:
        return None
    is_share = isinstance(first, Share)
    return Change(other - one, None if is_share or not one else (other - one) / one)


def _value(figure: Figure | None) -> Fraction | None:
    return (
        figure.value
        if isinstance(figure, Share)
        else None
        if figure is None
        else Fraction(figure)
    )
