from fractions import Fraction

from loa.crafts.tallying import Share


def test_shares_are_joined_by_their_parts_and_never_averaged() -> None:
    small, large = Share(1, 1), Share(0, 99)
    assert (small + large).value == Fraction(1, 100)


def test_a_share_of_nothing_has_no_value() -> None:
    assert Share(0, 0).value is None
