"""What a figure counts, and how figures of many units become one."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Measure(StrEnum):
    """What one of it is (đơn vị tính). Figures of different measures are never added."""

    ITEM = "item"  # tin, bài, tài liệu
    UNIT = "unit"  # đơn vị
    PERSON = "person"  # người
    TURN = "turn"  # lượt: one person may be many turns
    SESSION = "session"  # buổi, lớp
    MINUTE = "minute"  # phút
    AMOUNT = "amount"  # đồng
    SHARE = "share"  # tỷ lệ: a part and a whole


class RollUp(StrEnum):
    """How the figures of units become the figure of the one above."""

    ADD = "add"  # cộng
    SHARE = "share"  # parts and wholes are added, then divided once
    RECOUNT = "recount"  # distinct things are counted again, never summed
    NONE = "none"  # stays with the unit


# A share is never added and nothing else is a share; the same person or unit may be met twice.
ALLOWED: dict[Measure, frozenset[RollUp]] = {
    measure: frozenset({RollUp.ADD, RollUp.RECOUNT, RollUp.NONE}) for measure in Measure
} | {Measure.SHARE: frozenset({RollUp.SHARE, RollUp.NONE})}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, kept as both so that shares can be joined without averaging."""

    part: int
    whole: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> Fraction | None:
        """The share as a number, normally 0–1; None where there is no whole."""
        return Fraction(self.part, self.whole) if self.whole else None


Figure = int | Share
