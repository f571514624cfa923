"""PDF as they are published: the words of one, and its pages as pictures."""

from contextlib import suppress

import numpy as np

from loa.crafts.matching.pictures import Picture, PictureError, picture_of

# A leaflet has two pages, a handbook some dozens; more is a book.
MOST_PAGES = 20
_DPI = 130


def is_pdf(data: bytes) -> bool:
    return data[:5] == b"%PDF-"


def read_pdf(data: bytes) -> tuple[str, list[Picture]]:
    """Give a PDF's words ("" for a scan) and its first pages, drawn: 60 ms a page.

    Raises PictureError where it is broken or locked.
    """
    from loa.crafts.opening import OpeningError, open_document
    from loa.crafts.opening.pdf import drawn_page

    pages: list[Picture] = []
    try:
        for page in range(MOST_PAGES):
            drawn = np.asarray(drawn_page(data, page, dpi=_DPI), np.uint8)
            pages.append(picture_of(drawn))
    except IndexError:
        pass
    except OpeningError as error:
        raise PictureError("unreadable", str(error)[:120]) from error
    with suppress(OpeningError):
        return "\n".join(line.text for line in open_document(data, name="x.pdf").lines), pages
    return "", pages
