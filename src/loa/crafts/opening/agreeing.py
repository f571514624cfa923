"""Two looks at one spot: where they agree a line is sure, where they differ one is chosen.

The OCR's own certainty says little: it reads "Hoàng Văn Cốn" for "Cổn" at 0.93. A second look
at another size or in another light errs elsewhere, so agreement is evidence.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from loa.crafts.opening.document import Box, Line
from loa.crafts.viet import is_syllable

AGREED = 0.95  # certainty of a line that two looks read alike
DISPUTED = 0.6  # of the words on which they differ
FAR = 0.15  # of the page's width
CLEARLY = 0.02
MARK = 0.03  # an OCR loses marks more often than it adds them: "Nguyên" was "Nguyễn"
ALIKE = 0.75  # as difflib says
LEAST_NEW = 0.55  # of a line that only the second look saw
_SYMBOL = re.compile(r"/\s?[A-ZĐ]{2,}[\w&.]*(?:-[A-ZĐ][\w&.]*)+\W*$")
_OF_THE_HEAD = re.compile(r"C\S?NG\s+H\S{1,2}\s+X|Đ\S?c l\S?p\s*\W|ng\Sy\b.*tháng")
_MARKS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")


def joined(
    lines: Sequence[Line], looked: Sequence[Line], *, parts_above: float = 0.0
) -> list[Line]:
    """Put a second look's lines into those of the first, with what only it saw.

    Above `parts_above` a line that the first look ran through both columns is parted where the
    line of the left column ends.
    """
    out = list(lines)
    met: set[int] = set()
    edge = max((line.box.right for line in looked if line.box), default=0.0)
    for line in looked:
        mates = [at for at, other in enumerate(out) if _overlap(other.box, line.box)]
        if len(mates) == 1 and line.box and line.box.top < parts_above:
            whole, at = out[mates[0]], mates[0]
            # What ends within the left column was cut short by the second look.
            is_wider = whole.box is not None and whole.box.right > edge
            parts = _parted(whole, line) if is_wider else []
            if parts:
                out[at : at + 1] = parts
                met = {n + 1 if n > at else n for n in met}
        if len(mates) == 1 and mates[0] not in met and _same_width(out[mates[0]], line):
            met.add(mates[0])
            out[mates[0]] = _chosen(out[mates[0]], line)
        elif not mates and line.certainty >= LEAST_NEW and _plausible(line.text) > 0.6:
            at = next((at for at, other in enumerate(out) if _is_below(other, line)), len(out))
            out.insert(at, line)
            met = {n + 1 if n >= at else n for n in met}
    return out


def _chosen(one: Line, other: Line) -> Line:
    a, b = _letters(one.text), _letters(other.text)
    symbols = [match[0] for line in (one, other) if (match := _SYMBOL.search(line.text))]
    if a == b or (len(symbols) == 2 and symbols[0] == symbols[1]):
        return replace(one, certainty=max(one.certainty, other.certainty, AGREED))
    for short, long, line in ((a, b, other), (b, a, one)):
        # A seal or the crop's edge ate its head or its end.
        if short and len(long) - len(short) <= 3 and _holds(long, short):
            return replace(one, text=line.text, box=_both(one.box, other.box))
    seen = [
        line.certainty + _plausible(line.text) + MARK * _marks(line.text)
        for line in (one, other)
    ]
    better = other if seen[1] > seen[0] + CLEARLY else one
    return replace(one, text=better.text, certainty=_shared(better, one, other))


def _holds(long: str, short: str) -> bool:
    return long.endswith(short) or long.startswith(short)


def _shared(better: Line, one: Line, other: Line) -> float:
    """Weigh by letters: words that both looks read are sure, others are disputed."""
    both = set(map(_letters, one.text.split())) & set(map(_letters, other.text.split()))
    words = [word for word in map(_letters, better.text.split()) if word]
    agreed = sum(len(word) for word in words if word in both)
    letters = sum(map(len, words)) or 1
    top = max(better.certainty, AGREED)
    return round(min(1.0, (agreed * top + (letters - agreed) * DISPUTED) / letters), 3)


def _parted(whole: Line, left: Line) -> list[Line]:
    """Part a line after the words of the left column; nothing if it has no others."""
    if _OF_THE_HEAD.search(whole.text):
        return []  # the reading parts these itself
    if whole.box is None or left.box is None or whole.box.right - left.box.right < FAR:
        return []
    wanted, seen = len(_letters(left.text)), 0
    for word in re.finditer(r"\S+", whole.text):
        seen += len(_letters(word[0]))
        if seen < wanted - 1:
            continue
        head, tail = whole.text[: word.end()], whole.text[word.end() :].strip()
        if not tail or SequenceMatcher(None, head, left.text).ratio() < ALIKE:
            return []
        right = replace(whole.box, left=left.box.right + 0.01)
        return [
            replace(whole, text=head, box=replace(whole.box, right=left.box.right), column=1),
            replace(whole, text=tail, box=right, column=2),
        ]
    return []


def _letters(text: str) -> str:
    return _MARKS.sub("", text)


def _plausible(text: str) -> float:
    """Give the share of letters in words that are syllables or abbreviations."""
    words = _WORD.findall(text)
    letters = sum(map(len, words)) + len(re.findall(r"[|~_\\<>«»*]", text))
    good = sum(
        len(word)
        for word in words
        if is_syllable(word.lower()) and (len(word) > 1 or word.isupper())
    )
    good += sum(len(word) for word in words if word.isupper() and not is_syllable(word.lower()))
    return good / letters if letters else 0.5


def _marks(text: str) -> int:
    return sum(
        unicodedata.combining(letter) > 0 for letter in unicodedata.normalize("NFD", text)
    )


def _same_width(one: Line, other: Line) -> bool:
    """Say whether two looks saw the same words: a line cut by the crop is none."""
    if one.box is None or other.box is None:
        return False
    wide = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    return wide > 0.7 * (one.box.right - one.box.left)


def _overlap(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return False
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.right, other.right) - max(one.left, other.left)
    return wide > 0 and tall > 0.4 * min(one.height, other.height)


def _is_below(line: Line, other: Line) -> bool:
    return bool(line.box and other.box and line.box.top > other.box.top)


def _both(one: Box | None, other: Box | None) -> Box | None:
    if one is None or other is None:
        return one
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
