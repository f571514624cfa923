"""Words in a screenshot are read where the page gives none."""

import pytest
from PIL import Image, ImageDraw

from bench.posters import _font, to_bytes
from bench.wordings import articles
from loa.crafts.matching import Finding, Library, Outcome, Reason, Specimen, open_picture
from loa.crafts.matching.words import fingerprint_text
from loa.doors.ocr import find_ocr

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


def seen(text: str) -> Finding:
    library = Library([Specimen("ours", "one", fingerprint_text(OURS))], ocr=find_ocr())
    return library.look_at("", [open_picture(screenshot(text))])[0]


def test_a_text_in_a_screenshot_is_found_with_its_place() -> None:
    met = seen(OURS)
    assert (met.outcome, met.method, met.picture) == (Outcome.FOUND, "text", 0)
    assert met.region is not None
    assert met.passage


def test_another_number_in_a_screenshot_is_a_doubt_for_a_person() -> None:
    met = seen(OURS.replace("3823.456", "3823.791"))
    assert (met.outcome, met.reason) == (Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD)
    assert met.changes[0].expected == "02923823456"


def test_other_words_in_a_screenshot_are_not_found() -> None:
    assert seen(" ".join(articles()[5].other)).outcome is not Outcome.FOUND
