"""What a check saw, made ready for the eye: pictures framed, passages in their text.

Everything comes from the capture and is drawn anew by us: no stranger's page or picture is ever
sent to a browser as it was.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpResponse
from PIL import Image, ImageDraw, ImageOps

from loa.crafts.matching import Picture, PictureError, open_picture
from loa.crafts.matching.leaflets import is_pdf, read_pdf
from loa.crafts.matching.pictures import FORMATS, TALL
from loa.crafts.viet import fold
from loa.doors.archive import WarcError, read_capture
from loa.doors.pages import is_picture, read_page
from loa.evidence.models import Check
from loa.files.actions import read
from loa.materials.models import Material

LONGEST_SIDE = 1_400
_AROUND = 400
_FRAME = "#c2410c"
_WRONG = "#6d28d9"
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Passage:
    """Words of the page with what stands before and after them; `is_whole`: all of the page."""

    before: str
    words: str
    after: str


def bodies_of(check: Check) -> list[bytes]:
    """Give the bytes that a check compared: those of its capture, then the files handed in."""
    bodies: list[bytes] = []
    if check.capture is not None and not check.capture.removed_at:
        with suppress(WarcError, FileNotFoundError):
            bodies += [part.body for part in read_capture(read(check.capture))]
    for stored in check.publication.files.all():
        if stored.media_type.startswith("image/") and not stored.removed_at:
            bodies.append(read(stored))
    return bodies


def pictures_of(check: Check) -> Iterator[bytes | Picture]:
    """Give the pictures of a check in the order in which they were compared.

    A picture as its bytes; a page of a PDF as it was drawn.
    """
    for body in bodies_of(check):
        with suppress(PictureError):
            if is_picture(body):
                open_picture(body)
                yield body
            elif is_pdf(body):
                yield from read_pdf(body)[1]


def framed(shown: bytes | Picture, region: Box | None, wrong: Sequence[Box] = ()) -> bytes:
    """Draw a picture small enough for a telephone, the region framed, as JPEG.

    `wrong`: places in it that are not as they should be; framed in another colour, doubly.
    Raises PictureError.
    """
    if isinstance(shown, Picture):
        width, drawn = shown.width, Image.fromarray(shown.grey).convert("RGB")
    else:
        width = open_picture(shown).width  # its guard: size before unpacking, kinds
        with Image.open(io.BytesIO(shown), formats=FORMATS) as opened:
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            drawn = ImageOps.exif_transpose(opened).convert("RGB")
    if region is not None and drawn.height > TALL * drawn.width:
        drawn, top = _around(drawn, region, drawn.width / width)
        region, *wrong = [(x, y - top, w, h) for x, y, w, h in (region, *wrong)]
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if region is not None:
        _frame(drawn, region, width, _FRAME)
    for each in wrong:
        _frame(drawn, each, width, _WRONG)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=82)
    return out.getvalue()


def _around(drawn: Image.Image, region: Box, by: float) -> tuple[Image.Image, int]:
    """Cut a tall picture around a region; with the cut's top in the region's pixels."""
    high = max(drawn.width * 3 // 2, round(region[3] * by))
    middle = round((region[1] + region[3] / 2) * by)
    top = max(0, min(middle - high // 2, drawn.height - high))
    return drawn.crop((0, top, drawn.width, top + high)), round(top / by)


def _frame(drawn: Image.Image, region: Box, width: int, colour: str) -> None:
    left, top, wide, high = (round(each * drawn.width / width) for each in region)
    pen, thick = ImageDraw.Draw(drawn), max(4, drawn.width // 150)
    box = (left, top, left + wide, top + high)
    pen.rectangle(box, outline="white", width=thick * 2)
    pen.rectangle(box, outline=colour, width=thick)


def as_answer(drawn: bytes) -> HttpResponse:
    """Give a picture that was drawn anew as an answer: for this person's browser alone."""
    response = HttpResponse(drawn, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def words_beside(material: Material, passage: str) -> str:
    """Give that text of a material which shares the most words with a passage of a page."""
    versions = list(material.versions.all())
    texts = [material.post_text, *(each.text for each in versions)]
    met = set(fold(passage).split())
    return max(texts, key=lambda text: (len(met & set(fold(text).split())), -len(text)))


def passage_of(check: Check, words: str) -> Passage:
    """Give a passage with some of the page around it."""
    text = page_text(check)
    at = text.find(words)
    if at < 0:
        return Passage("", words, "")
    end = at + len(words)
    before = text[max(0, at - _AROUND) : at]
    return Passage(before, words, text[end : end + _AROUND])


def page_text(check: Check) -> str:
    """Give the words of the page that a check kept; empty where it kept none."""
    for body in bodies_of(check):
        if not is_picture(body) and not is_pdf(body):
            return read_page(body, url=check.final_address).text
    return ""
