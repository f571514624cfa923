from datetime import date

import pytest

from loa.crafts.tallying import DoubleReportError, Share, roll_up
from loa.crafts.tallying.flat import (
    CellError,
    ColumnError,
    read_form,
    read_reports,
    read_units,
)
from loa.crafts.timing import strictly_before

FORM = read_form([{"code": "articles", "measure": "item", "rollup": "add"}])
UNITS = read_units([{"unit": "a", "reports_to": "top"}, {"unit": "b", "reports_to": "top"}])
DEADLINE = strictly_before(date(2024, 11, 15))
IN_TIME, TOO_LATE = "2024-11-14T23:59:59+07:00", "2024-11-15T00:00:00+07:00"


def row(unit: str, sent_at: str, articles: str) -> dict[str, str]:
    return {"unit": unit, "sent_at": sent_at, "articles": articles}


def test_the_last_sending_gives_the_figures_and_the_first_decides_timeliness() -> None:
    sent = read_reports(
        FORM,
        [row("a", TOO_LATE, "7"), row("a", IN_TIME, "5"), row("b", TOO_LATE, "1.000")],
        DEADLINE,
    )
    tally = roll_up(UNITS.lines, sent.reports, UNITS.expected)
    assert sent.knows_time
    assert tally.figure("top", "articles") == 1007
    assert tally.timeliness("top") == Share(1, 2)
    assert tally.late("top") == ("b",)


def test_two_rows_of_a_unit_without_instants_are_refused() -> None:
    with pytest.raises(DoubleReportError):
        read_reports(FORM, [row("a", "", "1"), row("a", "", "2")])


def test_with_a_deadline_every_report_needs_its_instant() -> None:
    with pytest.raises(CellError) as refused:
        read_reports(FORM, [row("a", IN_TIME, "1"), row("b", "", "2")], DEADLINE)
    assert (refused.value.line, refused.value.column) == (3, "sent_at")


def test_a_table_may_say_itself_who_was_in_time() -> None:
    sent = read_reports(FORM, [{"unit": "a", "on_time": "có", "articles": ""}])
    assert sent.knows_time
    assert sent.reports.on_time.tolist() == [True]
    assert sent.reports.typed.tolist() == [[False]]


@pytest.mark.parametrize("text", ["1,5", "1.5", "nhiều", "12 bài"])
def test_a_cell_that_is_no_whole_number_is_named(text: str) -> None:
    with pytest.raises(CellError) as refused:
        read_reports(FORM, [row("a", "", text)])
    assert (refused.value.line, refused.value.column, refused.value.text) == (
        2,
        "articles",
        text,
    )


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnError) as refused:
        read_units([{"unit": "a"}])
    assert refused.value.column == "reports_to"


def test_a_unit_owes_a_report_if_any_of_its_lines_says_so() -> None:
    units = read_units(
        [
            {"unit": "a", "reports_to": "top", "expected": "0"},
            {"unit": "a", "reports_to": "other", "expected": "1"},
        ]
    )
    assert units.expected == ("a",)
