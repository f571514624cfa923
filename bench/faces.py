"""`bin/bench faces`: how many faces are found before a picture is kept, by their size.

Uses the hundred faces and hundred other cuttings of 25 px that scikit-image carries (from
"Labeled Faces in the Wild"); where it is not installed only drawn faces are measured.
"""

import importlib
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from bench.evidence import interval
from loa.crafts.matching import find_faces

SIZES = (20, 24, 32, 48, 64, 100)
_ROOM = (480, 640)


def drawn_face(size: int, skin: tuple[int, int, int] = (224, 180, 150)) -> Image.Image:
    """Draw the face of nobody, `size` pixels high with its hair."""
    image = Image.new("RGB", (400, 400), (120, 150, 170))
    draw = ImageDraw.Draw(image)
    draw.ellipse((80, 40, 320, 380), fill=(40, 30, 25))
    draw.ellipse((105, 80, 295, 370), fill=skin)
    for x in (155, 245):
        draw.ellipse((x - 26, 185, x + 26, 213), fill="white")
        draw.ellipse((x - 12, 186, x + 12, 212), fill=(50, 30, 20))
        draw.arc((x - 34, 150, x + 34, 200), 200, 340, fill=(40, 30, 25), width=9)
    shade = tuple(int(c * 0.72) for c in skin)
    draw.line((200, 205, 190, 262), fill=shade, width=8)
    draw.arc((178, 250, 222, 275), 0, 180, fill=shade, width=6)
    draw.chord((160, 290, 240, 335), 0, 180, fill=(170, 60, 60))
    return image.filter(ImageFilter.GaussianBlur(4)).resize((size, size))


def in_room(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put a cutting into a plain picture of 640 × 480."""
    room = np.full((*_ROOM, 3), 160, np.uint8)
    height, width = face.shape[:2]
    room[100 : 100 + height, 200 : 200 + width] = face
    return room


def main() -> None:
    cv2.setNumThreads(1)
    try:
        data = Path(str(importlib.import_module("skimage").__file__)).parent / "data"
    except ImportError:
        print("faces: scikit-image is not installed; drawn faces only")
        for size in SIZES:
            found = find_faces(in_room(np.array(drawn_face(size))))
            print(f"  drawn, {size:3} px: {'found' if found else 'missed'}")
        return
    cuttings = (np.load(data / "lfw_subset.npy") * 255).astype(np.uint8)
    print("faces found, and other cuttings taken for one, by the cutting's size")
    for size in SIZES:
        how = cv2.INTER_CUBIC if size > 25 else cv2.INTER_AREA
        shown = [
            cv2.cvtColor(cv2.resize(c, (size, size), interpolation=how), cv2.COLOR_GRAY2RGB)
            for c in cuttings
        ]
        found = [bool(find_faces(in_room(np.asarray(each, np.uint8)))) for each in shown]
        hits, false = interval(sum(found[:100]), 100), interval(sum(found[100:]), 100)
        print(f"  {size:3} px: {hits}   false {false}")
    photo = np.random.default_rng(1).integers(0, 255, (3_000, 4_000, 3)).astype(np.uint8)
    begun = time.process_time()
    find_faces(photo)
    print(f"  {time.process_time() - begun:.2f} s of CPU for a photo of 12 million pixels")


if __name__ == "__main__":
    main()
