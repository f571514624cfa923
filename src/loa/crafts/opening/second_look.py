"""A second look at parts of a scanned page: addresses of e-mail, and what a seal hid.

Whole-page OCR skips blocks that a seal or a pen crosses, and reads Latin addresses with
Vietnamese eyes. Only the crops are read again, so a page costs little more.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher

from PIL import Image

from loa.crafts.opening.document import Box, Line
from loa.crafts.opening.doors import Ocr, Word
from loa.crafts.opening.ocr_lines import ocr_lines

_MAIL_SPOT = re.compile(r"(?i)e?-?mail\b|[@©®]|thư điện tử|hộp thư|\.gov\.vn|gmail")
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{1,63}@[\w-]+(?:\.[A-Za-z][\w-]*)+")
SCALES = (1, 2, 3)  # of the crop
ALIKE = 0.7  # as difflib says: two readings of one address
_RECEIVED = re.compile(r"(?i)^\W{0,3}n[ơo]i\s+nh[ậâaặ]n")
_NAME = re.compile(r"^\W*[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,4}\W*$")
_NUMBERED = re.compile(r"(?i)^\W{0,3}s[ốôóòòo6]\s*[:.;,]|[/-]\s?[A-ZĐ]{2,}[\w&]*-[A-ZĐ]")
_MARGIN = 0.006
Png = Callable[[Image.Image], bytes]


def look_again(
    image: Image.Image,
    lines: list[Line],
    ocr: Ocr,
    *,
    page: int,
    png: Png,
    sealed: Callable[[], Image.Image],
) -> list[Line]:
    """Give the lines with addresses mended and lines added that the first look missed.

    `sealed` gives the page with its seal faded.
    """
    lines = [_mended(image, line, ocr, png) for line in lines]
    if page == 1 and not any(_in_letterhead(line) for line in lines):
        lines = _added(image, lines, Box(0.02, 0.05, 0.47, 0.24), ocr, page, png)
    received = next((line for line in lines if _RECEIVED.match(line.text)), None)
    if received is not None and received.box is not None:
        top = max(0.0, received.box.top - 0.03)
        region = Box(0.45, top, 0.99, min(1.0, top + 0.3))
        if _has_hole(lines, received):
            under = received.box.bottom
            column = Box(0.03, under, 0.5, min(1.0, under + 0.22))
            lines = _added(image, lines, column, ocr, page, png)
        signed = any(_NAME.match(line.text) and _inside(line, region) for line in lines)
        if not signed:
            lines = _added(sealed(), lines, region, ocr, page, png)
    return lines


def _has_hole(lines: list[Line], received: Line) -> bool:
    """Say whether the list of places received misses a line: a wide gap stands in it."""
    head = received.box
    if head is None:
        return False
    boxes = [line.box for line in lines if line.box and line.box.left < 0.35]
    tops = sorted([head.top, *(b.top for b in boxes if 0 < b.top - head.top < 0.25)])
    gaps = [after - before for before, after in itertools.pairwise(tops)]
    usual = max(head.height * 1.1, min(gaps, default=0.0))
    return len(gaps) < 2 or any(gap > 1.7 * usual for gap in gaps[:8])


def _in_letterhead(line: Line) -> bool:
    box = line.box
    return bool(box and box.top < 0.25 and box.left < 0.4 and _NUMBERED.search(line.text))


def _inside(line: Line, region: Box) -> bool:
    box = line.box
    return bool(box and box.left >= region.left and region.top <= box.top <= region.bottom)


def _mended(image: Image.Image, line: Line, ocr: Ocr, png: Png) -> Line:
    """Read an address of e-mail three times with Latin eyes; what most readings say counts."""
    if line.box is None or not _MAIL_SPOT.search(line.text):
        return line
    crop = _crop(image, line.box)
    votes: Counter[str] = Counter()
    for scale in SCALES:
        larger = crop.resize(
            (crop.width * scale, crop.height * scale), Image.Resampling.BICUBIC
        )
        votes.update(_MAIL.findall(ocr.read_line(png(larger), language="eng")))
    text = line.text
    for mail in _elected(votes):
        spot = _spot_of(mail, text)
        if spot is not None:
            before, after = text[: spot[0]].rstrip(), text[spot[1] :].lstrip()
            glue = "" if after[:1] in tuple(".,;)") else " "
            text = f"{before} {mail}{glue}{after}".strip()
    return replace(line, text=text)


def _elected(votes: Counter[str]) -> list[str]:
    """Give one spelling for each address: that of most readings, then the longest."""
    out: list[str] = []
    for mail, _ in sorted(votes.items(), key=lambda item: (-item[1], -len(item[0]))):
        if all(SequenceMatcher(None, mail, other).ratio() < ALIKE for other in out):
            out.append(mail)
    return out


def _spot_of(mail: str, text: str) -> tuple[int, int] | None:
    """Find the words of a line that are an address misread: "hotrothue.btr)thue. example"."""
    words = list(re.finditer(r"[^\s,;:]+", text))
    best: tuple[float, int, int] | None = None
    for first in range(len(words)):
        for last in range(first, min(first + 3, len(words))):
            start, end = words[first].start(), words[last].end()
            likeness = SequenceMatcher(None, mail, text[start:end].replace(" ", "")).ratio()
            if likeness >= ALIKE and (best is None or likeness > best[0]):
                best = (likeness, start, end)
    return best[1:] if best else None


def _added(
    image: Image.Image, lines: list[Line], region: Box, ocr: Ocr, page: int, png: Png
) -> list[Line]:
    """Read a region as one block; add what stands where nothing was read."""
    left, top = int(region.left * image.width), int(region.top * image.height)
    words = [
        _moved(word, left, top)
        for word in ocr.read(png(_crop(image, region)), is_block=True)
        if word.certainty >= 0.4
    ]
    fresh = [
        replace(line, column=2 if region.left > 0.4 else 1)
        for line in ocr_lines(words, page=page, width=image.width, height=image.height)
        if not any(_overlap(line.box, other.box) for other in lines)
    ]
    out = list(lines)
    for line in fresh:
        at = next((at for at, other in enumerate(out) if _is_below(other, line)), len(out))
        out.insert(at, line)
    return out


def _is_below(line: Line, other: Line) -> bool:
    return bool(line.box and other.box and line.box.top > other.box.top)


def _moved(word: Word, right: int, down: int) -> Word:
    return replace(
        word,
        left=word.left + right,
        right=word.right + right,
        top=word.top + down,
        bottom=word.bottom + down,
    )


def _overlap(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return False
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.right, other.right) - max(one.left, other.left)
    return wide > 0 and tall > 0.4 * min(one.height, other.height)


def _crop(image: Image.Image, box: Box) -> Image.Image:
    return image.crop(
        (
            int(max(0.0, box.left - _MARGIN) * image.width),
            int(max(0.0, box.top - _MARGIN / 2) * image.height),
            int(min(1.0, box.right + _MARGIN) * image.width),
            int(min(1.0, box.bottom + _MARGIN / 2) * image.height),
        )
    )
