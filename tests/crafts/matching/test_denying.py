"""A true poster that somebody stamped "TIN GIẢ" is shown in order to deny it."""

import random
from functools import cache

import pytest
from PIL import Image, ImageDraw

from bench.designs import _face, design
from bench.posters import CHANGES, to_bytes
from bench.stamps import HANDED_ON, STAMPS
from loa.crafts.matching import (
    Finding,
    Library,
    Outcome,
    Reason,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.gallery import Gallery
from loa.crafts.opening import Word
from loa.doors.ocr import find_ocr

FAMILY = 101
needs_ocr = pytest.mark.skipif(find_ocr() is None, reason="no Tesseract with Vietnamese here")


@cache
def library(*, reads: bool = True) -> Library:
    prints = [fingerprint_image(to_bytes(design(FAMILY, member))) for member in range(2)]
    made = [Specimen(str(number), images=(each,)) for number, each in enumerate(prints)]
    return Library(made, ocr=find_ocr() if reads else None)


def stamped(stamp: str, words: str) -> Image.Image:
    return STAMPS[stamp](design(FAMILY, 0), words, random.Random(f"{stamp} {words}"))


def seen(image: Image.Image, *, reads: bool = True) -> Finding:
    return library(reads=reads).look_at("", [open_picture(to_bytes(image))])[0]


@needs_ocr
@pytest.mark.parametrize(
    ("stamp", "words", "said"),
    [
        ("upright", "SAI SỰ THẬT", "sai sự thật"),
        ("turned", "TIN GIẢ", "tin giả"),
        ("faint", "ĐÂY LÀ TIN GIẢ", "tin giả"),
        ("strip", "FAKE NEWS", "fake news"),
        ("watermark", "TIN GIẢ", "tin giả"),
        ("caption", "ĐÂY LÀ TIN GIẢ", "tin giả"),
    ],
)
def test_a_poster_stamped_as_false_is_left_to_a_person(
    stamp: str, words: str, said: str
) -> None:
    met = seen(stamped(stamp, words))
    assert (met.outcome, met.reason, met.material) == (Outcome.CANNOT_TELL, Reason.DENIED, "0")
    assert (met.changes[0].expected, met.changes[0].said) == ("", said)
    assert met.changes[0].region is not None


@needs_ocr
@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("upright", "CẢNH BÁO LỪA ĐẢO"),
        ("turned", "ĐÃ PHÁT HÀNH"),
        ("caption", "UBND TỈNH GIA LAI"),
    ],
)
def test_the_same_stamp_with_a_units_own_words_denies_nothing(stamp: str, words: str) -> None:
    met = seen(stamped(stamp, words))
    assert (met.outcome, met.changes) == (Outcome.FOUND, ())


@needs_ocr
def test_the_region_of_a_denial_frames_the_stamp() -> None:
    image = design(FAMILY, 0)
    high = image.height // 12
    words = Image.new("L", (image.width, high), 0)
    ImageDraw.Draw(words).text((60, 0), "SAI SỰ THẬT", 255, _face("DejaVuSans-Bold", 80))
    at = image.height // 2
    image.paste(Image.new("RGB", words.size, "#d01818"), (0, at), words)
    region = seen(image).changes[0].region
    assert region is not None
    left, top, wide, tall = words.getbbox() or (0, 0, 0, 0)
    shown = (left, at + top, wide - left, tall - top)
    assert all(abs(a - b) < 20 for a, b in zip(region, shown, strict=True))


def test_without_an_ocr_a_stamp_says_nothing() -> None:
    assert seen(stamped("turned", "TIN GIẢ"), reads=False).outcome is Outcome.FOUND


class Counting:
    """Counts its readings; reads nothing."""

    def __init__(self) -> None:
        self.readings = 0

    def read(self, *_: object, **__: object) -> list[Word]:
        self.readings += 1
        return []

    def read_line(self, *_: object, **__: object) -> str:
        self.readings += 1
        return ""


def readings_for_denials(image: Image.Image) -> int:
    """Count the readings that a close look costs more where denials are looked for, too."""
    gallery = Gallery([fingerprint_image(to_bytes(design(FAMILY, 0)))])
    picture = open_picture(to_bytes(image))
    hit = gallery.hits(picture)[0]
    without, with_ = Counting(), Counting()
    gallery.look_closely(hit, picture, without, list, may_be_denied=False)
    gallery.look_closely(hit, picture, with_, list, may_be_denied=True)
    return with_.readings - without.readings


@pytest.mark.parametrize("way", ["resized_quarter", "jpeg30", "grey", "logo_added"])
def test_a_plain_copy_and_one_with_a_logo_cost_no_reading(way: str) -> None:
    assert readings_for_denials(CHANGES[way](design(FAMILY, 0), random.Random(way))) == 0


def test_a_stamp_on_a_screenshot_costs_two_readings_at_most() -> None:
    image = HANDED_ON["screenshot"](stamped("watermark", "TIN GIẢ"), random.Random(1))
    assert readings_for_denials(image) == 2
