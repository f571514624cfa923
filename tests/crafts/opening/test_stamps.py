"""Number and day drawn by signature fields, as document systems issue letters."""

import io
import json

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from bench.letters.sheets import all_sheets
from bench.letters.stamps import PARTS, WAYS, is_stamped
from bench.letters.stamps import stamped as stamped_letter
from loa.crafts.drafting.kinds import compose
from loa.crafts.drafting.pdf import to_pdf
from loa.crafts.opening import Box, Document, Origin, open_document
from loa.crafts.reading import Field, read_document
from tests.crafts.samples import ours

STAMPED = [
    sheet
    for sheet in all_sheets()
    if is_stamped(sheet) and sheet.gold["date"] and not sheet.is_unseen
]


def blank_letter() -> bytes:
    """Our letter as it is before the clerk numbers it."""
    content = json.loads(ours("forest-fire-2025.json"))
    content["letterhead"] |= {"number": None, "issued": "2025-11"}
    return to_pdf(compose("letter", content))


def stamped(letter: bytes, stamps: list[tuple[Box, str]]) -> bytes:
    """Draw each text in a signature field whose place is given in shares of page 1."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter)))
    page = writer.pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    fields = ArrayObject()
    for box, text in stamps:
        wide, tall = (box.right - box.left) * width, (box.bottom - box.top) * height
        look = DecodedStreamObject()
        look.set_data(f"BT /F 9 Tf 2 3 Td ({text}) Tj ET".encode())
        font = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
        look.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, wide, tall))),
                NameObject("/Resources"): DictionaryObject(
                    {NameObject("/Font"): DictionaryObject({NameObject("/F"): names(font)})}
                ),
            }
        )
        left, low = box.left * width, (1 - box.bottom) * height
        field = names({"Type": "Annot", "Subtype": "Widget", "FT": "Sig"})
        field[NameObject("/T")] = TextStringObject(f"stamp {len(fields)}")
        field[NameObject("/Rect")] = ArrayObject(
            map(FloatObject, (left, low, left + wide, low + tall))
        )
        field[NameObject("/AP")] = DictionaryObject(
            {NameObject("/N"): writer._add_object(look)}
        )
        fields.append(writer._add_object(field))
    page[NameObject("/Annots")] = fields
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): fields}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def names(pairs: dict[str, str]) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in pairs.items()}
    )


def line_with(document: Document, start: str) -> Box:
    return next(line.box for line in document.lines if line.text.startswith(start) and line.box)


@pytest.fixture(scope="module")
def blank() -> Document:
    return open_document(blank_letter())


@pytest.fixture(scope="module")
def numbered(blank: Document) -> Document:
    number = line_with(blank, "Số:")
    day = line_with(blank, "Đồng Tháp, ngày")
    return open_document(
        stamped(
            blank_letter(),
            [
                (Box(number.right, number.top, number.right + 0.04, number.bottom), "731"),
                (Box(day.right + 0.006, day.top, day.right + 0.03, day.bottom), "09"),
                (Box(0.72, 0.01, 0.98, 0.025), "25.12.2025 20:01:14"),
            ],
        )
    )


@pytest.fixture(scope="module")
def fields(numbered: Document) -> dict[str, Field]:
    return read_document(numbered).fields


def test_without_stamps_number_and_day_are_blank(blank: Document) -> None:
    fields = read_document(blank).fields
    assert fields["number"].missing_code == "number_blank"
    assert fields["date"].value == "2025-11"


def test_the_number_in_a_signature_field_is_read_in_its_place(fields: dict[str, Field]) -> None:
    assert fields["number"].value == "731"
    assert fields["symbol"].value == "SNNMT-KL"


def test_the_day_in_a_signature_field_is_read_in_its_place(fields: dict[str, Field]) -> None:
    assert fields["date"].value == "2025-11-09"


def test_a_signing_time_is_not_the_letters_date(numbered: Document) -> None:
    assert any("25.12.2025" in line.text for line in numbered.lines)
    assert read_document(numbered).fields["date"].value != "2025-12-25"


def test_a_value_from_a_stamp_says_so(fields: dict[str, Field]) -> None:
    assert fields["number"].origin == Origin.STAMP
    assert fields["date"].origin == Origin.STAMP


@pytest.mark.parametrize("off", [0.0, 4.5, -4.5])
@pytest.mark.parametrize("way", WAYS)
def test_however_a_stamp_is_kept_and_a_little_off_its_line(way: str, off: float) -> None:
    for sheet in STAMPED[:2]:
        letter = open_document(stamped_letter(sheet, PARTS[-1], way, off))
        fields = read_document(letter).fields
        assert fields["number"].value == sheet.digits
        assert fields["date"].value == sheet.gold["date"]
        assert fields["number"].origin == fields["date"].origin == Origin.STAMP


def test_words_of_a_letter_wrapped_whole_are_no_stamp() -> None:
    """Some programs draw a whole page as one form."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(ours("forest-fire-2025.pdf"))))
    page = writer.pages[0]
    whole = DecodedStreamObject()
    whole.set_data(page.get_contents().get_data())  # type: ignore[union-attr] # it has words
    whole[NameObject("/Type")] = NameObject("/XObject")
    whole[NameObject("/Subtype")] = NameObject("/Form")
    whole[NameObject("/BBox")] = page["/MediaBox"]
    whole[NameObject("/Resources")] = page["/Resources"]
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/Whole"): writer._add_object(whole)}
            )
        }
    )
    drawing = DecodedStreamObject()
    drawing.set_data(b"/Whole Do")
    page[NameObject("/Contents")] = writer._add_object(drawing)
    out = io.BytesIO()
    writer.write(out)
    assert {line.origin for line in open_document(out.getvalue()).lines} == {Origin.TEXT}
