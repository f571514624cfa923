"""Pages as pictures: what a person looks at beside the fields."""

import io

import pytest
from PIL import Image

from loa.crafts.opening import CorruptError, WrongTypeError, page_picture
from tests.crafts.samples import ours


def drawn(data: bytes, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(page_picture(data, page=page)))


def shade(picture: Image.Image, x: int, y: int) -> int:
    value = picture.getpixel((x, y))
    assert isinstance(value, int)
    return value


def test_a_page_of_a_pdf_is_drawn_upright_with_ink_on_it() -> None:
    picture = drawn(ours("forest-fire-2025.pdf"))
    assert picture.format == "PNG"
    assert 1.3 < picture.height / picture.width < 1.5
    assert picture.getextrema() == (0, 255)


def test_a_page_that_is_not_there_is_an_index_error() -> None:
    for page in (0, -1, 99):
        with pytest.raises(IndexError):
            page_picture(ours("forest-fire-2025.pdf"), page=page)


def test_a_turned_photo_is_set_upright_and_made_small() -> None:
    photo = Image.new("RGB", (4000, 3000), "white")
    photo.paste("black", (0, 0, 400, 3000))  # lies left: after a quarter turn clockwise, on top
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(data, "JPEG", exif=exif)
    picture = drawn(data.getvalue())
    assert picture.height > picture.width
    assert max(picture.size) <= 1300
    assert shade(picture, picture.width // 2, 5) < 50
    assert shade(picture, picture.width // 2, picture.height - 5) > 200


def test_each_frame_of_a_scan_is_a_page() -> None:
    frames = [Image.new("L", (200, 280), shade) for shade in (255, 0)]
    data = io.BytesIO()
    frames[0].save(data, "TIFF", save_all=True, append_images=frames[1:])
    assert shade(drawn(data.getvalue(), 1), 9, 9) == 255
    assert shade(drawn(data.getvalue(), 2), 9, 9) == 0
    with pytest.raises(IndexError):
        page_picture(data.getvalue(), page=3)


def test_text_has_no_pages_and_a_broken_file_says_so() -> None:
    with pytest.raises(WrongTypeError):
        page_picture(ours("forest-fire-2025.docx"))
    with pytest.raises(CorruptError):
        page_picture(b"%PDF-1.4\n%broken")
