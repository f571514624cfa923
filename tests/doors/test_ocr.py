"""Our own letter, drawn as a picture, through the OCR of this machine."""

import io

import pypdfium2
import pytest
from PIL import Image

from loa.crafts.opening import DoorFailedError, Format, Origin, open_document
from loa.crafts.reading import Reading, read_document
from loa.doors.ocr import Tesseract, find_ocr
from tests.crafts.samples import ours

pytestmark = pytest.mark.skipif(find_ocr() is None, reason="no Tesseract with Vietnamese here")


def picture(*, tilt: float = 0.0) -> bytes:
    """Draw the pages at 300 dpi, leaning by `tilt` degrees."""
    pages: list[Image.Image] = [
        page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        for page in pypdfium2.PdfDocument(ours("forest-fire-2025.pdf"))
    ]
    leaning = [
        image.rotate(tilt, fillcolor=255, resample=Image.Resampling.BICUBIC) if tilt else image
        for image in pages
    ]
    out = io.BytesIO()
    leaning[0].save(out, "TIFF", save_all=True, append_images=leaning[1:])
    return out.getvalue()


@pytest.fixture(scope="module")
def scan() -> Reading:
    return read_document(open_document(picture(tilt=0.6), name="x.tif", ocr=find_ocr()))


def test_a_leaning_scan_gives_the_printed_fields(scan: Reading) -> None:
    fields = scan.fields
    assert scan.format == Format.IMAGE
    assert fields["issuer"].value == "Sở Nông nghiệp và Môi trường"
    assert fields["symbol"].value == "SNNMT-KL"
    assert len(fields["addressees"].value) == 5
    assert [row["date"] for row in fields["deadlines"].value] == ["2025-12-20", "2026-05-15"]
    assert fields["contacts"].value[0]["phone"] == "0900000456"
    assert fields["contacts"].value[0]["email"] == "vidu@example.vn"


def test_the_number_on_a_scan_is_shown_and_never_guessed(scan: Reading) -> None:
    number = scan.fields["number"]
    assert number.value is None
    assert number.missing_code == "handwritten"
    assert number.crop is not None
    assert number.crop.page == 1
    assert 0 <= number.crop.left < number.crop.right <= 1
    assert 0 <= number.crop.top < number.crop.bottom <= 0.3


def test_the_day_on_a_scan_is_left_to_a_person(scan: Reading) -> None:
    day = scan.fields["date"]
    assert day.value in ("2025", "2025-11")
    assert day.missing_code == "handwritten"


def test_lines_of_a_scan_say_where_they_stand_and_how_clear_they_are() -> None:
    document = open_document(picture(), ocr=find_ocr())
    assert all(line.origin is Origin.OCR for line in document.lines)
    assert all(line.box is not None and 0 < line.certainty <= 1 for line in document.lines)


def test_a_broken_picture_is_a_named_failure() -> None:
    ocr = find_ocr()
    assert isinstance(ocr, Tesseract)
    with pytest.raises(DoorFailedError):
        ocr.read(b"not a picture")
