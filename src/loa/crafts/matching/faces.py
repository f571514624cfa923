"""Find faces in a picture and make them unknowable, before the picture is kept.

A small network (YuNet, Wu et al. 2023; `model/`, MIT) looks at the picture twice: nearly whole,
for faces in a crowd, and small, for portraits. It errs towards too many boxes: a blurred flower
pot costs nothing. It misses small faces, those turned away and those half hidden:
docs/rules/matching.md says how many.
"""

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from loa.crafts.matching.unpacking import unpacking

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the picture, turned upright as its EXIF says."""

MODEL = Path(__file__).parent / "model" / "face_detection_yunet_2023mar.onnx"
_SURE = 0.5
_SAME = 0.3
_MOST = 2_000
# A photo of a hall from the back row has faces of 20 px at 1,920; a selfie fills 640.
_SIDES = (1_920, 640)
# Faces of 24 px are found three times as often in a picture that was enlarged this much first.
_ENLARGED = 1.6
# Hair and chin around the box, as a share of its sides.
_MARGIN = 0.2
# So many fields a side are left of a face: enough to see that there was one.
_FIELDS = 4
_KEPT_QUALITY = 88


@dataclass(frozen=True)
class Blurred:
    """A picture without knowable faces. `data` is the very input where nothing was changed."""

    data: bytes = field(repr=False)
    boxes: tuple[Box, ...] = ()


def blur_faces(data: bytes) -> Blurred:
    """Give the picture with its faces made unknowable, and where they were.

    A changed picture is JPEG (PNG stays PNG), upright, without EXIF. Of an animation only the
    first frame is kept, always: the others were not looked at; of a JPEG beyond MOST_PIXELS
    what it was reduced to. About 0.4 s for a photo of a telephone. Raises PictureError.
    """
    with unpacking(data) as (image, _size, by):
        moves = getattr(image, "n_frames", 1) > 1
        kind = "PNG" if image.format == "PNG" else "JPEG"
        pixels = np.array(ImageOps.exif_transpose(image).convert("RGB"))
    boxes = find_faces(pixels)
    if not boxes and not moves and by == 1:
        return Blurred(data)
    for box in boxes:
        _blur(pixels, box)
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, kind, quality=_KEPT_QUALITY)
    return Blurred(kept.getvalue(), boxes)


def find_faces(rgb: NDArray[np.uint8]) -> tuple[Box, ...]:
    """Find faces in (height, width, 3) uint8 sRGB; boxes with a margin, the surest first."""
    found: list[NDArray[np.float32]] = []
    for number, side in enumerate(_SIDES):
        by = min(_ENLARGED, side / max(rgb.shape[:2]))
        if number and max(rgb.shape[:2]) <= 1.25 * side:
            continue
        found.append(_look(rgb, by))
    faces = np.concatenate(found)
    if not len(faces):
        return ()
    kept = cv2.dnn.NMSBoxes(faces[:, :4].tolist(), faces[:, 4].tolist(), _SURE, _SAME)
    return tuple(_with_margin(faces[int(n)], rgb.shape[:2]) for n in np.asarray(kept).ravel())


def _look(rgb: NDArray[np.uint8], by: float) -> NDArray[np.float32]:
    """Give (n, 5): left, top, width, height in pixels of `rgb`, and how sure."""
    size = (max(32, round(rgb.shape[1] * by)), max(32, round(rgb.shape[0] * by)))
    small = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
    detector = _detector()
    detector.setInputSize(size)
    faces = detector.detect(small)[1]
    if faces is None:
        return np.empty((0, 5), np.float32)
    ratio = np.array([rgb.shape[1] / size[0], rgb.shape[0] / size[1]] * 2, np.float32)
    return np.asarray(np.c_[faces[:, :4] * ratio, faces[:, 14]], np.float32)


@cache
def _detector() -> cv2.FaceDetectorYN:
    level = cv2.utils.logging.getLogLevel()
    # It warns on the error stream of a choice of processor that nobody makes here.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        return cv2.FaceDetectorYN.create(str(MODEL), "", (320, 320), _SURE, _SAME, _MOST)
    finally:
        cv2.utils.logging.setLogLevel(level)


def _with_margin(face: NDArray[np.float32], shape: tuple[int, ...]) -> Box:
    x, y, w, h = (float(each) for each in face[:4])
    left, top = max(0, int(x - _MARGIN * w)), max(0, int(y - _MARGIN * h))
    right = min(shape[1], int(np.ceil(x + w * (1 + _MARGIN))))
    foot = min(shape[0], int(np.ceil(y + h * (1 + _MARGIN))))
    return left, top, max(1, right - left), max(1, foot - top)


def _blur(pixels: NDArray[np.uint8], box: Box) -> None:
    """Leave a few coarse fields of what was there: nothing that could be sharpened again."""
    left, top, width, height = box
    part = pixels[top : top + height, left : left + width]
    if not part.size:
        return
    few = cv2.resize(part, (_FIELDS, _FIELDS), interpolation=cv2.INTER_AREA)
    pixels[top : top + height, left : left + width] = cv2.resize(
        few, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR
    )
