"""The one place where Vietnamese alphabetical order is decided.

A key is a string of digits and small Latin letters only, so that every database sorts it alike
under every collation. It is stored in a column of its own and never shown.

Per syllable: the letters, one sign each; then "0", which is below every letter (so "Cà Mau"
comes before "Cái Bè"); then the tone. A number is "1", its count of digits, its digits. Signs
are thus ordered end of syllable < number < letter < anything else.
"""

import re
import unicodedata
from functools import lru_cache

from loa.crafts.viet.cleaning import clean
from loa.crafts.viet.letters import ALPHABET, split_tone

_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_END, _NUMBER, _OTHER = "0", "1", "z"
_LETTER = {letter: _SIGNS[2 + rank] for rank, letter in enumerate(ALPHABET)}
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
_LONGEST_NUMBER = len(_SIGNS) - 1


def sort_key(text: str) -> str:
    """Give the key by which names of places and units are ordered; see the module.

    Case, punctuation and tone placement do not count; equal keys need a second column. Lengths:
    at most twice the text for Vietnamese, seven times for other scripts.
    """
    return "".join(_piece_key(piece) for piece in _PIECE.findall(clean(text)))


def name_sort_key(name: str) -> str:
    """Give the key by which people are ordered: given name, then family and middle names."""
    words = name.split()
    if not words:
        return ""
    return sort_key(words[-1]) + sort_key(" ".join(words[:-1]))


@lru_cache(maxsize=2**15)  # long lists say the same syllables again and again
def _piece_key(piece: str) -> str:
    if piece[0] in "0123456789":
        digits = (piece.lstrip("0") or "0")[:_LONGEST_NUMBER]
        return _NUMBER + _SIGNS[len(digits)] + digits
    letters, tone = split_tone(piece.lower())
    return "".join(_letter_key(letter) for letter in letters) + _END + str(tone)


def _letter_key(letter: str) -> str:
    known = _LETTER.get(letter)
    if known:
        return known
    base = unicodedata.normalize("NFKD", letter)[0]
    return _LETTER.get(base) or f"{_OTHER}{ord(letter):06x}"
