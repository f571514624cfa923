"""Letters as scans and photos: the page as a picture, with what offices and cameras do to it.

Number, day and month are written by a pen on most; a seal covers the name; the page leans;
JPEG, specks, shade and perspective come last.
"""

import io
import math
import random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bench.letters.paper import to_pdf
from bench.letters.sheets import Sheet, draw

DPI = 200
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


def is_by_hand(sheet: Sheet) -> bool:
    """Three letters in four have their number and day written by a pen."""
    return draw(sheet.name, "hand") % 4 != 0


def is_photo(sheet: Sheet) -> bool:
    return draw(sheet.name, "photo") % 5 == 0


def to_scan(sheet: Sheet) -> bytes:
    """Make the letter as a scanned PDF (or a photo as JPEG) of all its pages."""
    chance = random.Random(draw(sheet.name, "scan"))
    by_hand = is_by_hand(sheet)
    pdf = pypdfium2.PdfDocument(to_pdf(sheet, hand=by_hand))
    pages = []
    for index in range(len(pdf)):
        page = pdf[index]
        image = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        if by_hand and index == 0:
            _write(image, page, sheet, chance)
        if f"{sheet.signature[-1]}" in page.get_textpage().get_text_range():
            _seal(image, page, sheet.signature[-1], chance)
        pages.append(_worn(image, chance, photo=is_photo(sheet)))
    out = io.BytesIO()
    quality = chance.choice((45, 60, 75))
    if is_photo(sheet) and len(pages) == 1:
        pages[0].save(out, "JPEG", quality=quality)
    else:
        pages[0].save(
            out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=quality
        )
    return out.getvalue()


def _spot(page: pypdfium2.PdfPage, words: str) -> tuple[float, float, float, float] | None:
    """Find the place of the first such words, in pixels: left, top, right, bottom."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    if found is None:
        return None
    start, count = found
    boxes = [text.get_charbox(start + n) for n in range(count)]
    height, scale = page.get_height(), DPI / 72
    return (
        min(box[0] for box in boxes) * scale,
        (height - max(box[3] for box in boxes)) * scale,
        max(box[2] for box in boxes) * scale,
        (height - min(box[1] for box in boxes)) * scale,
    )


def _write(
    image: Image.Image, page: pypdfium2.PdfPage, sheet: Sheet, chance: random.Random
) -> None:
    _, _, date = sheet.place_date.partition(", ngày ")
    day, _, rest = date.partition(" tháng ")
    month = rest.partition(" năm ")[0]
    after = [("Số", sheet.digits), ("ngày ", day.strip()), ("tháng ", month.strip())]
    for words, digits in after:
        spot = _spot(page, words)
        if spot is None or not digits:
            continue
        height = (spot[3] - spot[1]) * chance.uniform(0.9, 1.3)
        left = spot[2] + (14 if words == "Số" else 6)
        for digit in digits:
            if digit not in STROKES:
                continue
            wide = height * chance.uniform(0.4, 0.55)
            top = spot[1] + chance.uniform(-4, 4)
            for stroke in STROKES[digit]:
                points = [
                    (
                        left + (x + chance.uniform(-0.06, 0.06)) * wide + (1 - y) * 3,
                        top + (y + chance.uniform(-0.05, 0.05)) * height,
                    )
                    for x, y in stroke
                ]
                ImageDraw.Draw(image).line(points, fill=40, width=3, joint="curve")
            left += wide * chance.uniform(1.05, 1.3)


def _seal(
    image: Image.Image, page: pypdfium2.PdfPage, name: str, chance: random.Random
) -> None:
    """Draw a round seal left of the name and over its head, and a signature above it."""
    spot = _spot(page, name)
    if spot is None:
        return
    layer = Image.new("L", image.size, 255)
    pen = ImageDraw.Draw(layer)
    radius = 0.7 * DPI
    x = spot[0] - radius * chance.uniform(0.3, 0.9)
    y = spot[1] - radius * chance.uniform(0.7, 1.2)
    shade = chance.randint(120, 170)
    for size in (radius, radius * 0.92):
        pen.ellipse((x - size, y - size, x + size, y + size), outline=shade, width=4)
    for n in range(26):
        angle = n / 26 * 6.283
        pen.text(
            (x + radius * 0.75 * math.cos(angle), y + radius * 0.75 * math.sin(angle)),
            "A",
            fill=shade,
        )
    points = [(spot[0] + n * 9, spot[1] - 30 - chance.uniform(0, 60)) for n in range(20)]
    pen.line(points, fill=60, width=3, joint="curve")
    image.paste(ImageChops.multiply(image, layer))


def _worn(image: Image.Image, chance: random.Random, *, photo: bool) -> Image.Image:
    width, height = image.size
    lean = chance.uniform(0.3, 3.0 if photo else 1.6) * chance.choice((-1, 1))
    image = image.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor=250)
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
            fillcolor=180,
        )
        shade = Image.linear_gradient("L").resize(image.size).point(lambda v: 170 + v // 3)
        image = ImageChops.multiply(image, shade)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randint(30, 400)):
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        size = chance.uniform(0.4, 1.8)
        pen.ellipse((x, y, x + size, y + size), fill=chance.randint(40, 140))
    noise = Image.effect_noise(image.size, chance.uniform(8, 26)).point(
        lambda v: v - 128 + 255 if v < 128 else 255
    )
    return ImageChops.multiply(image, noise)
