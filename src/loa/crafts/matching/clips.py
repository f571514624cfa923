"""Materials that are clips: the one place where the thresholds for them stand.

A single frame says little: an opening, a presenter, a card with the hotline stand in all clips
of a series. A clip is there where several of its frames are met, one after another as in it.
Source: docs/rules/matching.md.
"""

import struct
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from loa.crafts.matching.gallery import Gallery
from loa.crafts.matching.hits import PictureHit, same_place
from loa.crafts.matching.imprints import ImageFingerprint, KeptImage
from loa.crafts.matching.pictures import Picture
from loa.crafts.matching.sketches import Sketch
from loa.crafts.matching.verdicts import Outcome, Reason

# A picture shows a frame where it scores so much: told from other clips' frames, or not.
FRAME_SURE, FRAME_SURE_ALONE = 0.85, 0.93
FRAME_DOUBTFUL = 0.72
FRAME_VISIBLE = 0.5
# Another clip's frame at the same place that scores this near: both have it.
FRAME_CLEAR = 0.08
# Of the pictures that tell anything so many, and such a share of them, show the clip in its
# order; more where no other clip of its series is known, for openings, presenters and cards
# stand in those too.
LEAST_MET, SHARE_MET = 3, 0.6
LEAST_MET_ALONE, SHARE_MET_ALONE = 5, 0.75
# More pictures of one page or one form are not looked at.
MOST_PICTURES = 12
_LIGHT, _WHOLE = "<fHHI", "<I"


@dataclass(frozen=True)
class Frame:
    """A picture of a clip, and at which second it stands."""

    second: float
    image: ImageFingerprint | KeptImage


@dataclass(frozen=True)
class ClipHit:
    """What was met of one clip: the share of the pictures, and which shows it best."""

    key: str
    outcome: Outcome
    reason: Reason
    share: float
    picture: int
    region: tuple[int, int, int, int]


@dataclass(frozen=True)
class Met:
    """A clip's frame in a picture. `tells`: no other clip has it there as well."""

    picture: int
    second: float
    tells: bool
    hit: PictureHit

    @property
    def is_sure(self) -> bool:
        bar = FRAME_SURE_ALONE if self.hit.telling is None else FRAME_SURE
        return self.tells and self.hit.score >= bar and self.hit.visible >= FRAME_VISIBLE


class Clips:
    """All clips, ready to be found."""

    def __init__(self, shown: Sequence[tuple[str, Sequence[Frame]]]) -> None:
        self._frames = [(key, frame) for key, frames in shown for frame in frames]
        keys = [key for key, _ in self._frames]
        self._gallery = Gallery([each.image for _, each in self._frames], of=keys)

    def look_at(self, pictures: Sequence[tuple[int, Picture]]) -> list[ClipHit]:
        """Say which clips these numbered pictures show; half a second each."""
        if not self._frames:
            return []
        met: dict[str, list[Met]] = defaultdict(list)
        for number, picture in pictures[:MOST_PICTURES]:
            for key, each in self._met_in(number, picture):
                met[key].append(each)
        many = min(len(pictures), MOST_PICTURES)
        judged = (judge_clip(key, each, many) for key, each in met.items())
        return [each for each in judged if each is not None]

    def _met_in(self, number: int, picture: Picture) -> Iterator[tuple[str, Met]]:
        """Say which clips' frames a picture may show, of each clip the best."""
        best: dict[str, PictureHit] = {}
        for hit in self._gallery.hits(picture):
            if hit.score >= FRAME_DOUBTFUL:
                best.setdefault(self._frames[hit.material][0], hit)
        for key, hit in best.items():
            tells = not any(
                name != key and same_place(hit, other) and other.score > hit.score - FRAME_CLEAR
                for name, other in best.items()
            )
            yield key, Met(number, self._frames[hit.material][1].second, tells, hit)


def judge_clip(key: str, met: Sequence[Met], pictures: int) -> ClipHit | None:
    """Say what the frames that were met of a clip mean: "found" never for a single one.

    None where all that was met stands in other clips too.
    """
    telling = [each for each in met if each.tells]
    if not telling:
        return None
    counted = pictures - (len(met) - len(telling))
    sure = [each for each in telling if each.is_sure]
    in_order = longest_in_order([(each.picture, each.second) for each in sure])
    is_told = any(each.hit.telling is not None for each in sure)
    least = LEAST_MET if is_told else LEAST_MET_ALONE
    share = SHARE_MET if is_told else SHARE_MET_ALONE
    is_found = in_order >= max(least, share * counted)
    best = max(telling, key=lambda each: (each.is_sure, each.hit.score))
    return ClipHit(
        key,
        Outcome.FOUND if is_found else Outcome.CANNOT_TELL,
        Reason.CLIP if is_found else Reason.CLIP_PART,
        round(in_order / max(1, counted), 3),
        best.picture,
        best.hit.region,
    )


def longest_in_order(met: Sequence[tuple[int, float]]) -> int:
    """Count the most pictures whose seconds grow with their numbers; each second once."""
    ends: list[float] = []
    for _, second in sorted(met):
        at = bisect_left(ends, second)
        ends[at : at + 1] = [second]
    return len(ends)


def pack_frames(frames: Sequence[tuple[float, ImageFingerprint]]) -> tuple[bytes, bytes]:
    """Give a clip's frames as they are kept: what there is to know of them, and all of them."""
    light, whole = [], []
    for second, image in frames:
        sketched, packed = image.sketch.to_bytes(), image.to_bytes()
        light.append(struct.pack(_LIGHT, second, *image.size, len(sketched)))
        light += [image.difference.tobytes(), sketched]
        whole += [struct.pack(_WHOLE, len(packed)), packed]
    return b"".join(light), b"".join(whole)


def unpack_light(data: bytes, fetch: Callable[[int], ImageFingerprint]) -> tuple[Frame, ...]:
    """Read what there is to know of a clip's frames; `fetch` brings the whole of a number."""
    frames: list[Frame] = []
    at = 0
    while at < len(data):
        second, width, height, many = struct.unpack_from(_LIGHT, data, at)
        at += struct.calcsize(_LIGHT)
        difference = np.frombuffer(data, np.uint8, 32, at)
        kept = Sketch.from_bytes(data[at + 32 : at + 32 + many])
        image = KeptImage(difference, (width, height), kept, partial(fetch, len(frames)))
        frames.append(Frame(second, image))
        at += 32 + many
    return tuple(frames)


def unpack_whole(data: bytes) -> tuple[ImageFingerprint, ...]:
    """Read a clip's frames. Raises ValueError for anything else."""
    images, at = [], 0
    while at < len(data):
        try:
            (many,) = struct.unpack_from(_WHOLE, data, at)
        except struct.error as error:
            raise ValueError("no frames") from error
        at += struct.calcsize(_WHOLE)
        images.append(ImageFingerprint.from_bytes(data[at : at + many]))
        at += many
    return tuple(images)
