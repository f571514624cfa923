"""The distinct frames of a clip that is a material, taken in a process of its own.

Where `clips` takes eight pictures of what was handed in, this looks through the whole clip: a
picture of every two seconds, equal ones once, so that a picture of any moment meets one.
"""

import base64
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.imprints import difference_hash, distances
from loa.crafts.matching.pictures import Grey, resize
from loa.doors.clips import ClipError, answer_apart, open_clip, told_by

MOST_FRAMES = 48
LONGEST_SIDE = 960
SECONDS = 120.0
# Looked at twice a second, of long clips less often; far apart it is quicker to jump.
_STEP_S, _MOST_SAMPLES, _JUMP_S = 0.5, 480, 3.0
# One frame is kept of each stretch of so many seconds, longer where there would be too many. A
# card of another text in the same layout differs less than a presenter who sways: only time
# parts them.
_STRETCH_S = 2.0
# Bits of 256: a cut within a stretch.
_CUT = 24
# Two frames are one where less than this share of their pixels differs by so much.
_SAME_SHARE, _DIFFERS = 0.012, 32
_COARSE = (192, 108)
_FLATTEST = 9.0


@dataclass(frozen=True, slots=True)
class Taken:
    """One frame as JPEG, and at which second of the clip it stands."""

    second: float
    picture: bytes


def frames_in(data: bytes, *, seconds: float = SECONDS) -> tuple[Taken, ...]:
    """Take a clip's distinct frames, at most MOST_FRAMES. Raises ClipError.

    Five to ten seconds for a minute in high definition.
    """
    told = told_by("loa.doors.clip_frames", data, seconds=seconds)
    return tuple(Taken(at, base64.b64decode(shown)) for at, shown in told["frames"])


@dataclass(frozen=True, slots=True)
class _Sample:
    second: float
    print_: NDArray[np.uint8]
    coarse: NDArray[np.int16]
    shown: bytes


def _taken(path: str) -> dict[str, Any]:
    clip, count, rate = open_clip(path)
    kept: list[_Sample] = []
    for stretch in _stretches(clip, count, rate):
        sample = _longest_scene(stretch)
        if all(_differ(sample, other) for other in kept):
            kept.append(sample)
    if not kept:
        raise ClipError("unreadable")
    return {"frames": [[s.second, base64.b64encode(s.shown).decode()] for s in kept]}


def _stretches(clip: cv2.VideoCapture, count: float, rate: float) -> Iterator[list[_Sample]]:
    """Give the samples of each stretch of a clip; none of what is all of one grey."""
    lasts = count / rate
    long = max(_STRETCH_S, lasts / MOST_FRAMES)
    step = max(_STEP_S, lasts / _MOST_SAMPLES)
    jumps, between = step > _JUMP_S, max(1, round(step * rate))
    samples: list[_Sample] = []
    ends = long
    for number in range(0, int(count), between):
        if jumps:
            clip.set(cv2.CAP_PROP_POS_FRAMES, number)
        is_read, frame = clip.read()
        if not is_read:
            break
        for _ in range(0 if jumps else between - 1):
            clip.grab()
        if number / rate >= ends:
            if samples:
                yield samples
            samples, ends = [], ends + long
        if (sample := _sample(number / rate, frame)) is not None:
            samples.append(sample)
    if samples:
        yield samples


def _sample(second: float, frame: Any) -> _Sample | None:
    by = min(1.0, LONGEST_SIDE / max(frame.shape[:2]))
    small = resize(np.asarray(frame, np.uint8), by)
    grey: Grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    if float(grey.std()) < _FLATTEST:
        return None  # black, white, a fade: every clip has it
    coarse = cv2.resize(grey, _COARSE, interpolation=cv2.INTER_AREA).astype(np.int16)
    written = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 90])[1]
    return _Sample(second, difference_hash(grey), coarse, written.tobytes())


def _longest_scene(samples: list[_Sample]) -> _Sample:
    """Take the middle of the longest part of a stretch without a cut."""
    parts = [[samples[0]]]
    for sample in samples[1:]:
        cut = int(distances(sample.print_, parts[-1][-1].print_[None])[0]) > _CUT
        parts.append([sample]) if cut else parts[-1].append(sample)
    longest = max(parts, key=len)
    return longest[len(longest) // 2]


def _differ(one: _Sample, other: _Sample) -> bool:
    return float((np.abs(one.coarse - other.coarse) > _DIFFERS).mean()) >= _SAME_SHARE


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer_apart(sys.stdin.buffer.read(), _taken, SECONDS)))
