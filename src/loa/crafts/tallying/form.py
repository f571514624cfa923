"""A report form: its indicators, and the typed slots that hold their figures.

A submission is one row with 80 slots `n00 … n79`; the form's version says which slot holds
what, so a row is never read without its form. A share takes two slots: its part, its whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from loa.crafts.tallying.errors import FormError, MixedMeasuresError
from loa.crafts.tallying.measures import ALLOWED, Measure, RollUp

SLOTS = 80


def column(slot: int) -> str:
    """Name the column of a slot: 7 → "n07"."""
    return f"n{slot:02d}"


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One indicator of a form (chỉ tiêu).

    slot: the first slot of its figure; None until the form is laid out, and for what has no
    slot: a recount (its things come apart) and a sum. sum_of: codes of indicators of the same
    measure whose figures make this one ("reached on television" and "by loudspeaker").
    """

    code: str
    measure: Measure
    rollup: RollUp
    slot: int | None = None
    sum_of: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many slots it takes."""
        if self.sum_of or self.rollup is RollUp.RECOUNT:
            return 0
        return 2 if self.measure is Measure.SHARE else 1

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots it has, none before it is laid out."""
        return () if self.slot is None else tuple(range(self.slot, self.slot + self.width))


@dataclass(frozen=True)
class Form:
    """The indicators of one version of a form, in order, each in its slots.

    Raises FormError, MixedMeasuresError: see `lay_out`.
    """

    indicators: tuple[IndicatorSpec, ...]

    def __post_init__(self) -> None:
        by_code = {spec.code: spec for spec in self.indicators}
        if len(by_code) != len(self.indicators):
            raise FormError("two indicators have one code")
        taken: set[int] = set()
        for spec in self.indicators:
            _check(spec, by_code)
            if spec.width and spec.slot is None:
                raise FormError("has no slot", spec.code)
            if any(slot in taken or not 0 <= slot < SLOTS for slot in spec.slots):
                raise FormError("has a slot that is taken or does not exist", spec.code)
            taken.update(spec.slots)

    @cached_property
    def by_code(self) -> dict[str, IndicatorSpec]:
        return {spec.code: spec for spec in self.indicators}

    @cached_property
    def slots(self) -> tuple[int, ...]:
        """The slots in use, in the order of the indicators."""
        return tuple(slot for spec in self.indicators for slot in spec.slots)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read of each submission: what `Reports.of` expects, in its order."""
        return tuple(map(column, self.slots))

    @cached_property
    def place(self) -> dict[int, int]:
        """Slot → its position among `slots`."""
        return {slot: place for place, slot in enumerate(self.slots)}


def lay_out(indicators: Iterable[IndicatorSpec]) -> Form:
    """Give every indicator that needs one the next free slot, and check the whole.

    Slots that are set already stay: a new version of a form keeps the places of the old.
    Raises FormError if codes repeat, a measure cannot roll up so, or 80 slots do not do;
    MixedMeasuresError if a sum adds different things.
    """
    specs: Sequence[IndicatorSpec] = list(indicators)
    taken = {slot for spec in specs for slot in spec.slots}
    laid = []
    for spec in specs:
        if spec.width and spec.slot is None:
            spec = _placed(spec, taken)
            taken.update(spec.slots)
        laid.append(spec)
    return Form(tuple(laid))


def _placed(spec: IndicatorSpec, taken: set[int]) -> IndicatorSpec:
    for slot in range(SLOTS - spec.width + 1):
        if not taken.intersection(range(slot, slot + spec.width)):
            return replace(spec, slot=slot)
    raise FormError(f"does not fit into {SLOTS} slots", spec.code)


def _check(spec: IndicatorSpec, by_code: dict[str, IndicatorSpec]) -> None:
    if not spec.code:
        raise FormError("an indicator has no code")
    if spec.rollup not in ALLOWED[spec.measure]:
        raise FormError(f"a {spec.measure} does not roll up by {spec.rollup}", spec.code)
    if not spec.sum_of:
        return
    if spec.rollup is RollUp.RECOUNT:
        raise FormError("distinct things are not summed", spec.code)
    missing = [code for code in spec.sum_of if code not in by_code]
    if missing or len(set(spec.sum_of)) != len(spec.sum_of):
        raise FormError("sums what is not there, or twice", spec.code)
    parts = [by_code[code] for code in spec.sum_of]
    if any(part.sum_of or part.rollup is not spec.rollup for part in parts):
        raise FormError("sums a sum, or figures that roll up otherwise", spec.code)
    if any(part.measure is not spec.measure for part in parts):
        raise MixedMeasuresError([spec.measure, *(part.measure for part in parts)], spec.code)
