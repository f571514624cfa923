"""Drawing a page of a letter in a process of its own: a picture for the screen, and a fine one.

A scan that is set straight takes a second of a processor, a strange PDF may take more: neither
happens in the process that answers browsers.
"""

import io
import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from loa.crafts.opening import OpeningError, page_picture
from loa.doors.programs import run

SECONDS, SECONDS_A_PAGE = 15.0, 8.0
CPU_SECONDS, CPU_SECONDS_A_PAGE = 10, 5
MEMORY_BYTES = 800_000_000
FINE_DPI = 160  # of which spots are cut out
SCREEN_SHARE = 110 / FINE_DPI
SCREEN_QUALITY, FINE_QUALITY = 60, 75  # a scan of an A4 page: about 110 and 200 kB


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page, twice, as WebP."""

    screen: bytes
    fine: bytes


def draw(data: bytes, number: int) -> Drawn | None:
    """Draw a page (1-based) in this process; None where there is no such page to draw."""
    try:
        png = page_picture(data, page=number, dpi=FINE_DPI)
    except (OpeningError, IndexError):
        return None
    with Image.open(io.BytesIO(png)) as fine:
        size = round(fine.width * SCREEN_SHARE), round(fine.height * SCREEN_SHARE)
        screen = fine.resize((max(size[0], 1), max(size[1], 1)), Image.Resampling.LANCZOS)
        return Drawn(_webp(screen, SCREEN_QUALITY), _webp(fine, FINE_QUALITY))


def draw_apart(data: bytes, numbers: Sequence[int]) -> dict[int, Drawn | None]:
    """Draw pages in a process of their own; None for one that cannot be, or takes too much.

    One that ends the process takes no other page with it: then each is drawn by itself.
    """
    head = json.dumps({"numbers": list(numbers)}).encode() + b"\n"
    outcome = run(
        [sys.executable, "-m", "loa.doors.drawing"],
        data=head + data,
        seconds=SECONDS + SECONDS_A_PAGE * len(numbers),
    )
    if outcome.code != 0:
        if len(numbers) == 1:
            return {numbers[0]: None}
        return {n: drawn for each in numbers for n, drawn in draw_apart(data, [each]).items()}
    told, _, body = outcome.out.partition(b"\n")
    parts = io.BytesIO(body)
    return {
        number: Drawn(parts.read(sizes[0]), parts.read(sizes[1])) if sizes else None
        for number, sizes in zip(numbers, json.loads(told), strict=True)
    }


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="WEBP", quality=quality, method=2)
    return out.getvalue()


def _answer(told: bytes) -> bytes:
    head, _, data = told.partition(b"\n")
    numbers = json.loads(head)["numbers"]
    seconds = CPU_SECONDS + CPU_SECONDS_A_PAGE * len(numbers)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    drawn = [draw(data, number) for number in numbers]
    sizes = [each and [len(each.screen), len(each.fine)] for each in drawn]
    bodies = b"".join(each.screen + each.fine for each in drawn if each)
    return json.dumps(sizes).encode() + b"\n" + bodies


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
