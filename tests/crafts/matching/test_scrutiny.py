"""A found poster with another number, address or code is never found."""

import random
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image, ImageDraw

from bench.designs import ALTERED, Told, _face, design, told
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


@pytest.mark.parametrize("way", ["", "screenshot", "wall_photo", "grey"])
@pytest.mark.parametrize("name", ["phone_digit", "account_digit", "phone_all"])
def test_another_number_is_not_found_even_where_nothing_can_be_read(
    name: str, way: str
) -> None:
    shown = ALTERED[name](told(FAMILY), random.Random(name))
    assert seen(shown, way).outcome is not Outcome.FOUND


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


@needs_ocr
@pytest.mark.parametrize(
    ("name", "outcome"), [("phone_all", Outcome.ALTERED), ("phone_digit", Outcome.CANNOT_TELL)]
)
def test_of_tiny_print_only_a_wholly_other_number_is_an_alarm(
    name: str, outcome: Outcome
) -> None:
    image = design(FAMILY, 0, ALTERED[name](told(FAMILY), random.Random(5)))
    small = image.resize((image.width // 5, image.height // 5))
    met = library(reads=True).look_at("", [open_picture(to_bytes(small))])[0]
    assert met.outcome is outcome


def test_a_covered_number_says_nothing_false() -> None:
    image = design(FAMILY, 0)
    image.paste(Image.new("RGB", (420, 60), "#2d6a4f"), (50, image.height - 255))
    met = library(reads=False).look_at("", [open_picture(to_bytes(image))])[0]
    assert met.outcome is not Outcome.ALTERED


def _cut(image: Image.Image, share: float) -> Finding:
    """Look at a poster of which the right edge is cut off, as a share of its width."""
    kept = image.crop((0, 0, int(image.width * (1 - share)), image.height))
    return library(reads=False).look_at("", [open_picture(to_bytes(kept))])[0]


@pytest.mark.parametrize("name", ["code_content", "code_other"])
def test_an_altered_code_cut_in_half_goes_to_a_person(name: str) -> None:
    shown = ALTERED[name](told(FAMILY), random.Random(name))
    met = _cut(design(FAMILY, 0, shown), 0.15)
    assert (met.outcome, met.reason) == (Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD)
    assert _cut(design(FAMILY, 0), 0.15).outcome is Outcome.FOUND


@needs_ocr
def test_an_altered_number_cut_in_half_goes_to_a_person() -> None:
    def cut(shown: Told) -> Finding:
        image = design(FAMILY, 0, shown)
        kept = image.crop((190, 0, image.width, image.height))
        return library(reads=True).look_at("", [open_picture(to_bytes(kept))])[0]

    assert cut(told(FAMILY)).outcome is Outcome.FOUND
    met = cut(ALTERED["phone_all"](told(FAMILY), random.Random(5)))
    assert (met.outcome, met.changes[0].kind) == (Outcome.CANNOT_TELL, Kind.PHONE)


def test_a_logo_on_half_a_code_takes_nothing_from_a_true_poster() -> None:
    image = design(FAMILY, 0)
    draw = ImageDraw.Draw(image)
    x, y = image.width - 300, image.height - 270
    draw.ellipse((x, y, x + 150, y + 150), fill="#eeeeee", outline="#cc2222", width=8)
    draw.text((x + 45, y + 60), "XÃ 07", fill="#101080", font=_face("DejaVuSans-Bold", 24))
    assert library(reads=False).look_at("", [open_picture(to_bytes(image))])[0].changes == ()


@needs_ocr
def test_a_sticker_with_another_number_is_an_alarm_and_half_of_one_is_none() -> None:
    image = design(FAMILY, 0)
    draw = ImageDraw.Draw(image)
    y = image.height - 255
    draw.rectangle((50, y - 5, 480, y + 75), fill="#ffee33")
    draw.text((60, y + 8), "0955.123.789", font=_face("DejaVuSans-Bold", 52), fill="#111")
    met = library(reads=True).look_at("", [open_picture(to_bytes(image))])[0]
    assert met.outcome is Outcome.ALTERED
    # Its last sign may stand beyond the place of the material's own number.
    assert any(each.said.startswith("095512378") for each in met.changes)
    image = design(FAMILY, 0)
    draw = ImageDraw.Draw(image)
    draw.ellipse((260, y - 40, 420, y + 120), fill="#ffee33", outline="#aa0000", width=9)
    draw.text((300, y + 20), "XÃ 07", font=_face("DejaVuSans-Bold", 28), fill="#111")
    met = library(reads=True).look_at("", [open_picture(to_bytes(image))])[0]
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


@needs_ocr
@pytest.mark.parametrize("ground", ["", "#ffffff"])
def test_a_number_put_onto_a_true_poster_is_asked_about(ground: str) -> None:
    def put(words: str) -> Finding:
        image = design(FAMILY, 0)
        draw = ImageDraw.Draw(image)
        at = (400, 120) if ground else (620, 705)
        if ground:
            draw.rectangle((at[0] - 12, at[1] - 8, at[0] + 420, at[1] + 56), fill=ground)
        draw.text(at, words, font=_face("DejaVuSans-Bold", 36), fill="#b00000")
        return library(reads=True).look_at("", [open_picture(to_bytes(image))])[0]

    met = put("Gọi 0909 123 456")
    assert (met.outcome, met.reason) == (Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD)
    assert [(each.expected, each.said) for each in met.changes] == [("", "0909123456")]
    assert put("Xã Tân Phú mời xem").outcome is Outcome.FOUND


@needs_ocr
@pytest.mark.parametrize(
    ("family", "name"),
    [
        (16, "phone_digit"),
        (23, "link_domain"),
        (29, "account_all"),
    ],
)
def test_a_contact_that_an_ocr_read_by_half_is_compared_all_the_same(
    family: int, name: str
) -> None:
    own = told(family)
    ours = fingerprint_image(to_bytes(design(family, 0)), find_ocr())
    # The last digit, or the domain, stands on a photograph; the word "tài khoản" is misread.
    shown = (
        replace(own, phone=own.phone[:-1] + str((int(own.phone[-1]) + 3) % 10))
        if name == "phone_digit"
        else ALTERED[name](own, random.Random(name))
    )
    posters = Library([Specimen("0", images=(ours,))], ocr=find_ocr())
    for image, is_ours in ((design(family, 0), True), (design(family, 0, shown), False)):
        shot = open_picture(to_bytes(CHANGES["jpeg30"](image, random.Random(1))))
        outcome = posters.look_at("", [shot])[0].outcome
        assert (outcome is Outcome.FOUND) is is_ours, outcome
