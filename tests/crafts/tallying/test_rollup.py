"""The province is the sum of its communes: held against a recount by hand, on any lines."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.tallying import (
    INDICATORS,
    IndicatorSpec,
    Lines,
    Measure,
    Reports,
    RollUp,
    Share,
    TooLargeError,
    UnitFacts,
    UnknownUnitError,
    lay_out,
    roll_up,
)

FORM = lay_out(
    [
        IndicatorSpec("articles", Measure.ITEM, RollUp.ADD),
        IndicatorSpec("posts", Measure.ITEM, RollUp.ADD),
        IndicatorSpec("published", Measure.ITEM, RollUp.ADD, sum_of=("articles", "posts")),
        IndicatorSpec("trained", Measure.SHARE, RollUp.SHARE),
        IndicatorSpec("pages", Measure.ITEM, RollUp.RECOUNT),
        IndicatorSpec("staff", Measure.PERSON, RollUp.NONE),
    ]
)
LINES = Lines.of(
    [
        ("province", None),
        ("education", "province"),
        ("district", "province"),
        ("commune", "district"),
        ("school", "education"),
        ("school", "district"),
    ]
)
# unit, on time, articles, posts, trained part, trained whole, staff
ROWS: list[tuple[object, ...]] = [
    ("commune", True, 3, None, 1, 2, 10),
    ("school", False, 4, 5, 30, 40, 20),
    ("district", True, None, None, None, None, 7),
]
THINGS = {"pages": {"commune": ["x", "y"], "school": ["y", "z"]}}
TALLY = roll_up(LINES, Reports.of(FORM, ROWS, THINGS))


def test_a_unit_reached_by_two_lines_is_counted_once_at_the_top() -> None:
    assert TALLY.figure("education", "articles") == 4
    assert TALLY.figure("district", "articles") == 7
    assert TALLY.figure("province", "articles") == 7


def test_shares_are_joined_by_part_and_whole() -> None:
    assert TALLY.figure("province", "trained") == Share(31, 42)


def test_distinct_things_are_counted_again() -> None:
    assert TALLY.figure("commune", "pages") == 2
    assert TALLY.figure("education", "pages") == 2
    assert TALLY.figure("province", "pages") == 3


def test_a_sum_joins_figures_of_one_measure_and_counts_who_gave_any() -> None:
    assert TALLY.figure("province", "published") == 12
    assert TALLY.answered("province", "published") == 2
    assert TALLY.answered("province", "posts") == 1


def test_what_does_not_roll_up_stays_with_its_unit() -> None:
    assert TALLY.figure("district", "staff") == 7
    assert TALLY.figure("province", "staff") is None


def test_no_figure_is_not_zero() -> None:
    assert TALLY.figure("commune", "posts") is None
    assert TALLY.figure("education", "posts") == 5


def test_who_has_not_reported_is_part_of_the_answer() -> None:
    assert TALLY.completeness("province") == Share(3, 4)
    assert TALLY.missing("province") == ("education",)
    assert TALLY.timeliness("province") == Share(2, 4)
    assert TALLY.late("province") == ("school",)
    assert TALLY.missing("district") == ()


def test_only_those_who_owe_a_report_count_for_completeness() -> None:
    tally = roll_up(LINES, Reports.of(FORM, ROWS), expected=["commune", "education"])
    assert tally.completeness("province") == Share(1, 2)
    assert tally.figure("province", "articles") == 7
    assert tally.late("province") == ()


def test_half_a_share_says_nothing() -> None:
    row = ("commune", True, None, None, 5, None, None)
    assert roll_up(LINES, Reports.of(FORM, [row])).figure("province", "trained") is None


def test_units_that_no_line_knows_are_refused_by_name() -> None:
    with pytest.raises(UnknownUnitError):
        roll_up(LINES, Reports.of(FORM, [("stranger", True, 1, 1, 1, 1, 1)]))
    with pytest.raises(UnknownUnitError):
        roll_up(LINES, Reports.of(FORM, []), expected=["stranger"])


def test_a_sum_that_would_wrap_round_is_refused() -> None:
    rows = [(unit, True, 2**62, 0, 0, 0, 0) for unit in ("commune", "school", "district")]
    with pytest.raises(TooLargeError):
        roll_up(LINES, Reports.of(FORM, rows))


def test_nothing_at_all_rolls_up_to_nothing() -> None:
    assert roll_up(Lines.of([]), Reports.of(FORM, [])).figures["articles"].sums.shape == (0,)


@dataclass(frozen=True)
class World:
    """Random reporting lines without loops, random reports: the facts."""

    pairs: list[tuple[int, int | None]]
    rows: dict[int, tuple[object, ...]]
    things: dict[int, list[int]]
    expected: list[int]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    count = draw(st.integers(1, 25))
    pairs: list[tuple[int, int | None]] = [(0, None)]
    for unit in range(1, count):
        superiors = draw(st.lists(st.integers(0, unit - 1), min_size=0, max_size=3))
        pairs += [(unit, superior) for superior in superiors] or [(unit, None)]
    number = st.one_of(st.none(), st.integers(-(10**6), 10**12))
    row = st.tuples(st.booleans(), number, number, number, number, number)
    some = st.lists(st.integers(0, count - 1), unique=True)
    return World(
        pairs=draw(st.permutations(pairs)),
        rows={unit: (unit, *draw(row)) for unit in draw(some)},
        things={unit: draw(st.lists(st.integers(0, 9))) for unit in draw(some)},
        expected=draw(some),
    )


def below(world: World, node: int) -> set[int]:
    """Walk down by hand: the node and everyone who reports to it by any path."""
    found = {node}
    while True:
        more = {unit for unit, superior in world.pairs if superior in found} | found
        if more == found:
            return found
        found = more


@given(worlds())
def test_the_province_is_the_sum_of_its_communes(world: World) -> None:
    lines = Lines.of(world.pairs)
    reports = Reports.of(FORM, world.rows.values(), {"pages": world.things})
    tally = roll_up(lines, reports, world.expected)
    for node in range(len(lines.units)):
        inside = below(world, node)
        rows = [world.rows[unit] for unit in inside if unit in world.rows]
        articles = [row[2] for row in rows if row[2] is not None]
        assert tally.figure(node, "articles") == (sum(articles) if articles else None)
        both = [row[2:4] for row in rows if row[2] is not None or row[3] is not None]
        published = [number or 0 for pair in both for number in pair]
        assert tally.figure(node, "published") == (sum(published) if both else None)
        shares = [row[4:6] for row in rows if None not in row[4:6]]
        joined = Share(sum(part for part, _ in shares), sum(whole for _, whole in shares))
        assert tally.figure(node, "trained") == (joined if shares else None)
        counted = [set(world.things[unit]) for unit in inside if unit in world.things]
        assert tally.figure(node, "pages") == (len(set().union(*counted)) if counted else None)
        assert set(tally.missing(node)) == (inside & set(world.expected)) - set(world.rows)


@given(worlds())
def test_computed_indicators_agree_with_completeness_and_timeliness(world: World) -> None:
    lines = Lines.of(world.pairs)
    tally = roll_up(lines, Reports.of(FORM, world.rows.values()), world.expected)
    work = {computed.code: computed.work for computed in INDICATORS}
    for node in range(len(lines.units)):
        facts = [
            UnitFacts(
                expected=unit in world.expected,
                received=unit in world.rows,
                on_time=unit in world.rows and bool(world.rows[unit][1]),
            )
            for unit in below(world, node)
        ]
        zero = Share(0, 0)
        assert sum(map(work["units_reported"], facts), zero) == tally.completeness(node)
        assert sum(map(work["units_on_time"], facts), zero) == tally.timeliness(node)


@given(worlds())
def test_the_order_of_lines_and_reports_does_not_matter(world: World) -> None:
    rows = list(world.rows.values())
    one = roll_up(Lines.of(world.pairs), Reports.of(FORM, rows))
    other = roll_up(Lines.of(world.pairs[::-1]), Reports.of(FORM, rows[::-1]))
    for node in one.lines.units:
        for code in FORM.by_code:
            assert one.figure(node, code) == other.figure(node, code)
        assert set(one.missing(node)) == set(other.missing(node))
