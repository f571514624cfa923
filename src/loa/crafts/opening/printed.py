"""Number and date on a scan: are they print, or a pen's.

Printed digits stand on one line with the letters beside them, as high as they, as thick, as
black; a pen's do not. Each of these is asked, and a second reading must give the same digits.
Whatever is not plainly print counts as a pen's: a wrong number is worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from loa.crafts.opening.document import Line
from loa.crafts.opening.doors import Ocr, Word
from loa.crafts.opening.mails import Packed

HEIGHT, FOOT, FAR_FOOT = 0.1, 0.1, 0.14  # shares of a letter's height that print may differ by
THIN, THICK = 0.7, 1.6  # of the neighbours' strokes
COLOURED = 45  # steps between the channels; black ink is under 20, JPEG adds some
HEAD_ENDS = 0.33  # of page 1: number and date stand above
RIGHT_COLUMN = 0.38  # of the page's width; place and date stand there
LEAST = 0.75  # certainty of a word of digits
_SAID = re.compile(r"(?i)^\W{0,3}s[ốôóòỐo6]\s*[:.;,]")
_NUMBER = re.compile(r"^(\d{1,5})[/-][A-ZĐ]{2}")
_SYMBOL = re.compile(r"^[/-]\s?[A-ZĐ]{2}")
_DAY, _YEAR = re.compile(r"^(\d{1,2})$"), re.compile(r"^((?:19|20)\d\d)\W*$")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A connected piece of ink: a digit or a letter."""

    left: int
    height: int
    foot: int
    stroke: float
    colour: float


def with_print(
    lines: list[Line],
    words: Sequence[Word],
    image: Image.Image,
    ink: Image.Image,
    ocr: Ocr,
    packed: Packed,
) -> list[Line]:
    """Mark the lines of the head whose number or date is printed.

    `image` is what was read, `ink` the same page in its colours.
    """
    out = list(lines)
    for at, line in enumerate(lines):
        if line.box is None or line.page != 1 or line.box.bottom > HEAD_ENDS:
            continue
        inside = [word for word in words if _is_in(word, line, image)]
        said = _SAID.match(line.text)
        if not said and line.box.left < RIGHT_COLUMN:
            continue
        digits = (
            _printed_number(inside, image, ink) if said else _printed_date(inside, image, ink)
        )
        if digits and _reads_again(digits, line, image, ocr, packed):
            out[at] = replace(line, is_printed=True)
    return out


def _is_in(word: Word, line: Line, image: Image.Image) -> bool:
    box = line.box
    if box is None:
        return False
    x, y = (
        (word.left + word.right) / 2 / image.width,
        (word.top + word.bottom) / 2 / image.height,
    )
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _printed_number(words: Sequence[Word], image: Image.Image, ink: Image.Image) -> list[str]:
    words = sorted(words, key=lambda word: word.left)
    for word, after in zip_longest(words, words[1:]):
        match = _NUMBER.match(word.text)
        digits = match[1] if match else word.text
        if word.certainty < LEAST or not digits.isdecimal():
            continue
        signs = _signs(word, image, ink)
        beside: list[_Sign] = []
        if not match:
            # A blank before the slash: the number may have been typed into it, or written.
            if after is None or not _SYMBOL.match(after.text) or len(signs) != len(digits):
                continue
            beside = [
                replace(s, foot=s.foot + after.top - word.top)
                for s in _signs(after, image, ink)
            ]
        count = len(digits)
        # Then the slash, then the symbol's capitals.
        then = beside[1:] if beside else signs[count + 1 :]
        if len(then) >= 2 and _alike(signs[:count], then, FOOT):
            return [digits]
    return []


def _printed_date(words: Sequence[Word], image: Image.Image, ink: Image.Image) -> list[str]:
    years = [word for word in words if _YEAR.match(word.text)]
    days = [word for word in words if _DAY.match(word.text)]
    if len(years) != 1 or len(days) != 2 or min(word.certainty for word in days) < LEAST:
        return []
    year = _signs(years[0], image, ink)[:4]
    for word in days:
        signs = _signs(word, image, ink)
        if len(signs) != len(word.text) or not _alike(signs, year, FAR_FOOT):
            return []
    return [word.text for word in days]


def _alike(signs: Sequence[_Sign], print_: Sequence[_Sign], foot: float) -> bool:
    """Say whether signs stand with printed ones: as high, on their line, as thick, as black."""
    if not signs or len(print_) < 2:
        return False
    high = float(np.median([sign.height for sign in print_]))
    base = float(np.median([sign.foot for sign in print_]))
    thick = float(np.median([sign.stroke for sign in print_]))
    return all(
        abs(sign.height - high) <= max(1.5, HEIGHT * high)
        and abs(sign.foot - base) <= max(1.5, foot * high)
        and THIN <= sign.stroke / max(thick, 0.1) <= THICK
        and sign.colour < COLOURED
        for sign in signs
    )


def _signs(word: Word, image: Image.Image, ink: Image.Image) -> list[_Sign]:
    """Give the tall pieces of ink of a word from left to right."""
    edges = (max(0, word.left - 2), max(0, word.top - 2), word.right + 2, word.bottom + 2)
    grey: NDArray[np.uint8] = np.asarray(image.crop(edges).convert("L"))
    if grey.size == 0 or min(grey.shape) < 6:
        return []
    _, black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    colours = np.asarray(ink.crop(edges).convert("RGB")).astype(np.int16)
    spread = colours.max(axis=2) - colours.min(axis=2)
    deep = cv2.distanceTransform(black, cv2.DIST_L2, 3)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(black)
    out = []
    for n in range(1, count):
        left, top, wide, high = (int(stats[n, at]) for at in range(4))
        if high < 0.5 * grey.shape[0] or wide < 2:
            continue
        mine = marks == n
        out.append(
            _Sign(
                left,
                high,
                top + high,
                float(np.percentile(deep[mine], 90)),
                float(spread[mine].mean()),
            )
        )
    return sorted(out, key=lambda sign: sign.left)


def _reads_again(
    digits: list[str], line: Line, image: Image.Image, ocr: Ocr, packed: Packed
) -> bool:
    """Say whether another reading, at another size, gives the same digits in their order."""
    box = line.box
    if box is None:
        return False
    strip = image.crop(
        (
            int((box.left - 0.008) * image.width),
            int((box.top - 0.004) * image.height),
            int((box.right + 0.008) * image.width),
            int((box.bottom + 0.004) * image.height),
        )
    )
    size = (round(strip.width * 1.4), round(strip.height * 1.4))
    text = ocr.read_line(packed(strip.resize(size, Image.Resampling.BICUBIC)), language="vie")
    seen = re.findall(r"\d+", text)
    return seen[: len(digits)] == digits
