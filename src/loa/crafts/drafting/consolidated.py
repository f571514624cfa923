"""The consolidated report of a round: sections I–IV, units × indicators, missing and late."""

from datetime import datetime

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
    Kind,
    OfficialDocument,
    Paragraph,
    Row,
    RowKind,
    Section,
    Share,
    Table,
)
from .papers import (
    BLANK_NOTE,
    ConsolidatedFacts,
    GroupLines,
    Indicator,
    UnitLine,
    filled,
    instant,
    opening,
    paragraphs,
    result_table,
)

# More columns than this do not fit an upright page in readable type.
WIDE_FROM_COLUMNS = 8


def consolidated_report(facts: ConsolidatedFacts) -> OfficialDocument:
    """Compose the consolidated report: sections I–IV, units × indicators, missing units."""
    issuer = facts.sender.letterhead.issuer
    lines = [(group.name, unit) for group in facts.groups for unit in group.units]
    missing = tuple((name, unit.name) for name, unit in lines if unit.sent_on is None)
    late = tuple((name, unit) for name, unit in lines if unit.sent_on and unit.is_late)
    annexes = [units_annex(facts.indicators, facts.groups, facts.totals)]
    if facts.names_missing_units:
        annexes += [missing_annex(missing, facts.facts_at)] if missing else []
        annexes += [late_annex(late)] if late else []
    labels = [words.annex_label(at, len(annexes)) for at in range(1, len(annexes) + 1)]
    body: list[Block] = [
        Paragraph(
            opening(facts.campaign, issuer, f"tổng hợp, báo cáo {facts.round_title} như sau:")
        ),
        Section("Công tác chỉ đạo, triển khai"),
        *paragraphs(facts.steering),
        Section("Kết quả thực hiện"),
        Clause("Tình hình gửi báo cáo", is_title=True),
        *_completeness(facts, len(missing), len(late), labels),
        completeness_table(facts.groups, "Bảng 1. Tình hình gửi báo cáo"),
        Clause("Kết quả theo chỉ tiêu", is_title=True),
        Paragraph(
            "Số liệu được tổng hợp từ báo cáo của"
            f" {write_number(len(lines) - len(missing))}/{write_number(len(lines))} đơn vị;"
            f" chi tiết theo đơn vị tại {labels[0]}."
        ),
        result_table(
            facts.indicators, facts.totals, "Bảng 2. Kết quả theo chỉ tiêu", facts.answered
        ),
        *(Bullet(text) for text in facts.highlights),
        Section("Khó khăn, vướng mắc"),
        *paragraphs(facts.difficulties),
        Section("Đề xuất, kiến nghị"),
        *paragraphs(facts.proposals),
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


def _completeness(
    facts: ConsolidatedFacts, missing: int, late: int, labels: list[str]
) -> list[Block]:
    units = sum(len(group.units) for group in facts.groups)
    sent = Share(units - missing, units)
    in_time = sum(group.on_time for group in facts.groups)
    text = (
        f"Tính đến {instant(facts.facts_at)}, {write_number(sent.part)}/{write_number(units)}"
        f" đơn vị đã gửi báo cáo (đạt {words.percent_text(sent)}), trong đó"
        f" {write_number(in_time)} đơn vị gửi đúng hạn"
        f" (đạt {words.percent_text(Share(in_time, units))})."
    )
    said: list[Block] = [Paragraph(text)]

    def say(what: str, label: str) -> None:
        where = f" (danh sách tại {label})" if facts.names_missing_units else ""
        said.append(Paragraph(f"{what}{where}."))

    if missing:
        say(
            f"Chưa nhận được báo cáo của {write_number(missing)} đơn vị",
            labels[min(1, len(labels) - 1)],
        )
    if late:
        say(f"Có {write_number(late)} đơn vị gửi báo cáo sau hạn", labels[-1])
    return said


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
        *(Column(_heading(each), each.format) for each in indicators),
        Column("Ngày gửi", CellFormat.DATE),
    )
    rows: list[Row] = []
    order = 0
    for at, group in enumerate(groups, start=1):
        rows.append(Row((f"{words.roman(at)}. {group.name}",), RowKind.GROUP))
        for unit in group.units:
            order += 1
            rows.append(Row((order, unit.name, *filled(unit.values, indicators), unit.sent_on)))
        if len(groups) > 1:
            rows.append(
                Row((None, "Cộng", *filled(group.totals, indicators), None), RowKind.TOTAL)
            )
    if rows:
        rows.append(Row((None, "Tổng cộng", *filled(totals, indicators), None), RowKind.TOTAL))
    return Annex(
        "Kết quả thực hiện theo đơn vị",
        (Table(columns, tuple(rows), notes=(BLANK_NOTE,)),),
        is_landscape=len(columns) >= WIDE_FROM_COLUMNS,
    )


def _heading(indicator: Indicator) -> str:
    # A percent says its unit in each cell.
    if indicator.format is CellFormat.PERCENT:
        return indicator.label
    return f"{indicator.label} ({indicator.unit})"


def missing_annex(missing: tuple[tuple[str, str], ...], at: datetime) -> Annex:
    """List the units (group, name) whose report has not arrived at an instant."""
    rows = tuple(
        Row((order, name, group)) for order, (group, name) in enumerate(missing, start=1)
    )
    columns = (Column("STT", CellFormat.INTEGER), Column("Đơn vị"), Column("Nhóm đơn vị"))
    title = f"Danh sách đơn vị chưa nhận được báo cáo tính đến {instant(at)}"
    return Annex(title, (Table(columns, rows),))


def late_annex(late: tuple[tuple[str, UnitLine], ...]) -> Annex:
    """List the units (group, line) whose report came after its deadline."""
    rows = tuple(
        Row((order, unit.name, group, unit.sent_on))
        for order, (group, unit) in enumerate(late, start=1)
    )
    columns = (
        Column("STT", CellFormat.INTEGER),
        Column("Đơn vị"),
        Column("Nhóm đơn vị"),
        Column("Ngày gửi", CellFormat.DATE),
    )
    return Annex("Danh sách đơn vị gửi báo cáo sau hạn", (Table(columns, rows),))
