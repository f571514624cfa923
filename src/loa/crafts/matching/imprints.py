"""What is kept of a picture to find it again."""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.details import Kind
from loa.crafts.matching.features import Floats, Points, as_floats, find_points
from loa.crafts.matching.pictures import Grey, Picture, open_picture
from loa.crafts.matching.sheets import find_lines, pack_sheet, sheet_of, unpack_sheet
from loa.crafts.matching.sketches import Sketch, sketch
from loa.crafts.matching.spots import Spot, find_spots
from loa.crafts.matching.tiles import Face, face_of, whole_tiles

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

Box = tuple[int, int, int, int]

MATERIAL_SIDE = 640
MATERIAL_POINTS = 600
MAKING = "3.3"
"""Of all that makes a fingerprint, picture or text: raised, all are made anew."""
_MAGIC = b"LOAP2"
_HEAD = "<5sIIHHIII"


@dataclass(frozen=True, eq=False)
class KeptImage:
    """A fingerprint that lies elsewhere: known by its hash and the size of its frame.

    `fetch` brings the whole. Ten thousand of these take 65 MB, the whole ones 17 GB.
    """

    difference: NDArray[np.uint8] = field(repr=False)
    size: tuple[int, int]
    sketch: Sketch = field(repr=False)
    fetch: "Callable[[], ImageFingerprint]" = field(repr=False)


@dataclass(frozen=True, eq=False)
class ImageFingerprint:
    """A material's picture as it is kept: about 260 KB. Places are in pixels of `frame`.

    `difference`: dHash of 256 bits, (32,) uint8. `frame`: (h, w) uint8, whole tiles. `spots`,
    `lines`: what is compared glyph by glyph, in pixels of the sheet; `told` gives the spots, or
    reads them when they are first asked for.
    """

    width: int
    height: int
    difference: NDArray[np.uint8] = field(repr=False)
    frame: Grey = field(repr=False)
    points: Points = field(repr=False)
    packed_sheet: bytes = field(repr=False)
    told: tuple[Spot, ...] | Callable[[], tuple[Spot, ...]] = field(default=(), repr=False)
    lines: tuple[Box, ...] = field(default=(), repr=False)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return self.told() if callable(self.told) else self.told

    def sheet(self) -> Grey:
        """Unpack the material at reading size; 3 ms."""
        return unpack_sheet(self.packed_sheet)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frame."""
        return self.frame.shape[1], self.frame.shape[0]

    @cached_property
    def face(self) -> Face:
        return face_of(self.frame)

    @cached_property
    def descriptors(self) -> Floats:
        return as_floats(self.points)

    @cached_property
    def sketch(self) -> Sketch:
        return sketch(self.points)

    def fetch(self) -> "ImageFingerprint":
        """Give itself: it is here already."""
        return self

    def to_bytes(self) -> bytes:
        """Pack for storing; the same picture gives the same bytes."""
        height, width = self.frame.shape
        told = json.dumps(
            {
                "spots": [[s.kind.value, s.value, *s.box] for s in self.spots],
                "lines": self.lines,
            }
        ).encode()
        head = struct.pack(
            _HEAD, _MAGIC, self.width, self.height, width, height, len(self.points),
            len(self.packed_sheet), len(told),
        )  # fmt: skip
        at = self.points.at.astype("<f4").tobytes()
        return b"".join(
            [head, self.difference.tobytes(), self.frame.tobytes(), at,
             self.points.descriptors.tobytes(), self.packed_sheet, told]
        )  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> "ImageFingerprint":
        """Read what `to_bytes` wrote. Raises ValueError for anything else."""
        try:
            magic, width, height, w, h, count, sheet, told = struct.unpack_from(_HEAD, data)
        except struct.error as error:
            raise ValueError("not an image fingerprint") from error
        start = struct.calcsize(_HEAD)
        drawn = start + 32 + w * h + count * (8 + 128)
        if magic != _MAGIC or len(data) != drawn + sheet + told:
            raise ValueError("not an image fingerprint of this version")
        difference = np.frombuffer(data, np.uint8, 32, start)
        frame = np.frombuffer(data, np.uint8, w * h, start + 32).reshape(h, w)
        at = np.frombuffer(data, "<f4", count * 2, start + 32 + w * h).reshape(-1, 2)
        descriptors = np.frombuffer(
            data, np.uint8, count * 128, start + 32 + w * h + count * 8
        ).reshape(-1, 128)
        raw = json.loads(data[drawn + sheet :])
        spots = tuple(
            Spot(Kind(kind), value, (x, y, wide, high))
            for kind, value, x, y, wide, high in raw["spots"]
        )
        lines = tuple((x, y, wide, high) for x, y, wide, high in raw["lines"])
        return cls(
            width, height, difference, frame, Points(at, descriptors),
            data[drawn : drawn + sheet], spots, lines,
        )  # fmt: skip


def fingerprint_image(data: bytes, ocr: "Ocr | None" = None) -> ImageFingerprint:
    """Take a material's picture. Raises PictureError when it cannot be opened.

    With an `ocr` (2 s) its telephone numbers, accounts and addresses are known too.
    """
    return fingerprint_picture(open_picture(data), ocr)


def fingerprint_picture(
    picture: Picture, ocr: "Ocr | None" = None, *, again: Callable[[], Picture] | None = None
) -> ImageFingerprint:
    """Take a picture that is already open (a page of a PDF, a frame of a clip).

    `again` opens it once more: then its contacts are read only where it is found.
    """
    frame = whole_tiles(picture.grey)
    points = find_points(picture.grey, side=MATERIAL_SIDE, most=MATERIAL_POINTS)
    ratio = np.array(
        [frame.shape[1] / picture.grey.shape[1], frame.shape[0] / picture.grey.shape[0]],
        np.float32,
    )
    sheet = sheet_of(picture.grey)
    lines = find_lines(sheet)
    return ImageFingerprint(
        picture.width,
        picture.height,
        difference_hash(picture.grey),
        frame,
        Points((points.at * ratio).astype(np.float32), points.descriptors),
        pack_sheet(sheet),
        (lambda: _spots_of(again(), lines, ocr))
        if again
        else find_spots(picture.grey, sheet, lines, ocr),
        lines,
    )


def _spots_of(picture: Picture, lines: Sequence[Box], ocr: "Ocr | None") -> tuple[Spot, ...]:
    return find_spots(picture.grey, sheet_of(picture.grey), lines, ocr)


def difference_hash(grey: Grey) -> NDArray[np.uint8]:
    """Give the 256 bits of dHash: which of 16 × 16 fields are lighter than their left ones."""
    small = cv2.resize(grey, (17, 16), interpolation=cv2.INTER_AREA).astype(np.int16)
    return np.packbits(small[:, 1:] > small[:, :-1])


def distances(one: NDArray[np.uint8], many: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Count the bits in which a hash differs from each of (n, 32)."""
    return np.asarray(np.bitwise_count(many ^ one).sum(axis=1), np.int64)
