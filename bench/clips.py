"""`python -m bench.clips [FIRST LAST]`: materials that are clips, met in clips handed in.

Series of clips are drawn from seeds: an opening, a presenter, a hotline card and an end that
all clips of a series share, and cards of their own with pans and captions. Two clips of a
series are registered, through the door that reads clips. One of them is looked for in seven
ways, and so are three that nobody registered; among all the series, and by a library that holds
the one clip alone. The eight pictures are drawn at the instants at which a clip handed in is
read. The rule was set on series 0 and 1; what docs/rules/matching.md reports are others.
"""

import io
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageOps

from bench.designs import _COLOURS, _HEADS, _SAYS, _face, design
from bench.evidence import interval
from bench.posters import _crest, poster, to_bytes
from bench.ways import facebook, moire
from loa.crafts.matching import Library, Outcome, Specimen, fingerprint_image, open_picture
from loa.crafts.matching.clips import Frame
from loa.doors.clip_frames import frames_in

MEASURED = range(20, 24)
SIZE, RATE = (854, 480), 5
REGISTERED, STRANGERS = (0, 1), (5, 6, 7)
PICTURES = 8


@dataclass(frozen=True)
class Part:
    """One scene: what it shows, how long, and a number that tells it from others."""

    kind: str
    seconds: float
    number: int


@dataclass(frozen=True)
class Drawn:
    """A clip: of which series, which one of it."""

    series: int
    member: int

    @property
    def parts(self) -> tuple[Part, ...]:
        rng = random.Random(f"clip {self.series}/{self.member}")
        cards = [
            Part(rng.choice(("pan", "side", "side", "words")), rng.uniform(3, 7),
                 self.member * 20 + number)
            for number in range(rng.randint(4, 8))
        ]  # fmt: skip
        return (
            Part("opening", 2.5, 0), *cards, Part("hotline", 3.0, 900), Part("end", 2.5, 0)
        )  # fmt: skip

    @property
    def seconds(self) -> float:
        return sum(each.seconds for each in self.parts)

    def at(self, second: float) -> Image.Image:
        """Draw the picture at an instant."""
        left = second = min(max(second, 0.0), self.seconds - 0.01)
        for part in self.parts:
            if left < part.seconds:
                return _drawn(self, part, left / part.seconds, second)
            left -= part.seconds
        raise AssertionError(second)


@cache
def _card(series: int, number: int) -> Image.Image:
    make = poster if series % 2 else design
    return make(300 + series, number).convert("RGB")


def _drawn(clip: Drawn, part: Part, share: float, second: float) -> Image.Image:
    dark, light, ground = _COLOURS[clip.series % len(_COLOURS)]
    shown = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(shown)
    if part.kind in ("opening", "end"):
        shown.paste(dark, (0, 0, *SIZE))
        shared = random.Random(f"crest {clip.series}")
        _crest(draw, shared, round(200 + 200 * share), 240, light)
        words = _HEADS[clip.series % len(_HEADS)] if part.kind == "opening" else "Xin cảm ơn!"
        draw.text((330, 210), words[:30], font=_face("DejaVuSans-Bold", 28), fill="white")
        return shown
    card = _card(clip.series, part.number)
    if part.kind == "pan":
        wide = card.resize((SIZE[0], round(card.height * SIZE[0] / card.width)))
        room = max(0, wide.height - SIZE[1])
        shown.paste(wide, (0, -round(room * share)))
    elif part.kind == "words":
        rng = random.Random(f"words {clip.series}/{part.number}")
        draw.rectangle((0, 0, SIZE[0], 70), fill=dark)
        draw.text(
            (30, 16), _HEADS[clip.series % 6], font=_face("DejaVuSans-Bold", 32), fill="white"
        )
        for row, words in enumerate(rng.sample(_SAYS, 4)):
            draw.ellipse((30, 110 + row * 72, 50, 130 + row * 72), fill=light, outline=dark)
            draw.text((70, 100 + row * 72), words, font=_face("DejaVuSans", 32), fill="#202020")
    else:
        fitted = ImageOps.contain(card, (470, 420))
        shown.paste(fitted, (10, 10))
        _presenter(draw, clip.series, second)
    _caption(draw, clip, second)
    return shown


def _presenter(draw: ImageDraw.ImageDraw, series: int, second: float) -> None:
    sway = 14 * np.sin(second * 1.7), 6 * np.sin(second * 2.9)
    x, y = 670 + sway[0], 190 + sway[1]
    draw.ellipse((x - 90, y + 70, x + 90, y + 360), fill=_COLOURS[(series + 3) % 8][0])
    draw.ellipse((x - 48, y - 60, x + 48, y + 70), fill="#d9a87c")
    draw.arc((x - 20, y + 10, x + 20, y + 40), 0, 180, fill="#5b2a1a", width=4)


def _caption(draw: ImageDraw.ImageDraw, clip: Drawn, second: float) -> None:
    rng = random.Random(f"caption {clip.series}/{clip.member}/{int(second / 2.5)}")
    draw.rectangle((60, 430, 794, 470), fill="black")
    draw.text((80, 436), rng.choice(_SAYS), font=_face("DejaVuSans", 26), fill="white")


Way = Callable[[Image.Image, random.Random], Image.Image]


def _squeezed(image: Image.Image, _: random.Random) -> Image.Image:
    small = image.resize((image.width * 3 // 5, image.height * 3 // 5))
    return Image.open(io.BytesIO(to_bytes(small, 28))).convert("RGB")


def _cropped(image: Image.Image, _: random.Random) -> Image.Image:
    x, y = image.width // 20, image.height // 20
    return image.crop((x, y, image.width - x, image.height - y)).resize(image.size)


def _channel(image: Image.Image, _: random.Random) -> Image.Image:
    image = image.copy()
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((image.width - 130, 14, image.width - 20, 62), 10, fill="#c8102e")
    draw.text((image.width - 118, 22), "SXTV", font=_face("DejaVuSans-Bold", 28), fill="white")
    draw.rectangle((0, image.height - 30, image.width, image.height), fill="#0b2a5b")
    draw.text((10, image.height - 28), "Bản tin xã Tân Phú: giá lúa, thời tiết",
              font=_face("DejaVuSans", 20), fill="white")  # fmt: skip
    return image


WAYS: dict[str, tuple[Way, float, float | None]] = {
    # how a picture is changed, from which second on, how many seconds
    "squeezed": (_squeezed, 0.0, None),
    "scaled": (lambda image, _: image.resize((426, 240)), 0.0, None),
    "cropped10": (_cropped, 0.0, None),
    "channel": (_channel, 0.0, None),
    "filmed": (moire, 0.0, None),
    "cut": (lambda image, _: image, 6.0, 16.0),
    "faster": (_cropped, 1.3, None),
}


def handed_in(clip: Drawn, way: str) -> list[bytes]:
    """Give the eight pictures of a clip that was changed on its way, equal ones once."""
    change, first, lasts = WAYS[way]
    span = min(lasts or clip.seconds - first, clip.seconds - first)
    kept: list[bytes] = []
    for number in range(PICTURES):
        rng = random.Random(f"{way} {clip}")  # the same place before the television
        shown = change(clip.at(first + (number + 0.5) * span / PICTURES), rng)
        kept.append(to_bytes(shown, 72))
    return kept


def written(clip: Drawn) -> bytes:
    """Write a clip as MP4."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        code = cv2.VideoWriter.fourcc(*"mp4v")
        writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, RATE, SIZE)
        for number in range(int(clip.seconds * RATE)):
            frame = np.asarray(clip.at(number / RATE))
            writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
        writer.release()
        return path.read_bytes()


@cache
def registered(clip: Drawn) -> Specimen:
    frames = tuple(
        Frame(each.second, fingerprint_image(each.picture)) for each in frames_in(written(clip))
    )
    return Specimen(f"{clip.series}/{clip.member}", frames=frames)


Row = tuple[str, str, str, float]


def looks(series: range, mine: int) -> Iterator[Row]:
    """Look for one series' clips; give library, way, what was said, seconds of CPU."""
    among = Library([registered(Drawn(s, m)) for s in series for m in REGISTERED])
    alone = Library([registered(Drawn(mine, 0))])
    sought: list[tuple[str, Drawn, list[bytes]]] = [
        (way, Drawn(mine, 0), handed_in(Drawn(mine, 0), way)) for way in WAYS
    ]
    for stranger, way in zip(STRANGERS, ("scaled", "cropped10", "channel"), strict=True):
        sought.append(
            (f"other, {way}", Drawn(mine, stranger), handed_in(Drawn(mine, stranger), way))
        )
    rng = random.Random(f"screen {mine}")
    for name, member in (("one screenshot", 0), ("other's screenshot", STRANGERS[0])):
        clip = Drawn(mine, member)
        shown = facebook(clip.at(rng.uniform(4, clip.seconds - 7)), rng)
        sought.append((name, clip, [to_bytes(shown, 75)]))
    for way, clip, pictures in sought:
        opened = [open_picture(each) for each in pictures]
        for name, library in (("among", among), ("alone", alone)):
            begun = time.process_time()
            said = library.look_at("", opened)
            took = time.process_time() - begun
            own = f"{clip.series}/{clip.member}" if clip.member in REGISTERED else None
            found = {each.material for each in said if each.outcome is Outcome.FOUND}
            doubt = {each.material for each in said if each.outcome is Outcome.CANNOT_TELL}
            if found - {own}:
                word = "wrong"
            elif own in found:
                word = "found"
            else:
                word = "doubtful" if doubt else "-"
            yield name, way, word, took


def main() -> None:
    cv2.setNumThreads(1)
    first_last = [int(each) for each in sys.argv[1:3]]
    series = range(*first_last) if first_last else MEASURED
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    cost: list[float] = []
    begun = time.process_time()
    frames = [len(registered(Drawn(s, m)).frames) for s in series for m in REGISTERED]
    each = (time.process_time() - begun) / len(frames)
    print(f"{len(frames)} clips of {min(frames)} to {max(frames)} frames, {each:.1f} s to draw")
    for mine in series:
        for name, way, word, took in looks(series, mine):
            told[name, way].append(word)
            if way in WAYS:
                cost.append(took)
        print(f"series {mine} done", dict(told), file=sys.stderr, flush=True)
    for name in ("among", "alone"):
        for way in dict.fromkeys(way for _, way in told):
            words = told[name, way]
            many = {word: words.count(word) for word in ("found", "doubtful", "-", "wrong")}
            print(f"{name} · {way}: {many}")
        for label, ways, wanted in (
            ("found", WAYS, ("found",)),
            ("found or doubtful", WAYS, ("found", "doubtful")),
        ):
            words = [word for way in ways for word in told[name, way]]
            hits = sum(word in wanted for word in words)
            print(f"{name} · {label}: {interval(hits, len(words))}")
        strange = [w for way in told if way[0] == name and "other" in way[1] for w in told[way]]
        wrong = strange.count("wrong")
        doubts = strange.count("doubtful")
        print(f"{name} · wrong: {interval(wrong, len(strange))}; to a person {doubts}")
    print(f"CPU a clip handed in: {sum(cost) / len(cost):.2f} s")


if __name__ == "__main__":
    main()
