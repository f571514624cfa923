"""Say whether a text is Vietnamese enough to read."""

import re

from loa.crafts.viet import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_WORDS = 1500
_FEW_WORDS = 12  # too little to judge: let the reading say what it misses
# Words that a letter typed without marks holds and an English or French one does not.
_BARE_WORDS = frozenset((
    "cua", "ngay", "thang", "nam", "cong", "van", "nghi", "dinh", "duoc", "theo", "huyen", "xa",
    "tinh",
))  # fmt: skip


def is_vietnamese(text: str) -> bool:
    """Say whether the words are Vietnamese: spelt as its syllables, some of them with marks."""
    words = _WORD.findall(text)[:_SAMPLE_WORDS]
    if len(words) < _FEW_WORDS:
        return bool(words)
    marked = [word for word in words if not word.isascii()]
    good = sum(is_syllable(word) for word in marked)
    if len(marked) >= 0.15 * len(words) and good >= 0.5 * len(marked):
        return True
    bare = sum(word.lower() in _BARE_WORDS for word in words)
    return not marked and bare >= 0.08 * len(words)
