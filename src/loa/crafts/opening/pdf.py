"""PDF → lines with places, signature-field stamps in their place, scans sent to the OCR.

Blank "Số:     /" and "ngày     tháng" are drawn by signature fields in most electronically
issued letters. The page is read before and after its form is flattened: what is new inside a
signature field's rectangle is the stamp, and says so.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from loa.crafts.opening.document import Document, Format, Line, Origin
from loa.crafts.opening.doors import Ocr, OnPage
from loa.crafts.opening.errors import (
    CorruptError,
    EmptyFileError,
    EncryptedError,
    NeedsOcrError,
    TooLargeError,
)
from loa.crafts.opening.inflated import has_bomb
from loa.crafts.opening.language import is_vietnamese
from loa.crafts.opening.layout import Glyph, lines_of
from loa.crafts.opening.limits import (
    MAX_LINES,
    MAX_OCR_PAGES,
    MAX_PAGES,
    MAX_STREAM_BYTES,
)
from loa.crafts.opening.scan import lines_of_picture, render_page
from loa.crafts.opening.straight import straightened
from loa.crafts.viet import recode

FEW_LETTERS = 40  # a page with fewer letters of its own than this is a picture
MAX_GLYPHS = 60_000  # a page
MAX_STAMPS = 200
STAMP_SHARE = 0.04  # of the page; a larger form is the page itself, wrapped

# PDFium keeps state for the whole process: one page at a time.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Field:
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


def open_pdf(
    data: bytes, *, name: str = "", ocr: Ocr | None = None, on_page: OnPage | None = None
) -> Document:
    """Read a PDF.

    Raises EncryptedError, CorruptError, TooLargeError, NeedsOcrError, EmptyFileError.

    Cost: about 10 ms a page with text, 1–2 s a page that needs OCR.
    """
    lines: list[Line] = []
    scanned: list[int] = []
    with _pdfium, _opened(data) as pdf:
        count = len(pdf)
        if count > MAX_PAGES:
            raise TooLargeError(measure="số trang", size=count, limit=MAX_PAGES)
        for index in range(count):
            page_lines, is_scan = _read_page(pdf, index)
            if is_scan:
                scanned.append(index)
                if ocr is not None and len(scanned) <= MAX_OCR_PAGES:
                    if on_page is not None:
                        on_page(index + 1, count)
                    image = render_page(pdf, index)
                    stamps = [line for line in page_lines if line.origin is Origin.STAMP]
                    page_lines = stamps + lines_of_picture(image, ocr, page=index + 1)
                elif ocr is None:
                    page_lines = [line for line in page_lines if line.origin is Origin.STAMP]
            lines.extend(page_lines)
            if len(lines) > MAX_LINES:
                raise TooLargeError(measure="số dòng", size=len(lines), limit=MAX_LINES)
    if scanned and ocr is None and len(scanned) * 2 >= count:
        raise NeedsOcrError(pages=len(scanned))
    if not lines:
        raise EmptyFileError()
    is_scan = len(scanned) * 2 >= max(count, 1)
    return Document(
        format=Format.PDF_SCAN if is_scan else Format.PDF_TEXT,
        lines=tuple(lines),
        pages=count,
        name=name,
    )


def drawn_page(data: bytes, index: int, *, dpi: int) -> Image.Image:
    """Draw one page (0-based) in grey, stamps included.

    Raises EncryptedError, CorruptError; IndexError where there is no such page.
    """
    with _pdfium, _opened(data) as pdf:
        if index >= len(pdf):
            raise IndexError(index)
        _, is_scan = _read_page(pdf, index)
        image = render_page(pdf, index, dpi=dpi)
        return straightened(image)[0] if is_scan else image.convert("L")


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    if has_bomb(data):
        raise TooLargeError(measure="byte", size="?", limit=MAX_STREAM_BYTES)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedError(kind="PDF") from error
        raise CorruptError(kind="PDF") from error
    try:
        if len(pdf) == 0:
            raise CorruptError(kind="PDF")
        pdf.init_forms()
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise CorruptError(kind="PDF") from error
    finally:
        pdf.close()


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> tuple[list[Line], bool]:
    """Lines of one page, and whether it is a picture that an OCR should read."""
    page = pdf[index]
    width, height = page.get_size()
    fields = _signature_fields(page)
    flattened = _flattened_fields(page, width * height)
    glyphs = [
        _stamped(glyph) if flattened and _is_in(flattened, glyph, height) else glyph
        for glyph in _glyphs(page, height)
    ]
    has_picture = _picture_share(page, width, height) > 0.5
    if fields:
        own = {(g.text, round(g.left), round(g.base)) for g in glyphs}
        # Not page.flatten(): that wants a form, and a stamp laid over the page needs none.
        pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[index]
        for glyph in _glyphs(page, height):
            if (glyph.text, round(glyph.left), round(glyph.base)) in own:
                continue
            if _is_in(fields, glyph, height):
                glyphs.append(_stamped(glyph))
    page.close()
    lines = lines_of(glyphs, page=index + 1, width=width, height=height)
    own_text = " ".join(line.text for line in lines if line.origin is not Origin.STAMP)
    letters = sum(character.isalpha() for character in own_text)
    is_scan = letters < FEW_LETTERS and (has_picture or letters == 0)
    if has_picture and not is_scan and not is_vietnamese(recode(own_text).text):
        is_scan = True
    return lines, is_scan and has_picture


def _is_in(fields: list[_Field], glyph: Glyph, height: float) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return any(field.holds(middle, height - glyph.base) for field in fields)


def _stamped(glyph: Glyph) -> Glyph:
    return Glyph(
        glyph.text, glyph.left, glyph.right, glyph.base, glyph.height, origin=Origin.STAMP
    )


def _glyphs(page: pypdfium2.PdfPage, height: float) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    raw = textpage.raw
    # The loose box is as wide as the pen moves: the tight one makes "2017" fall into "201 7".
    box = pdfium_c.FS_RECTF()
    box_ref = ctypes.byref(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    for index in range(min(textpage.count_chars(), MAX_GLYPHS)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code in (0x02, 0xAD):  # what PDFium makes of a hyphen at the end of a line
            code = 0x2D
        if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, index, box_ref):
            continue
        if not pdfium_c.FPDFText_GetCharOrigin(raw, index, x_ref, y_ref):
            continue
        size = pdfium_c.FPDFText_GetFontSize(raw, index)
        letter = size if 2 < size < 200 else max(box.top - box.bottom, 4.0)
        yield Glyph(
            text=chr(code),
            left=box.left,
            right=max(box.right, box.left),
            base=height - y.value,
            height=letter * 0.75,
        )
    textpage.close()


def _signature_fields(page: pypdfium2.PdfPage) -> list[_Field]:
    fields: list[_Field] = []
    rect = pdfium_c.FS_RECTF()
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), 500)):
        annot = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annot:
            continue
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(annot) not in (
                pdfium_c.FPDF_ANNOT_WIDGET,
                pdfium_c.FPDF_ANNOT_STAMP,
                pdfium_c.FPDF_ANNOT_FREETEXT,
            ):
                continue
            if pdfium_c.FPDFAnnot_GetRect(annot, ctypes.byref(rect)):
                fields.append(_Field(rect.left, rect.bottom, rect.right, rect.top))
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annot)
    return fields


def _flattened_fields(page: pypdfium2.PdfPage, area: float) -> list[_Field]:
    """Give the small forms drawn into a page: what fields leave when they are flattened."""
    forms = list(
        islice(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_FORM], max_depth=3), MAX_STAMPS)
    )
    fields: list[_Field] = []
    for at, form in enumerate(forms):
        if at + 1 < len(forms) and forms[at + 1].level > form.level:
            continue  # it holds others: the frame around them
        left, bottom, right, top = form.get_bounds()
        if (right - left) * (top - bottom) < STAMP_SHARE * area:
            fields.append(_Field(left, bottom, right, top))
    return fields


def _picture_share(page: pypdfium2.PdfPage, width: float, height: float) -> float:
    """Give the share of the page under pictures (overlaps counted twice, at most 1)."""
    covered = 0.0
    for count, item in enumerate(
        page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    ):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
        if count > 200:
            break
    return min(1.0, covered / max(width * height, 1.0))
