from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import (
    number_in_words,
    read_number,
    write_decimal,
    write_number,
    write_share,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45.000", 45000),
        ("27,5", Decimal("27.5")),
        ("1.234.567,25", Decimal("1234567.25")),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("3321", 3321),
        ("007", 7),
        ("-5", -5),
        ("\u22125", -5),
        (" 12 ", 12),
    ],
)
def test_numbers_are_read_with_dot_for_thousands(text: str, number: int | Decimal) -> None:
    read = read_number(text)
    assert read == number
    assert type(read) is type(number)


@pytest.mark.parametrize(
    "text", ["27.5", "0.125", "1.00", "12.34.567", "1,2,3", "khoảng 30", "", "5 %", "9" * 5000]
)
def test_what_could_mean_two_things_is_not_guessed(text: str) -> None:
    assert read_number(text) is None


def test_a_comma_never_yields_a_count() -> None:
    assert isinstance(read_number("1,000"), Decimal)


def test_numbers_are_written_as_offices_write_them() -> None:
    assert write_number(3321) == "3.321"
    assert write_number(-45000) == "-45.000"
    assert write_decimal(Decimal("1234.25")) == "1.234,3"
    assert write_decimal(27.5) == "27,5"
    assert write_decimal(Fraction(1, 3), places=2) == "0,33"
    assert write_decimal(2, places=0) == "2"


def test_a_share_is_divided_once_and_has_no_value_without_a_whole() -> None:
    assert write_share(1, 8) == "12,5 %"
    assert write_share(2, 3) == "66,7 %"
    assert write_share(5, 0) == "—"


@given(st.integers())
def test_whole_numbers_are_read_back(number: int) -> None:
    assert read_number(write_number(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (105, "một trăm linh năm"),
        (3321, "ba nghìn ba trăm hai mươi mốt"),
        (45000, "bốn mươi lăm nghìn"),
        (1001005, "một triệu không trăm linh một nghìn không trăm linh năm"),
        (2000000005, "hai tỷ không trăm linh năm"),
        (-3, "âm ba"),
    ],
)
def test_numbers_are_said_as_they_are_spoken(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_two_numbers_never_share_their_words(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)
