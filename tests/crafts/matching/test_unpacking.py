"""Pictures beyond what is unpacked whole: telephones' photographs, and tricks."""

import io
import resource
import time
from contextlib import suppress
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from bench.faces import drawn_face
from bench.posters import poster
from loa.crafts.matching import (
    Library,
    PictureError,
    Specimen,
    blur_faces,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.unpacking import MOST_PIXELS, MOST_SCANS, within

EVEN = 128


def jpeg(picture: np.ndarray | Image.Image, **more: object) -> bytes:
    shown = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    out = io.BytesIO()
    shown.save(out, "JPEG", **{"quality": 85, **more})
    return out.getvalue()


@cache
def even(width: int, height: int, **more: object) -> bytes:
    """A JPEG that is one colour: as many pixels as one likes, in few bytes."""
    return jpeg(np.full((height, width), EVEN, np.uint8), **more)


@cache
def photographed(pixels: int) -> bytes:
    """The same wall with a poster and a person before it, photographed with so many pixels."""
    wall = np.asarray(Image.linear_gradient("L").resize((2_000, 1_500)).convert("RGB"))
    wall = 90 + wall // 3
    shown = np.asarray(poster(0, 1).resize((850, 1_200)))
    wall[150:1_350, 300:1_150] = shown
    face = np.asarray(drawn_face(220))
    wall[300 : 300 + len(face), 1_400 : 1_400 + face.shape[1]] = face
    high = round((pixels * 3 / 4) ** 0.5)
    size = (high * 4 // 3, high)
    return jpeg(cv2.resize(wall, size, interpolation=cv2.INTER_CUBIC))


def library() -> Library:
    prints = (fingerprint_image(to_png(poster(0, number))) for number in range(3))
    return Library([Specimen(str(n), images=(each,)) for n, each in enumerate(prints)])


def to_png(shown: Image.Image) -> bytes:
    out = io.BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("millions", [50, 108, 200])
def test_what_is_seen_on_a_telephones_photo_is_what_is_seen_on_a_small_one(
    millions: int,
) -> None:
    small, large = photographed(12_000_000), photographed(millions * 1_000_000)
    kept = blur_faces(large)
    assert len(kept.boxes) == len(blur_faces(small).boxes) == 1
    shown = Image.open(io.BytesIO(kept.data))
    assert shown.width * shown.height <= MOST_PIXELS
    assert shown.size == (open_picture(large).width, open_picture(large).height)
    shelf = library()
    expected = shelf.look_at("", [open_picture(small)])
    assert expected[0].material == "1"
    for data in (large, kept.data):
        seen = shelf.look_at("", [open_picture(data)])
        assert [(f.outcome, f.reason, f.material) for f in seen] == [
            (f.outcome, f.reason, f.material) for f in expected
        ]
        assert seen[0].share == pytest.approx(expected[0].share, abs=0.03)
        by = open_picture(data).width / open_picture(small).width
        assert seen[0].region is not None
        assert expected[0].region is not None
        assert np.allclose(seen[0].region, np.multiply(expected[0].region, by), atol=12 * by)


def test_a_reduced_photo_is_kept_upright_and_without_what_its_camera_said() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Camera of somebody"
    lying = Image.open(io.BytesIO(even(9_000, 6_000)))
    for data in (jpeg(lying, exif=exif),):
        assert (open_picture(data).width, open_picture(data).height) == (3_000, 4_500)
        for kept in (within(data), blur_faces(data).data):
            shown = Image.open(io.BytesIO(kept))
            assert shown.size == (3_000, 4_500)
            assert not shown.getexif()


def test_what_can_be_unpacked_whole_stays_byte_for_byte() -> None:
    data = even(4_000, 3_000)
    assert within(data) is data
    assert blur_faces(data).data is data


@pytest.mark.parametrize(
    ("width", "height", "opens"),
    [
        (18_000, 13_800, True),
        (30_000, 8_000, True),
        (18_300, 13_800, False),
        (30_100, 100, False),
        (60_000, 80, False),
    ],
)
def test_a_jpeg_is_opened_up_to_its_own_bounds(width: int, height: int, opens: bool) -> None:
    data = even(width, height)
    if opens:
        assert max(open_picture(data).grey.shape) <= 1_600
        return
    for way in (open_picture, blur_faces, within):
        with pytest.raises(PictureError, match="too_large"):
            way(data)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_other_kinds_are_refused_as_before(kind: str) -> None:
    size = (16_000, 2_600) if kind == "WEBP" else (8_000, 5_001)
    out = io.BytesIO()
    Image.new("L", size).save(out, kind)
    with pytest.raises(PictureError, match="too_large"):
        open_picture(out.getvalue())


def lying(data: bytes, width: int, height: int) -> bytes:
    """Let a JPEG say that it is larger than what it holds."""
    at = next(data.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in data)
    sides = height.to_bytes(2) + width.to_bytes(2)
    return data[: at + 5] + sides + data[at + 9 :]


def many_scans(data: bytes) -> bytes:
    """Repeat the last scan of a JPEG until it has too many."""
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * (MOST_SCANS + 1) + data[-2:]


def by_colours(data: bytes) -> bytes:
    """Say of a JPEG's first scan that it holds one colour of the three."""
    at = data.index(b"\xff\xda")
    return data[: at + 4] + b"\x01" + data[at + 5 :]


TRICKS = {
    "says 240 million pixels, holds 64": lying(even(64, 64), 17_000, 14_000),
    "says so, progressive": lying(even(64, 64, progressive=True), 11_000, 11_000),
    "progressive, too large to be kept whole": lying(
        jpeg(Image.new("RGB", (64, 64)), progressive=True, subsampling=0), 11_000, 11_000
    ),
    "scan after scan": many_scans(even(8_000, 6_000, progressive=True)),
    "colour by colour": lying(
        by_colours(jpeg(Image.new("RGB", (64, 64)), subsampling=0)), 17_000, 14_000
    ),
    "cut off": even(9_000, 6_000)[:700],
    "no scan at all": lying(even(64, 64), 17_000, 14_000)[:160],
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_costs_little_and_is_refused(name: str) -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for way in (open_picture, blur_faces, within):
        # What is missing at a JPEG's end libjpeg fills with grey, as it always did.
        with suppress(PictureError) if name.startswith("says") else pytest.raises(PictureError):
            way(TRICKS[name])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 420 * 1024
    assert time.process_time() - began < 5


def test_a_progressive_photo_of_a_hundred_million_pixels_is_still_opened() -> None:
    data = jpeg(Image.new("RGB", (12_000, 9_000), "teal"), progressive=True)
    assert (open_picture(data).width, open_picture(data).height) == (6_000, 4_500)
