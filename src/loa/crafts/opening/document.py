"""What opening hands on: lines of text with their places, whatever the file was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class Format(StrEnum):
    PDF_TEXT = "pdf_text"
    PDF_SCAN = "pdf_scan"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    HTML = "html"
    TEXT = "text"
    IMAGE = "image"
    EDXML = "edxml"


class Origin(StrEnum):
    """Where the letters of a line were."""

    TEXT = "text"
    STAMP = "stamp"  # the appearance of a signature field
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in shares of its page: 0.0 is left and top, 1.0 right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one part of a line that a wide gap divides.

    `page` is 1-based. `column` is 0 for a line that stands alone, 1, 2, … for the parts of a
    divided line and for the cells of a table row. `box` is None where the file has no places.
    `certainty` (0–1) is what the OCR gave, 1.0 elsewhere. `stamped` holds the letters that a
    signature field drew into a line of text. `is_printed` says of a scan's line that its
    number or date is print, not a pen's.
    """

    text: str
    page: int = 1
    box: Box | None = None
    column: int = 0
    origin: Origin = Origin.TEXT
    certainty: float = 1.0
    stamped: str = ""
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An opened file. `details` holds what the file says of itself (edXML header)."""

    format: Format
    lines: tuple[Line, ...]
    pages: int = 1
    name: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @property
    def text(self) -> str:
        """The lines with their numbers, as `loa read FILE --text` prints them."""
        return "\n".join(
            f"{number:>4}  {line.text}" for number, line in enumerate(self.lines, 1)
        )
