"""`python -m bench.stamps FIRST LAST`: posters with print over or beside them that denies them.

Posters of `designs.py`, each with stamps, strips, repeated watermarks and captions in the words
of a denial, and with the same shapes in innocent words; then handed on. `nothing` stands for
the poster without any, in the 25 ways of `bench.unseen`.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable

import cv2
from PIL import Image, ImageChops, ImageDraw

from bench.altered import library
from bench.designs import _face, design
from bench.evidence import interval
from bench.partwise import part_by_part
from bench.posters import Change, _recompressed, _scaled, _screenshot, to_bytes
from bench.unseen import WAYS
from bench.ways import facebook
from loa.crafts.matching import Outcome, Reason, open_picture

_DENIALS = (
    "ĐÂY LÀ TIN GIẢ", "TIN GIẢ", "FAKE NEWS", "SAI SỰ THẬT", "GIẢ MẠO", "LỪA ĐẢO", "FAKE",
    "KHÔNG CHÍNH XÁC", "THÔNG TIN SAI SỰ THẬT", "TIN GIẢ - KHÔNG CHIA SẺ",
)  # fmt: skip
_INNOCENT = (
    "ĐÃ PHÁT HÀNH", "UBND XÃ TÂN PHÚ", "Công an xã cảnh báo", "CHIA SẺ NGAY", "30/11/2026",
    "CẢNH BÁO LỪA ĐẢO", "UBND TỈNH GIA LAI", "BẢN CHÍNH THỨC", "PHÒNG CHỐNG TIN GIẢ",
    "Tin giao thông xã", "CẢNH GIÁC GIẢ MẠO",
)  # fmt: skip
_INKS = ("#d01818", "#e00000", "#a01010", "#1a3fb0", "#111111", "#f0c000")
_FONTS = ("DejaVuSans-Bold", "DejaVuSerif-Bold", "DejaVuSansCondensed-Bold")
Stamp = Callable[[Image.Image, str, random.Random], Image.Image]


def _letters(words: str, wide: int, rng: random.Random, low: float, high: float) -> Image.Image:
    """Draw words as a mask; letters as high as a share of the poster's width, and not wider."""
    size = round(wide * rng.uniform(low, high) / 0.73)
    name = rng.choice(_FONTS)
    while _face(name, size).getlength(words) > 0.92 * wide:
        size -= 2
    left, top, right, foot = _face(name, size).getbbox(words)
    pad = size // 3
    mask = Image.new("L", (int(right - left) + 2 * pad, int(foot - top) + 2 * pad), 0)
    ImageDraw.Draw(mask).text((pad - left, pad - top), words, 255, _face(name, size))
    return mask


def _laid(
    image: Image.Image, mask: Image.Image, ink: str, rng: random.Random, solid: float = 1.0
) -> Image.Image:
    """Lay ink onto a random place that holds all of the mask."""
    x = rng.randint(0, max(0, image.width - mask.width))
    y = rng.randint(0, max(0, image.height - mask.height))
    whole = Image.new("L", image.size, 0)
    whole.paste(mask.point(lambda v: round(v * solid)), (x, y))
    return Image.composite(Image.new("RGB", image.size, ink), image, whole)


def _framed(mask: Image.Image, rng: random.Random) -> Image.Image:
    if rng.random() < 0.6:
        wide = max(4, mask.height // 14)
        box = (wide, wide, mask.width - wide, mask.height - wide)
        ImageDraw.Draw(mask).rectangle(box, outline=255, width=wide)
    return mask


def upright(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    mask = _framed(_letters(words, image.width, rng, 0.05, 0.125), rng)
    return _laid(image, mask, rng.choice(_INKS), rng)


def _turned(mask: Image.Image, image: Image.Image, rng: random.Random) -> Image.Image:
    turn = rng.choice((-1, 1)) * rng.uniform(10, 45)
    mask = mask.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    by = min(1.0, image.width / mask.width, image.height / mask.height)
    return mask.resize((int(mask.width * by), int(mask.height * by)))


def turned(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    mask = _turned(_framed(_letters(words, image.width, rng, 0.05, 0.125), rng), image, rng)
    return _laid(image, mask, rng.choice(_INKS), rng)


def faint(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    """Lay one large stamp through which the poster is still seen."""
    mask = _turned(_letters(words, image.width, rng, 0.1, 0.16), image, rng)
    return _laid(image, mask, rng.choice(_INKS[:4]), rng, rng.uniform(0.4, 0.75))


def strip(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    """Lay a strip of colour with words on it across the top, the foot or the middle."""
    mask = _letters(words, image.width, rng, 0.05, 0.09)
    image = image.copy()
    y = rng.choice((0, image.height - mask.height, (image.height - mask.height) // 2))
    ground, ink = rng.choice((("#c00000", "white"), ("#111111", "#ffd54a"), ("white", "red")))
    ImageDraw.Draw(image).rectangle((0, y, image.width, y + mask.height), fill=ground)
    image.paste(Image.new("RGB", mask.size, ink), ((image.width - mask.width) // 2, y), mask)
    return image


def watermark(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    """Repeat faint words all over, turned."""
    one = _letters(words, image.width, rng, 0.045, 0.07)
    side = round((image.width**2 + image.height**2) ** 0.5)
    sheet = Image.new("L", (side, side), 0)
    for row, y in enumerate(range(0, side, round(one.height * 2.4))):
        for x in range(-(row % 2) * one.width // 2, side, round(one.width * 1.2)):
            sheet.paste(one, (x, y))
    sheet = sheet.rotate(rng.choice((-1, 1)) * rng.uniform(15, 45), Image.Resampling.BICUBIC)
    x, y = (side - image.width) // 2, (side - image.height) // 2
    sheet = sheet.crop((x, y, x + image.width, y + image.height))
    solid = rng.uniform(0.25, 0.5)
    ink = Image.new("RGB", image.size, rng.choice(_INKS[:3]))
    return Image.composite(ink, image, ImageChops.multiply(sheet, Image.new(
        "L", image.size, round(255 * solid))))  # fmt: skip


def caption(image: Image.Image, words: str, rng: random.Random) -> Image.Image:
    """Add a band with words above or below the poster, in the same picture."""
    mask = _letters(words, image.width, rng, 0.03, 0.08)
    ground, ink = rng.choice((("white", "#c00000"), ("#c00000", "white"), ("#f4f4f4", "#111")))
    band = Image.new("RGB", (image.width, mask.height + 20), ground)
    band.paste(Image.new("RGB", mask.size, ink), ((band.width - mask.width) // 2, 10), mask)
    whole = Image.new("RGB", (image.width, image.height + band.height), ground)
    is_above = rng.random() < 0.5
    whole.paste(image, (0, band.height if is_above else 0))
    whole.paste(band, (0, 0 if is_above else image.height))
    return whole


STAMPS: dict[str, Stamp] = {
    "upright": upright, "turned": turned, "faint": faint, "strip": strip,
    "watermark": watermark, "caption": caption,
}  # fmt: skip
HANDED_ON: dict[str, Change] = {
    "as_it_is": lambda image, _: image,
    "screenshot": _screenshot,
    "half": _scaled(0.5),
    "jpeg40": lambda image, _: _recompressed(image, 40),
    "facebook": facebook,
}
Row = tuple[str, str, str, str, str, float, int, bool]


def of_family(family: int) -> list[Row]:
    """Look at one family's stamped posters: kind, stamp, way, outcome, reason, seconds."""
    cv2.setNumThreads(1)
    posters, rows = library(family), list[Row]()
    shots: list[tuple[str, str, str, str, Change]] = []
    for number, name in enumerate(STAMPS):
        for step, (way, change) in enumerate(HANDED_ON.items()):
            at = family * 7 + number * 3 + step
            shots += [
                ("denial", name, _DENIALS[at % len(_DENIALS)], way, change),
                ("innocent", name, _INNOCENT[at % len(_INNOCENT)], way, change),
            ]
    shots += [("nothing", "", "", way, change) for way, change in WAYS.items()]
    for kind, name, said, way, change in shots:
        rng = random.Random(f"{name} {way} {family} {said}")
        image = design(family, 0)
        shot = open_picture(
            to_bytes(change(STAMPS[name](image, said, rng) if name else image, rng))
        )
        begun = time.process_time()
        findings = posters.look_at("", [shot])
        took = time.process_time() - begun
        own = [each for each in findings if each.material == f"{family}/0"]
        best = (own or findings)[0]
        # Beside the denial itself nothing was said of it: without the rule it is found.
        is_found = best.outcome is Outcome.FOUND or (
            best.reason is Reason.DENIED and len(best.changes) == 1
        )
        rows.append(
            (kind, name, f"{way}: {said}", best.outcome, best.reason, took, family, is_found)
        )
    return rows


def _counts(rows: list[Row]) -> str:
    met = Counter(
        "found" if row[3] == Outcome.FOUND
        else "denied" if row[4] == Reason.DENIED
        else "other" if row[3] == Outcome.CANNOT_TELL
        else str(row[3])
        for row in rows
    )  # fmt: skip
    return (
        f"{met['found']:6} {met['denied']:8} {met['other']:8} {met['altered']:8} of {len(rows)}"
    )


def main() -> None:
    first, last = (int(each) for each in sys.argv[1:3])
    rows = part_by_part(of_family, range(first, last))
    if not rows:
        return
    print("                         found   denied    other  altered")
    for kind in ("denial", "innocent", "nothing"):
        wanted = [row for row in rows if row[0] == kind]
        for name in dict.fromkeys(row[1] for row in wanted):
            print(f"  {kind:9} {name:10} {_counts([row for row in wanted if row[1] == name])}")
        print(f"  {kind} {1000 * sum(r[5] for r in wanted) / len(wanted):.0f} ms of CPU a look")
        met = sum(row[3] == Outcome.FOUND for row in wanted)
        print(f"  {kind}, found: {interval(met, len(wanted))}")
        before = [row for row in wanted if row[7]]
        met = sum(row[3] == Outcome.FOUND for row in before)
        print(f"  of those found without the rule, found: {interval(met, len(before))}")
        met = sum(row[4] == Reason.DENIED for row in wanted)
        print(f"  {kind}, said to be denied: {interval(met, len(wanted))}")
    for row in rows:
        is_denied = row[4] == Reason.DENIED
        if (row[0] == "denial" and not is_denied) or (row[0] != "denial" and is_denied):
            print("   ", row[6], *row[:5])


if __name__ == "__main__":
    main()
