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
from loa.crafts.matching.pictures import TALL
from loa.crafts.matching.unpacking import unpacking
from loa.crafts.viet import fold
from loa.doors.archive import WarcError, read_capture
from loa.doors.bodies import sniff
from loa.doors.pages import is_picture, read_page
from loa.doors.platforms.posts import shown_of
from loa.evidence.looks import showing_files
from loa.evidence.models import Check
from loa.files.actions import read
from loa.files.models import StoredFile
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
    """Give the bytes that a check kept of its page."""
    if check.capture is None or check.capture.removed_at:
        return []
    with suppress(WarcError, FileNotFoundError):
        return [part.body for part in read_capture(read(check.capture))]
    return []


def pictures_of(check: Check) -> Iterator[bytes | Picture | None]:
    """Give the pictures of a check in the order in which they were compared.

    A picture as its bytes; a page of a PDF as it was drawn; None for one that the unit took
    back since, which nobody is shown any more.
    """
    for body in bodies_of(check):
        yield from _pictures_in(body)
    for stored, is_there in _handed_in(check):
        for each in _pictures_in(read(stored)):
            yield each if is_there else None


def _pictures_in(body: bytes) -> Iterator[bytes | Picture]:
    with suppress(PictureError):
        if is_picture(body):
            open_picture(body)
            yield body
        elif is_pdf(body):
            yield from read_pdf(body)[1]


def _handed_in(check: Check) -> list[tuple[StoredFile, bool]]:
    """Give the files that were there when a check was made, and whether they still are."""
    files = {each.pk: (each, True) for each in showing_files(check.publication)}
    for addition in check.publication.additions.prefetch_related("files"):
        for each in addition.files.all():
            if addition.added_at > check.checked_at:
                files.pop(each.pk, None)
            elif (
                addition.taken_back_at is not None
                and addition.taken_back_at > check.checked_at
                and not each.removed_at
            ):
                files.setdefault(each.pk, (each, False))
    return [files[pk] for pk in sorted(files)]  # as they were compared: in their order


def framed(shown: bytes | Picture, region: Box | None, wrong: Sequence[Box] = ()) -> bytes:
    """Draw a picture small enough for a telephone, the region framed, as JPEG.

    `wrong`: places in it that are not as they should be; framed in another colour, doubly.
    Raises PictureError.
    """
    if isinstance(shown, Picture):
        width, drawn = shown.width, Image.fromarray(shown.grey).convert("RGB")
    else:
        width = open_picture(shown).width
        with unpacking(shown, mode="RGB", side=LONGEST_SIDE) as (opened, _size, _by):
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
    bodies = bodies_of(check)
    answers = [each for each in bodies if sniff(each) == "json"]
    if answers and (words := shown_of(answers).text):
        return words  # of a platform's interface
    for body in bodies:
        if not is_picture(body) and not is_pdf(body):
            return read_page(body, url=check.final_address).text
    return ""
