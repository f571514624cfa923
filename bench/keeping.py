"""Keep fingerprints between runs of a measure, as long as the code that makes them is the same.

They lie in the system's folder for temporary files; `LOA_BENCH_KEEP=no` makes all anew.
"""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from bench.posters import to_bytes
from loa.crafts import matching
from loa.crafts.matching import ImageFingerprint, fingerprint_image, gallery
from loa.crafts.matching.features import Points
from loa.crafts.matching.pictures import Grey
from loa.doors.ocr import Tesseract

_MAKERS = ("pictures", "features", "imprints", "sheets", "spots", "codes", "details", "tiles")


@cache
def _version() -> str:
    folder = Path(matching.__file__).parent
    code = b"".join((folder / f"{name}.py").read_bytes() for name in _MAKERS)
    return hashlib.sha256(code).hexdigest()[:16]


@cache
def share_points() -> None:
    """Let libraries that look at one picture, one after the other, share its points."""
    find, met = vars(gallery)["find_points"], dict[tuple[Any, ...], tuple[Any, Points]]()

    def shared(grey: Grey, **how: Any) -> Points:
        key = (grey.shape, zlib.crc32(grey.tobytes()), *sorted(how.items()))
        if key not in met:
            if len(met) > 8:
                met.clear()
            met[key] = (grey, find(grey, **how))
        return met[key][1]

    vars(gallery)["find_points"] = shared


def kept_print(
    name: str, draw: Callable[[], Image.Image], ocr: Tesseract | None = None
) -> ImageFingerprint:
    """Give the fingerprint of a drawn poster; `name` says which poster it is."""
    folder = Path(tempfile.gettempdir()) / "loa-bench" / _version()
    path = folder / f"{name.replace('/', '_')}{'-read' if ocr else ''}"
    keeps = os.environ.get("LOA_BENCH_KEEP") != "no"
    if keeps and path.exists():
        return ImageFingerprint.from_bytes(path.read_bytes())
    made = fingerprint_image(to_bytes(draw()), ocr)
    if keeps:
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(made.to_bytes())
        beside.replace(path)
    return made
