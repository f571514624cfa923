"""A page of a file as a picture: what a person looks at beside the fields that were read.

Boxes (`Line.box`, `Crop`) are shares of exactly this picture.
"""

from PIL import Image, ImageOps

from loa.crafts.opening.errors import TooLargeError, WrongTypeError
from loa.crafts.opening.limits import MAX_FILE_BYTES
from loa.crafts.opening.pdf import drawn_page
from loa.crafts.opening.scan import picture_frames, png_of, reduced
from loa.crafts.opening.sniff import Kind, sniff
from loa.crafts.opening.straight import straightened

SCREEN_DPI = 110  # letters of 8 points are legible, a page is about 100 kB


def page_picture(data: bytes, *, page: int = 1, dpi: int = SCREEN_DPI) -> bytes:
    """Draw one page (1-based) of a PDF, a photo or a scan as PNG in grey, scans set straight.

    Raises WrongTypeError where the file has no pages to draw (DOCX, text), CorruptError,
    EncryptedError, TooLargeError; IndexError where there is no such page.
    """
    if len(data) > MAX_FILE_BYTES:
        raise TooLargeError(measure="dung lượng", size=len(data), limit=MAX_FILE_BYTES)
    kind = sniff(data)
    if page < 1:
        raise IndexError(page)
    if kind is Kind.PDF:
        return png_of(drawn_page(data, page - 1, dpi=dpi))
    if kind is Kind.IMAGE:
        with picture_frames(data) as picture:
            if page > getattr(picture, "n_frames", 1):
                raise IndexError(page)
            picture.seek(page - 1)
            upright, _ = straightened(ImageOps.exif_transpose(reduced(picture)).convert("RGB"))
            longest = round(dpi * 11.7)  # the long side of A4 in inches
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            return png_of(upright)
    raise WrongTypeError(kind=kind.value)
