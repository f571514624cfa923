"""What lies flat over a poster does not count, unless it hides what tells the poster."""

import random

import pytest
from PIL import Image, ImageDraw

from bench.designs import design
from bench.posters import CHANGES, _font, poster, to_bytes
from bench.ways import NEW_WAYS
from loa.crafts.matching import (
    Library,
    Outcome,
    Reason,
    Specimen,
    fingerprint_image,
    open_picture,
)

WORDS = (
    "Không cài ứng dụng lạ",
    "Cẩn trọng với đường dẫn",
    "Giữ kín mã xác thực",
    "Gọi lại số cũ",
)


def drawn(words: str, *, ground: str = "#c04000", is_hidden: bool = False) -> bytes:
    """Draw a photograph, the same each time, beside a panel with words.

    `is_hidden`: all words but the first have the ground's brightness.
    """
    rng, sheet = random.Random(8), Image.new("RGB", (1200, 700), ground)
    draw = ImageDraw.Draw(sheet)
    for _ in range(900):
        x, y, size = rng.randint(0, 700), rng.randint(0, 600), rng.randint(8, 60)
        draw.ellipse(
            (x, y, x + size, y + size), fill=rng.choice(["#222", "#555", "#999", "#ddd"])
        )
    draw.rectangle((0, 620, 1200, 700), fill="#f0d060")
    draw.text((30, 636), "THÁNG HÀNH ĐỘNG VÌ AN TOÀN MẠNG", font=_font(40), fill="#222")
    for row, word in enumerate(words.split() * 2):
        ink = ground if is_hidden and row else "#ffffff"
        draw.text((800, 40 + row * 56), f"{word} {words[row]}", font=_font(48), fill=ink)
    return to_bytes(sheet, 95)


def found(library: Library, shot: bytes) -> set[str | None]:
    findings = library.look_at("", [open_picture(shot)])
    return {each.material for each in findings if each.outcome is Outcome.FOUND}


def test_a_recoloured_poster_whose_words_cannot_be_seen_is_none_of_its_design() -> None:
    library = Library(
        [Specimen(w, "one", images=(fingerprint_image(drawn(w)),)) for w in WORDS[:3]]
    )
    other = WORDS[0].split()[0] + " chuyển tiền cho ai"
    for words in (*WORDS, other):
        assert found(library, drawn(words)) == ({words} & set(WORDS[:3]))
        hidden = drawn(words, ground="#909010", is_hidden=True)
        assert found(library, hidden) == set()


def test_a_look_alike_of_which_a_cover_leaves_little_is_not_found() -> None:
    # The same title as a registered one; a sheet over most of the lines that differ.
    family, other = 118, 8
    prints = [fingerprint_image(to_bytes(design(family, n))) for n in range(3)]
    library = Library([Specimen(f"{n}", "one", images=(p,)) for n, p in enumerate(prints)])
    shot = CHANGES["covered20"](
        design(family, other), random.Random(f"covered20 {family} {other}")
    )
    best = library.look_at("", [open_picture(to_bytes(shot))])[0]
    assert (best.outcome, best.reason) == (Outcome.CANNOT_TELL, Reason.PICTURE_PART)


@pytest.mark.parametrize("family", [1, 4])
def test_a_covered_poster_whose_look_alikes_nobody_knows_is_left_to_a_person(
    family: int,
) -> None:
    shot = CHANGES["covered20"](poster(family, 1), random.Random(3))
    alone = Library([Specimen("1", images=(fingerprint_image(to_bytes(poster(family, 1))),))])
    best = alone.look_at("", [open_picture(to_bytes(shot))])[0]
    assert (best.outcome, best.reason) == (Outcome.CANNOT_TELL, Reason.PICTURE_PART)


@pytest.mark.parametrize(
    ("way", "family", "member", "is_registered"),
    [
        # A third of it is hidden, all of it that differs.
        ("covered20_35", 115, 7, False),
        # Its photograph is another; what tells ours is its title, which both have.
        ("covered20_35", 112, 7, False),
        # Its title is cut off, two of its four lines are ours.
        ("cropped30", 111, 8, False),
        ("covered20", 112, 1, True),
        ("cropped30", 111, 0, True),
    ],
)
def test_a_cut_or_covered_look_alike_is_a_doubt(
    way: str, family: int, member: int, is_registered: bool
) -> None:
    specimens = [
        Specimen(str(m), images=(fingerprint_image(to_bytes(design(family, m))),))
        for m in range(3)
    ]
    rng = random.Random(f"{way} {family} {member}")
    shot = to_bytes({**CHANGES, **NEW_WAYS}[way](design(family, member), rng))
    findings = Library(specimens).look_at("", [open_picture(shot)])
    expected = Outcome.FOUND if is_registered else Outcome.CANNOT_TELL
    assert findings[0].outcome is expected
