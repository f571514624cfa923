"""Where on a material its telephone numbers, accounts, addresses and codes stand.

Codes are read here; letters by an OCR that is passed in, for a craft starts no program. Without
one only the codes are known, and the lines of text are compared as they look.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from loa.crafts.matching.codes import read_codes
from loa.crafts.matching.details import Kind, digits_of, find_details, plain_link
from loa.crafts.matching.pictures import Grey, resize
from loa.crafts.matching.sheets import edges_of

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr, Word

Box = tuple[int, int, int, int]

# A little paper around the letters, so that their edges are compared too.
_RIM = 4
_DPI = 150
_LIKE_LINK = re.compile(
    r"https?:|www\.|\w\.\w{2,}\.\w|\w\.(?:vn|com|gov|org|net)\b", re.IGNORECASE
)
# An address of which the end could not be read.
_HALF_LINK = re.compile(r"[a-z0-9-]{4,}\.[a-z0-9-]{4,}", re.IGNORECASE)
_DIGITS = 4
_ACCOUNT = 9
_SURE = 0.5
_UNREAD = "…"
_MOST_LEFT = 8
_READING_HEIGHT = 64
_DARK = 110
# In heights of a line: a wider gap ends it, and no contact is longer.
_GAP, _LONGEST, _WORTH = 1.8, 12.0, 0.6


@dataclass(frozen=True)
class Spot:
    """A contact on a material. `box`: left, top, width, height in pixels of the sheet."""

    kind: Kind
    value: str
    box: Box


def find_spots(
    picture: Grey, sheet: Grey, lines: Sequence[Box], ocr: "Ocr | None"
) -> tuple[Spot, ...]:
    """Find the contacts on a material, given as opened and as its sheet. 2 s with an OCR.

    `lines`: those of the sheet, as `find_lines` gives them.
    """
    by = sheet.shape[1] / picture.shape[1]
    found = [Spot(Kind.CODE, c.value, _scaled(c.box, by, 0)) for c in read_codes(picture)]
    if ocr is not None:
        codes = [spot.box for spot in found]
        met: list[Box] = []
        # Letters that run from a dark ground onto a photograph are read as in a negative only.
        for seen, is_block in ((picture, False), (picture, True), (255 - picture, True)):
            words = [
                word
                for word in _words(seen, ocr, is_block=is_block) or ()
                # What an OCR makes of the pattern of a code is no word.
                if not any(_meets(_scaled(_box(word), by, 0), code) for code in codes)
            ]
            met += [_scaled(_box(word), by, 0) for word in words if word.certainty >= _SURE]
            for spot in _written(words, by):
                if not any(_meets(spot.box, other.box) for other in found):
                    found.append(spot)
        # Light letters on a dark ground are passed over on a page; alone they are read.
        left = [line for line in lines if not any(_meets(line, m) for m in met + codes)]
        for line in left[:_MOST_LEFT]:
            said = read_alone(
                sheet[line[1] : line[1] + line[3], line[0] : line[0] + line[2]], ocr
            )
            for one in find_details(unicodedata.normalize("NFC", said)):
                found.append(Spot(one.kind, one.value, line))
        found += _unread_ends(sheet, lines, found)
    return tuple(found)


def _unread_ends(sheet: Grey, lines: Sequence[Box], found: Sequence[Spot]) -> list[Spot]:
    """Give what runs on behind a contact and is in no line: a number of which half was read."""
    ink, ends = edges_of(sheet) > 0, list[Spot]()
    known = [*lines, *(spot.box for spot in found)]
    for spot in found:
        if spot.kind is Kind.CODE:
            continue
        x, y, w, h = spot.box
        start = x + w
        while further := [
            box
            for box in known
            if _meets(box, (start, y + h // 3, h // 2, h // 3)) and box[0] + box[2] > start
        ]:
            start = max(box[0] + box[2] for box in further)
        columns = np.flatnonzero(ink[y : y + h, start : x + w + int(_LONGEST * h)].any(axis=0))
        end, before = 0, 0
        for column in columns.tolist():
            if column - before > _GAP * h:
                break
            end = before = column
        if end >= _WORTH * h:
            ends.append(Spot(Kind.WORDS, _UNREAD, (start, y, end + 1, h)))
    return ends


def read_alone(line: Grey, ocr: "Ocr") -> str:
    """Read one line of pixels, dark on light and large; "" where the OCR cannot."""
    from loa.crafts.opening import OpeningError

    by = max(1.0, _READING_HEIGHT / line.shape[0])
    large = np.pad(resize(line, by), 16, mode="edge")
    if float(np.median(large)) < _DARK:
        large = 255 - large
    try:
        return ocr.read_line(as_png(large))
    except OpeningError:
        return ""


def _words(picture: Grey, ocr: "Ocr", *, is_block: bool) -> "list[Word] | None":
    from loa.crafts.opening import OpeningError

    try:
        return ocr.read(as_png(picture), dpi=_DPI, is_block=is_block)
    except OpeningError:
        return None


def read_words(picture: Grey, ocr: "Ocr", *, is_block: bool = False) -> tuple[str, Box] | None:
    """Read all words of a picture, line by line, and where they stand; 1 s. None: unread."""
    read = _words(picture, ocr, is_block=is_block)
    if read is None:
        return None
    words = [each for each in read if each.certainty >= _SURE]
    if not words:
        return "", (0, 0, picture.shape[1], picture.shape[0])
    left, top = min(each.left for each in words), min(each.top for each in words)
    right, foot = max(each.right for each in words), max(each.bottom for each in words)
    text = unicodedata.normalize("NFC", " ".join(each.text for each in words))
    return text, (left, top, right - left, foot - top)


def _written(words: "Iterable[Word]", by: float) -> Iterator[Spot]:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        text, ends = "", []
        for word in line:
            text += word.text + " "
            ends.append((len(text) - len(word.text) - 1, len(text) - 1, word))
        for one in find_details(text):
            met = [word for start, end, word in ends if start < one.end and one.start < end]
            left, top = min(word.left for word in met), min(word.top for word in met)
            right, foot = max(word.right for word in met), max(word.bottom for word in met)
            box = (left, top, right - left, foot - top)
            yield Spot(one.kind, one.value, _scaled(box, by, _RIM))
        for word in line:
            # What an OCR half read is still a place to look at.
            box = _box(word)
            if _LIKE_LINK.search(word.text):
                yield Spot(Kind.LINK, plain_link(word.text), _scaled(box, by, _RIM))
            elif len(word.text) >= _ACCOUNT and word.text.isdecimal():
                # The word before it ("tài khoản") was misread.
                yield Spot(Kind.ACCOUNT, word.text, _scaled(box, by, _RIM))
            elif word.certainty >= _SURE and (
                len(digits_of(word.text)) >= _DIGITS or _HALF_LINK.search(word.text)
            ):
                yield Spot(Kind.WORDS, word.text, _scaled(box, by, _RIM))


def _box(word: "Word") -> Box:
    return word.left, word.top, word.right - word.left, word.bottom - word.top


def _scaled(box: Box, by: float, rim: int) -> Box:
    left, top = round(box[0] * by) - rim, round(box[1] * by) - rim
    width, height = round(box[2] * by) + 2 * rim, round(box[3] * by) + 2 * rim
    return max(0, left), max(0, top), width, height


def _meets(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def as_png(grey: Grey) -> bytes:
    done, packed = cv2.imencode(".png", np.ascontiguousarray(grey))
    if not done:
        raise ValueError("the picture could not be packed")
    return packed.tobytes()
