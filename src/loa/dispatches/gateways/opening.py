"""Opening bytes with whatever programs this machine has: OCR, LibreOffice."""

from loa.crafts.opening import Document, open_document


def open_file(data: bytes, *, name: str) -> Document:
    """Open a letter in memory. Raises loa.crafts.opening.OpeningError, which says why not."""
    return open_document(data, name=name)
