"""Words of an OCR → lines: its own grouping kept, columns parted, the tilt taken out.

Sorting words by their place alone mixes neighbouring lines as soon as a page leans by half a
degree; the OCR followed each line, so its grouping is believed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from loa.crafts.opening.document import Box, Line, Origin
from loa.crafts.opening.doors import Word
from loa.crafts.opening.ocr_phrases import with_marks
from loa.crafts.opening.ocr_spelling import spelled_line, spelled_word
from loa.crafts.viet import is_syllable

SPACE = 0.6  # of a letter's height between words of one line
COLUMN_GAP = 1.7  # in letter heights (with ascenders); wider than any justified space
SAME_ROW = 0.6  # in letter heights
LEAST = 0.2  # a word less certain than this is a stain, a seal or a pen
_TAILED = frozenset("gpqyjQ,;()ạậặẹệịọộợụựỵ")
SPECK = 0.7  # below: a sign at the end of a line is dirt; a bullet is seen better
_SYMBOL = re.compile(r"[A-ZĐ]{2,}\d{0,3}[-/][A-ZĐ]{2}")  # a pen beside it makes the OCR doubt
FLAT = 0.35  # of the page's letter height
FEW = 6  # words; fewer say nothing about the tilt


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that stand together on a line. `base` is where they stand after untilting."""

    words: tuple[Word, ...]
    base: float
    height: float

    @property
    def left(self) -> int:
        return self.words[0].left


def ocr_lines(words: Iterable[Word], *, page: int, width: int, height: int) -> list[Line]:
    """Put words into lines, from top to bottom, columns from left to right. Cost: sorting."""
    grouped: dict[tuple[int, int, int], list[Word]] = defaultdict(list)
    for word in words:
        if word.text.strip() and (word.certainty >= LEAST or _is_word(word.text)):
            grouped[word.line].append(word)
    groups = [
        group
        for words_ in grouped.values()
        if (group := _unspecked(sorted(words_, key=lambda word: word.left)))
    ]
    tilt = _tilt(groups)
    parts = _standing([part for group in groups for part in _parts(group, tilt)])
    lines: list[Line] = []
    for row in _rows(parts):
        for number, part in enumerate(row, 1):
            text = " ".join(spelled_word(word.text) for word in part.words)
            text = with_marks(spelled_line(text))
            if any(letter.isalnum() for letter in text):
                lines.append(
                    Line(
                        text=text,
                        page=page,
                        box=_box(part, width, height),
                        column=number if len(row) > 1 else 0,
                        origin=Origin.OCR,
                        certainty=_certainty(part.words),
                    )
                )
    return lines


def _standing(parts: list[_Part]) -> list[_Part]:
    """Leave out what is far lower than the page's letters: dirt that the OCR spelt."""
    usual = median(part.height for part in parts) if parts else 0.0
    return [part for part in parts if part.height >= FLAT * usual]


def _unspecked(words: list[Word]) -> list[Word]:
    """Take specks off the ends of a line: signs without letters that the OCR doubts."""

    def is_speck(word: Word) -> bool:
        return word.certainty < SPECK and not any(letter.isalnum() for letter in word.text)

    start, end = 0, len(words)
    while start < end and is_speck(words[start]):
        start += 1
    while end > start and is_speck(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_word(text: str) -> bool:
    """Say whether a doubtful word is one all the same: stains spell no syllables or symbols."""
    if _SYMBOL.search(text):
        return True
    bare = text.strip(".,;:()“”\"'-/")
    return len(bare) > 2 and is_syllable(bare.lower())


def _tilt(groups: Sequence[Sequence[Word]]) -> float:
    """Give the slope of the page: how far a line sinks per pixel to the right."""
    slopes: list[float] = []
    for group in groups:
        if len(group) < FEW:
            continue
        half = len(group) // 2
        left, right = group[:half], group[half:]
        run = median(w.left for w in right) - median(w.left for w in left)
        if run > 0:
            slopes.append((median(_sits(right)) - median(_sits(left))) / run)
    return median(slopes) if len(slopes) >= 3 else 0.0


def _sits(words: Sequence[Word]) -> list[int]:
    """Give the feet of words, those with a tail left out where others remain."""
    plain = [
        word.bottom for word in words if not set(word.text) & set("gpqyjQ,;()ạậặẹệịọộợụựỵ")
    ]
    return plain or [word.bottom for word in words]


def _parts(group: Sequence[Word], tilt: float) -> list[_Part]:
    tall = median(word.bottom - word.top for word in group)
    cut: list[list[Word]] = [[]]
    right: int | None = None
    for word in group:
        if right is not None and word.left - right > COLUMN_GAP * tall:
            cut.append([])
        cut[-1].append(word)
        right = word.right if right is None else max(right, word.right)
    out: list[_Part] = []
    for words in cut:
        feet = median(_sits(words)) - tilt * median(word.left for word in words)
        high = median(word.bottom - word.top for word in words)
        out.append(_Part(tuple(words), feet, max(4.0, float(high))))
    return out


def _rows(parts: Sequence[_Part]) -> list[list[_Part]]:
    rows: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: part.base):
        last = rows[-1] if rows else None
        if last is not None and _beside(last, part):
            last.append(part)
        else:
            rows.append([part])
    return [_joined(sorted(row, key=lambda part: part.left)) for row in rows]


def _joined(row: list[_Part]) -> list[_Part]:
    """Put together what stands a space apart: an OCR parts a line whose first word is short."""
    out = row[:1]
    for part in row[1:]:
        last = out[-1]
        apart = part.left - max(word.right for word in last.words)
        if apart <= SPACE * min(last.height, part.height):
            out[-1] = _Part((*last.words, *part.words), last.base, last.height)
        else:
            out.append(part)
    return out


def _beside(row: Sequence[_Part], part: _Part) -> bool:
    """Say whether a part stands in a row and overlaps nothing in it."""
    if part.base - row[0].base > SAME_ROW * min(row[0].height, part.height):
        return False
    right = part.words[-1].right
    return all(other.left >= right or other.words[-1].right <= part.left for other in row)


def _box(part: _Part, width: int, height: int) -> Box:
    return Box(
        left=_share(min(word.left for word in part.words), width),
        top=_share(min(word.top for word in part.words), height),
        right=_share(max(word.right for word in part.words), width),
        bottom=_share(max(word.bottom for word in part.words), height),
    )


def _share(value: float, whole: int) -> float:
    return round(min(1.0, max(0.0, value / whole)), 4) if whole > 0 else 0.0


def _certainty(words: Sequence[Word]) -> float:
    """Weigh by letters: one doubtful dash must not spoil a clear line."""
    letters = sum(len(word.text) for word in words)
    return round(sum(word.certainty * len(word.text) for word in words) / letters, 3)
