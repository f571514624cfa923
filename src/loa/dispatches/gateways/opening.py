"""Opening bytes with whatever programs this machine has: OCR, LibreOffice."""

from loa.crafts.opening import Document, open_document
from loa.doors.ocr import find_ocr
from loa.doors.office import find_office


def open_file(data: bytes, *, name: str) -> Document:
    """Open a letter in memory. Raises loa.crafts.opening.OpeningError, which says why not."""
    return open_document(data, name=name, ocr=find_ocr(), office=find_office())
