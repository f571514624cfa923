import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import name_sort_key, sort_key

VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđdnmtáàảãạấềộứ 0123456789AĐ-", max_size=30)


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param([*"aăâbcdđeêghiklmnoôơpqrstuưvxy"], id="letters"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones"),
        pytest.param(["Cà Mau", "Cai Lậy", "Cái Bè"], id="tone after all letters"),
        pytest.param(["Cà Mau", "Cái Bè", "Châu Thành"], id="the space comes before letters"),
        pytest.param(["Tân Phước", "Tân Phước 2", "Tân Phước 10", "Tân Phước A"], id="numbers"),
        pytest.param(["An", "Ánh", "Đức", "Ý", "Yên"], id="marked capitals are not last"),
        pytest.param(["Phường 1", "Phường 2", "Phường 9", "Phường 11"], id="wards"),
        pytest.param(
            ["Lớp 9A2", "Lớp 10", "Lớp 10A1", "Lớp 10A2", "Lớp 11"], id="school classes"
        ),
        pytest.param(["Bình Đức", "Bình Trưng", "Đạo Thạnh"], id="d before đ before e"),
    ],
)
def test_keys_sort_as_a_vietnamese_list_is_sorted(in_order: list[str]) -> None:
    shuffled = sorted(in_order, reverse=True)
    assert sorted(shuffled, key=sort_key) == in_order
    assert all(sort_key(a) < sort_key(b) for a, b in itertools.pairwise(in_order))


def test_tone_placement_case_and_punctuation_do_not_count() -> None:
    assert sort_key("Hoà-Bình") == sort_key("HÒA BÌNH")


def test_people_are_ordered_by_given_name_first() -> None:
    names = ["Trần Thị Ánh", "Nguyễn Văn An", "Lê Văn Anh", "Bùi Văn An", "Nguyễn Thị Ướng"]
    assert sorted(names, key=name_sort_key) == [
        "Bùi Văn An",
        "Nguyễn Văn An",
        "Lê Văn Anh",
        "Trần Thị Ánh",
        "Nguyễn Thị Ướng",
    ]
    assert name_sort_key("") == ""


@given(st.text())
def test_a_key_holds_only_signs_that_every_collation_orders_alike(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert all(sign.isdigit() or sign.islower() for sign in key)


@given(VIETNAMESE, VIETNAMESE)
def test_a_shorter_text_comes_before_the_same_text_with_more_words(
    text: str, more: str
) -> None:
    assert sort_key(text) <= sort_key(f"{text} {more}")


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_are_ordered_as_numbers(one: int, other: int) -> None:
    assert (sort_key(f"Phường {one}") < sort_key(f"Phường {other}")) == (one < other)
