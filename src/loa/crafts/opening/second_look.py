"""A second look at parts of a scanned page: head, places received, signer, addresses of e-mail.

Whole-page OCR skips blocks that a seal or a pen crosses, and doubts nothing that it misread.
Only crops are read again, in another light or size, so a page costs little more.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageStat

from loa.crafts.opening.agreeing import joined
from loa.crafts.opening.document import Box, Line
from loa.crafts.opening.doors import Ocr, Word
from loa.crafts.opening.errors import DoorFailedError
from loa.crafts.opening.mails import Packed, has_mail, mended
from loa.crafts.opening.names import NAME, before, is_headless, with_head
from loa.crafts.opening.ocr_lines import ocr_lines

_RECEIVED = re.compile(r"(?i)^\W{0,3}n?[ơoøö0]i\s+nh\S{1,2}n\b")
_NUMBERED = re.compile(r"(?i)^\W{0,3}s[ốôóòòo6]\s*[:.;,]|[/-]\s?[A-ZĐ]{2,}[\w&]*-[A-ZĐ]")
_ABOUT = re.compile(r"(?i)^\W*v\s*[/.]\s*v\b")
_TO = re.compile(r"(?i)^\W*k[íìi]nh\s+g\S{1,3}i")
_NATION = re.compile(r"C\S?NG\s+H\S{1,2}\s+X|Đ\S?c l\S?p\s*\W")
_MARGIN = 0.006
HEAD_ENDS = 0.3  # of page 1
HEAD_SCALE = 0.8
COLUMN_ENDS = 0.5
DARK = 0.7  # of the paper's brightness
FEWEST_DARK = 0.002  # of a crop with a line of text
NAME_SCALE = 1.25  # where a name under a seal was not read


def look_again(
    image: Image.Image,
    lines: list[Line],
    ocr: Ocr,
    *,
    page: int,
    packed: Packed,
    sealed: Callable[[], Image.Image],
) -> list[Line]:
    """Give the lines with what a second look mends, adds, confirms and doubts.

    `sealed` gives the page with its seal faded.
    """
    lines = [
        mended(line, _crop(image, line.box), ocr, packed)
        if line.box and has_mail(line)
        else line
        for line in lines
    ]

    def look(picture: Image.Image, region: Box, scale: float = 1.0) -> list[Line]:
        if _is_blank(_crop(picture, region)):
            return []
        try:
            return _read(picture, region, ocr, page, packed, scale)
        except DoorFailedError:
            return []  # the first look stands

    if page == 1:
        lines = _with_head(lines, look(image, _head(lines), HEAD_SCALE))
    received = next((line for line in lines if _RECEIVED.match(line.text)), None)
    if received is not None and received.box is not None:
        middle = _between(lines, received.box)
        top = max(0.0, received.box.top - 0.01)
        left = Box(max(0.0, received.box.left - 0.04), top, middle, min(1.0, top + 0.25))
        lines = joined(lines, look(image, left, HEAD_SCALE))
        top = max(0.0, received.box.top - 0.03)
        right = Box(middle, top, 0.99, min(1.0, top + 0.3))
        faded = sealed()
        lines = joined(lines, look(faded, right))
        if not any(NAME.match(line.text) and _inside(line, right) for line in lines):
            wider = Box(0.45, top, 0.99, min(1.0, top + 0.3))
            lines = joined(lines, look(faded, wider, NAME_SCALE))
        lines = [
            with_head(
                line, [_crop(light, before(line.box)) for light in (faded, image)], ocr, packed
            )
            if line.box and _inside(line, right) and is_headless(line.text)
            else line
            for line in lines
        ]
    return lines


def _is_blank(crop: Image.Image) -> bool:
    """Say whether nothing but specks stands in a crop: on those an OCR loses itself."""
    small = crop.convert("L").reduce(4)
    paper = sum(ImageStat.Stat(small).median) or 255
    dark = sum(small.histogram()[: round(DARK * paper)])
    return dark < FEWEST_DARK * small.width * small.height


def _with_head(lines: list[Line], looked: list[Line]) -> list[Line]:
    """Put the left column of the head in. Down to its end lines of both columns are parted."""
    number = next((line.box for line in [*looked, *lines] if _in_letterhead(line)), None)
    end = number.bottom if number else 0.0
    about = next((line.box for line in looked if _ABOUT.match(line.text)), None)
    if about is not None:
        to = next((line.box for line in lines if _TO.match(line.text)), None)
        end = to.top - 0.005 if to else about.bottom
        looked = [line for line in looked if line.box and line.box.top < end]
    return joined(lines, looked, parts_above=end)


def _head(lines: list[Line]) -> Box:
    """Give the left column of the head, down to what stands a little under the number."""
    found = next((line for line in lines if _in_letterhead(line)), None)
    box = found.box if found else None
    bottom = min(HEAD_ENDS, box.bottom + 0.065) if box else 0.24
    rights = [
        left
        for line in lines
        if line.box and line.box.top < bottom and (left := _right_column(line, line.box)) > 0.4
    ]
    return Box(0.02, 0.015, min(0.56, min(rights, default=0.48) - 0.01), bottom)


def _right_column(line: Line, box: Box) -> float:
    """Give where a line of the right column begins, also one that was run through both."""
    nation = _NATION.search(line.text)
    if nation is None or box.left > 0.4:
        return box.left
    return box.left + (box.right - box.left) * nation.start() / len(line.text)


def _between(lines: list[Line], received: Box) -> float:
    """Give where the left column of the closing ends: before the right one begins."""
    lefts = [
        line.box.left
        for line in lines
        if line.box
        and -0.03 < line.box.top - received.top < 0.2
        and line.box.left > max(received.right, 0.4)
    ]
    return min(0.56, max(0.42, min(lefts, default=COLUMN_ENDS) - 0.01))


def _inside(line: Line, region: Box) -> bool:
    box = line.box
    return bool(box and box.left >= region.left and region.top <= box.top <= region.bottom)


def _in_letterhead(line: Line) -> bool:
    box = line.box
    return bool(box and box.top < 0.25 and box.left < 0.4 and _NUMBERED.search(line.text))


def _read(
    image: Image.Image, region: Box, ocr: Ocr, page: int, packed: Packed, scale: float
) -> list[Line]:
    """Read a region as one block."""
    left = int(max(0.0, region.left - _MARGIN) * image.width)
    top = int(max(0.0, region.top - _MARGIN / 2) * image.height)
    crop = _crop(image, region)
    if scale != 1.0:
        size = (round(crop.width * scale), round(crop.height * scale))
        crop = crop.resize(size, Image.Resampling.LANCZOS)
    words = [
        _moved(word, left, top, scale)
        for word in ocr.read(packed(crop), is_block=True)
        if word.certainty >= 0.3
    ]
    return [
        replace(line, column=2 if region.left > 0.4 else 1)
        for line in ocr_lines(words, page=page, width=image.width, height=image.height)
    ]


def _moved(word: Word, right: int, down: int, scale: float) -> Word:
    return replace(
        word,
        left=round(word.left / scale) + right,
        right=round(word.right / scale) + right,
        top=round(word.top / scale) + down,
        bottom=round(word.bottom / scale) + down,
    )


def _crop(image: Image.Image, box: Box) -> Image.Image:
    return image.crop(
        (
            int(max(0.0, box.left - _MARGIN) * image.width),
            int(max(0.0, box.top - _MARGIN / 2) * image.height),
            int(min(1.0, box.right + _MARGIN) * image.width),
            int(min(1.0, box.bottom + _MARGIN / 2) * image.height),
        )
    )
