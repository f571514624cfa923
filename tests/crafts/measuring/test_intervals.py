"""Intervals of shares, against printed tables and against what they promise."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.measuring import exact_interval


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(0, 100, 0.0, 0.0362, id="none of a hundred"),
        pytest.param(1, 100, 0.0003, 0.0545, id="one of a hundred"),
        pytest.param(5, 10, 0.1871, 0.8129, id="half of ten"),
        pytest.param(10, 10, 0.6915, 1.0, id="all of ten"),
        pytest.param(0, 0, 0.0, 1.0, id="nobody was asked"),
    ],
)
def test_the_interval_is_that_of_the_tables(
    part: int, whole: int, low: float, high: float
) -> None:
    assert exact_interval(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 300), st.data())
def test_at_its_ends_what_was_seen_is_just_as_unlikely_as_promised(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = exact_interval(part, whole)
    assert 0.0 <= low <= part / whole <= high <= 1.0
    if part < whole:
        told = sum(
            math.comb(whole, k) * high**k * (1 - high) ** (whole - k) for k in range(part + 1)
        )
        assert told == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3)])
def test_a_part_outside_the_whole_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="of 3"):
        exact_interval(part, whole)
