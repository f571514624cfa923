import pytest

from loa.crafts.tallying import (
    DoubleReportError,
    FormError,
    IndicatorSpec,
    Measure,
    Reports,
    RollUp,
    TooLargeError,
    lay_out,
)

FORM = lay_out(
    [
        IndicatorSpec("articles", Measure.ITEM, RollUp.ADD),
        IndicatorSpec("pages", Measure.ITEM, RollUp.RECOUNT),
    ]
)


def test_nothing_typed_is_not_zero() -> None:
    reports = Reports.of(FORM, [("a", True, None), ("b", True, 0)])
    assert reports.typed.tolist() == [[False, True]]
    assert reports.figures.tolist() == [[0, 0]]


def test_two_reports_of_one_unit_are_refused_by_name() -> None:
    with pytest.raises(DoubleReportError) as refused:
        Reports.of(FORM, [("a", True, 1), ("b", True, 2), ("b", True, 3)])
    assert refused.value.unit == "b"


def test_a_row_of_another_form_is_refused() -> None:
    with pytest.raises(FormError):
        Reports.of(FORM, [("a", True, 1, 2)])


def test_things_belong_to_indicators_that_are_recounted() -> None:
    with pytest.raises(FormError):
        Reports.of(FORM, [], things={"articles": {"a": ["x"]}})


def test_a_figure_beyond_the_store_is_refused() -> None:
    with pytest.raises(TooLargeError):
        Reports.of(FORM, [("a", True, 2**70)])


def test_no_reports_are_fine() -> None:
    assert Reports.of(FORM, []).figures.shape == (1, 0)
