"""What an official document says, before anyone decides how it looks.

Everything here is content. Sizes, places and punctuation belong to `form.py`; numbers of
headings, leading zeros, dashes and semicolons are printed by `plan.py`. A number or a day that
is not known yet is `None`: its place stays free on the page for the clerk.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Which template of Phụ lục III applies; a letter (công văn) prints no type name."""

    LETTER = "letter"
    REPORT = "report"
    PLAN = "plan"
    NOTICE = "notice"
    SUBMISSION = "submission"
    GUIDANCE = "guidance"


class Urgency(StrEnum):
    """Độ khẩn (ô 10b)."""

    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


class Circulation(StrEnum):
    """Chỉ dẫn về phạm vi lưu hành (ô 11)."""

    RETURN_AFTER_READING = "return_after_reading"
    INTERNAL = "internal"


class Role(StrEnum):
    """Why somebody stands in Nơi nhận."""

    REPORT = "b/c"
    COORDINATE = "p/h"
    CARRY_OUT = "t/h"
    KNOW = "biết"


@dataclass(frozen=True)
class IssueDate:
    """The date of issue as far as it is known; `month` and `day` may be blank."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "IssueDate":
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> "IssueDate":
        """Read `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Raises ValueError on anything else."""
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError(text)
        full = date(*[*parts, 1, 1][:3])
        if full.isoformat()[: len(text)] != text:
            raise ValueError(text)
        return cls(*parts)

    def earliest(self) -> date:
        """Give the first day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(frozen=True)
class Letterhead:
    """Ô 2, 3 and 4: who issues, under whom, with which number, where and when.

    `symbol` is the part after the slash, "BC-STTTT" or "STTTT-CNTT&BCVT". Names are written as
    in running text; the page puts them in capitals.
    """

    issuer: str
    symbol: str
    place: str
    issued: IssueDate
    superior: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class Addressees:
    """Kính gửi (ô 9a), in order of precedence."""

    names: tuple[str, ...]


# ---------------------------------------------------------------- the body (ô 6)
@dataclass(frozen=True)
class Part:
    """Phần I or Chương I with its title, centred on two lines."""

    title: str
    word: str = "Phần"


@dataclass(frozen=True)
class Division:
    """Mục 1 or Tiểu mục 1 with its title, centred on two lines."""

    title: str
    word: str = "Mục"


@dataclass(frozen=True)
class Section:
    """Heading "I. TIÊU ĐỀ" of the outline with phần, mục, khoản, điểm."""

    title: str


@dataclass(frozen=True)
class Article:
    """Heading "Điều 1. Tiêu đề"."""

    title: str


@dataclass(frozen=True)
class Clause:
    """Khoản "1."; bold on a line of its own when it is a title."""

    text: str
    is_title: bool = False


@dataclass(frozen=True)
class Point:
    """Điểm "a)", counted by the Vietnamese alphabet."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_italic: bool = False


@dataclass(frozen=True)
class Bullet:
    text: str


class CellFormat(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"


class RowKind(StrEnum):
    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True)
class Share:
    """A part of a whole; printed as a percent, divided only here."""

    part: int
    whole: int


Cell = str | int | Decimal | date | Share | None


@dataclass(frozen=True)
class Column:
    """`width` is a weight against the other columns; None lets the content decide."""

    title: str
    format: CellFormat = CellFormat.TEXT
    width: float | None = None


@dataclass(frozen=True)
class Row:
    """A line of a table. A GROUP row prints its first cell across the whole width."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True)
class Table:
    """Columns and rows; a row shorter than the columns is filled with blanks.

    `when_empty` is printed instead of rows where there are none: a table never vanishes.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str | None = None
    notes: tuple[str, ...] = ()
    when_empty: str = "Không có."


@dataclass(frozen=True)
class Slip:
    """A piece to cut off and hand over: a title and lines of label and value."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Slips:
    """Slips in two columns, with a dashed line to cut along."""

    slips: tuple[Slip, ...]


Block = (
    Part | Division | Section | Article | Clause | Point | Paragraph | Bullet | Table | Slips
)


# ---------------------------------------------------------------- the end
@dataclass(frozen=True)
class Signature:
    """Ô 7: lines of authority ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the name.

    The place between them stays free for hand, seal and digital signature.
    """

    authority: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True)
class Recipient:
    name: str
    role: Role | None = None


@dataclass(frozen=True)
class Distribution:
    """Nơi nhận (ô 9b): "- Như trên;" where there are addressees, then these, then Lưu.

    `filed` follows "Lưu:", e.g. "VT, CNTT"; `drafter` and `copies` are ô 12.
    """

    recipients: tuple[Recipient, ...] = ()
    filed: str = "VT"
    drafter: str | None = None
    copies: int | None = None


@dataclass(frozen=True)
class Annex:
    """Phụ lục: its own pages, its own page numbers, wide where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True)
class OfficialDocument:
    """One whole document.

    `facts_at` is the instant of the facts the document states. It dates the file's properties,
    so that the same facts give the same bytes; where missing, the first day that the date of
    issue can mean stands for it.
    """

    kind: Kind
    letterhead: Letterhead
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    addressees: Addressees | None = None
    basis: tuple[str, ...] = ()
    distribution: Distribution = field(default_factory=Distribution)
    annexes: tuple[Annex, ...] = ()
    urgency: Urgency | None = None
    circulation: Circulation | None = None
    contact: tuple[str, ...] = ()
    facts_at: datetime | None = None
