"""What opening needs from outside, as shapes: `loa.doors` holds what fills them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

# Told before each page that takes an OCR: its number, and how many pages there are.
OnPage = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that an OCR saw. Places in pixels of the picture; `certainty` 0–1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    certainty: float
    line: tuple[int, int, int] = (0, 0, 0)  # block, paragraph, line as the OCR grouped them


class Ocr(Protocol):
    """Reads letters off a picture (bytes of PNG or PNM). Raises OpeningError when it cannot."""

    def read(
        self, image: bytes, *, language: str = "vie", dpi: int = 300, is_block: bool = False
    ) -> list[Word]:
        """Read a page, or with `is_block` one block of lines without looking for columns."""
        ...

    def read_line(self, image: bytes, *, language: str = "eng") -> str: ...


class Office(Protocol):
    """Turns DOC or RTF bytes into DOCX bytes. Raises OpeningError when it cannot."""

    def to_docx(self, data: bytes, *, kind: str) -> bytes: ...
