"""A page as it should lie: coloured ink and shadows taken out, the lean taken out.

An OCR looks for black letters on even white in level lines. Seals are red, pens are blue,
photos have shadows, and a page that leans by one degree loses words at the ends of its lines.
"""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]

COLOURED = 50  # steps between the strongest and the weakest channel: ink, not paper
FEWEST_COLOURED = 0.0005  # share of the page; a seal is 0.001 to 0.01
UNEVEN = 40  # steps of the paper's brightness between its lighter and darker parts
LEAN_WIDTH = 620  # pixels: letters are 8 high, lines show and nothing else
MOST_LEAN = 4.0  # degrees; a page that leans more was laid wrong
LEAST_LEAN = 0.45  # degrees; below, turning blurs more than it helps


def straightened(image: Image.Image) -> tuple[Image.Image, float]:
    """Give a page in grey, shadows levelled and lines level, and the degrees it was turned by.

    The size stays. Cost: about 0.15 s for A4 at 300 dpi.
    """
    grey = _levelled(np.asarray(image.convert("L")))
    lean = _lean(grey)
    return Image.fromarray(_turned(grey, lean)), lean


def _turned(grey: Grey, lean: float) -> Grey:
    if abs(lean) < LEAST_LEAN:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0)
    level = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)
    )
    return np.asarray(level, np.uint8)


def turned(image: Image.Image, lean: float, *, down_to: float = 1.0) -> Image.Image:
    """Give the upper part of a page in its colours with its lines level.

    `lean` is what `straightened` found, `down_to` a share of the height.
    """
    width, height = image.size
    part = round(height * down_to)
    if abs(lean) < LEAST_LEAN:
        return image.crop((0, 0, width, part))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0)
    level = cv2.warpAffine(
        np.asarray(image.convert("RGB")), turn, (width, part), borderValue=(255, 255, 255)
    )
    return Image.fromarray(np.asarray(level, np.uint8))


def faded(image: Image.Image, lean: float) -> Image.Image:
    """Give a page with its seal faded: colours bleached, grey ink lightened, lines level.

    For a second look at what a seal hides. Over a whole page it would eat letters too.
    `lean` is what `straightened` found.
    """
    red, green, blue = cv2.split(np.asarray(image.convert("RGB")))
    lightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(lightest, cv2.min(cv2.min(red, green), blue))
    grey = np.asarray(image.convert("L"))
    if (spread[::4, ::4] > COLOURED).mean() >= FEWEST_COLOURED:
        grey = np.where(spread > COLOURED, lightest, grey)
    else:
        ink, paper = np.percentile(grey[::4, ::4], (1, 60))
        middle = float(ink) + 0.55 * (float(paper) - float(ink))
        grey = np.where(grey > middle, 255, grey)
    return Image.fromarray(_turned(grey.astype(np.uint8), lean))


def _levelled(grey: Grey) -> Grey:
    """Divide by the brightness of the paper, where a shadow lies on it."""
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // 16), max(1, height // 16)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), (0, 0), 4)
    low, high = np.percentile(paper, (5, 95))
    if high - low < UNEVEN and low > 180:
        return grey
    wide = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(wide, 40), scale=245), np.uint8)


def _lean(grey: Grey) -> float:
    """Give the angle in degrees that makes the lines of text level.

    Rows of letters and the white between them differ most when the page is level: the angle
    with the greatest jumps between neighbouring rows wins.
    """
    height, width = grey.shape
    scale = LEAN_WIDTH / width
    small = cv2.resize(
        grey, (LEAN_WIDTH, max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    ink = (small < 0.72 * np.median(small)).astype(np.float32)
    # Without the edges: their shadows are lines too.
    margin_y, margin_x = int(ink.shape[0] * 0.04), int(LEAN_WIDTH * 0.05)
    ink = ink[margin_y : ink.shape[0] - margin_y, margin_x : LEAN_WIDTH - margin_x]
    if ink.size == 0 or ink.sum() < 400:
        return 0.0

    def jumps(angle: float) -> float:
        tall, wide = ink.shape
        turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (wide, tall)).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-MOST_LEAN, MOST_LEAN + 0.01, 0.5), key=jumps)
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=jumps)
    return float(fine) if jumps(fine) > 1.02 * jumps(0.0) else 0.0
