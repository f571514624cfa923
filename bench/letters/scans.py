"""Letters as scans and photos: the page as a picture, with what offices and cameras do to it.

Scanners differ (150 to 300 dpi; colour, grey or black and white). Number, day and month are
written by a pen on most; a seal and a signature cover the name; some carry the stamp of the
office that received them or its orders; the page leans; JPEG, specks, shade and
perspective come last. What is drawn hangs on the letter's name, so that the same letter is
always the same file.
"""

import io
import math
import random
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bench.letters.paper import to_pdf
from bench.letters.sheets import Sheet, draw

Ink = tuple[int, int, int]
BLUE: Ink = (38, 56, 150)
RED: Ink = (206, 42, 52)
GREY: Ink = (70, 70, 70)
BLANKS = ("number", "day", "month")  # what a pen writes
# Strokes of digits in a unit square, as a hand draws them.
STROKES: dict[str, list[list[tuple[float, float]]]] = {
    "0": [[(0.5, 0), (0.1, 0.3), (0.1, 0.7), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.45, 0)]],
    "1": [[(0.3, 0.25), (0.6, 0), (0.5, 1)]],
    "2": [[(0.1, 0.25), (0.5, 0), (0.85, 0.3), (0.1, 1), (0.95, 0.92)]],
    "3": [[(0.15, 0.1), (0.8, 0.1), (0.4, 0.45), (0.85, 0.7), (0.5, 1), (0.1, 0.85)]],
    "4": [[(0.5, 0), (0.1, 0.6), (0.9, 0.6)], [(0.7, 0.35), (0.62, 1)]],
    "5": [[(0.85, 0), (0.25, 0), (0.2, 0.45), (0.8, 0.55), (0.7, 0.95), (0.1, 0.95)]],
    "6": [[(0.75, 0), (0.2, 0.5), (0.2, 0.9), (0.7, 1), (0.85, 0.65), (0.25, 0.6)]],
    "7": [[(0.1, 0.05), (0.9, 0), (0.4, 1)], [(0.3, 0.5), (0.8, 0.48)]],
    "8": [
        [(0.8, 0.15), (0.4, 0), (0.2, 0.25), (0.8, 0.7), (0.5, 1), (0.15, 0.75), (0.8, 0.15)]
    ],
    "9": [[(0.8, 0.3), (0.4, 0.45), (0.15, 0.2), (0.5, 0), (0.8, 0.2), (0.65, 1)]],
}
# Orders that the office which received a letter types or stamps beside the subject.
ORDERS = (
    "1. VP chuyển các phòng, ban biết, thực hiện;",
    "2. Phòng Tổng hợp theo dõi, đôn đốc;",
    "3. Đ/c Phó phụ trách cho ý kiến.",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """What a page was scanned with. `kind` is colour, grey or bw."""

    dpi: int
    kind: str


MACHINES = (
    Machine(200, "colour"), Machine(200, "colour"), Machine(300, "colour"),
    Machine(150, "colour"), Machine(200, "grey"), Machine(150, "grey"),
    Machine(200, "bw"), Machine(300, "bw"),
)  # fmt: skip


def is_by_hand(sheet: Sheet, seed: int = 0) -> bool:
    """Three letters in four have their number and day written by a pen."""
    return _draw(sheet, "hand", seed) % 4 != 0


def is_photo(sheet: Sheet, seed: int = 0) -> bool:
    return _draw(sheet, "photo", seed) % 5 == 0


def machine_of(sheet: Sheet, seed: int = 0) -> Machine:
    """Give the scanner of a letter; a photo has colours and the sharpness of 200 dpi."""
    if is_photo(sheet, seed):
        return Machine(200, "colour")
    return MACHINES[_draw(sheet, "machine", seed) % len(MACHINES)]


def _draw(sheet: Sheet, what: str, seed: int) -> int:
    return draw(sheet.name, f"{what}/{seed}" if seed else what)


def to_scan(sheet: Sheet, seed: int = 0) -> bytes:
    """Make the letter as a scanned PDF (or a photo as JPEG) of all its pages.

    Each `seed` is another scan of it: another machine, pen, seal, lean and dirt.
    """
    chance = random.Random(_draw(sheet, "scan", seed))
    by_hand, machine = is_by_hand(sheet, seed), machine_of(sheet, seed)
    pdf = pypdfium2.PdfDocument(to_pdf(sheet, blank=BLANKS if by_hand else ()))
    pages = []
    for index in range(len(pdf)):
        page = pdf[index]
        image = page.render(scale=machine.dpi / 72).to_pil().convert("RGB")
        pen = _Pen(image, page, machine, chance, seed)
        if by_hand and index == 0:
            pen.write(sheet)
        if index == 0:
            pen.receive(sheet)
        if f"{sheet.signature[-1]}" in page.get_textpage().get_text_range():
            pen.seal(sheet)
        pages.append(
            _kept(_worn(pen.image, machine, chance, photo=is_photo(sheet, seed)), machine)
        )
    out = io.BytesIO()
    packed = {} if machine.kind == "bw" else {"quality": chance.choice((45, 60, 75))}
    if is_photo(sheet, seed) and len(pages) == 1:
        pages[0].save(out, "JPEG", **packed)
    else:
        more = pages[1:]
        pages[0].save(
            out, "PDF", save_all=True, append_images=more, resolution=machine.dpi, **packed
        )
    return out.getvalue()


class _Pen:
    """Draws on one page what was not printed."""

    def __init__(
        self,
        image: Image.Image,
        page: pypdfium2.PdfPage,
        machine: Machine,
        chance: random.Random,
        seed: int,
    ) -> None:
        self.image = image
        self._seed = seed
        self._page = page
        self._scale = machine.dpi / 200
        self._dpi = machine.dpi
        self._chance = chance
        self._is_coloured = machine.kind == "colour"

    def _ink(self, colour: Ink) -> Ink:
        if self._is_coloured:
            return colour
        grey = round(0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2])
        return (grey, grey, grey)

    def _spot(self, words: str) -> tuple[float, float, float, float] | None:
        """Find the place of the first such words, in pixels: left, top, right, bottom."""
        text = self._page.get_textpage()
        found = text.search(words, match_case=True).get_next()
        if found is None:
            return None
        start, count = found
        boxes = [text.get_charbox(start + n) for n in range(count)]
        height, scale = self._page.get_height(), self._dpi / 72
        return (
            min(box[0] for box in boxes) * scale,
            (height - max(box[3] for box in boxes)) * scale,
            max(box[2] for box in boxes) * scale,
            (height - min(box[1] for box in boxes)) * scale,
        )

    def write(self, sheet: Sheet) -> None:
        """Write number, day and month by hand."""
        _, _, date = sheet.place_date.partition(", ngày ")
        day, _, rest = date.partition(" tháng ")
        month = rest.partition(" năm ")[0]
        after = [("Số", sheet.digits), ("ngày ", day.strip()), ("tháng ", month.strip())]
        ink = self._ink(self._chance.choice((BLUE, BLUE, GREY)))
        for words, digits in after:
            spot = self._spot(words)
            if spot is None or not digits:
                continue
            height = (spot[3] - spot[1]) * self._chance.uniform(0.9, 1.3)
            left = spot[2] + (14 if words == "Số" else 6) * self._scale
            for digit in digits:
                if digit in STROKES:
                    left += self._digit(digit, left, spot[1], height, ink)

    def _digit(self, digit: str, left: float, top: float, height: float, ink: Ink) -> float:
        chance = self._chance
        wide = height * chance.uniform(0.4, 0.55)
        top += chance.uniform(-4, 4) * self._scale
        for stroke in STROKES[digit]:
            points = [
                (
                    left + (x + chance.uniform(-0.06, 0.06)) * wide + (1 - y) * 3 * self._scale,
                    top + (y + chance.uniform(-0.05, 0.05)) * height,
                )
                for x, y in stroke
            ]
            width = max(2, round(3 * self._scale))
            ImageDraw.Draw(self.image).line(points, fill=ink, width=width, joint="curve")
        return wide * chance.uniform(1.05, 1.3)

    def receive(self, sheet: Sheet) -> None:
        """Stamp or type what the office that received a letter adds to it."""
        what = _draw(sheet, "received", self._seed) % 9
        layer, pen = self._layer()
        if what == 0:  # a stamp of arrival in the upper left corner
            left, top = 0.06 * layer.width, 0.02 * layer.height
            ink = self._ink(RED)
            wide, high = 0.2 * layer.width, 0.05 * layer.height
            pen.rectangle((left, top, left + wide, top + high), outline=ink, width=3)
            for n, words in enumerate(("ĐẾN", "Số: ........", "Ngày: .../.../20..")):
                place = (left + 0.1 * wide, top + (0.06 + 0.3 * n) * high)
                pen.text(place, words, fill=ink, font=_font(round(0.24 * high)))
        elif what == 1 and not sheet.type and (spot := self._spot("V/v")):  # typed orders
            left = 0.47 * layer.width
            for n, words in enumerate(ORDERS):
                place = (left, spot[1] + n * 0.013 * layer.height)
                pen.text(place, words, fill=GREY, font=_font(round(0.0095 * layer.height)))
        elif what == 2:  # a scribble in the margin
            x, y = 0.04 * layer.width, 0.3 * layer.height
            points = [
                (x + self._chance.uniform(0, 0.06) * layer.width, y + n * 0.006 * layer.height)
                for n in range(12)
            ]
            pen.line(points, fill=self._ink(BLUE), width=3, joint="curve")
        self.image = ImageChops.multiply(self.image, layer)

    def seal(self, sheet: Sheet) -> None:
        """Draw a round seal left of the name and over its head, and a signature above it."""
        spot = self._spot(sheet.signature[-1])
        if spot is None:
            return
        layer, pen = self._layer()
        chance, radius = self._chance, 0.7 * self._dpi
        x = spot[0] - radius * chance.uniform(0.3, 0.9)
        y = spot[1] - radius * chance.uniform(0.7, 1.2)
        shade = chance.randint(0, 60)
        ink = self._ink((min(255, RED[0] + shade // 2), RED[1] + shade, RED[2] + shade))
        for size in (radius, radius * 0.7):
            pen.ellipse((x - size, y - size, x + size, y + size), outline=ink, width=4)
        around = " ".join([*sheet.superior, "*", *sheet.issuer])[:46]
        for n, letter in enumerate(around):
            self._turned(layer, letter, n / max(30, len(around)), (x, y), radius, ink)
        star = [
            (
                x + (0.3 if n % 2 else 0.13) * radius * math.cos(n / 10 * math.tau),
                y + (0.3 if n % 2 else 0.13) * radius * math.sin(n / 10 * math.tau),
            )
            for n in range(10)
        ]
        pen.polygon(star, fill=ink)
        points = [
            (
                spot[0] + n * 9 * self._scale,
                spot[1] - (30 + chance.uniform(0, 60)) * self._scale,
            )
            for n in range(20)
        ]
        pen.line(points, fill=self._ink(BLUE), width=max(2, round(3 * self._scale)))
        self.image = ImageChops.multiply(self.image, layer)

    def _layer(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        layer = Image.new("RGB", self.image.size, (255, 255, 255))
        return layer, ImageDraw.Draw(layer)

    def _turned(
        self,
        layer: Image.Image,
        letter: str,
        turn: float,
        centre: tuple[float, float],
        radius: float,
        ink: Ink,
    ) -> None:
        """Draw a letter of the seal's ring."""
        size = round(radius * 0.2)
        mask = Image.new("L", (2 * size, 2 * size), 0)
        ImageDraw.Draw(mask).text((size // 2, size // 3), letter, fill=255, font=_font(size))
        angle = turn * math.tau + math.pi
        mask = mask.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        place = (
            round(centre[0] + 0.85 * radius * math.cos(angle)) - size,
            round(centre[1] + 0.85 * radius * math.sin(angle)) - size,
        )
        layer.paste(ink, place, mask)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(
        files("loa.crafts.drafting") / "fonts" / "LiberationSerif-Regular.ttf"
    ) as path:
        return ImageFont.truetype(str(path), size)


def _kept(image: Image.Image, machine: Machine) -> Image.Image:
    """Give a page as its scanner keeps it."""
    if machine.kind == "colour":
        return image
    grey = image.convert("L")
    return grey.point(lambda v: 255 if v > 150 else 0, "1") if machine.kind == "bw" else grey


def _worn(
    image: Image.Image, machine: Machine, chance: random.Random, *, photo: bool
) -> Image.Image:
    width, height = image.size
    lean = chance.uniform(0.3, 3.0 if photo else 1.6) * chance.choice((-1, 1))
    paper = (250, 250, 250)
    image = image.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    if photo:
        inset = [chance.uniform(0, 0.035) for _ in range(8)]
        corners = (
            -inset[0] * width, -inset[1] * height,
            -inset[2] * width, height * (1 + inset[3]),
            width * (1 + inset[4]), height * (1 + inset[5]),
            width * (1 + inset[6]), -inset[7] * height,
        )  # fmt: skip
        image = image.transform(
            image.size,
            Image.Transform.QUAD,
            corners,
            resample=Image.Resampling.BICUBIC,
            fillcolor=(180, 180, 180),
        )
        shade = Image.linear_gradient("L").resize(image.size).point(lambda v: 170 + v // 3)
        image = ImageChops.multiply(image, shade.convert("RGB"))
    blur = chance.uniform(0.3, 0.9) * machine.dpi / 200
    image = image.filter(ImageFilter.GaussianBlur(blur))
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randint(30, 400)):
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        size = chance.uniform(0.4, 1.8)
        shade_of = chance.randint(40, 140)
        pen.ellipse((x, y, x + size, y + size), fill=(shade_of, shade_of, shade_of))
    # Pillow's own noise takes no seed.
    drawn = np.random.default_rng(chance.getrandbits(32)).normal(
        255, chance.uniform(8, 26), (height, width)
    )
    noise = Image.fromarray(np.minimum(drawn, 255).astype(np.uint8))
    return ImageChops.multiply(image, noise.convert("RGB"))
