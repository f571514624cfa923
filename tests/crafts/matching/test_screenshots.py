"""Words in a screenshot are read where the page gives none."""

import io
import shutil
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bench.posters import _font, poster, to_bytes
from bench.wordings import articles
from loa.crafts.matching import (
    Finding,
    Library,
    Outcome,
    Reason,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.pictures import parts
from loa.crafts.matching.words import fingerprint_text
from loa.doors.ocr import Tesseract, find_ocr

pytestmark = pytest.mark.skipif(find_ocr() is None, reason="no Tesseract with Vietnamese here")
ASKS = (
    " Cần giúp đỡ, bà con gọi đường dây nóng 0292.3823.456 của tỉnh bất kỳ lúc nào trong ngày."
)
OURS = articles()[2].text + ASKS


def screenshot(text: str) -> bytes:
    """Write words as a telephone shows them: 26 px, wrapped."""
    sheet = Image.new("RGB", (1080, 1900), "white")
    draw, y, line = ImageDraw.Draw(sheet), 60, ""
    for word in [*text.split(), ""]:
        if word and len(line) + len(word) < 68:
            line = f"{line} {word}".strip()
            continue
        draw.text((40, y), line, font=_font(30), fill="#111")
        y, line = y + 46, word
    return to_bytes(sheet)


def scrolled(part: Image.Image, top: int) -> Image.Image:
    """Put a part into a screenshot of 7,000 lines of pixels, as taken while scrolling."""
    sheet = Image.new("RGB", (1080, 7_000), "white")
    draw = ImageDraw.Draw(sheet)
    for y in range(60, 7_000, 46):
        draw.text(
            (40, y), f"Tin {y} của xã: lịch tiếp công dân, giá lúa", font=_font(30), fill="#111"
        )
    sheet.paste(part, ((1080 - part.width) // 2, top))
    return sheet


def seen(text: str, *, top: int | None = None) -> Finding:
    library = Library([Specimen("ours", "one", fingerprint_text(OURS))], ocr=find_ocr())
    shot = screenshot(text)
    if top is not None:
        shot = to_bytes(scrolled(Image.open(io.BytesIO(shot)).crop((0, 0, 1080, 900)), top))
    return library.look_at("", [open_picture(shot)])[0]


def test_a_text_in_a_screenshot_is_found_with_its_place() -> None:
    met = seen(OURS)
    assert (met.outcome, met.method, met.picture) == (Outcome.FOUND, "text", 0)
    assert met.region is not None
    assert met.passage


def test_a_text_in_a_screenshot_that_was_scrolled_is_found() -> None:
    met = seen(OURS, top=3_000)
    assert (met.outcome, met.method) == (Outcome.FOUND, "text")


@pytest.mark.parametrize("top", [0, 1_700, 5_900])
def test_a_poster_in_a_screenshot_that_was_scrolled_is_found_where_it_stands(top: int) -> None:
    library = Library(
        [
            Specimen(f"{n}", "one", images=(fingerprint_image(to_bytes(poster(4, n))),))
            for n in range(3)
        ]
    )
    shot = open_picture(to_bytes(scrolled(poster(4, 1), top)))
    met = library.look_at("", [shot])[0]
    assert (met.outcome, met.material) == (Outcome.FOUND, "1")
    assert met.region is not None
    assert np.allclose(met.region, (180, top, 720, 1000), atol=8)


def test_a_tall_picture_is_cut_whole_with_parts_that_overlap() -> None:
    shot = open_picture(to_bytes(scrolled(poster(4, 1), 0)))
    cut = list(parts(shot))
    assert (cut[0][1], cut[-1][1] + cut[-1][0].height) == (0, shot.height)
    for (above, top), (_, below) in pairwise(cut):
        assert top < below < top + above.height
    assert list(parts(open_picture(to_bytes(poster(4, 1))))) == []


def test_another_number_in_a_screenshot_is_a_doubt_for_a_person() -> None:
    met = seen(OURS.replace("3823.456", "3823.791"))
    assert (met.outcome, met.reason) == (Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD)
    assert met.changes[0].expected == "02923823456"


def test_other_words_in_a_screenshot_are_not_found() -> None:
    assert seen(" ".join(articles()[5].other)).outcome is not Outcome.FOUND


def test_a_screenshot_whose_words_were_not_read_is_no_page_without_the_text() -> None:
    failing = Tesseract(shutil.which("false") or "", frozenset({"vie"}))
    library = Library([Specimen("ours", "one", fingerprint_text(OURS))], ocr=failing)
    [met] = library.look_at("", [open_picture(screenshot(OURS))])
    assert (met.outcome, met.reason) == (Outcome.CANNOT_TELL, Reason.WORDS_UNREAD)
