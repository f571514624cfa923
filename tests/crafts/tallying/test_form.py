import pytest

from loa.crafts.tallying import (
    SLOTS,
    Form,
    FormError,
    IndicatorSpec,
    Measure,
    MixedMeasuresError,
    RollUp,
    column,
    lay_out,
)

ARTICLES = IndicatorSpec("articles", Measure.ITEM, RollUp.ADD)
REACHED = IndicatorSpec("reached", Measure.PERSON, RollUp.ADD)
VIEWS = IndicatorSpec("views", Measure.TURN, RollUp.ADD)
TRAINED = IndicatorSpec("trained", Measure.SHARE, RollUp.SHARE)
PAGES = IndicatorSpec("pages", Measure.ITEM, RollUp.RECOUNT)


def test_a_share_takes_two_slots_and_a_recount_none() -> None:
    form = lay_out([ARTICLES, TRAINED, PAGES, VIEWS])
    assert form.columns == ("n00", "n01", "n02", "n03")
    assert [spec.slots for spec in form.indicators] == [(0,), (1, 2), (), (3,)]
    assert column(79) == "n79"


def test_a_new_version_keeps_the_slots_of_the_old() -> None:
    old = lay_out([ARTICLES, VIEWS])
    new = lay_out([TRAINED, *old.indicators])
    assert new.by_code["views"].slot == old.by_code["views"].slot
    assert new.by_code["trained"].slots == (2, 3)


def test_turns_are_never_added_to_persons() -> None:
    total = IndicatorSpec("total", Measure.PERSON, RollUp.ADD, sum_of=("reached", "views"))
    with pytest.raises(MixedMeasuresError) as refused:
        lay_out([REACHED, VIEWS, total])
    assert refused.value.code == "total"
    assert refused.value.measures == (Measure.PERSON, Measure.PERSON, Measure.TURN)


@pytest.mark.parametrize(
    "indicators",
    [
        pytest.param([ARTICLES, ARTICLES], id="one code twice"),
        pytest.param(
            [IndicatorSpec("a", Measure.SHARE, RollUp.ADD)], id="a share is not added"
        ),
        pytest.param([IndicatorSpec("a", Measure.ITEM, RollUp.SHARE)], id="items are no share"),
        pytest.param([IndicatorSpec("", Measure.ITEM, RollUp.ADD)], id="no code"),
        pytest.param(
            [IndicatorSpec("a", Measure.ITEM, RollUp.ADD, sum_of=("gone",))],
            id="sum of nothing",
        ),
        pytest.param(
            [PAGES, IndicatorSpec("a", Measure.ITEM, RollUp.RECOUNT, sum_of=("pages",))],
            id="distinct things are not summed",
        ),
        pytest.param(
            [IndicatorSpec(f"a{n}", Measure.ITEM, RollUp.ADD) for n in range(SLOTS + 1)],
            id="more figures than slots",
        ),
        pytest.param(
            [IndicatorSpec("a", Measure.SHARE, RollUp.SHARE, slot=79)], id="over the end"
        ),
    ],
)
def test_a_form_that_cannot_be_filled_is_refused(indicators: list[IndicatorSpec]) -> None:
    with pytest.raises(FormError):
        lay_out(indicators)


def test_a_form_needs_its_slots() -> None:
    with pytest.raises(FormError):
        Form((ARTICLES,))
