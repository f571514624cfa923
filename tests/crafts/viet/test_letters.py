import pytest

from loa.crafts.viet import is_syllable

REAL = (
    "giúp quốc nghiêng quyển gì gìn giêng huênh khuỷu thuở ruộng xoong yêu của quý giếng Ướng "
    "hươu oai uống ý Ủy UỶ cát mạch tiếp lừa đảo Nguyễn khoẻ ngoằn khuya bưu huệ"
)


@pytest.mark.parametrize("word", REAL.split())
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["España", "français", "Straße", "cat", "càt", "bcd", "", "tă", "maic", "năm2", "Guðrún"],
)
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)
