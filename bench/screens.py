"""`bin/bench screens`: an article in a screenshot, its words read by the OCR.

Each of the 24 articles is drawn as a phone's or a desktop's screen would show it, other words
around it, and handed on as a picture; so are pages on the same event in another author's words.
Printed are the shares found and the CPU of a picture, the OCR's own process included.
"""

import io
import random
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bench.evidence import interval
from bench.posters import to_bytes
from bench.wordings import LOCAL, MENU, articles, near_misses
from loa.crafts.matching import Library, Outcome, Specimen, fingerprint_text, open_picture
from loa.doors.ocr import find_ocr

HOUSE = Path(__file__).parents[1] / "src/loa"
FACES = (
    HOUSE / "ui/static/ui/fonts/be-vietnam-pro-400.woff2",
    HOUSE / "crafts/drafting/fonts/LiberationSerif-Regular.ttf",
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)


@dataclass(frozen=True)
class Screen:
    """How a screen looks: `size` of its letters and `width` in pixels; `quality` 0 is a PNG."""

    name: str
    size: int
    width: int
    quality: int = 0
    ground: str = "white"
    ink: str = "#1c1e21"
    is_whole_page: bool = False


SCREENS = (
    Screen("desktop, 22 px", 22, 1100),
    Screen("desktop, 16 px", 16, 900, 85),
    Screen("desktop, 14 px, JPEG 40", 14, 760, 40),
    Screen("phone, 40 px, JPEG 70", 40, 1080, 70),
    Screen("phone, dark, 40 px, JPEG 70", 40, 1080, 70, "#18191a", "#e4e6eb"),
    Screen("whole page, 16 px, 4,000 tall", 16, 900, 85, is_whole_page=True),
)


def drawn(text: str, screen: Screen, rng: random.Random) -> bytes:
    """Draw `text` with a bar, a menu and other news around it."""
    face = ImageFont.truetype(rng.choice(FACES), screen.size)
    around = rng.sample(LOCAL, 4)
    before = [MENU[: screen.width // 12], around[0]]
    lines: list[str] = []
    for part in (*before, text, around[1]):
        lines += [*_wrapped(part, face, screen.width - 80), ""]
    step = round(screen.size * 1.5)
    height = 120 + step * (len(lines) + 2)
    room = max(height, 4_000) if screen.is_whole_page else height
    image = Image.new("RGB", (screen.width, room), screen.ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, screen.width, 80), fill="#1877f2")
    for row, line in enumerate(lines):
        draw.text((40, 110 + row * step), line, font=face, fill=screen.ink)
    for place in range(height, room - 320, 400):
        shade = rng.choice(["#c8d0d8", "#e8d8c0", "#b0c8b0"])
        draw.rectangle((40, place, 400, place + 280), fill=shade)
        draw.text((430, place), around[2][:40], font=face, fill=screen.ink)
    if screen.quality:
        return to_bytes(image, screen.quality)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if face.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    yield line


def _spent() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, whose))


def main() -> None:
    wanted = sys.argv[1:]
    ocr = find_ocr()
    if ocr is None:
        print("  (no OCR on this machine: nothing is measured)")
        return
    every = articles()
    specimens = [Specimen(a.key, "one", fingerprint_text(a.text)) for a in every]
    library = Library(specimens, ocr=ocr)
    others = [told for _, _, told in near_misses(every, random.Random(77))]
    print("articles in screenshots             found      found or doubtful   CPU a picture")
    wrong = shown = 0
    for screen in [s for s in SCREENS if not wanted or any(w in s.name for w in wanted)]:
        rng, sure, partly, begun = random.Random(screen.name), 0, 0, _spent()
        for article in every:
            shot = open_picture(drawn(article.text, screen, rng))
            said = {f.material: f.outcome for f in library.look_at("", [shot])}.get(article.key)
            sure += said is Outcome.FOUND
            partly += said in {Outcome.FOUND, Outcome.CANNOT_TELL}
        cost = (_spent() - begun) / len(every)
        print(
            f"  {screen.name:32} {sure:3}/{len(every)} {partly:12}/{len(every)} {cost:12.2f} s"
        )
        for told in rng.sample(others, 8):
            findings = library.look_at("", [open_picture(drawn(told, screen, rng))])
            wrong += any(f.outcome is Outcome.FOUND for f in findings)
            shown += 1
    print(f"  another text on the same event, said to be found: {interval(wrong, shown)}")


if __name__ == "__main__":
    main()
