import pytest

from loa.crafts.tallying import Lines, LoopError, UnknownUnitError

DIAMOND = [
    ("province", None),
    ("education", "province"),
    ("district", "province"),
    ("school", "education"),
    ("school", "district"),
]


def test_a_unit_with_two_lines_stands_once_inside_the_one_at_the_top() -> None:
    lines = Lines.of(DIAMOND)
    assert sorted(map(str, lines.under("province"))) == [
        "district",
        "education",
        "province",
        "school",
    ]
    assert set(lines.under("education")) == {"education", "school"}
    assert lines.under("school") == ("school",)


def test_a_superior_may_be_named_before_or_after_or_only_as_superior() -> None:
    lines = Lines.of([("commune", "department")])
    assert set(lines.under("department")) == {"commune", "department"}


def test_the_same_line_twice_is_one_line() -> None:
    once, twice = Lines.of(DIAMOND), Lines.of(DIAMOND + DIAMOND)
    assert once.members.tolist() == twice.members.tolist()


def test_a_loop_is_named() -> None:
    with pytest.raises(LoopError) as refused:
        Lines.of([("top", None), ("a", "b"), ("b", "c"), ("c", "a")])
    assert set(refused.value.units) == {"a", "b", "c"}
    with pytest.raises(LoopError):
        Lines.of([("a", "a")])


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownUnitError) as refused:
        Lines.of(DIAMOND).under("elsewhere")
    assert refused.value.unit == "elsewhere"


def test_no_lines_at_all_are_no_units() -> None:
    assert Lines.of([]).units == ()
