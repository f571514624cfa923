"""Small clips, written by the library that reads them."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image


def clip_of(pictures: Sequence[Image.Image], where: Path, *, each: int = 12) -> bytes:
    """Show each picture for `each` frames, ten a second, as MP4."""
    path = where / "made.mp4"
    width, height = pictures[0].size
    code = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, 10, (width, height))
    for picture in pictures:
        frame = cv2.cvtColor(np.asarray(picture.convert("RGB")), cv2.COLOR_RGB2BGR)
        for _ in range(each):
            writer.write(frame)
    writer.release()
    return path.read_bytes()
