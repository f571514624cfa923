"""The one place where a picture's bytes may be unpacked, and how large it may be.

The size is read first. A JPEG that is larger than what is unpacked (telephones give 48 to 200
million pixels) is read at a half, a quarter or an eighth, which libjpeg does without ever
having the whole; all other kinds can only be unpacked whole, and are refused.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

# 40 million pixels: an A0 poster at 150 dpi. A side of 60,000 is a trick, not a picture.
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
# Of a JPEG, which is then reduced to the above.
MOST_REDUCED = 250_000_000
LONGEST_REDUCED = 30_000
# A JPEG that comes in several scans is kept whole by libjpeg, as coefficients of two bytes: a
# telephone's 108 million pixels are 324 MB. Each scan goes through all of them once more.
MOST_COEFFICIENT_BYTES = 400_000_000
MOST_SCANS = 24
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_JPEG = b"\xff\xd8\xff"
_START_OF_SCAN = 0xDA
_QUALITY = 90


class PictureError(Exception):
    """A picture that is not opened; `code` is unreadable, too_large or too_small."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@contextmanager
def unpacking(
    data: bytes, *, mode: str = "", side: int | None = None
) -> Iterator[tuple[Image.Image, tuple[int, int], int]]:
    """Give a picture to be unpacked, its (width, height), and by how much that is reduced.

    The size is what is unpacked at most: where `side` is given a JPEG is read smaller, in
    `mode`, as long as both its sides keep so many pixels. Raises PictureError, also for what
    goes wrong inside the block.
    """
    try:
        large = _large(data)
        with large or Image.open(io.BytesIO(data), formats=FORMATS) as image:
            by = _reduction(image, data) if large else 1
            if not large and _is_beyond(image.size, MOST_PIXELS, LONGEST_SIDE):
                raise PictureError("too_large", "{} × {}".format(*image.size))
            size = _reduced(image.size, by)
            if by > 1:
                small = max(by, _fits(image.size, side))
                image.draft(mode or image.mode, (image.width // small, image.height // small))
            elif side:
                image.draft(mode, (side, side))
            yield image, size, by
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError) as error:
        raise PictureError("unreadable", str(error)[:120]) from error
    except Image.DecompressionBombError as error:
        raise PictureError("too_large", str(error)[:120]) from error


def within(data: bytes) -> bytes:
    """Give a picture that can be unpacked whole: the very bytes, or a JPEG that was reduced.

    Raises PictureError.
    """
    with unpacking(data) as (image, _size, by):
        if by == 1:
            return data
        kept = io.BytesIO()
        upright = ImageOps.exif_transpose(image)
        upright.convert("RGB").save(kept, "JPEG", quality=_QUALITY)
        return kept.getvalue()


def _large(data: bytes) -> JpegImageFile | None:
    """Give a JPEG that is too large to be unpacked whole; None for any other picture.

    Pillow's own guard, which knows nothing of reducing, stands in `Image.open`.
    """
    if not data.startswith(_JPEG):
        return None
    image = JpegImageFile(io.BytesIO(data))
    return image if _is_beyond(image.size, MOST_PIXELS, LONGEST_SIDE) else None


def _is_beyond(size: tuple[int, int], pixels: int, side: int) -> bool:
    return size[0] * size[1] > pixels or max(size) > side


def _reduction(image: JpegImageFile | Image.Image, data: bytes) -> int:
    """Say by how much a large JPEG is reduced: 2, 4 or 8. Raises PictureError."""
    said = "{} × {}".format(*image.size)
    if _is_beyond(image.size, MOST_REDUCED, LONGEST_REDUCED):
        raise PictureError("too_large", said)
    assert isinstance(image, JpegImageFile)  # noqa: S101 (the caller's)
    if comes_in_scans(image, data) and (
        _coefficient_bytes(image) > MOST_COEFFICIENT_BYTES
        or data.count(b"\xff\xda") > MOST_SCANS
    ):
        raise PictureError("too_large", f"{said} in scans")
    for by in (2, 4, 8):
        if not _is_beyond(_reduced(image.size, by), MOST_PIXELS, LONGEST_SIDE):
            return by
    raise PictureError("too_large", said)


def _reduced(size: tuple[int, int], by: int) -> tuple[int, int]:
    return -(-size[0] // by), -(-size[1] // by)


def _fits(size: tuple[int, int], side: int | None) -> int:
    """Say by how much a JPEG may be reduced with both sides at least `side` long."""
    room = min(size) // side if side else 1
    return next((by for by in (8, 4, 2) if by <= room), 1)


def comes_in_scans(image: JpegImageFile, data: bytes) -> bool:
    """Say whether a JPEG's first scan is not the only one: progressive, or colour by colour."""
    if image.info.get("progressive"):
        return True
    at = 2
    while at + 5 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == _START_OF_SCAN:
            return data[at + 4] < image.layers
        at += 1 if kind == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return True  # not as libjpeg reads it: the worst is taken


def _coefficient_bytes(image: JpegImageFile) -> int:
    """Say how much libjpeg keeps of a JPEG in scans: the sum over its colours."""
    fields = [across * down for _id, down, across, _table in image.layer]
    widest = max(a for _id, _d, a, _t in image.layer) * max(d for _id, d, _a, _t in image.layer)
    return 2 * image.width * image.height * sum(fields) // max(1, widest)
