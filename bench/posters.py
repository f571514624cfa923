"""Posters of our own to measure on, and what happens to them on their way.

A family shares layout, colours, crest, header, code block and footer; its posters differ in
words and in one drawing. Everything is drawn from a seed: the same number, the same poster.
"""

import io
import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

_FONTS = Path(__file__).parents[1] / "src/loa/crafts/drafting/fonts"
_PALETTES = (
    ("#b3122a", "#ffd54a", "#fffaf0"),
    ("#0b4f8a", "#7fd0ee", "#f4fbff"),
    ("#146c3a", "#b7dc8c", "#f7fff2"),
    ("#553080", "#f2a03d", "#fff8ee"),
    ("#0a5560", "#4cbfa6", "#f2fffb"),
    ("#7a3b12", "#f0c98a", "#fffaf2"),
)
_TITLES = (
    "Cảnh giác cuộc gọi giả danh", "Không đưa mã xác thực cho ai", "Nhận diện trang giả mạo",
    "Việc nhẹ lương cao là bẫy", "Kiểm tra trước khi chuyển tiền", "Bảo vệ trẻ em trên mạng",
    "Mật khẩu dài, tài khoản bền", "Cẩn trọng đường dẫn lạ", "Trúng thưởng không có thật",
    "Không cài ứng dụng ngoài kho", "Giữ kín ảnh căn cước", "Người thân nhắn vay tiền",
)  # fmt: skip
_LINES = (
    "Bình tĩnh, gọi lại số chính thức", "Không bấm vào đường dẫn trong tin nhắn",
    "Báo công an xã nơi gần nhất", "Đọc kỹ tên miền trước khi nhập", "Bật xác thực hai lớp",
    "Hỏi người thân trước khi quyết định", "Lưu lại tin nhắn làm bằng chứng",
    "Không cho mượn tài khoản", "Chỉ tải ứng dụng từ kho chính thức",
    "Cập nhật máy thường xuyên", "Cơ quan nhà nước không thu tiền qua điện thoại",
    "Không đặt cọc cho người lạ", "Tắt chia sẻ vị trí khi không cần", "Đổi mật khẩu định kỳ",
)  # fmt: skip


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    return ImageFont.truetype(_FONTS / name, size)


def poster(family: int, member: int) -> Image.Image:
    """Draw a poster: 720 × 1000 RGB, or wide for every third family."""
    shared, own = random.Random(f"family {family}"), random.Random(f"{family}/{member}")
    wide = family % 3 == 2
    width, height = (1000, 720) if wide else (720, 1000)
    dark, light, ground = _PALETTES[family % len(_PALETTES)]
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    band = 120 + 10 * (family % 4)
    draw.rectangle((0, 0, width, band), fill=dark)
    _crest(draw, shared, 60, band // 2, light)
    draw.text((120, 24), f"CHIẾN DỊCH SỐ {family + 1}", font=_font(34, bold=True), fill="white")
    draw.text((120, 70), "Cùng bà con an toàn trên mạng", font=_font(26), fill=light)
    _scene(draw, shared, (width - 330, band + 20, width - 30, band + 250), light, dark)
    title = _TITLES[(member * 5 + family) % len(_TITLES)]
    at = band + 30
    for line in _wrapped(title, 16):
        draw.text((36, at), line, font=_font(52, bold=True), fill=dark)
        at += 62
    at = max(at + 20, band + 270)
    for text in own.sample(_LINES, 4 if wide else 6):
        draw.ellipse((40, at + 8, 60, at + 28), fill=light, outline=dark)
        draw.text((78, at), text, font=_font(32), fill="#202020")
        at += 66
    _code(draw, shared, width - 170, height - 175, dark)
    draw.rectangle((0, height - 40, width, height), fill=dark)
    draw.text((36, height - 36), "Sở Thông tin tỉnh Sông Xanh", font=_font(24), fill="white")
    return image


def _wrapped(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _crest(draw: ImageDraw.ImageDraw, rng: random.Random, x: int, y: int, fill: str) -> None:
    draw.ellipse((x - 42, y - 42, x + 42, y + 42), outline=fill, width=5)
    points = [(x + rng.randint(-30, 30), y + rng.randint(-30, 30)) for _ in range(7)]
    draw.polygon(points, fill=fill)


def _scene(
    draw: ImageDraw.ImageDraw, rng: random.Random, box: tuple[int, int, int, int],
    light: str, dark: str,
) -> None:  # fmt: skip
    draw.rectangle(box, fill=light)
    for _ in range(26):
        x, y = rng.randint(box[0], box[2] - 40), rng.randint(box[1], box[3] - 40)
        size = rng.randint(10, 40)
        shade = rng.choice([dark, "white", "#333333", "#e0b070"])
        rng.choice([draw.rectangle, draw.ellipse])((x, y, x + size, y + size), fill=shade)


def _code(draw: ImageDraw.ImageDraw, rng: random.Random, x: int, y: int, fill: str) -> None:
    draw.rectangle((x - 6, y - 6, x + 131, y + 131), fill="white")
    for row in range(21):
        for column in range(21):
            if rng.random() < 0.5:
                left, top = x + column * 6, y + row * 6
                draw.rectangle((left, top, left + 5, top + 5), fill=fill)


def to_bytes(image: Image.Image, quality: int = 88) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


Change = Callable[[Image.Image, random.Random], Image.Image]


def _recompressed(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(to_bytes(image, quality))).convert("RGB")


def _scaled(by: float) -> Change:
    return lambda image, _: image.resize((round(image.width * by), round(image.height * by)))


def _cropped(share: float) -> Change:
    def change(image: Image.Image, rng: random.Random) -> Image.Image:
        keep = (1 - share) ** 0.5
        w, h = int(image.width * keep), int(image.height * keep)
        x, y = rng.randint(0, image.width - w), rng.randint(0, image.height - h)
        return image.crop((x, y, x + w, y + h))

    return change


def _logo(image: Image.Image, rng: random.Random) -> Image.Image:
    image = image.copy()
    draw = ImageDraw.Draw(image)
    x, y = rng.choice([(20, 20), (image.width - 180, 20), (20, image.height - 150)])
    draw.ellipse((x, y, x + 130, y + 130), fill="#1d4ed8", outline="white", width=6)
    draw.text((x + 28, y + 46), "XÃ TP", font=_font(28, bold=True), fill="white")
    return image


def _border(image: Image.Image, _: random.Random) -> Image.Image:
    framed = ImageOps.expand(image, border=50, fill="#f8f8f8")
    wide = Image.new("RGB", (framed.width, framed.height + 110), "white")
    wide.paste(framed, (0, 0))
    words = "Xã Tân Phú tuyên truyền đến bà con"
    ImageDraw.Draw(wide).text((40, framed.height + 30), words, font=_font(36), fill="black")
    return wide


def _coloured(image: Image.Image, _: random.Random) -> Image.Image:
    hue, saturation, value = image.convert("HSV").split()
    hue = hue.point(lambda v: (v + 60) % 256)
    return Image.merge("HSV", (hue, saturation, value)).convert("RGB")


def _collage(image: Image.Image, rng: random.Random) -> Image.Image:
    sheet = Image.new("RGB", (1240, 1240), "white")
    strange = [poster(90 + rng.randint(0, 8), rng.randint(0, 9)) for _ in range(3)]
    for place, each in enumerate([image, *strange]):
        sheet.paste(
            ImageOps.contain(each, (600, 600)), (10 + place % 2 * 620, 10 + place // 2 * 620)
        )
    return sheet


def _on_wall(image: Image.Image, rng: random.Random) -> Image.Image:
    room = np.random.default_rng(rng.randint(0, 2**31))
    wall = room.normal(150, 14, (1200, 1500, 3)).clip(0, 255).astype(np.uint8)
    wall = np.asarray(cv2.GaussianBlur(wall, (0, 0), 2), np.uint8)
    source = np.asarray(image.convert("RGB"))
    height, width = source.shape[:2]
    by = 850 / max(height, width)
    w, h = width * by, height * by
    x, y = 750 - w / 2, 600 - h / 2
    jitter = [[rng.uniform(-55, 55), rng.uniform(-55, 55)] for _ in range(4)]
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float32) + np.array(
        jitter, np.float32
    )
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    laid = cv2.warpPerspective(source, matrix, (1500, 1200), flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (1500, 1200))
    scene: NDArray[np.float32] = np.where(inside[..., None] > 127, laid, wall).astype(
        np.float32
    )
    light = np.linspace(0.7, 1.12, 1500, dtype=np.float32)[None, :, None]
    noisy = scene * light + room.normal(0, 5, scene.shape)
    return _recompressed(
        Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(0.9)
        ),
        65,
    )


def _screenshot(image: Image.Image, _: random.Random) -> Image.Image:
    screen = Image.new("RGB", (1080, 1600), "white")
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1080, 90), fill="#1877f2")
    for row, words in enumerate(_LINES[:5]):
        draw.text((40, 110 + row * 44), words, font=_font(32), fill="#222222")
    screen.paste(ImageOps.contain(image, (1000, 1100)), (40, 360))
    return screen


def _turned(image: Image.Image, rng: random.Random) -> Image.Image:
    return image.rotate(rng.choice([-5, 5]), expand=True, fillcolor="white")


def _covered(image: Image.Image, rng: random.Random) -> Image.Image:
    image = image.copy()
    w, h = int(image.width * 0.447), int(image.height * 0.447)
    x, y = rng.randint(0, image.width - w), rng.randint(0, image.height - h)
    ImageDraw.Draw(image).rectangle((x, y, x + w, y + h), fill="#8a8a8a")
    return image


def _handed_on(image: Image.Image, rng: random.Random) -> Image.Image:
    small = _recompressed(_scaled(0.5)(image, rng), 55)
    ImageDraw.Draw(small).rectangle(
        (0, small.height - 26, small.width, small.height), fill="#222"
    )
    return _recompressed(small, 60)


CHANGES: dict[str, Change] = {
    "resized_quarter": _scaled(0.25),
    "jpeg30": lambda image, _: _recompressed(image, 30),
    "cropped10": _cropped(0.10),
    "cropped30": _cropped(0.30),
    "logo_added": _logo,
    "border_caption": _border,
    "recoloured": _coloured,
    "grey": lambda image, _: ImageOps.grayscale(image).convert("RGB"),
    "collage": _collage,
    "wall_photo": _on_wall,
    "screenshot": _screenshot,
    "turned5": _turned,
    "covered20": _covered,
    "handed_on": _handed_on,
}
