"""Pictures of a clip that was handed in, taken in a process of its own.

A clip is tens of megabytes of people's faces: only some pictures of it are wanted. The decoder
(FFmpeg, inside OpenCV) is shown bytes of unknown hands, so it has little time and memory, and
what it does wrong ends its own process.
"""

import base64
import json
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from loa.crafts.matching.imprints import difference_hash, distances
from loa.crafts.matching.pictures import resize
from loa.doors.programs import run

MOST_PICTURES = 8
LONGEST_SIDE = 1_280
SECONDS = 40.0
MEMORY_BYTES = 1_500_000_000
MOST_PIXELS = 4_096 * 2_304
# Bits of 256 below which two pictures of one clip show the same.
_SAME = 10


class ClipError(Exception):
    """A clip of which no picture can be taken; `code` is unreadable, too_large or too_slow."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clip:
    """`pictures`: 1 to MOST_PICTURES as JPEG, in their order; `seconds`: its length."""

    pictures: tuple[bytes, ...]
    seconds: float


def told_by(module: str, data: bytes, *, seconds: float) -> dict[str, Any]:
    """Hand a clip to a process of its own and give what it tells. Raises ClipError."""
    done = run([sys.executable, "-m", module], data=data, seconds=seconds)
    if done.code is None:
        raise ClipError("too_slow")
    try:
        told: dict[str, Any] = json.loads(done.out)
    except ValueError:
        raise ClipError("unreadable") from None
    if code := told.get("error"):
        raise ClipError(code)
    return told


def pictures_of(data: bytes, *, seconds: float = SECONDS) -> Clip:
    """Take pictures at even distances. Raises ClipError. Half a second and more."""
    told = told_by("loa.doors.clips", data, seconds=seconds)
    return Clip(tuple(base64.b64decode(each) for each in told["pictures"]), told["seconds"])


def open_clip(path: str) -> tuple[cv2.VideoCapture, float, float]:
    """Open a clip: it, how many frames it has, and how many of them a second.

    Raises ClipError.
    """
    clip = cv2.VideoCapture(path, cv2.CAP_FFMPEG)
    count, rate = clip.get(cv2.CAP_PROP_FRAME_COUNT), clip.get(cv2.CAP_PROP_FPS)
    size = clip.get(cv2.CAP_PROP_FRAME_WIDTH) * clip.get(cv2.CAP_PROP_FRAME_HEIGHT)
    if not clip.isOpened() or count < 1 or rate <= 0:
        raise ClipError("unreadable")
    if size > MOST_PIXELS:
        raise ClipError("too_large")
    return clip, count, rate


def _taken(path: str) -> dict[str, Any]:
    clip, count, rate = open_clip(path)
    kept, hashes = [], np.empty((0, 32), np.uint8)
    for number in range(MOST_PICTURES):
        clip.set(cv2.CAP_PROP_POS_FRAMES, int((number + 0.5) * count / MOST_PICTURES))
        is_read, frame = clip.read()
        if not is_read:
            continue
        by = min(1.0, LONGEST_SIDE / max(frame.shape[:2]))
        small = resize(np.asarray(frame, np.uint8), by)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
        print_ = difference_hash(grey)
        if len(hashes) and distances(print_, hashes).min() <= _SAME:
            continue
        hashes = np.vstack([hashes, print_])
        written = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 88])[1]
        kept.append(base64.b64encode(written.tobytes()).decode())
    if not kept:
        raise ClipError("unreadable")
    return {"pictures": kept, "seconds": count / rate}


def answer_apart(
    data: bytes, work: Callable[[str], dict[str, Any]], seconds: float
) -> dict[str, Any]:
    """Bind this process to little time and memory, then let `work` open the clip as a file.

    What `work` raises as ClipError is told under "error".
    """
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cv2.setNumThreads(1)
    with tempfile.NamedTemporaryFile(suffix=".clip") as kept:
        kept.write(data)
        kept.flush()
        try:
            return work(kept.name)
        except ClipError as error:
            return {"error": error.code}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer_apart(sys.stdin.buffer.read(), _taken, SECONDS)))
