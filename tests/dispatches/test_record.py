"""The reader's record: what persons said of what it read, counted as it is."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from loa.dispatches.actions import confirm_dispatch, confirm_field, undo
from loa.dispatches.queries import review
from loa.dispatches.queries.record import By, answers, issuer_kind, tallies, wilson
from tests.dispatches.test_views import browser
from tests.letters import SMALL, receive
from tests.people import NOW, Cast


def reviewed(cast: Cast) -> int:
    """Review the small letter: the number corrected, contacts added, all else let stand."""
    letter = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    confirm_field(letter, "number", "999", by=cast.an, at=NOW)
    confirm_field(letter, "contacts", [{"name": "Nguyễn Thị Mẫu"}], by=cast.an, at=NOW)
    confirm_field(letter, "symbol", "ABC", by=cast.an, at=NOW)
    undo(letter, "symbol", by=cast.an, at=NOW)
    for field in review(letter).open_fields:
        confirm_field(letter, field.name, field.read, by=cast.an, at=NOW)
    confirm_dispatch(letter, by=cast.an, at=NOW + timedelta(minutes=5))
    return letter.pk


def test_right_wrong_and_missed_are_counted_by_field(cast: Cast) -> None:
    reviewed(cast)
    whole, parts = tallies(answers([cast.units["p.tt"].pk]), By.FIELD)
    by_name = {part.name: part for part in parts}
    number = by_name["number"]
    assert (number.right, number.wrong, number.missed) == (0, 1, 0)
    assert (number.sure, number.sure_wrong) == (1, 1)
    assert (by_name["contacts"].missed, by_name["contacts"].wrong) == (1, 0)
    assert (by_name["symbol"].right, by_name["symbol"].wrong) == (1, 0)
    assert by_name["urgency"].total == 0  # the letter has none, and Loa said none
    assert whole.total == sum(part.total for part in parts)
    assert (whole.wrong, whole.missed) == (1, 1)


def test_the_record_of_a_unit_is_its_own(cast: Cast) -> None:
    reviewed(cast)
    assert list(answers([cast.units["p.h1"].pk])) == []


def test_every_way_of_splitting_adds_up_to_the_same(cast: Cast) -> None:
    reviewed(cast)
    for by in By:
        whole, parts = tallies(answers([cast.units["p.tt"].pk]), by)
        assert sum(part.right for part in parts) == whole.right
        assert sum(part.sure_wrong for part in parts) == whole.sure_wrong == 1


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    # 81 of 263: Newcombe (1998), method 3, table I
    found = wilson(part, whole)
    assert found == pytest.approx((low, high), abs=5e-4)
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ủy ban nhân dân tỉnh Sông Xanh", "committee"),
        ("Sở Y tế", "department"),
        ("Bộ Thông tin và Truyền thông", "ministry"),
        ("Ban Tuyên giáo Tỉnh ủy", "party"),
        ("Hội Nông dân tỉnh", "mass"),
        ("Tập đoàn Mẫu", "other"),
        ("", "unknown"),
    ],
)
def test_issuers_are_sorted_by_how_their_names_begin(name: str, kind: str) -> None:
    assert issuer_kind(name) == kind


@time_machine.travel(NOW, tick=False)
def test_the_page_and_its_csv_tell_the_same(cast: Cast) -> None:
    empty = browser(cast.an).get("/desk/dispatches/record/")
    assert empty.status_code == 200
    assert not empty.context["parts"]
    reviewed(cast)
    shown = browser(cast.an).get("/desk/dispatches/record/", {"by": "format"})
    assert [part.total for _, part in shown.context["parts"]] == [shown.context["whole"].total]
    told = browser(cast.an).get("/desk/dispatches/record.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    wrong = [row for row in rows if row["outcome"] == "wrong"]
    assert [(row["field"], row["read"], row["said"]) for row in wrong] == [
        ("number", "812", "999")
    ]


@time_machine.travel(NOW, tick=False)
def test_a_typed_formula_is_no_formula_in_the_csv(cast: Cast) -> None:
    letter = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    confirm_field(letter, "place", "=1+1", by=cast.an, at=NOW)
    for field in review(letter).open_fields:
        confirm_field(letter, field.name, field.read, by=cast.an, at=NOW)
    confirm_dispatch(letter, by=cast.an, at=NOW)
    told = browser(cast.an).get("/desk/dispatches/record.csv").content.decode("utf-8-sig")
    assert "'=1+1" in told
    assert ",=1+1" not in told
