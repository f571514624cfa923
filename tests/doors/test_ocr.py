"""Our own letter, drawn as a picture, through the OCR of this machine."""

import io
import sys

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from bench.letters.scans import STROKES
from loa.crafts.opening import DoorFailedError, Format, Origin, open_document
from loa.crafts.reading import Reading, read_document
from loa.doors.ocr import Tesseract, find_ocr
from loa.doors.programs import run
from tests.crafts.samples import ours

pytestmark = pytest.mark.skipif(find_ocr() is None, reason="no Tesseract with Vietnamese here")


NUMBER, DAY = "1086", "2025-11-24"
PENNED = (("Số: ", "1086"), ("ngày ", "24"), ("tháng ", "11"))


def picture(*, tilt: float = 0.0, pen: bool = False) -> bytes:
    """Draw the pages at 300 dpi, leaning by `tilt` degrees, with `pen` the digits by hand."""
    pdf = pypdfium2.PdfDocument(ours("forest-fire-2025.pdf"))
    pages: list[Image.Image] = [
        page.render(scale=300 / 72, grayscale=True).to_pil().convert("L") for page in pdf
    ]
    if pen:
        for before, digits in PENNED:
            by_hand(pages[0], pdf[0], before, digits)
    leaning = [
        image.rotate(tilt, fillcolor=255, resample=Image.Resampling.BICUBIC) if tilt else image
        for image in pages
    ]
    out = io.BytesIO()
    leaning[0].save(out, "TIFF", save_all=True, append_images=leaning[1:])
    return out.getvalue()


def by_hand(image: Image.Image, page: pypdfium2.PdfPage, before: str, digits: str) -> None:
    """Wipe printed digits out and write the same by a pen, a little larger and aslant."""
    text, scale = page.get_textpage(), 300 / 72
    found = text.search(before + digits, match_case=True).get_next()
    assert found is not None
    boxes = [text.get_charbox(found[0] + len(before) + at) for at in range(len(digits))]
    left, right = boxes[0][0] * scale, boxes[-1][2] * scale
    top = (page.get_height() - max(box[3] for box in boxes)) * scale
    foot = (page.get_height() - min(box[1] for box in boxes)) * scale
    pen = ImageDraw.Draw(image)
    pen.rectangle((left - 2, top - 3, right + 2, foot + 3), fill=255)
    high, wide = (foot - top) * 1.25, (right - left) / len(digits)
    for at, digit in enumerate(digits):
        for stroke in STROKES[digit]:
            points = [
                (left + at * wide + x * 0.8 * wide + (1 - y) * 5, top - 6 + 3 * at + y * high)
                for x, y in stroke
            ]
            pen.line(points, fill=30, width=4, joint="curve")


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


@pytest.fixture(scope="module")
def penned() -> Reading:
    """Read the same scan with its number, day and month written by a pen."""
    return read_document(open_document(picture(pen=True), name="x.tif", ocr=find_ocr()))


def test_the_number_by_a_pen_is_shown_and_never_guessed(penned: Reading) -> None:
    number = penned.fields["number"]
    assert number.value is None
    assert number.missing_code == "handwritten"
    assert number.crop is not None
    assert number.crop.page == 1
    assert 0 <= number.crop.left < number.crop.right <= 1
    assert 0 <= number.crop.top < number.crop.bottom <= 0.3


def test_the_day_by_a_pen_is_left_to_a_person(penned: Reading) -> None:
    day = penned.fields["date"]
    assert day.value in ("2025", "2025-11")
    assert day.missing_code == "handwritten"


def test_a_printed_number_and_day_are_given_with_their_spot(scan: Reading) -> None:
    number, day = scan.fields["number"], scan.fields["date"]
    assert (number.value, day.value) == (NUMBER, DAY)
    assert number.crop is not None
    assert day.crop is not None
    assert number.certainty < 0.95  # printed or not, it was an OCR that read it


def test_lines_of_a_scan_say_where_they_stand_and_how_clear_they_are() -> None:
    document = open_document(picture(), ocr=find_ocr())
    assert all(line.origin is Origin.OCR for line in document.lines)
    assert all(line.box is not None and 0 < line.certainty <= 1 for line in document.lines)


def test_a_broken_picture_is_a_named_failure() -> None:
    ocr = find_ocr()
    assert isinstance(ocr, Tesseract)
    with pytest.raises(DoorFailedError):
        ocr.read(b"not a picture")


def test_a_program_is_ended_after_so_much_work_and_not_after_so_much_time() -> None:
    busy = [sys.executable, "-c", "while True: pass"]
    resting = [sys.executable, "-c", "import time; time.sleep(1.6); print('done')"]
    assert run(busy, seconds=60, work=1).code is None
    assert run(resting, seconds=60, work=1).out == b"done\n"
