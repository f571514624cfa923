"""Bytes to a grey picture to work on, without trusting the bytes.

How large it may be is in `unpacking`; JPEG is unpacked at the size that is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from loa.crafts.matching.unpacking import PictureError, unpacking

__all__ = [
    "Grey", "Picture", "PictureError", "fit", "open_picture", "parts", "picture_of", "resize",
]  # fmt: skip

Grey = NDArray[np.uint8]

# Below this no poster can be told from its look-alike; icons, bullets and buttons live here.
SMALLEST_SIDE = 64
WORKING_SIDE = 1_600
# A screenshot that was taken while scrolling: shrunk to its longest side it could not be read.
TALL = 2.5
TALL_PIXELS = 6_000_000
# A part of it, in its widths; parts lie half a width over each other.
_PART, _STEP, _MOST_PARTS = 1.5, 1.0, 16


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as it is compared. `grey`: (height, width) uint8, longest side ≤ WORKING_SIDE.

    `width`, `height` are those of the original, turned upright as its EXIF says.
    """

    grey: Grey = field(repr=False)
    width: int
    height: int
    tall: Grey | None = field(default=None, repr=False)
    """The same with TALL_PIXELS at most, where it is more than TALL times as high as wide."""

    @property
    def scale(self) -> float:
        """Original pixels for one of `grey`."""
        return float(self.width / self.grey.shape[1])

    @property
    def fullest(self) -> Grey:
        """The pixels to read words from."""
        return self.grey if self.tall is None else self.tall


def parts(picture: Picture) -> Iterator[tuple[Picture, int]]:
    """Cut a tall picture; give each part with its top in original pixels. None of another."""
    if picture.tall is None:
        return
    by = picture.width / picture.tall.shape[1]
    high, width = picture.tall.shape
    for number in range(_MOST_PARTS):
        top = round(number * _STEP * width)
        part = picture.tall[top : top + round(_PART * width)]
        above = round(top * by)
        tall = min(round(len(part) * by), picture.height - above)
        yield Picture(fit(part, WORKING_SIDE), picture.width, tall), above
        if top + len(part) >= high:
            return


def open_picture(data: bytes) -> Picture:
    """Open picture bytes. Raises PictureError; never unpacks more than MOST_PIXELS.

    Of a JPEG that is larger, `width` and `height` are those to which it is reduced.
    """
    with unpacking(data, mode="L", side=WORKING_SIDE) as (image, (width, height), _by):
        if min(width, height) < SMALLEST_SIDE:
            raise PictureError("too_small", f"{width} × {height}")
        upright = ImageOps.exif_transpose(image)
        turned = image.getexif().get(0x0112, 1) in {5, 6, 7, 8}
        grey = _grey(upright)
    if turned:
        width, height = height, width
    return _picture(grey, width, height)


def picture_of(grey: Grey) -> Picture:
    """Take pixels that are already there (a rendered PDF page, a frame)."""
    return _picture(grey, grey.shape[1], grey.shape[0])


def _picture(grey: Grey, width: int, height: int) -> Picture:
    small = fit(grey, WORKING_SIDE)
    if grey.shape[0] <= TALL * grey.shape[1] or small is grey:
        return Picture(small, width, height)
    by = (TALL_PIXELS / grey.size) ** 0.5
    return Picture(small, width, height, resize(grey, by) if by < 1 else grey)


def fit(grey: Grey, side: int) -> Grey:
    """Shrink to a longest side; never enlarges."""
    return grey if max(grey.shape) <= side else resize(grey, side / max(grey.shape))


def resize(grey: Grey, by: float) -> Grey:
    """Scale a picture, averaging when it shrinks."""
    size = (max(1, round(grey.shape[1] * by)), max(1, round(grey.shape[0] * by)))
    how = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how), np.uint8)


def _grey(image: Image.Image) -> Grey:
    if image.mode == "L":
        return np.asarray(image)
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return np.asarray(image.convert("L"))
