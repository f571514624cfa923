"""A second set of posters, of other layouts, letters and colours, with numbers and real codes.

Nothing here is used to fit a threshold: `bin/bench evidence` reports on it. Every poster
carries what a trickster would change: a telephone number, an account, an address, a QR code.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_SYSTEM = Path("/usr/share/fonts/truetype/dejavu")
_OWN = Path(__file__).parents[1] / "src/loa/crafts/drafting/fonts"
# Two faces a family: for headings and for the rest. Liberation where DejaVu is not installed.
_FACES = (
    ("DejaVuSans-Bold", "DejaVuSans"),
    ("DejaVuSerif-Bold", "DejaVuSerif"),
    ("DejaVuSansCondensed-Bold", "DejaVuSansCondensed"),
    ("DejaVuSerifCondensed-Bold", "DejaVuSans"),
)
_COLOURS = (
    ("#101828", "#ff6b35", "#fdf6ec"),
    ("#5f0f40", "#fb8b24", "#fff7f0"),
    ("#003049", "#fcbf49", "#eef6f9"),
    ("#2d6a4f", "#ffd166", "#f3fff8"),
    ("#3a0ca3", "#4cc9f0", "#f6f4ff"),
    ("#9d0208", "#ffe8d6", "#ffffff"),
    ("#222222", "#8ac926", "#f7f7f7"),
    ("#14213d", "#e5e5e5", "#fff3d6"),
)
_SIZES = ((1080, 1350), (1240, 1754), (1600, 900), (1080, 1080))
_HEADS = (
    "Tháng hành động an toàn mạng", "Ngày hội gia đình số", "Bà con cùng giữ tài khoản",
    "Trường học không lừa đảo", "Phố chợ văn minh, thanh toán an toàn",
    "Người cao tuổi trực tuyến",
)  # fmt: skip
_SAYS = (
    "Nghe máy lạ: dừng lại ba giây", "Ngân hàng không hỏi mật khẩu",
    "Ảnh và giọng cũng giả được", "Không quét mã dán đè", "Hỏi con cháu trước khi chuyển",
    "Đừng tin quà gửi từ nước ngoài", "Không nộp tiền để nhận việc",
    "Công an không làm việc qua mạng", "Khoá thẻ ngay khi nghi ngờ",
    "Chỉ xem tin trên trang của xã", "Không đưa mã OTP, kể cả người nhà",
    "Gọi lại số in trên thẻ", "Đăng ký nhận cảnh báo của tỉnh", "Xem kỹ tên người nhận tiền",
    "Tắt cài đặt từ nguồn lạ", "Không cho ai điều khiển máy từ xa",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a family's posters tell people to call, open, scan and pay to."""

    phone: str
    account: str
    link: str
    code: str


def told(family: int) -> Told:
    rng = random.Random(f"told {family}")
    digits = [str(rng.randint(0, 9)) for _ in range(20)]
    shapes = ("0{}{}{}.{}{}{}.{}{}{}", "0{}{}{} {}{}{} {}{}{}", "1900 {}{}{}{}")
    site = f"{rng.choice(['antoan', 'chiendich', 'canhbao'])}{family}.songxanh.gov.vn"
    return Told(
        shapes[family % 3].format(*digits),
        "".join(["1", *digits[8:19]]),
        site,
        f"https://{site}/r/{''.join(rng.choices('abcdefghkmnp23456789', k=6))}",
    )


Alter = Callable[[Told, random.Random], Told]


def _one_digit(text: str, rng: random.Random) -> str:
    at = rng.choice([n for n, sign in enumerate(text) if sign.isdigit() and n > 1])
    other = rng.choice([d for d in "0123456789" if d != text[at]])
    return text[:at] + other + text[at + 1 :]


def _all_digits(text: str, rng: random.Random) -> str:
    return text[:2] + "".join(
        rng.choice([d for d in "0123456789" if d != sign]) if sign.isdigit() else sign
        for sign in text[2:]
    )


ALTERED: dict[str, Alter] = {
    "phone_digit": lambda t, r: replace(t, phone=_one_digit(t.phone, r)),
    "phone_all": lambda t, r: replace(t, phone=_all_digits(t.phone, r)),
    "account_digit": lambda t, r: replace(t, account=_one_digit(t.account, r)),
    "account_all": lambda t, r: replace(t, account=_all_digits(t.account, r)),
    "link_domain": lambda t, _: replace(t, link=t.link.replace(".gov.vn", ".govv.cc")),
    "link_letter": lambda t, _: replace(t, link=t.link.replace("songxanh", "songxamh")),
    "code_content": lambda t, r: replace(
        t, code=t.code[:-6] + "".join(r.choices("qrstuvw", k=6))
    ),
    "code_other": lambda t, _: replace(t, code="https://qua-tang.cc/nhan?so=1"),
}


@cache
def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    path = _SYSTEM / f"{name}.ttf"
    if not path.exists():
        path = _OWN / f"LiberationSerif-{'Bold' if 'Bold' in name else 'Regular'}.ttf"
    return ImageFont.truetype(path, size)


def design(family: int, member: int, shown: Told | None = None) -> Image.Image:
    """Draw a poster of this set, RGB; `shown` in place of what its family tells."""
    shown = shown or told(family)
    width, height = _SIZES[family % len(_SIZES)]
    image = Image.new("RGB", (width, height), _COLOURS[family % len(_COLOURS)][2])
    _LAYOUTS[family % len(_LAYOUTS)](image, family, member, shown)
    return image


def _photo(seed: str, size: tuple[int, int]) -> Image.Image:
    """Make up a scene: sky, hills, blobs of people; different in every pixel for each seed."""
    rng, room = random.Random(seed), np.random.default_rng(abs(hash_of(seed)))
    small = room.normal(128, 60, (9, 12, 3)).clip(0, 255).astype(np.uint8)
    scene = Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(scene)
    for _ in range(14):
        x, y = rng.randint(0, size[0]), rng.randint(size[1] // 3, size[1])
        r = rng.randint(size[1] // 24, size[1] // 7)
        shade = tuple(rng.randint(20, 235) for _ in range(3))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=shade)
        draw.rectangle((x - 2 * r, y + r, x + 2 * r, y + 4 * r), fill=shade[::-1])
    return scene.filter(ImageFilter.GaussianBlur(1.2))


def hash_of(seed: str) -> int:
    """Give the same number for the same words in every process."""
    return int.from_bytes(seed.encode()[-7:].rjust(7, b"#"), "big")


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, face: ImageFont.FreeTypeFont,
    fill: str, most: int,
) -> int:  # fmt: skip
    """Write wrapped words; give where the next line begins."""
    x, y = at
    line = ""
    for word in [*text.split(), ""]:
        longer = f"{line} {word}".strip()
        if word and draw.textlength(longer, font=face) <= most:
            line = longer
            continue
        draw.text((x, y), line, font=face, fill=fill)
        y += round(face.size * 1.28)
        line = word
    return y


def _code(image: Image.Image, words: str, x: int, y: int, side: int) -> None:
    rows = list(segno.make(words, error="m", boost_error=False).matrix)
    grid = Image.fromarray(np.where(np.array(rows, bool), 0, 255).astype(np.uint8))
    grid = grid.resize((side, side), Image.Resampling.NEAREST)
    ImageDraw.Draw(image).rectangle(
        (x - 14, y - 14, x + side + 14, y + side + 14), fill="white"
    )
    image.paste(grid.convert("RGB"), (x, y))


def _parts(family: int, member: int) -> tuple[str, list[str], tuple[str, str]]:
    own = random.Random(f"design {family}/{member}")
    head = _HEADS[(family + 2 * member) % len(_HEADS)]
    return head, own.sample(_SAYS, 5), _FACES[family % len(_FACES)]


def _tower(image: Image.Image, family: int, member: int, shown: Told) -> None:
    """Draw a photo above, words in the middle, everything to call at the foot."""
    dark, light, _ = _COLOURS[family % len(_COLOURS)]
    head, says, (bold, plain) = _parts(family, member)
    draw, (w, h) = ImageDraw.Draw(image), image.size
    image.paste(_photo(f"{family} {member // 2}", (w, h * 3 // 10)), (0, 0))
    y = _write(draw, (50, h * 3 // 10 + 20), head, _face(bold, 58), dark, w - 100)
    for text in says[:4]:
        draw.rectangle((50, y + 14, 66, y + 46), fill=light)
        y = _write(draw, (90, y + 8), text, _face(plain, 38), "#1c1c1c", w - 150)
    foot = h - 290
    draw.rectangle((0, foot, w, h), fill=dark)
    draw.text((50, foot + 30), "Đường dây nóng", font=_face(plain, 32), fill=light)
    draw.text((50, foot + 72), shown.phone, font=_face(bold, 60), fill="white")
    draw.text((50, foot + 154), f"STK {shown.account}", font=_face(plain, 36), fill="white")
    draw.text((50, foot + 212), shown.link, font=_face(plain, 34), fill=light)
    _code(image, shown.code, w - 260, foot + 45, 200)


def _ticket(image: Image.Image, family: int, member: int, shown: Told) -> None:
    """Draw a frame, a heading in the middle, two columns of small words."""
    dark, light, _ = _COLOURS[family % len(_COLOURS)]
    head, says, (bold, plain) = _parts(family, member)
    draw, (w, h) = ImageDraw.Draw(image), image.size
    draw.rectangle((18, 18, w - 18, h - 18), outline=dark, width=14)
    draw.ellipse((w // 2 - 60, 50, w // 2 + 60, 170), fill=light, outline=dark, width=8)
    y = _write(draw, (80, 190), head.upper(), _face(bold, 50), dark, w - 160) + 10
    picture = _photo(f"t{family} {member}", (w - 160, h // 5))
    image.paste(picture, (80, y))
    y += picture.height + 20
    for number, text in enumerate(says[:4]):
        x = 80 + (number % 2) * (w // 2 - 40)
        _write(draw, (x, y + (number // 2) * 110), text, _face(plain, 32), "#222", w // 2 - 130)
    y = h - 260
    draw.line((60, y - 20, w - 60, y - 20), fill=dark, width=4)
    _code(image, shown.code, 80, y, 190)
    draw.text((310, y - 4), f"Gọi ngay: {shown.phone}", font=_face(bold, 42), fill=dark)
    draw.text((310, y + 64), f"Tài khoản: {shown.account}", font=_face(plain, 34), fill="#222")
    draw.text((310, y + 124), shown.link, font=_face(plain, 34), fill="#222")


def _banner(image: Image.Image, family: int, member: int, shown: Told) -> None:
    """Draw words to the left on colour, photo to the right."""
    dark, light, _ = _COLOURS[family % len(_COLOURS)]
    head, says, (bold, plain) = _parts(family, member)
    draw, (w, h) = ImageDraw.Draw(image), image.size
    image.paste(_photo(f"b{family} {member}", (w * 2 // 5, h)), (w * 3 // 5, 0))
    draw.polygon([(0, 0), (w * 3 // 5 + 60, 0), (w * 3 // 5 - 60, h), (0, h)], fill=dark)
    y = _write(draw, (60, 60), head, _face(bold, min(64, h // 14)), light, w * 3 // 5 - 160)
    for text in says[:3]:
        y = _write(draw, (60, y + 16), f"+ {text}", _face(plain, 36), "white", w * 3 // 5 - 190)
    y = h - 230
    _code(image, shown.code, 60, y, 170)
    draw.text((270, y - 6), shown.phone, font=_face(bold, 52), fill=light)
    draw.text((270, y + 68), f"TK: {shown.account}", font=_face(plain, 32), fill="white")
    draw.text((270, y + 122), shown.link, font=_face(plain, 30), fill="white")


def _cards(image: Image.Image, family: int, member: int, shown: Told) -> None:
    """Draw numbered cards below a heading that is a strip of colour."""
    dark, light, _ = _COLOURS[family % len(_COLOURS)]
    head, says, (bold, plain) = _parts(family, member)
    draw, (w, h) = ImageDraw.Draw(image), image.size
    draw.rounded_rectangle((40, 40, w - 40, 190), 40, fill=dark)
    _write(draw, (80, 56), head, _face(bold, 44), "white", w - 160)
    high = (h - 520) // 4
    for number, text in enumerate(says[:4]):
        y = 215 + number * (high + 10)
        draw.rounded_rectangle(
            (40, y, w - 40, y + high), 24, fill="white", outline=light, width=5
        )
        draw.text((66, y + 8), str(number + 1), font=_face(bold, min(80, high - 30)), fill=dark)
        _write(draw, (170, y + high // 2 - 26), text, _face(plain, 38), "#111", w - 260)
    y = h - 250
    _code(image, shown.code, w - 260, y, 190)
    draw.text((60, y), shown.phone, font=_face(bold, 54), fill=dark)
    draw.text((60, y + 84), f"Số TK {shown.account}", font=_face(plain, 36), fill="#111")
    draw.text((60, y + 146), shown.link, font=_face(plain, 34), fill="#111")


_LAYOUTS = (_tower, _ticket, _banner, _cards, _ticket, _tower, _cards)
