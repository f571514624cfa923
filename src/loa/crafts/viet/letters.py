"""The letters and tones of Vietnamese: the tables every other page of this craft reads.

A Vietnamese syllable is letters plus at most one tone. Shape marks (the hat of â, the horn of
ơ, the breve of ă) belong to the letter; tone marks belong to the syllable and may stand on one
vowel or its neighbour (hòa, hoà) without changing the word.
"""

import re
import unicodedata
from functools import lru_cache

# Dictionary order. f, j, w, z come with foreign names and stand where Latin has them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# Combining mark → rank of the tone: none 0 < huyền 1 < hỏi 2 < ngã 3 < sắc 4 < nặng 5.
TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SHAPE_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn

WORD = re.compile(r"[^\W\d_]+")

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_CODA = "ch|ng|nh|[cmnpt]"
_OPEN = (  # never takes a coda
    "iêu|yêu|ươu|uôi|ươi|oai|oay|oao|oeo|uya|uây|uyu|"
    "ia|ya|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ua|ui|uơ|ưa|ưi|ưu"
)
_FREE = "oa|oe|uê|uy|[aeêioôơuưy]"
_CLOSED = "uyê|iê|yê|uô|ươ|uâ|oă|oo|[ăâ]"  # always takes one
_SYLLABLE = re.compile(
    f"(?:{_ONSET})?(?:(?:{_OPEN})|(?:{_FREE})(?:{_CODA})?|(?:{_CLOSED})(?:{_CODA}))"
)
# A syllable closed by a stop can only carry sắc or nặng.
_STOPPED = re.compile("(?:ch|[cpt])$")


@lru_cache(maxsize=8192)
def split_tone(word: str) -> tuple[str, int]:
    """Take the tone off a word: "Thủy" → ("Thuy", 2). Letters keep their shape marks (NFC).

    If a string holds several tones (two syllables glued together), the last one counts.
    """
    rank = 0
    kept = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONE_RANK:
            rank = TONE_RANK[mark]
        else:
            kept.append(mark)
    return unicodedata.normalize("NFC", "".join(kept)), rank


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Say whether a word is spelt as a Vietnamese syllable may be (not whether it exists)."""
    if sum(mark in TONE_RANK for mark in unicodedata.normalize("NFD", word)) > 1:
        return False
    letters, tone = split_tone(word.lower())
    if not _SYLLABLE.fullmatch(letters):
        return False
    return not _STOPPED.search(letters) or tone in (4, 5)
