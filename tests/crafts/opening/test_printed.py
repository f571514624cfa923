"""A printed number or date on a scan is told from a pen's."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from loa.crafts.opening import Box, Line, Origin, Word
from loa.crafts.opening.printed import with_print
from loa.crafts.opening.scan import png_of

SIZE = (2480, 3508)
SERIF = "src/loa/crafts/drafting/fonts/LiberationSerif-Regular.ttf"


class Reader:
    """Gives the same text for every strip, as a second reading would."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(
        self, image: bytes, *, language: str = "vie", dpi: int = 300, is_block: bool = False
    ) -> list[Word]:
        raise AssertionError((len(image), language, dpi, is_block))  # no page is read again

    def read_line(self, image: bytes, *, language: str = "eng") -> str:
        assert Image.open(io.BytesIO(image)).height < 200
        assert language == "vie"
        return self.text


def page(parts: list[tuple[str, int, int, str]]) -> tuple[Image.Image, list[Word]]:
    """Draw words at (left, drop, ink) on one line and give them as an OCR would."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    words = []
    for text, left, size, ink in parts:
        font = ImageFont.truetype(SERIF, size)
        spot = (left, 400 - (size - 54))
        pen.text(spot, text, fill=ink, font=font)
        left_, top, right, bottom = (int(edge) for edge in pen.textbbox(spot, text, font=font))
        words.append(Word(text, left_, top, right, bottom, 0.95, (1, 1, 1)))
    return image, words


def marked(parts: list[tuple[str, int, int, str]], again: str) -> bool:
    image, words = page(parts)
    box = Box(
        min(word.left for word in words) / SIZE[0],
        min(word.top for word in words) / SIZE[1],
        max(word.right for word in words) / SIZE[0],
        max(word.bottom for word in words) / SIZE[1],
    )
    line = Line(" ".join(word.text for word in words), 1, box, 1, Origin.OCR, 0.95)
    grey = image.convert("L")
    [only] = with_print([line], words, grey, image, Reader(again), png_of)
    return only.is_printed


NUMBER = [("Số:", 300, 54, "black"), ("1745/UBND-SNN", 400, 54, "black")]
DATE = [
    ("Huế,", 1400, 54, "black"), ("ngày", 1540, 54, "black"), ("15", 1670, 54, "black"),
    ("tháng", 1750, 54, "black"), ("8", 1900, 54, "black"), ("năm", 1950, 54, "black"),
    ("2024", 2080, 54, "black"),
]  # fmt: skip


def test_a_printed_number_is_print() -> None:
    assert marked(NUMBER, "Số: 1745/UBND-SNN")


def test_a_number_typed_with_a_blank_behind_it_is_print_and_a_pen_s_is_not() -> None:
    typed = [
        ("Số:", 300, 54, "black"),
        ("95", 420, 54, "black"),
        ("/CV-CĐGD", 500, 54, "black"),
    ]
    assert marked(typed, "Số: 95 /CV-CĐGD")
    assert not marked(typed, "Số: 96 /CV-CĐGD")
    pen = [typed[0], ("95", 420, 70, "black"), ("/CV-CĐGD", 510, 54, "black")]
    assert not marked(pen, "Số: 95 /CV-CĐGD")


def test_a_printed_day_and_month_are_print() -> None:
    assert marked(DATE, "Huế, ngày 15 tháng 8 năm 2024")


@pytest.mark.parametrize("again", ["Số: 1746/UBND-SNN", "Số: /UBND-SNN"])
def test_two_readings_must_agree(again: str) -> None:
    assert not marked(NUMBER, again)


@pytest.mark.parametrize(("size", "ink"), [(72, "black"), (54, "#26389a"), (40, "black")])
def test_digits_that_are_larger_smaller_or_blue_are_a_pens(size: int, ink: str) -> None:
    parts = [(text, left, size, ink) if text == "15" else (text, left, 54, was)
             for text, left, _, was in DATE]  # fmt: skip
    assert not marked(parts, "Huế, ngày 15 tháng 8 năm 2024")


def test_the_number_of_a_cited_letter_is_not_the_letters_own() -> None:
    parts = [("V/v", 300, 54, "black"), ("1745/UBND-SNN", 420, 54, "black")]
    assert not marked(parts, "V/v 1745/UBND-SNN")


def test_a_line_whose_words_an_ocr_gave_elsewhere_is_no_print() -> None:
    image, _ = page(NUMBER)
    grey = image.convert("L")
    line = Line("Số: 21/SXD-QLN", 1, Box(0.1, 0.1, 0.3, 0.12), 1, Origin.OCR, 0.9)
    assert with_print([line], [], grey, image, Reader(""), png_of) == [line]
