"""Pages of a kept letter as pictures, and the spot of one field cut out of them."""

import io

from PIL import Image

from loa.crafts.opening import OpeningError
from loa.crafts.opening.pictures import page_picture

SPOT_DPI = 160
MARGIN = 0.35  # of the spot's height, above and below: a written figure runs over its line
LEAST_HEIGHT = 0.03  # of the page
Box = tuple[float, float, float, float]


def page(data: bytes, number: int) -> bytes | None:
    """Draw a page (1-based) as PNG; None where the file has no such page to draw."""
    try:
        return page_picture(data, page=number)
    except (OpeningError, IndexError):
        return None


def spot(data: bytes, number: int, box: Box) -> bytes | None:
    """Cut a spot (shares of the page) out of a page, with some room around it, as PNG."""
    try:
        drawn = page_picture(data, page=number, dpi=SPOT_DPI)
    except (OpeningError, IndexError):
        return None
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
        cut.save(out, format="PNG")
    return out.getvalue()
