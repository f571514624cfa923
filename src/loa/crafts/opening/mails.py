"""Addresses of e-mail on a scan: read again with Latin eyes, at several sizes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from PIL import Image

from loa.crafts.opening.document import Line
from loa.crafts.opening.doors import Ocr

Packed = Callable[[Image.Image], bytes]

_MAIL_SPOT = re.compile(r"(?i)e?-?mail\b|[@©®]|thư điện tử|hộp thư|\.gov\.vn|gmail")
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{1,63}@[\w-]+(?:\.[A-Za-z][\w-]*)+")
SCALES = (2, 3, 1)  # of the crop; the third only where two differ
ALIKE = 0.7  # as difflib says: two readings of one address


def has_mail(line: Line) -> bool:
    """Say whether an address may stand in a line."""
    return line.box is not None and bool(_MAIL_SPOT.search(line.text))


def mended(line: Line, crop: Image.Image, ocr: Ocr, packed: Packed) -> Line:
    """Read a line's addresses again with Latin eyes; what most readings say counts."""
    votes: Counter[str] = Counter()
    readings: list[list[str]] = []
    for scale in SCALES:
        larger = crop.resize(
            (crop.width * scale, crop.height * scale), Image.Resampling.BICUBIC
        )
        readings.append(_MAIL.findall(ocr.read_line(packed(larger), language="eng")))
        votes.update(readings[-1])
        if len(readings) == 2 and readings[0] == readings[1]:
            break
    text = line.text
    for mail in _elected(votes):
        spot = _spot_of(mail, text)
        if spot is not None:
            before, after = text[: spot[0]].rstrip(), text[spot[1] :].lstrip()
            glue = "" if after[:1] in tuple(".,;)") else " "
            text = f"{before} {mail}{glue}{after}".strip()
    return replace(line, text=text)


def _elected(votes: Counter[str]) -> Iterable[str]:
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
