"""The language of group rules: what it takes, what it refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.units.catalogue import (
    EdgeRow,
    GroupRule,
    RuleError,
    Tree,
    UnitRow,
    expand,
    parse_rule,
)

DAY = date(2024, 10, 20)
BEGINS = date(2024, 1, 1)


def unit(code: str, kind: str = "department", level: str = "province") -> UnitRow:
    return UnitRow(
        code=code, name=code, short_name=code, area="", kind=kind, level=level, parent_code="",
        valid_from=BEGINS, valid_to=None, position=0, official_code="", source="",
        is_sample=True,
    )  # fmt: skip


def edge(code: str, parent: str, tree: Tree = Tree.TERRITORIAL) -> EdgeRow:
    return EdgeRow(tree, code, BEGINS, None, parent, "")


UNITS = (unit("root", "committee"), unit("a"), unit("b", "school", "district"), unit("c"))
EDGES = (edge("a", "root"), edge("b", "a"), edge("c", "root"), edge("b", "c", Tree.SECTOR))


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        pytest.param("kind=department", ["a", "c"], id="a kind"),
        pytest.param("kind=department,school", ["a", "b", "c"], id="either of two kinds"),
        pytest.param("kind=department;under=a", [], id="every clause must hold"),
        pytest.param("under=root", ["a", "b", "c"], id="anywhere below"),
        pytest.param("under=c;tree=sector", ["b"], id="below in the sector tree"),
        pytest.param("under=a,c;level=district", ["b"], id="below either of two"),
        pytest.param("level=district", ["b"], id="a level"),
        pytest.param("unit=a,b", ["a", "b"], id="named units"),
        pytest.param("level=district;unit=a", ["a", "b"], id="named units besides"),
        pytest.param("under=root;except=a", ["b", "c"], id="all but one"),
        pytest.param("under=elsewhere", [], id="a code that does not exist matches nothing"),
    ],
)
def test_a_rule_takes(rule: str, codes: list[str]) -> None:
    found = expand(parse_rule(rule), UNITS, EDGES, on=DAY)
    assert [row.code for row in found] == codes


def test_a_unit_is_taken_only_on_the_days_it_holds() -> None:
    found = expand(parse_rule("kind=department"), UNITS, EDGES, on=date(2023, 12, 31))
    assert found == ()


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "kind",
        "kind=",
        "kind=a,",
        "colour=red",
        "kind=a;",
        "kind=a;kind=b",
        "under=a;tree=b",
        "except=a",
        "tree=sector",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(RuleError):
        parse_rule(rule)


codes = st.lists(st.text("abcdefgh._-0123456789", min_size=1, max_size=8), min_size=1)


@given(st.dictionaries(st.sampled_from(["kind", "level", "under", "unit"]), codes, min_size=1))
def test_what_a_rule_says_is_what_is_stored(said: dict[str, list[str]]) -> None:
    text = ";".join(f"{word}={','.join(values)}" for word, values in said.items())
    stored = parse_rule(text).as_json()
    assert stored.pop("tree", None) == ("territorial" if "under" in said else None)
    names = {"kind": "kinds", "level": "levels", "under": "under", "unit": "units"}
    assert stored == {names[word]: values for word, values in said.items()}


def test_a_rule_that_says_nothing_takes_nobody() -> None:
    assert expand(GroupRule(), UNITS, EDGES, on=DAY) == ()
