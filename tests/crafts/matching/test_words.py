import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.matching.words import TextFingerprint, fingerprint_text, split_words

SAID = "Đừng đọc mã OTP cho ai, kể cả người quen!"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(SAID.upper(), id="capitals"),
        pytest.param(unicodedata.normalize("NFD", SAID), id="marks apart"),
        pytest.param("Dung doc ma OTP cho ai, ke ca nguoi quen", id="marks lost"),
        pytest.param("Đừng\u200b đọ\u00adc mã\n\tOTP… cho ai – kể cả người quen", id="unseen"),
        pytest.param("Đừng đọc mã 𝐎𝐓𝐏 cho 𝐚𝐢, kể cả người quen", id="letters for show"),
    ],
)
def test_the_same_words_are_read_however_they_are_written(written: str) -> None:
    assert fingerprint_text(written).words == fingerprint_text(SAID).words


def test_a_passage_is_given_as_it_stands_on_the_page() -> None:
    words = split_words("Mở đầu. Đừng đọc   mã cho ai. Hết.")
    assert words.words[2:5] == ("dung", "doc", "ma")
    assert words.passage(2, 6) == "Đừng đọc mã cho ai"


@given(st.text(max_size=200))
def test_any_text_gives_bare_words_at_their_places(text: str) -> None:
    words = split_words(text)
    assert all(word.isascii() and word.isalnum() for word in words.words)
    assert (words.starts < words.ends).all()
    assert len(words.grams) == max(0, len(words) - 2)


@given(st.text(max_size=200))
def test_a_fingerprint_reads_back_as_it_was(text: str) -> None:
    made = fingerprint_text(text)
    assert TextFingerprint.from_json(made.to_json()).words == made.words


def test_a_fingerprint_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="version 9"):
        TextFingerprint.from_json('{"version": 9, "words": ""}')
