"""Where the tone stands: "hòa" and "hoà" are one word, and the law's own annexes write both."""

import re
import unicodedata

from loa.crafts.viet.cleaning import clean
from loa.crafts.viet.letters import TONE_MARKS, TONE_RANK, WORD, split_tone

# Open syllables in oa, oe, uy: the old way marks the first vowel, the new way the second.
_OPEN_PAIR = re.compile("(?:o[ae]|uy)$", re.IGNORECASE)


def tone_key(text: str) -> str:
    """Give a form that is equal for texts that differ only in tone placement, case and spaces.

    Letters are never merged: "Quí" and "Quý" stay different, both official in names.
    """
    return " ".join(WORD.sub(_tone_last, clean(text).lower()).split())


def same(a: str, b: str) -> bool:
    """Say whether two texts are the same words, wherever their tones stand."""
    return tone_key(a) == tone_key(b)


def old_style(text: str) -> str:
    """Put tones where our documents put them: "hoà" → "hòa", "Uỷ ban" → "Ủy ban"."""
    return WORD.sub(_old_word, clean(text))


def _tone_last(match: re.Match[str]) -> str:
    # Left apart from its letter on purpose: composed, "hoà" would again differ from "hòa".
    letters, tone = split_tone(match[0])
    return letters + TONE_MARKS[tone]


def _old_word(match: re.Match[str]) -> str:
    word = match[0]
    letters, tone = split_tone(word)
    if not tone or not _OPEN_PAIR.search(letters):
        return word
    if sum(mark in TONE_RANK for mark in unicodedata.normalize("NFD", word)) > 1:
        return word
    if letters[:-2].lower().endswith("q"):
        return word
    return (
        letters[:-2]
        + unicodedata.normalize("NFC", letters[-2] + TONE_MARKS[tone])
        + letters[-1]
    )
