"""Pictures of pages → lines, through the OCR that is passed in."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from loa.crafts.opening.document import Document, Format, Line
from loa.crafts.opening.doors import Ocr, OnPage
from loa.crafts.opening.errors import CorruptError, EmptyFileError, NeedsOcrError, TooLargeError
from loa.crafts.opening.limits import MAX_OCR_PAGES, MAX_PIXELS
from loa.crafts.opening.ocr_lines import ocr_lines
from loa.crafts.opening.printed import HEAD_ENDS, with_print
from loa.crafts.opening.second_look import look_again
from loa.crafts.opening.straight import faded, straightened, turned

SCAN_DPI = 300
LONGEST_PX = 4_200  # A4 at 300 dpi is 3 508 high; a photo has margins


def render_page(pdf: pypdfium2.PdfDocument, index: int, *, dpi: int = SCAN_DPI) -> Image.Image:
    """Draw one page. The scale shrinks until the picture stays under the cap."""
    page = pdf[index]
    width, height = page.get_size()
    scale = dpi / 72
    while width * height * scale * scale > MAX_PIXELS / 4 and scale > 0.2:
        scale *= 0.8
    bitmap = page.render(scale=scale, may_draw_forms=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    page.close()
    return image


def lines_of_picture(image: Image.Image, ocr: Ocr, *, page: int) -> list[Line]:
    """Read one picture. Places come back in shares of the picture set straight."""
    original = image
    image, lean = straightened(image)
    words = ocr.read(raw_of(image))
    width, height = image.size
    lines = ocr_lines(words, page=page, width=width, height=height)
    lines = look_again(
        image, lines, ocr, page=page, packed=raw_of, sealed=lambda: faded(original, lean)
    )
    if page > 1:
        return lines
    return with_print(
        lines, words, image, turned(original, lean, down_to=HEAD_ENDS), ocr, raw_of
    )


def open_image(
    data: bytes, *, name: str = "", ocr: Ocr | None = None, on_page: OnPage | None = None
) -> Document:
    """Read a photo or a scan.

    Raises CorruptError, TooLargeError, NeedsOcrError, EmptyFileError.
    """
    if ocr is None:
        raise NeedsOcrError(pages=1)
    lines: list[Line] = []
    pages = 0
    with picture_frames(data) as picture:
        count = min(getattr(picture, "n_frames", 1), MAX_OCR_PAGES)
        for index in range(count):
            if on_page is not None:
                on_page(index + 1, count)
            picture.seek(index)
            upright = ImageOps.exif_transpose(reduced(picture)).convert("RGB")
            lines.extend(lines_of_picture(upright, ocr, page=index + 1))
            pages += 1
    if not lines:
        raise EmptyFileError()
    return Document(format=Format.IMAGE, lines=tuple(lines), pages=pages, name=name)


def reduced(picture: Image.Image) -> Image.Image:
    """Give a picture no larger than A4 at 300 dpi needs: a phone's are five times that."""
    if max(picture.size) <= LONGEST_PX:
        return picture
    whole = picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert("L")
    frame = whole.reduce(-(-max(picture.size) // LONGEST_PX))
    frame.info |= picture.info
    return frame


@contextmanager
def picture_frames(data: bytes) -> Iterator[Image.Image]:
    """Open a photo or a scan of several pages under the cap of pixels.

    Raises CorruptError and TooLargeError, also for what only shows while it is used.
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise TooLargeError(
                    measure="điểm ảnh", size=picture.width * picture.height, limit=MAX_PIXELS
                )
            yield picture
    except Image.DecompressionBombError as error:
        raise TooLargeError(measure="điểm ảnh", size="?", limit=MAX_PIXELS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise CorruptError(kind="ảnh") from error


def raw_of(image: Image.Image) -> bytes:
    """Give a picture as PNM bytes: nothing is packed, which would cost 0.1 s a page."""
    out = io.BytesIO()
    image.save(out, format="PPM")
    return out.getvalue()


def png_of(image: Image.Image) -> bytes:
    """Give a picture as PNG bytes, packed lightly."""
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=1)
    return out.getvalue()
