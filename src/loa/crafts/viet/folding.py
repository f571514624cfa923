"""Forms for machines: the folded text that search compares, and the slug of an address."""

import re
import unicodedata
from functools import lru_cache

from loa.crafts.viet.cleaning import clean

_D = str.maketrans("đĐðÐɖƉ", "dDdDdD")
_NOT_IN_SLUG = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """Give the form in which Vietnamese text is searched: lower case, no marks, đ → d.

    Runs of white space become one space, ends are trimmed; punctuation stays. Stable: folding a
    folded text changes nothing. Never shown to a person.
    """
    return " ".join(filter(None, map(_folded, clean(text).split())))


@lru_cache(maxsize=2**15)  # long lists say the same syllables again and again
def _folded(word: str) -> str:
    text = _bare(_bare(word).casefold()).translate(_D)
    return " ".join(text.split())  # a sign of its own may hold a space: "¨"


def slug(text: str, max_length: int = 60) -> str:
    """Give the part of an address made from a title: "Đà Nẵng" → "da-nang".

    Cut at a word's end where that is possible. Empty if the text holds no Latin letter or
    digit: the caller then names the page by its number.
    """
    whole = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    if len(whole) <= max_length:
        return whole
    cut = whole[: max_length + 1].rpartition("-")[0]
    return cut or whole[:max_length]


def _bare(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(
        letter for letter in spread if unicodedata.category(letter) not in ("Mn", "Me", "Cf")
    )
