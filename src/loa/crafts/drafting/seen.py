"""A DOCX by anyone, reduced to what the eye sees: lines with their look, sheets with edges.

Styles, their ancestors, document defaults and theme fonts are resolved. What Word would only
know after laying out (where a page breaks, how a line wraps) is not guessed.
"""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True)
class Piece:
    """Text of one look; `size` in points."""

    text: str
    font: str
    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    colour: str | None = None


@dataclass(frozen=True)
class Place:
    """A cell: which table of the body, which row and column of it, how many columns."""

    table: int
    row: int
    column: int
    columns: int


@dataclass(frozen=True)
class Line:
    """A paragraph, or a part of it between line breaks; lengths in points.

    `at` counts from 1 over the whole document. `rules` are the lengths of horizontal lines
    drawn at it (None where a drawing does not say). `line_spacing` is a multiple of a single
    line, `line_height` a fixed height: one of them is None. `room` is the cell's width, else 0.
    """

    at: int
    pieces: tuple[Piece, ...]
    align: Align = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line_spacing: float | None = 1.0
    line_height: float | None = None
    place: Place | None = None
    sheet: int = 0
    is_framed: bool = False
    has_top_edge: bool = False
    rules: tuple[float | None, ...] = ()
    pictures: tuple[str, ...] = ()
    is_listed: bool = False
    room: float = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def inked(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.text.strip())

    @property
    def sizes(self) -> tuple[float, ...]:
        return tuple(sorted({piece.size for piece in self.inked}))

    @property
    def is_bold(self) -> bool | None:
        return _all_or_none([piece.is_bold for piece in self.inked])

    @property
    def is_italic(self) -> bool | None:
        return _all_or_none([piece.is_italic for piece in self.inked])


def _all_or_none(values: list[bool]) -> bool | None:
    """Give True or False where all agree, None where the look is mixed or nothing is there."""
    return values[0] if values and len(set(values)) == 1 else None


@dataclass(frozen=True)
class Furniture:
    """What stands in a header or a footer; `numbers` are the lines that hold a page number."""

    lines: tuple[Line, ...] = ()
    numbers: tuple[Line, ...] = ()
    number_format: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A section's page, in millimetres."""

    width: float
    height: float
    margins: dict[str, float]
    is_landscape: bool
    hides_first: bool
    starts_at: int | None
    number_format: str | None
    header: Furniture = field(default_factory=Furniture)
    footer: Furniture = field(default_factory=Furniture)
    first_header: Furniture = field(default_factory=Furniture)
    first_footer: Furniture = field(default_factory=Furniture)
    is_new_page: bool = True


@dataclass(frozen=True)
class Seen:
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    tables: int
