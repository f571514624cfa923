import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import clean, fold, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồng Tháp", "dong thap"),
        ("ĐƯỜNG DÂY NÓNG", "duong day nong"),
        ("  Kính   gửi:\n UBND ", "kinh gui: ubnd"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("Tie\u0302\u0300n", "tien"),
    ],
)
def test_folded_text_has_no_marks_no_capitals_and_single_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_is_stable_and_indifferent_to_cleaning(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)


@given(st.text() | st.text("ĐđƯưẾ\u0301\u0302\u00a8\u00ad \u00a0İßﬁ½가"))
def test_folding_word_by_word_is_folding_the_whole(text: str) -> None:
    def bare(one: str) -> str:
        spread = unicodedata.normalize("NFKD", one)
        return "".join(s for s in spread if unicodedata.category(s) not in ("Mn", "Me", "Cf"))

    whole = bare(bare(clean(text)).casefold()).translate(str.maketrans("đĐðÐɖƉ", "dDdDdD"))
    assert fold(text) == " ".join(whole.split())


def test_slug_keeps_the_letter_that_django_drops() -> None:
    assert slug("Đà Nẵng") == "da-nang"
    assert slug("đường dây nóng!") == "duong-day-nong"


def test_slug_is_cut_at_the_end_of_a_word() -> None:
    assert slug("Kỹ năng nhận diện lừa đảo", max_length=14) == "ky-nang-nhan"
    assert slug("Kỹ năng nhận diện", max_length=12) == "ky-nang-nhan"
    assert slug("nghiêngngả", max_length=5) == "nghie"


def test_slug_of_text_without_latin_letters_is_empty() -> None:
    assert slug("警告 – !") == ""


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_slug_is_always_a_safe_piece_of_an_address(text: str, length: int) -> None:
    made = slug(text, max_length=length)
    assert len(made) <= length
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
