"""What is said of pictures and texts that were cropped, redrawn, quoted or only look alike."""

import random
from functools import cache

import pytest
from PIL import ImageOps

from bench.posters import CHANGES, poster, to_bytes
from bench.ways import NEW_WAYS
from bench.wordings import FITTED, articles, page
from loa.crafts.matching import (
    Finding,
    ImageFingerprint,
    Library,
    Outcome,
    PictureError,
    Reason,
    Specimen,
    fingerprint_image,
    fingerprint_text,
    open_picture,
)

FAMILIES, MEMBERS = range(2), range(3)


@cache
def library() -> Library:
    return Library(
        [
            Specimen(
                f"{family}/{member}", "one",
                images=(fingerprint_image(to_bytes(poster(family, member))),),
            )
            for family in FAMILIES
            for member in MEMBERS
        ]
    )  # fmt: skip


def seen(name: str, family: int, member: int) -> list[Finding]:
    changed = CHANGES[name](poster(family, member), random.Random(f"{name}{family}{member}"))
    return library().look_at("", [open_picture(to_bytes(changed))])


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "covered20"])
def test_a_poster_is_found_however_it_was_handed_on(name: str) -> None:
    best = seen(name, 1, 2)[0]
    assert (best.outcome, best.material) == (Outcome.FOUND, "1/2")
    assert best.region is not None


@pytest.mark.parametrize("name", ["jpeg30", "screenshot", "wall_photo", "cropped30"])
def test_the_same_template_with_other_words_is_never_found(name: str) -> None:
    assert all(each.outcome is not Outcome.FOUND for each in seen(name, 1, 7))


def test_a_lone_poster_is_not_found_in_its_unknown_look_alike() -> None:
    alone = Library(
        [Specimen("alone", images=(fingerprint_image(to_bytes(poster(0, 0))),))]
    )  # fmt: skip
    findings = alone.look_at("", [open_picture(to_bytes(poster(0, 5)))])
    assert findings[0].outcome is not Outcome.FOUND


@pytest.mark.parametrize("name", ["jpeg30", "screenshot"])
def test_a_mirrored_poster_goes_to_a_person(name: str) -> None:
    shot = ImageOps.mirror(CHANGES[name](poster(0, 1), random.Random(1)))
    best = library().look_at("", [open_picture(to_bytes(shot))])[0]
    assert (best.outcome, best.reason, best.material) == (
        Outcome.CANNOT_TELL, Reason.MIRRORED, "0/1",
    )  # fmt: skip
    if name == "screenshot":
        # Pasted at (40, 360), 792 × 1100, on a screen 1,080 wide, then mirrored.
        assert best.region is not None
        assert all(
            abs(a - b) <= 12 for a, b in zip(best.region, (248, 360, 792, 1100), strict=True)
        )


def test_a_mirrored_look_alike_is_nothing() -> None:
    shot = ImageOps.mirror(poster(1, 7))
    found = library().look_at("", [open_picture(to_bytes(shot))])
    assert [each.outcome for each in found] == [Outcome.NOT_FOUND]


def test_a_poster_among_nine_is_found() -> None:
    best = library().look_at(
        "", [open_picture(to_bytes(NEW_WAYS["collage9"](poster(1, 0), random.Random(3))))]
    )[0]
    assert (best.outcome, best.material) == (Outcome.FOUND, "1/0")


def test_a_poster_of_another_campaign_is_not_found() -> None:
    assert seen("jpeg30", 4, 0) == [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]


def test_the_region_frames_the_poster_in_a_screenshot() -> None:
    region = seen("screenshot", 0, 1)[0].region
    assert region is not None
    # Pasted at (40, 360), 792 × 1100.
    assert all(
        abs(a - b) <= 12 for a, b in zip(region, (40, 360, 792, 1100), strict=True)
    )  # fmt: skip


def test_nothing_to_look_at_is_not_said_to_be_absent() -> None:
    assert library().look_at("")[0] == Finding(Outcome.CANNOT_TELL, Reason.NOTHING_TO_COMPARE)


def test_without_materials_nothing_can_be_told() -> None:
    assert Library([]).look_at("Xã Tân Phú")[0].reason is Reason.NO_MATERIAL


def test_a_fingerprint_is_read_back_as_it_was_kept() -> None:
    kept = fingerprint_image(to_bytes(poster(0, 0))).to_bytes()
    assert ImageFingerprint.from_bytes(kept).to_bytes() == kept


@pytest.mark.parametrize("data", [b"", b"LOAP1", b"LOAP0" + b"\x00" * 80])
def test_other_bytes_are_no_fingerprint(data: bytes) -> None:
    with pytest.raises(ValueError, match="not an image fingerprint"):
        ImageFingerprint.from_bytes(data)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\xff" * 8])
def test_broken_pictures_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(PictureError):
        open_picture(data)


@pytest.mark.parametrize("edit", ["copy", "words10", "no_marks", "digest", "local_intro"])
def test_a_text_is_found_with_its_passage(edit: str) -> None:
    every = articles()
    texts = Library(
        [Specimen(each.key, "one", fingerprint_text(each.text)) for each in every]
    )  # fmt: skip
    rng = random.Random(edit)
    best = texts.look_at(page(FITTED[edit](every[3], rng, every), rng))[0]
    assert (best.outcome, best.material) == (Outcome.FOUND, every[3].key)
    assert best.passage


def test_the_same_event_by_another_author_is_not_found() -> None:
    every = articles()
    texts = Library(
        [Specimen(each.key, "one", fingerprint_text(each.text)) for each in every]
    )  # fmt: skip
    told = page(" ".join(every[0].other), random.Random(1))
    assert all(each.outcome is not Outcome.FOUND for each in texts.look_at(told))


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_covered_does_not_count_against_a_poster(family: int) -> None:
    best = seen("covered20", family, 1)[0]
    assert best.outcome in {Outcome.FOUND, Outcome.CANNOT_TELL}
    assert best.material == f"{family}/1"
    assert best.share > 0.7


@pytest.mark.parametrize("family", FAMILIES)
def test_a_covered_look_alike_is_not_found(family: int) -> None:
    assert all(
        each.outcome is not Outcome.FOUND for each in seen("covered20", family, 7)
    )  # fmt: skip
