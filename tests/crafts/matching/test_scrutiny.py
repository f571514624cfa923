"""A found poster with another number, address or code is never found."""

import random
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from bench.designs import ALTERED, Told, design, told
from bench.posters import CHANGES, to_bytes
from loa.crafts.matching import (
    Finding,
    ImageFingerprint,
    Library,
    Outcome,
    Picture,
    Reason,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.details import Kind
from loa.crafts.matching.imprints import fingerprint_picture
from loa.doors.ocr import find_ocr

FAMILY = 3
needs_ocr = pytest.mark.skipif(find_ocr() is None, reason="no Tesseract with Vietnamese here")


@cache
def library(*, reads: bool) -> Library:
    ocr = find_ocr() if reads else None
    made = [fingerprint_image(to_bytes(design(FAMILY, member)), ocr) for member in range(2)]
    return Library([Specimen(str(n), images=(each,)) for n, each in enumerate(made)], ocr=ocr)


def seen(shown: Told, way: str = "", *, reads: bool = False) -> Finding:
    image = design(FAMILY, 0, shown)
    if way:
        image = CHANGES[way](image, random.Random(way))
    return library(reads=reads).look_at("", [open_picture(to_bytes(image))])[0]


@pytest.mark.parametrize(
    "way", ["", "jpeg30", "screenshot", "wall_photo", "handed_on", "turned5"]
)
@pytest.mark.parametrize("name", ["code_content", "code_other"])
def test_another_code_on_a_true_poster_is_an_alarm(name: str, way: str) -> None:
    shown = ALTERED[name](told(FAMILY), random.Random(name))
    met = seen(shown, way)
    assert (met.outcome, met.reason, met.material) == (Outcome.ALTERED, Reason.ALTERED, "0")
    change = met.changes[0]
    assert (change.kind, change.expected, change.said) == (
        Kind.CODE, told(FAMILY).code, shown.code,
    )  # fmt: skip


def test_a_code_stuck_beside_the_true_one_is_an_alarm() -> None:
    stuck = replace(told(FAMILY), code="https://qua-tang.cc/nhan?so=7")
    other = design(FAMILY, 0, stuck).crop((800, 820, 1060, 1070)).resize((150, 150))
    image = design(FAMILY, 0)
    image.paste(other, (620, 880))
    met = library(reads=False).look_at("", [open_picture(to_bytes(image))])[0]
    assert met.outcome is Outcome.ALTERED
    assert [(each.expected, each.said) for each in met.changes] == [("", stuck.code)]


@pytest.mark.parametrize("name", ["phone_digit", "account_digit", "phone_all"])
def test_another_number_is_not_found_even_where_nothing_can_be_read(name: str) -> None:
    shown = ALTERED[name](told(FAMILY), random.Random(name))
    assert seen(shown).outcome is not Outcome.FOUND


@needs_ocr
@pytest.mark.parametrize("way", ["", "jpeg30", "screenshot", "wall_photo", "grey"])
@pytest.mark.parametrize("name", ["phone_digit", "account_all", "link_domain"])
def test_another_number_or_address_is_an_alarm_that_says_both(name: str, way: str) -> None:
    shown = ALTERED[name](told(FAMILY), random.Random(name))
    met = seen(shown, way, reads=True)
    assert met.outcome is Outcome.ALTERED
    kind = Kind(name.split("_")[0])
    change = next(each for each in met.changes if each.kind is kind)
    assert (
        change.expected
        == {
            Kind.PHONE: told(FAMILY).phone.replace(".", ""),
            Kind.ACCOUNT: told(FAMILY).account,
            Kind.LINK: told(FAMILY).link,
        }[kind]
    )
    assert change.region is not None


@pytest.mark.parametrize("way", ["", "jpeg30", "screenshot", "wall_photo", "collage", "grey"])
def test_the_true_poster_is_found_and_nothing_is_said_of_its_numbers(way: str) -> None:
    met = seen(told(FAMILY), way)
    assert (met.outcome, met.changes) == (Outcome.FOUND, ())


def test_a_covered_number_says_nothing_false() -> None:
    image = design(FAMILY, 0)
    image.paste(Image.new("RGB", (420, 60), "#2d6a4f"), (50, image.height - 255))
    met = library(reads=False).look_at("", [open_picture(to_bytes(image))])[0]
    assert met.outcome is not Outcome.ALTERED


def test_the_region_of_a_change_frames_it() -> None:
    met = seen(ALTERED["code_other"](told(FAMILY), random.Random(1)))
    region = met.changes[0].region
    assert region is not None
    wide, high = design(FAMILY, 0).size
    x, y, w, h = region
    assert abs(x - (wide - 260)) < 25
    assert abs(y - (high - 250)) < 25
    assert 150 < w < 240
    assert 150 < h < 240


@needs_ocr
def test_what_a_material_tells_is_kept_with_its_fingerprint() -> None:
    made = fingerprint_image(to_bytes(design(FAMILY, 0)), find_ocr())
    kept = ImageFingerprint.from_bytes(made.to_bytes())
    assert kept.spots == made.spots
    assert kept.lines == made.lines
    values = {(spot.kind, spot.value) for spot in kept.spots}
    assert {
        (Kind.ACCOUNT, told(FAMILY).account),
        (Kind.LINK, told(FAMILY).link),
        (Kind.CODE, told(FAMILY).code),
    } <= values


def test_contacts_are_read_when_they_are_first_asked_for() -> None:
    opened = open_picture(to_bytes(design(FAMILY, 0)))
    asked: list[str] = []

    def again() -> Picture:
        asked.append("opened")
        return opened

    later = fingerprint_picture(opened, again=again)
    assert asked == []
    assert later.spots == fingerprint_picture(opened).spots
    assert later.to_bytes() == fingerprint_picture(opened).to_bytes()
    assert asked == ["opened"]
