"""The reports of a campaign, each from its facts: a unit's, and the consolidated one.

Callers bring facts and their own narratives; the sentences that never change stand here. Each
function returns an `OfficialDocument` that `docx.py`, `pdf.py` and `xlsx.py` put on paper.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from . import words
from .model import (
    Addressees,
    Annex,
    Block,
    Cell,
    CellFormat,
    Column,
    Distribution,
    Kind,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Row,
    Section,
    Signature,
    Table,
)
from .plan import VIETNAM

NOTHING_SAID = "Không có."
BLANK_NOTE = "Ghi chú: Ô trống là chưa nhận được số liệu."


@dataclass(frozen=True)
class Sender:
    """Who issues the paper, who signs it, where copies go."""

    letterhead: Letterhead
    signature: Signature
    distribution: Distribution = field(default_factory=Distribution)


@dataclass(frozen=True)
class Campaign:
    """`founded_on` are letters as one cites them: "Công văn số 15/X ngày 01/10/2024 của Y"."""

    title: str
    founded_on: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Indicator:
    """`unit` is the word beside the figure: "lượt", "người", "tin, bài"."""

    label: str
    unit: str
    format: CellFormat = CellFormat.INTEGER


@dataclass(frozen=True)
class Narrative:
    """A section of the outline: its title and paragraphs; none prints "Không có."."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicationLine:
    title: str
    channel: str
    address: str
    published_on: date | None = None


@dataclass(frozen=True)
class UnitReportFacts:
    """What one unit reports: values in the order of the indicators."""

    sender: Sender
    to: tuple[str, ...]
    campaign: Campaign
    indicators: tuple[Indicator, ...]
    values: tuple[Cell, ...]
    facts_at: datetime
    narratives: tuple[Narrative, ...] = ()
    publications: tuple[PublicationLine, ...] = ()


@dataclass(frozen=True)
class UnitLine:
    """A unit's row of the annex; `sent_on` None and no values: nothing received yet."""

    name: str
    values: tuple[Cell, ...] = ()
    sent_on: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class GroupLines:
    """Units of one group, in order of precedence, and the group's own roll-up."""

    name: str
    units: tuple[UnitLine, ...]
    totals: tuple[Cell, ...]
    on_time: int


@dataclass(frozen=True)
class ConsolidatedFacts:
    """A round consolidated at the instant `facts_at`.

    Figures arrive rolled up (`totals`): nothing is added here. `answered` counts the units
    that gave each figure; empty where that is not known. A unit is missing when its line has no
    `sent_on`.
    """

    sender: Sender
    to: tuple[str, ...]
    campaign: Campaign
    round_title: str
    facts_at: datetime
    indicators: tuple[Indicator, ...]
    totals: tuple[Cell, ...]
    groups: tuple[GroupLines, ...]
    answered: tuple[int, ...] = ()
    steering: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    names_missing_units: bool = True


# ---------------------------------------------------------------- a unit's report
def unit_report(facts: UnitReportFacts) -> OfficialDocument:
    """Compose a unit's report: results by indicator, narratives, list of publications."""
    issuer = facts.sender.letterhead.issuer
    body: list[Block] = [
        Paragraph(opening(facts.campaign, issuer, "báo cáo kết quả thực hiện như sau:")),
        Section("Kết quả thực hiện"),
        result_table(facts.indicators, facts.values),
    ]
    for narrative in facts.narratives:
        body.append(Section(narrative.title))
        body += paragraphs(narrative.paragraphs)
    body.append(Paragraph(f"Trên đây là báo cáo của {issuer}"))
    annexes = (publications_annex(facts.publications),) if facts.publications else ()
    return OfficialDocument(
        kind=Kind.REPORT,
        letterhead=facts.sender.letterhead,
        subject=f"Kết quả thực hiện {facts.campaign.title}",
        addressees=Addressees(facts.to),
        body=tuple(body),
        signature=facts.sender.signature,
        distribution=facts.sender.distribution,
        annexes=annexes,
        facts_at=facts.facts_at,
    )


def opening(campaign: Campaign, issuer: str, verb: str) -> str:
    """Say on which letters a paper rests and what it does: "Thực hiện …, Sở … báo cáo …"."""
    grounds = "; ".join(campaign.founded_on)
    return f"Thực hiện {grounds or campaign.title}, {issuer} {verb}"


def paragraphs(texts: tuple[str, ...]) -> list[Block]:
    """Print the paragraphs of a section; "Không có." where there are none."""
    return [Paragraph(text) for text in texts or (NOTHING_SAID,)]


def result_table(
    indicators: tuple[Indicator, ...],
    values: tuple[Cell, ...],
    caption: str | None = None,
    answered: tuple[int, ...] = (),
) -> Table:
    """One line per indicator: label, unit of count, value, and how many units gave it."""
    counted = (Column("Số đơn vị có số liệu", CellFormat.INTEGER),) if answered else ()
    known = filled(answered, indicators)
    lines = zip(indicators, filled(values, indicators), known, strict=True)
    return Table(
        columns=(
            Column("STT", CellFormat.INTEGER),
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kết quả", CellFormat.INTEGER),
            *counted,
        ),
        rows=tuple(
            Row((at, indicator.label, indicator.unit, value, units)[: 4 + len(counted)])
            for at, (indicator, value, units) in enumerate(lines, start=1)
        ),
        caption=caption,
        notes=(BLANK_NOTE,) if None in filled(values, indicators) else (),
    )


def publications_annex(publications: tuple[PublicationLine, ...]) -> Annex:
    rows = (
        Row((at, line.title, line.channel, line.address, line.published_on))
        for at, line in enumerate(publications, start=1)
    )
    table = Table(
        columns=(
            Column("STT", CellFormat.INTEGER),
            Column("Tin, bài, hoạt động"),
            Column("Kênh"),
            Column("Địa chỉ"),
            Column("Ngày", CellFormat.DATE),
        ),
        rows=tuple(rows),
    )
    return Annex("Danh mục tin, bài, hoạt động đã thực hiện", (table,), is_landscape=True)


def filled(values: tuple[Cell, ...], indicators: tuple[Indicator, ...]) -> tuple[Cell, ...]:
    """One cell per indicator: blanks for what nobody gave."""
    return (*values, *(None,) * len(indicators))[: len(indicators)]


def instant(at: datetime) -> str:
    """Write an instant in Vietnam's time."""
    return words.instant_text(at.astimezone(VIETNAM))
