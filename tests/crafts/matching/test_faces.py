import io
from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

from bench.faces import drawn_face, in_room
from bench.posters import poster, to_bytes
from loa.crafts.matching import PictureError, blur_faces
from loa.crafts.matching.faces import MODEL


def photo(size: int, kind: str = "JPEG", **more: object) -> bytes:
    kept = io.BytesIO()
    Image.fromarray(in_room(np.array(drawn_face(size)))).save(kept, kind, **more)
    return kept.getvalue()


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


@pytest.mark.parametrize("size", [40, 80, 160, 300])
def test_a_face_is_boxed_and_nothing_of_it_is_left(size: int) -> None:
    before = photo(size)
    blurred = blur_faces(before)
    assert len(blurred.boxes) == 1
    left, top, width, height = blurred.boxes[0]
    # Eyes, nose and mouth of the drawing lie inside.
    assert left <= 200 + 0.35 * size <= 200 + 0.65 * size <= left + width
    assert top <= 100 + 0.45 * size <= 100 + 0.8 * size <= top + height
    rows = slice(100 + int(0.47 * size), 100 + int(0.53 * size))
    eye = (rows, slice(200 + int(0.32 * size), 200 + int(0.46 * size)))
    assert np.ptp(pixels(before)[eye]) > 2 * np.ptp(pixels(blurred.data)[eye])


def test_the_rest_of_the_picture_stays() -> None:
    before, blurred = photo(80), blur_faces(photo(80))
    left, top, width, height = blurred.boxes[0]
    away = np.abs(pixels(before) - pixels(blurred.data)).max(axis=2) > 24
    away[top : top + height, left : left + width] = False
    assert not away.any()


def test_a_picture_without_a_face_stays_byte_for_byte() -> None:
    data = to_bytes(poster(0, 0))
    assert blur_faces(data).data == data


def test_a_blurred_picture_tells_nothing_of_place_or_camera() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera of somebody"
    data = photo(80, exif=exif)
    assert Image.open(io.BytesIO(data)).getexif()
    assert not Image.open(io.BytesIO(blur_faces(data).data)).getexif()


def test_a_photo_lying_on_its_side_is_looked_at_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.open(io.BytesIO(photo(160))).rotate(90, expand=True)
    kept = io.BytesIO()
    lying.save(kept, "JPEG", exif=exif)
    blurred = blur_faces(kept.getvalue())
    assert len(blurred.boxes) == 1
    assert Image.open(io.BytesIO(blurred.data)).size == (640, 480)


def test_of_an_animation_only_the_frame_that_was_looked_at_is_kept() -> None:
    frames = [Image.new("RGB", (320, 240), "white"), Image.open(io.BytesIO(photo(160)))]
    kept = io.BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(Image.open(io.BytesIO(blur_faces(kept.getvalue()).data)), "n_frames", 1) == 1


def test_pixels_and_kind_of_a_lossless_picture_are_kept() -> None:
    blurred = blur_faces(photo(80, "PNG"))
    assert blurred.boxes
    assert Image.open(io.BytesIO(blurred.data)).format == "PNG"


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\xff" * 8])
def test_what_is_no_picture_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PictureError):
        blur_faces(data)


def test_the_network_is_the_very_file_that_the_decision_names() -> None:
    known = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
    assert sha256(MODEL.read_bytes()).hexdigest() == known
