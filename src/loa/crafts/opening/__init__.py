"""Bytes of any dispatch → lines of text with their places on the page.

Pure: what needs another program (OCR, LibreOffice) is passed in as `Ocr` and `Office`.
"""

from loa.crafts.opening.document import Box, Document, Format, Line, Origin
from loa.crafts.opening.doors import Ocr, Office, OnPage, Word
from loa.crafts.opening.errors import (
    CorruptError,
    DoorFailedError,
    EmptyFileError,
    EncryptedError,
    NeedsOcrError,
    NeedsOfficeError,
    NotVietnameseError,
    OpeningError,
    TooLargeError,
    WrongTypeError,
)
from loa.crafts.opening.open import open_document
from loa.crafts.opening.pictures import page_picture

__all__ = [
    "Box",
    "CorruptError",
    "Document",
    "DoorFailedError",
    "EmptyFileError",
    "EncryptedError",
    "Format",
    "Line",
    "NeedsOcrError",
    "NeedsOfficeError",
    "NotVietnameseError",
    "Ocr",
    "Office",
    "OnPage",
    "OpeningError",
    "Origin",
    "TooLargeError",
    "Word",
    "WrongTypeError",
    "open_document",
    "page_picture",
]
