"""Sentences and clauses of a paragraph, with their places."""

import re
from functools import lru_cache

_ENDS = re.compile(
    r"(?<=[^\W\d][^\W\d])[.!?][\"”)]?\s+(?=[\"“A-ZĐÀ-Ỹ(])|(?<=\d)\.\s+(?=[A-ZĐÀ-Ỹ])|\.\s*/\.?\s*$"
)
_SHORTENED = re.compile(
    r"(?:\b(?:TP|Tp|TS|ThS|PGS|GS|BS|KT|TM|TL|TUQ|Q|P|tr|st|No|Mr|Ms|ĐT|BSCKI|BS.CKI)\.)\s*$"
)


@lru_cache(maxsize=128)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Places of the sentences: text[start:end] without the white space around."""
    out: list[tuple[int, int]] = []
    start = 0
    for match in _ENDS.finditer(text):
        if _SHORTENED.search(text[max(0, match.start() - 6) : match.start() + 1]):
            continue
        out.append((start, match.start() + 1))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    return tuple((a, b) for a, b in out if text[a:b].strip())


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Give the sentence that holds a place."""
    for start, end in sentences(text):
        if start <= place < end:
            return start, end
    return 0, len(text)


def outside_quotes(text: str, place: int) -> bool:
    """Whether a place stands outside quotation marks and brackets."""
    before = text[:place]
    straight = before.count('"') % 2
    curly = before.count("“") - before.count("”")
    round_ = before.count("(") - before.count(")")
    return not straight and curly <= 0 and round_ <= 0
