import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import old_style, same, tone_key


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("CỘNG HOÀ XÃ HỘI", "CỘNG HÒA XÃ HỘI"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("thuỷ lợi", "thủy lợi"),
        ("sức khoẻ", "sức khỏe"),
        ("toà nhà", "tòa nhà"),
    ],
)
def test_old_and_new_tone_placement_are_the_same_words(new: str, old: str) -> None:
    assert same(new, old)
    assert tone_key(new) == tone_key(old)
    assert old_style(new) == old


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Mỹ Quí", "Mỹ Quý", id="i and y are both official in names"),
        pytest.param("Sơn Qui", "Sơn Quy", id="without a tone too"),
        pytest.param("hóa", "hòa", id="another tone"),
        pytest.param("hoa", "hòa", id="no tone"),
        pytest.param("Đa", "Da", id="đ is not d"),
        pytest.param("tân", "tan", id="the hat is a letter"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    "word", ["quý", "quỷ", "giá", "hoài", "thuyền", "hoán", "của", "uống", "khuỷu"]
)
def test_words_with_one_spelling_are_left_alone(word: str) -> None:
    assert old_style(word) == word


@given(st.text())
def test_a_text_is_the_same_as_itself_in_the_old_style_and_in_capitals(text: str) -> None:
    assert same(text, old_style(text))
    assert old_style(old_style(text)) == old_style(text)
