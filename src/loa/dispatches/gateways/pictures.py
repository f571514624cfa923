"""Pages of a kept letter as pictures, and the spot of one field cut out of them.

Drawn once by the worker (`actions.drawing`) and kept beside the letter's file; what answers
browsers only hands them out.
"""

import io

from django.conf import settings
from PIL import Image

from loa.doors.drawing import Drawn, draw, draw_apart
from loa.files import actions as files
from loa.files.beside import is_beside, keep_beside, read_beside
from loa.files.models import StoredFile

MARGIN = 0.35  # of the spot's height, above and below: a written figure runs over its line
LEAST_HEIGHT = 0.03  # of the page
AT_ONCE = 4  # pages a process: the first ones are there soon
Box = tuple[float, float, float, float]


def page(file: StoredFile, number: int) -> bytes | None:
    """Return a page (1-based) as WebP; None: not drawn yet. Empty: it cannot be drawn."""
    return read_beside(file, f"page-{number}.webp")


def spot(file: StoredFile, number: int, box: Box) -> bytes | None:
    """Cut a spot (shares of the page) out of a drawn page, with some room around it, as WebP.

    None and empty as `page`.
    """
    drawn = read_beside(file, f"fine-{number}.webp")
    if not drawn:
        return drawn
    left, top, right, bottom = box
    room = max((bottom - top) * MARGIN, LEAST_HEIGHT / 2)
    with Image.open(io.BytesIO(drawn)) as picture:
        wide, high = picture.size
        cut = picture.crop(
            (
                round(max(left - 0.02, 0) * wide),
                round(max(top - room, 0) * high),
                round(min(right + 0.02, 1) * wide),
                round(min(bottom + room, 1) * high),
            )
        )
        out = io.BytesIO()
        cut.save(out, format="WEBP", quality=80, method=2)
    return out.getvalue()


def draw_missing(file: StoredFile, pages: int) -> int:
    """Draw and keep every page that is not kept yet; return how many. A second a page."""
    wanted = [n for n in range(1, pages + 1) if not is_beside(file, f"page-{n}.webp")]
    if not wanted:
        return 0
    data = files.read(file)
    for first in range(0, len(wanted), AT_ONCE):
        numbers = wanted[first : first + AT_ONCE]
        for number, drawn in _draw(data, numbers).items():
            keep_beside(file, f"fine-{number}.webp", drawn.fine if drawn else b"")
            keep_beside(file, f"page-{number}.webp", drawn.screen if drawn else b"")
    return len(wanted)


def _draw(data: bytes, numbers: list[int]) -> dict[int, Drawn | None]:
    if settings.READ_APART:
        return draw_apart(data, numbers)
    return {number: draw(data, number) for number in numbers}
