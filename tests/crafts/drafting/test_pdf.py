"""The PDF as it is printed: paper, edges, type, page numbers, nothing lost."""

import io
import unicodedata
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from loa.crafts.drafting import consolidated, papers
from loa.crafts.drafting.model import OfficialDocument
from loa.crafts.drafting.pdf import to_pdf
from tests.crafts.drafting import content

MM = 72 / 25.4
UNITS = 120


def big() -> OfficialDocument:
    return consolidated.consolidated_report(content.consolidated_facts(UNITS))


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(big())))


@pytest.fixture(scope="module")
def texts(reader: PdfReader) -> list[str]:
    return [unicodedata.normalize("NFC", page.extract_text()) for page in reader.pages]


def upright(reader: PdfReader, at: int) -> bool:
    box = reader.pages[at].mediabox
    return float(box.width) < float(box.height)


def test_every_page_is_a4_and_only_the_wide_annex_lies_on_its_side(
    reader: PdfReader, texts: list[str]
) -> None:
    for page in reader.pages:
        sides = sorted((float(page.mediabox.width) / MM, float(page.mediabox.height) / MM))
        assert sides == pytest.approx([210, 297], abs=0.5)
    assert upright(reader, 0)
    first_annex = next(at for at, text in enumerate(texts) if "Phụ lục I\n" in text)
    second_annex = next(at for at, text in enumerate(texts) if "Phụ lục II\n" in text)
    assert not any(upright(reader, at) for at in range(first_annex, second_annex))
    assert all(upright(reader, at) for at in range(second_annex, len(reader.pages)))


def test_the_only_type_is_the_clone_of_times_new_roman_and_it_is_embedded(
    reader: PdfReader,
) -> None:
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            real = font.get_object()
            assert "LiberationSerif" in real["/BaseFont"]
            inner = real["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner)


@pytest.mark.parametrize(
    "document", [big(), papers.unit_report(content.unit_report_facts()), content.letter()]
)
def test_no_letter_stands_outside_the_margins(document: OfficialDocument) -> None:
    with pypdfium2.PdfDocument(to_pdf(document)) as pdf:
        for page in pdf:
            width, _height = page.get_size()
            text = page.get_textpage()
            boxes = [
                text.get_charbox(at)
                for at in range(text.count_chars())
                if text.get_text_range(at, 1).strip()
            ]
            assert min(box[0] for box in boxes) >= (30 - 0.5) * MM
            assert max(box[2] for box in boxes) <= width - (15 - 0.5) * MM
            assert min(box[1] for box in boxes) >= (20 - 0.5) * MM


def test_the_first_page_of_text_and_of_each_annex_hides_its_number(texts: list[str]) -> None:
    starts = [0, *(at for at, text in enumerate(texts) if text.startswith("Phụ lục"))]
    assert len(starts) == 4
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        numbers = [texts[at].split("\n", 1)[0].strip() for at in range(start + 1, end)]
        assert numbers == [str(number) for number in range(2, 2 + len(numbers))]
        assert not texts[start][:1].isdigit()


def test_the_heading_row_is_repeated_on_each_page_of_the_annex(texts: list[str]) -> None:
    start, end = (
        next(at for at, text in enumerate(texts) if text.startswith(f"Phụ lục {number}\n"))
        for number in ("I", "II")
    )
    assert end - start > 2
    assert all("Đơn vị" in text and "Ngày gửi" in text for text in texts[start:end])


def test_a_page_that_goes_on_with_a_group_names_it(texts: list[str]) -> None:
    pages = [text for text in texts if "Ngày gửi" in text and "UBND xã" in text]
    assert len(pages) > 2
    assert all("đoàn thể tỉnh" in text or "phường, thị trấn" in text for text in pages)


def test_every_unit_is_printed(texts: list[str]) -> None:
    whole = " ".join(" ".join(texts).split())
    for line in (*content.units(UNITS // 3), *content.units(UNITS - UNITS // 3)):
        assert line.name in whole


def test_the_file_says_its_language_and_title_and_is_tagged(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Báo cáo Kết quả đợt 1")
