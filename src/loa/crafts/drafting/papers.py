"""The reports of a campaign, each from its facts: a unit's, and the consolidated one.

Callers bring facts and their own narratives; the sentences that never change stand here. Each
function returns an `OfficialDocument` that `docx.py`, `pdf.py` and `xlsx.py` put on paper.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from loa.crafts.viet.numbers import write_number

from . import words
from .model import (
    Addressees,
    Annex,
    Block,
    Bullet,
    Cell,
    CellFormat,
    Clause,
    Column,
    Distribution,
    Kind,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Row,
    RowKind,
    Section,
    Share,
    Signature,
    Table,
)
from .plan import VIETNAM

# More columns than this do not fit an upright page in readable type.
WIDE_FROM_COLUMNS = 8
NOTHING_SAID = "Không có."


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

    Figures arrive rolled up (`totals`): nothing is added here. A unit is missing when its
    line has no `sent_on`.
    """

    sender: Sender
    to: tuple[str, ...]
    campaign: Campaign
    round_title: str
    facts_at: datetime
    indicators: tuple[Indicator, ...]
    totals: tuple[Cell, ...]
    groups: tuple[GroupLines, ...]
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
        body += _paragraphs(narrative.paragraphs)
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


def _paragraphs(texts: tuple[str, ...]) -> list[Block]:
    return [Paragraph(text) for text in texts or (NOTHING_SAID,)]


def result_table(
    indicators: tuple[Indicator, ...], values: tuple[Cell, ...], caption: str | None = None
) -> Table:
    """One line per indicator: label, unit of count, value."""
    lines = zip(indicators, (*values, *(None,) * len(indicators)), strict=False)
    return Table(
        columns=(
            Column("STT", CellFormat.INTEGER),
            Column("Chỉ tiêu"),
            Column("Đơn vị tính"),
            Column("Kết quả", CellFormat.INTEGER),
        ),
        rows=tuple(
            Row((at, indicator.label, indicator.unit, value))
            for at, (indicator, value) in enumerate(lines, start=1)
        ),
        caption=caption,
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


# ---------------------------------------------------------------- the consolidated report
def consolidated_report(facts: ConsolidatedFacts) -> OfficialDocument:
    """Compose the consolidated report: sections I–IV, units × indicators, missing units."""
    issuer = facts.sender.letterhead.issuer
    annexes = [units_annex(facts.indicators, facts.groups, facts.totals)]
    missing = [
        (group.name, unit.name)
        for group in facts.groups
        for unit in group.units
        if unit.sent_on is None
    ]
    if missing and facts.names_missing_units:
        annexes.append(missing_annex(tuple(missing), facts.facts_at))
    body: list[Block] = [
        Paragraph(
            opening(facts.campaign, issuer, f"tổng hợp, báo cáo {facts.round_title} như sau:")
        ),
        Section("Công tác chỉ đạo, triển khai"),
        *_paragraphs(facts.steering),
        Section("Kết quả thực hiện"),
        Clause("Tình hình gửi báo cáo", is_title=True),
        Paragraph(_completeness(facts, len(missing))),
        completeness_table(facts.groups, "Bảng 1. Tình hình gửi báo cáo"),
        Clause("Kết quả theo chỉ tiêu", is_title=True),
        result_table(facts.indicators, facts.totals, "Bảng 2. Kết quả theo chỉ tiêu"),
        *(Bullet(text) for text in facts.highlights),
        Section("Khó khăn, vướng mắc"),
        *_paragraphs(facts.difficulties),
        Section("Đề xuất, kiến nghị"),
        *_paragraphs(facts.proposals),
        Paragraph(f"Trên đây là báo cáo {facts.round_title} của {issuer}"),
    ]
    return OfficialDocument(
        kind=Kind.REPORT,
        letterhead=facts.sender.letterhead,
        subject=f"{facts.round_title[:1].upper()}{facts.round_title[1:]}",
        addressees=Addressees(facts.to),
        body=tuple(body),
        signature=facts.sender.signature,
        distribution=facts.sender.distribution,
        annexes=tuple(annexes),
        facts_at=facts.facts_at,
    )


def _completeness(facts: ConsolidatedFacts, missing: int) -> str:
    units = sum(len(group.units) for group in facts.groups)
    sent = Share(units - missing, units)
    in_time = Share(sum(group.on_time for group in facts.groups), units)
    text = (
        f"Tính đến {instant(facts.facts_at)}, {write_number(sent.part)}/{write_number(units)}"
        f" đơn vị đã gửi báo cáo ({words.percent_text(sent)}), trong đó"
        f" {write_number(in_time.part)} đơn vị gửi đúng hạn ({words.percent_text(in_time)});"
        f" chưa nhận được báo cáo của {write_number(missing)} đơn vị"
    )
    listed = " (danh sách tại Phụ lục II)" if missing and facts.names_missing_units else ""
    return f"{text}{listed}."


def instant(at: datetime) -> str:
    """Write an instant in Vietnam's time."""
    return words.instant_text(at.astimezone(VIETNAM))


def completeness_table(groups: tuple[GroupLines, ...], caption: str | None = None) -> Table:
    """One line per group: units, reports received, in time, not received, shares."""
    rows = []
    for at, group in enumerate(groups, start=1):
        sent = sum(unit.sent_on is not None for unit in group.units)
        rows.append(Row((at, group.name, *_counts(len(group.units), sent, group.on_time))))
    units = sum(len(group.units) for group in groups)
    sent = sum(unit.sent_on is not None for group in groups for unit in group.units)
    total = Row(
        (None, "Tổng cộng", *_counts(units, sent, sum(group.on_time for group in groups))),
        RowKind.TOTAL,
    )
    columns = (
        Column("STT", CellFormat.INTEGER),
        Column("Nhóm đơn vị"),
        Column("Số đơn vị", CellFormat.INTEGER),
        Column("Đã gửi", CellFormat.INTEGER),
        Column("Đúng hạn", CellFormat.INTEGER),
        Column("Chưa nhận được", CellFormat.INTEGER),
        Column("Tỷ lệ đã gửi", CellFormat.PERCENT),
    )
    return Table(columns, (*rows, total) if rows else (), caption)


def _counts(units: int, sent: int, on_time: int) -> tuple[Cell, ...]:
    return units, sent, on_time, units - sent, Share(sent, units)


def units_annex(
    indicators: tuple[Indicator, ...], groups: tuple[GroupLines, ...], totals: tuple[Cell, ...]
) -> Annex:
    """Units × indicators, group by group; a unit not heard from keeps its row, blank."""
    columns = (
        Column("STT", CellFormat.INTEGER),
        Column("Đơn vị"),
        *(Column(f"{each.label} ({each.unit})", each.format) for each in indicators),
        Column("Ngày gửi", CellFormat.DATE),
    )
    rows: list[Row] = []
    order = 0
    for at, group in enumerate(groups, start=1):
        rows.append(Row((f"{words.roman(at)}. {group.name}",), RowKind.GROUP))
        for unit in group.units:
            order += 1
            rows.append(
                Row((order, unit.name, *_filled(unit.values, indicators), unit.sent_on))
            )
        rows.append(
            Row((None, "Cộng", *_filled(group.totals, indicators), None), RowKind.TOTAL)
        )
    if rows:
        rows.append(Row((None, "Tổng cộng", *_filled(totals, indicators), None), RowKind.TOTAL))
    return Annex(
        "Kết quả thực hiện theo đơn vị",
        (Table(columns, tuple(rows), notes=("Ghi chú: Ô trống là chưa nhận được số liệu.",)),),
        is_landscape=len(columns) >= WIDE_FROM_COLUMNS,
    )


def _filled(values: tuple[Cell, ...], indicators: tuple[Indicator, ...]) -> tuple[Cell, ...]:
    return (*values, *(None,) * len(indicators))[: len(indicators)]


def missing_annex(missing: tuple[tuple[str, str], ...], at: datetime) -> Annex:
    """List the units (group, name) whose report has not arrived at an instant."""
    rows = tuple(
        Row((order, name, group)) for order, (group, name) in enumerate(missing, start=1)
    )
    columns = (Column("STT", CellFormat.INTEGER), Column("Đơn vị"), Column("Nhóm đơn vị"))
    title = f"Danh sách đơn vị chưa nhận được báo cáo tính đến {instant(at)}"
    return Annex(title, (Table(columns, rows),))
