"""The same letter, another format of it, an amended one: each is called what it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.dispatches.actions import (
    DuplicateDispatchError,
    Same,
    confirm_field,
    set_aside,
    take_up,
    undo,
)
from loa.dispatches.actions.errors import UnknownFieldError
from loa.dispatches.models import Dispatch, Kinship
from loa.dispatches.queries import Text, changes, is_same_letter
from tests.letters import SMALL, receive
from tests.people import NOW, Cast

LATER = SMALL.replace("trước ngày 15/11/2024", "trước ngày 18/11/2024")
FIELDS = {"report": {"value": {"deadline": "2024-11-15"}, "certainty": 0.95}}
MOVED = {"report": {"value": {"deadline": "2024-11-18"}, "certainty": 0.95}}
WORDS = tuple(SMALL.splitlines())


def test_a_letter_with_another_date_under_one_number_is_an_amended_version(cast: Cast) -> None:
    first = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    second = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    assert (second.amends, second.amends_how) == (first, Kinship.VERSION)
    assert "report" in {change.after.name for change in changes(second)}
    assert "subject" not in {change.after.name for change in changes(second)}
    with pytest.raises(DuplicateDispatchError) as again:
        receive(LATER.replace("  ", " ").encode(), cast.units["p.tt"], by=cast.an)
    assert again.value.known == second


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("V/v thay thế Công văn số 812/STTTT-CNTT", Kinship.REPLACES),
        ("V/v đính chính Công văn số 812/STTTT-CNTT", Kinship.CORRECTS),
        ("V/v sửa đổi, bổ sung một số nội dung Công văn số 812/STTTT-CNTT", Kinship.CORRECTS),
        ("V/v thu hồi Công văn số 812/STTTT-CNTT", Kinship.WITHDRAWS),
        ("V/v triển khai Công văn số 812/STTTT-CNTT", None),
        ("V/v thay thế Công văn số 813/STTTT-CNTT", None),
    ],
)
def test_a_letter_that_says_what_it_does_to_another_is_tied_to_it(
    cast: Cast, words: str, how: Kinship | None
) -> None:
    first = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    other = SMALL.replace("Số: 812/", "Số: 840/").replace(
        "V/v tham gia Chiến dịch", f"{words} tham gia Chiến dịch"
    )
    second = receive(other.encode(), cast.units["p.tt"], by=cast.an)
    assert second.amends == (first if how else None)
    assert second.amends_how == (how or "")


def test_a_typed_number_that_another_letter_bears_ties_them_and_undo_unties(
    cast: Cast,
) -> None:
    first = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    blank = LATER.replace("Số: 812/", "Số:      /")
    second = receive(blank.encode(), cast.units["p.tt"], by=cast.an)
    assert second.amends is None
    confirm_field(second, "number", "812", by=cast.an, at=NOW)
    second.refresh_from_db()
    assert second.amends == first
    undo(second, "number", by=cast.an, at=NOW)
    second.refresh_from_db()
    assert second.amends is None


def test_only_a_letter_that_amends_one_is_set_aside_and_taken_up_again(cast: Cast) -> None:
    first = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    with pytest.raises(UnknownFieldError):
        set_aside(first, by=cast.an, at=NOW)
    second = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    assert set_aside(second, by=cast.an, at=NOW).set_aside_at == NOW
    assert take_up(second, by=cast.an, at=NOW).set_aside_at is None
    assert Dispatch.objects.count() == 2


def test_the_same_words_with_page_numbers_are_known_by_their_text(cast: Cast) -> None:
    receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    with pytest.raises(DuplicateDispatchError) as same:
        receive((SMALL + "\n2\n").encode(), cast.units["p.tt"], by=cast.an)
    assert same.value.same is Same.TEXT


def test_a_scan_is_the_same_letter_in_spite_of_misread_words() -> None:
    misread = tuple(line.replace("tuyên truyền", "tuyẽn truyên", 1) for line in WORDS)
    known = Text("pdf_text", WORDS, FIELDS)
    assert is_same_letter(known, Text("pdf_scan", misread, FIELDS))
    assert not is_same_letter(known, Text("pdf_scan", misread, MOVED))
    assert not is_same_letter(known, Text("pdf_scan", misread[:12], FIELDS))


def test_another_format_is_the_same_only_where_no_field_says_otherwise() -> None:
    known = Text("docx", WORDS, FIELDS)
    stamped = (*WORDS, "Ký bởi: Sở Thông tin")
    assert is_same_letter(known, Text("pdf_text", stamped, FIELDS))
    assert not is_same_letter(known, Text("pdf_text", stamped, MOVED))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.randoms())
def test_a_letter_is_itself_in_any_order_of_its_lines(lines: list[str], chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    mine, other = Text("text", tuple(lines), {}), Text("text", tuple(shuffled), {})
    assert is_same_letter(mine, other)
    longer = Text("text", (*shuffled, "Thêm một câu hoàn toàn mới."), {})
    assert not is_same_letter(mine, longer)
