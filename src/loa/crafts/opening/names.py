"""A signer's name whose head a seal covers: the strip is read again as one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from loa.crafts.opening.document import Box, Line
from loa.crafts.opening.doors import Ocr
from loa.crafts.opening.mails import Packed

_WORD = r"[A-ZĐÀ-Ỹ][a-zđà-ỹ]*"
NAME = re.compile(r"^\W*[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,4}\W*$")
# "Văn Luyện", "Thị Sa Rên", "ạm Tấn Hòa": words of a name without a family's.
_HEADLESS = re.compile(
    rf"^\W*(?:[a-zđà-ỹ]{{1,4}}(?:\s{_WORD}){{1,3}}|(?:Văn|Thị)(?:\s{_WORD}){{1,3}}|{_WORD}\s{_WORD})\W*$"
)
_HEAD_WIDTH = 0.11  # of the page: a family's name and a little
SCALE = 1.5
AGREED, READ_ONCE = 0.95, 0.8


def is_headless(text: str) -> bool:
    """Say whether a line is the end of a person's name."""
    return bool(_HEADLESS.match(text))


def before(box: Box) -> Box:
    """Give the strip in which the whole name stands."""
    return Box(max(0.0, box.left - _HEAD_WIDTH), box.top - 0.004, box.right, box.bottom + 0.004)


def with_head(line: Line, strips: Sequence[Image.Image], ocr: Ocr, packed: Packed) -> Line:
    """Give a name with the head that readings of the strip in each light show."""
    tail = line.text.strip(" .,;:_|-")
    known = " ".join(word for word in tail.split() if word[0].isupper())
    whole = re.compile(rf"(?:{_WORD}\s)+{re.escape(known)}(?!\w)")
    found: list[str] = []
    for strip in strips:
        size = (round(strip.width * SCALE), round(strip.height * SCALE))
        text = ocr.read_line(
            packed(strip.resize(size, Image.Resampling.BICUBIC)), language="vie"
        )
        match = whole.search(text)
        if match:
            found.append(match[0])
    if not found:
        return line
    sure = AGREED if len(found) > 1 and found[0] == found[1] else READ_ONCE
    return replace(line, text=found[0], certainty=min(sure, max(line.certainty, 0.85)))
