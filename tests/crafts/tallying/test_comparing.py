"""What of two campaigns may be compared, how facts are joined, and what a change is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.tallying import (
    Apart,
    Change,
    Facts,
    Figure,
    IndicatorSpec,
    Measure,
    RollUp,
    Share,
    change,
    compared,
    joined,
    no_facts,
)

ADD, SHARE = RollUp.ADD, RollUp.SHARE


def spec(code: str, measure: Measure = Measure.ITEM, rollup: RollUp = ADD) -> IndicatorSpec:
    return IndicatorSpec(code, measure, rollup)


def test_the_same_code_measure_and_roll_up_are_compared_in_the_firsts_order() -> None:
    first = [spec("b"), spec("a"), spec("s", Measure.SHARE, SHARE)]
    second = [spec("s", Measure.SHARE, SHARE), spec("a"), spec("b")]
    assert compared(first, second) == (("b", "a", "s"), {})


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param([spec("x")], [], Apart.ONLY_FIRST, id="gone"),
        pytest.param([], [spec("x")], Apart.ONLY_SECOND, id="new"),
        pytest.param(
            [spec("x", Measure.TURN)], [spec("x", Measure.PERSON)], Apart.OTHER_MEASURE,
            id="turns are not people",
        ),
        pytest.param(
            [spec("x")], [spec("x", rollup=RollUp.NONE)], Apart.OTHER_ROLL_UP, id="roll-up"
        ),
        pytest.param(
            [spec("x", rollup=RollUp.RECOUNT)], [spec("x", rollup=RollUp.RECOUNT)],
            Apart.NOT_ADDED, id="distinct things",
        ),
        pytest.param(
            [spec("x", rollup=RollUp.NONE)], [spec("x", rollup=RollUp.NONE)],
            Apart.NOT_ADDED, id="stays with the unit",
        ),
    ],
)  # fmt: skip
def test_what_is_not_comparable_is_said(
    first: list[IndicatorSpec], second: list[IndicatorSpec], why: Apart
) -> None:
    assert compared(first, second) == ((), {"x": why})


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (10, 15, Change(Fraction(5), Fraction(1, 2))),
        (10, 0, Change(Fraction(-10), Fraction(-1))),
        (0, 5, Change(Fraction(5), None)),
        (None, 5, None),
        (5, None, None),
        (Share(1, 2), Share(3, 4), Change(Fraction(1, 4), None)),
        (Share(0, 0), Share(1, 2), None),
    ],
)
def test_a_change_is_of_two_figures_that_are_there(
    one: Figure | None, other: Figure | None, said: Change | None
) -> None:
    assert change(one, other) == said


def test_no_figure_is_not_zero_and_shares_are_joined_not_averaged() -> None:
    one = Facts(1, 1, 1, 1, 0, (None, 3, Share(1, 1)))
    other = Facts(1, 1, 0, 0, 1, (None, None, Share(0, 99)))
    assert one + other == Facts(2, 2, 1, 1, 1, (None, 3, Share(1, 100)))


def test_a_share_is_never_added_to_a_number() -> None:
    one, other = (Facts(1, 0, 0, 0, 0, (figure,)) for figure in (3, Share(1, 2)))
    with pytest.raises(TypeError):
        one + other


NUMBERS = st.integers(0, 99)
FIGURES = st.tuples(
    st.none() | NUMBERS,
    st.none() | st.builds(lambda part, rest: Share(part, part + rest), NUMBERS, NUMBERS),
)
FACTS = st.builds(Facts, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, FIGURES)


@given(st.dictionaries(st.integers(0, 20), FACTS, max_size=8), st.integers(0, 20))
def test_the_whole_is_its_two_halves_wherever_it_is_cut(
    facts: dict[int, Facts], cut: int
) -> None:
    low = {key: each for key, each in facts.items() if key < cut}
    high = {key: each for key, each in facts.items() if key >= cut}
    assert joined(low, 2) + joined(high, 2) == joined(facts, 2)
    assert joined({}, 2) == no_facts(2)
