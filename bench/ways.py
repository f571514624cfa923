"""Ways in which posters are handed on that no threshold was fitted on.

Photos of a wall with a shadow and with moiré, stories with stickers, collages, telephones held
sideways: drawn here, each from a seed.
"""

import random
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from bench.designs import _face, design
from bench.posters import Change, _recompressed

_WORDS = "Xã mình cùng chia sẻ nhé bà con ơi, xem kỹ hình bên dưới rồi báo cho người thân"


def _warped(
    image: Image.Image, rng: random.Random, size: tuple[int, int], part: float, lean: float
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Lay a poster in perspective into an empty scene; give pixels and where they are."""
    source = np.asarray(image.convert("RGB"))
    height, width = source.shape[:2]
    by = min(size[0] * part / width, size[1] * part / height)
    w, h = width * by, height * by
    x, y = (size[0] - w) / 2, (size[1] - h) / 2
    span = lean * min(w, h)
    corners = np.array(
        [
            (cx + rng.uniform(-span, span), cy + rng.uniform(-span, span))
            for cx, cy in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        ],
        np.float32,
    )
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    if by < 1:
        source = cv2.GaussianBlur(source, (0, 0), 0.35 / by)
    laid = cv2.warpPerspective(source, matrix, size, flags=cv2.INTER_LINEAR)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return laid, inside


def _bricks(room: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    wall = np.full((size[1], size[0], 3), (150, 96, 80), np.float32)
    for row in range(0, size[1], 60):
        wall[row : row + 6] = (190, 185, 175)
        for column in range((row // 60 % 2) * 60, size[0], 120):
            wall[row : row + 60, column : column + 6] = (190, 185, 175)
    return np.clip(wall + room.normal(0, 12, wall.shape), 0, 255)


def shadowed_wall(image: Image.Image, rng: random.Random) -> Image.Image:
    size = (1600, 1200)
    room = np.random.default_rng(rng.randint(0, 2**31))
    laid, inside = _warped(image, rng, size, 0.72, 0.09)
    scene = np.where(inside[..., None] > 127, laid, _bricks(room, size)).astype(np.float32)
    shadow = np.ones((size[1], size[0]), np.float32)
    edge = rng.randint(400, 1100)
    cv2.fillConvexPoly(
        shadow, np.array([(edge, 0), (1600, 0), (1600, 1200), (edge - 300, 1200)]), 0.55
    )
    scene *= cv2.GaussianBlur(shadow, (0, 0), 12)[..., None]
    noisy = scene + room.normal(0, 7, scene.shape)
    blurred = cv2.GaussianBlur(noisy.clip(0, 255).astype(np.uint8), (0, 0), 1.0)
    return _recompressed(Image.fromarray(blurred), 60)


def moire(image: Image.Image, rng: random.Random) -> Image.Image:
    """Photograph a screen: bars of light and a fine grid."""
    laid, inside = _warped(image, rng, (1500, 1125), 0.85, 0.03)
    rows, columns = np.mgrid[0:1125, 0:1500].astype(np.float32)
    grid = 1 + 0.10 * np.sin(rows * rng.uniform(0.9, 1.3) + columns * 0.05)
    grid += 0.08 * np.sin((columns + 0.12 * rows) * rng.uniform(0.7, 1.1))
    scene = np.where(inside[..., None] > 127, laid, 24).astype(np.float32) * grid[..., None]
    return _recompressed(Image.fromarray(scene.clip(0, 255).astype(np.uint8)), 60)


def story(image: Image.Image, rng: random.Random) -> Image.Image:
    """Cut to 9 × 16 over a blurred ground, with stickers and a line of words."""
    sheet = ImageOps.fit(image, (1080, 1920)).filter(ImageFilter.GaussianBlur(40))
    shown = ImageOps.contain(image, (1000, 1300))
    at = ((1080 - shown.width) // 2, 300)
    sheet.paste(shown, at)
    draw = ImageDraw.Draw(sheet)
    for _ in range(2):
        x = at[0] + rng.randint(0, max(1, shown.width - 150))
        y = at[1] + rng.randint(0, max(1, shown.height // 2))
        draw.ellipse((x, y, x + 130, y + 130), fill=rng.choice(["#ffd54a", "#ff4d6d"]))
        draw.arc((x + 30, y + 40, x + 100, y + 100), 0, 180, fill="#222", width=8)
    draw.rectangle((0, 1700, 1080, 1790), fill="#000000")
    draw.text((40, 1715), _WORDS[:44], font=_face("DejaVuSans-Bold", 38), fill="white")
    return _recompressed(sheet, 70)


def strong_jpeg(image: Image.Image, _: random.Random) -> Image.Image:
    return _recompressed(image.resize((image.width * 2 // 5, image.height * 2 // 5)), 18)


def facebook(image: Image.Image, rng: random.Random) -> Image.Image:
    """Draw a screenshot of a post on a telephone."""
    screen = Image.new("RGB", (1080, 2200), "#f0f2f5")
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1080, 170), fill="white")
    draw.text((40, 60), "facebook", font=_face("DejaVuSans-Bold", 60), fill="#1877f2")
    draw.rectangle((0, 190, 1080, 2000), fill="white")
    draw.ellipse((30, 215, 120, 305), fill="#7aa7d9")
    draw.text((145, 220), "Trang xã Tân Phú", font=_face("DejaVuSans-Bold", 36), fill="#111")
    draw.text(
        (145, 268), f"{rng.randint(2, 9)} giờ trước", font=_face("DejaVuSans", 28), fill="#666"
    )
    draw.text((30, 330), _WORDS[:50], font=_face("DejaVuSans", 34), fill="#111")
    shown = ImageOps.contain(image, (1080, 1350))
    screen.paste(shown, ((1080 - shown.width) // 2, 420))
    foot = 420 + shown.height
    draw.text(
        (40, foot + 20),
        "125 lượt thích   34 bình luận",
        font=_face("DejaVuSans", 30),
        fill="#555",
    )
    for row in range(3):
        draw.rounded_rectangle(
            (40, foot + 90 + row * 100, 800, foot + 170 + row * 100), 24, fill="#e8eaed"
        )
    return _recompressed(screen.resize((810, 1650)), 72)


def _collage(columns: int, rows: int, cell: int) -> Change:
    def change(image: Image.Image, rng: random.Random) -> Image.Image:
        sheet = Image.new("RGB", (columns * (cell + 12), rows * (cell + 12)), "white")
        strange = [
            design(200 + rng.randint(0, 12), rng.randint(0, 9))
            for _ in range(columns * rows - 1)
        ]
        every = [image, *strange]
        rng.shuffle(every)
        for place, each in enumerate(every):
            shown = ImageOps.contain(each, (cell, cell))
            x, y = place % columns * (cell + 12) + 6, place // columns * (cell + 12) + 6
            sheet.paste(shown, (x + (cell - shown.width) // 2, y + (cell - shown.height) // 2))
        return _recompressed(sheet, 80)

    return change


def quarter_turn(image: Image.Image, rng: random.Random) -> Image.Image:
    turn = rng.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
    return _recompressed(image.transpose(turn), 75)


def _covered(low: float, high: float) -> Change:
    def change(image: Image.Image, rng: random.Random) -> Image.Image:
        image = image.copy()
        share = rng.uniform(low, high)
        wide = rng.uniform(0.45, 0.95)
        w, h = int(image.width * wide), int(image.height * min(0.95, share / wide))
        x, y = rng.randint(0, image.width - w), rng.randint(0, image.height - h)
        shade = tuple(rng.randint(30, 220) for _ in range(3))
        ImageDraw.Draw(image).rectangle((x, y, x + w, y + h), fill=shade)
        return _recompressed(image, 80)

    return change


def dim_hall(image: Image.Image, rng: random.Random) -> Image.Image:
    """Photograph from afar in bad light."""
    room = np.random.default_rng(rng.randint(0, 2**31))
    laid, inside = _warped(image, rng, (1600, 1200), 0.5, 0.05)
    scene = np.where(inside[..., None] > 127, laid, 120).astype(np.float32) * 0.45 + 8
    noisy = (scene + room.normal(0, 6, scene.shape)).clip(0, 255).astype(np.uint8)
    shot = Image.fromarray(cv2.GaussianBlur(noisy, (0, 0), 0.8))
    return _recompressed(ImageEnhance.Contrast(shot).enhance(0.9), 60)


NEW_WAYS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "shadowed_wall": shadowed_wall,
    "moire": moire,
    "story": story,
    "strong_jpeg": strong_jpeg,
    "facebook": facebook,
    "collage4": _collage(2, 2, 520),
    "collage6": _collage(3, 2, 440),
    "collage9": _collage(3, 3, 400),
    "quarter_turn": quarter_turn,
    "covered20_35": _covered(0.20, 0.35),
    "dim_hall": dim_hall,
}
