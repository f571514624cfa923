"""A scanned page is set straight once, for the OCR and for the eyes."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from loa.crafts.opening import page_picture
from loa.crafts.opening.straight import faded, straightened


def page(lean: float = 0.0) -> Image.Image:
    """Draw a page with lines of words, turned by so many degrees."""
    image = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(image)
    for row in range(40):
        for word in range(9 if row % 4 else 6):
            left, top = 150 + word * 105, 120 + row * 38
            pen.rectangle((left, top, left + 80, top + 16), fill=0)
    return image.rotate(lean, fillcolor=255)


@pytest.mark.parametrize("lean", [-3.0, -1.2, 0.8, 2.0])
def test_a_leaning_page_is_turned_back(lean: float) -> None:
    level, turned = straightened(page(lean))
    assert abs(turned + lean) <= 0.2
    assert straightened(level)[1] == 0.0


def test_a_level_page_stays_as_it_is() -> None:
    level, turned = straightened(page())
    assert turned == 0.0
    assert np.array_equal(np.asarray(level), np.asarray(page()))


def test_a_shadow_is_levelled_and_letters_stay() -> None:
    pixels = np.asarray(page()).astype(float)
    shade = np.linspace(1.0, 0.4, pixels.shape[1])[None, :]
    level = np.asarray(straightened(Image.fromarray((pixels * shade).astype(np.uint8)))[0])
    paper = level[np.asarray(page()) == 255]
    assert np.percentile(paper, 2) > 200
    assert level[np.asarray(page()) == 0].mean() < 60


def test_a_red_seal_fades_and_black_letters_stay() -> None:
    image = page().convert("RGB")
    ImageDraw.Draw(image).ellipse((500, 900, 800, 1200), outline=(210, 30, 40), width=12)
    seal = np.asarray(image)[:, :, 0].astype(int) - np.asarray(image)[:, :, 2] > 100
    after = np.asarray(faded(image, 0.0))
    assert after[seal].mean() > 190
    assert after[np.asarray(page()) == 0].mean() < 90


def test_a_photo_is_shown_as_the_ocr_saw_it() -> None:
    data = io.BytesIO()
    page(2.0).save(data, "PNG")
    shown = Image.open(io.BytesIO(page_picture(data.getvalue())))
    assert straightened(shown.convert("RGB"))[1] == 0.0


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (17, 17)])
def test_a_picture_too_small_for_lines_stays(size: tuple[int, int]) -> None:
    assert straightened(Image.new("RGB", size, "white"))[0].size == size
