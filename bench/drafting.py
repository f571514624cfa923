"""Seconds to put a consolidated report of 300 and 3,000 units on paper.

The peer is the plain way with the same library: python-docx's own tables, cell by cell, with no
form, width or page number. It takes minutes over 300 units, so it is compared over 30.
Run: bin/bench drafting.
"""

import io
import resource
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import docx

from loa.crafts.drafting import papers
from loa.crafts.drafting.consolidated import consolidated_report
from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.model import (
    IssueDate,
    Letterhead,
    OfficialDocument,
    Signature,
    Table,
)
from loa.crafts.drafting.pdf import to_pdf
from loa.crafts.drafting.validate import validate_docx
from loa.crafts.drafting.xlsx import to_xlsx

INDICATORS = 9
PEER_UNITS = 30


def report(units: int) -> OfficialDocument:
    lines = tuple(
        papers.UnitLine(
            f"Ủy ban nhân dân xã Tân Phước {at}",
            tuple(at * place % 997 for place in range(1, INDICATORS + 1)) if at % 9 else (),
            date(2024, 11, 1 + at % 14) if at % 9 else None,
        )
        for at in range(1, units + 1)
    )
    totals = (1_000_000,) * INDICATORS
    return consolidated_report(
        papers.ConsolidatedFacts(
            sender=papers.Sender(
                Letterhead(
                    "Sở Thông tin và Truyền thông", "BC-STTTT", "Sông Hậu", IssueDate(2024)
                ),
                Signature(("GIÁM ĐỐC",)),
            ),
            to=("Ủy ban nhân dân tỉnh Sông Hậu",),
            campaign=papers.Campaign("Chiến dịch tuyên truyền"),
            round_title="sơ kết Chiến dịch tuyên truyền",
            facts_at=datetime(2024, 11, 15, 8, 30, tzinfo=timezone(timedelta(hours=7))),
            indicators=(papers.Indicator("Tin, bài đăng trên cổng thông tin", "tin, bài"),)
            * INDICATORS,
            totals=totals,
            groups=(papers.GroupLines("Xã, phường", lines, totals, units // 2),),
        )
    )


def plain_docx(document: OfficialDocument) -> bytes:
    made = docx.Document()
    for annex in document.annexes:
        for block in annex.blocks:
            if not isinstance(block, Table):
                continue
            table = made.add_table(1 + len(block.rows), len(block.columns))
            for at, column in enumerate(block.columns):
                table.cell(0, at).text = column.title
            for line, row in enumerate(block.rows, start=1):
                for at, value in enumerate(row.cells):
                    table.cell(line, at).text = "" if value is None else str(value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def seconds(make: Callable[[OfficialDocument], bytes], document: OfficialDocument) -> float:
    best = float("inf")
    for _turn in range(3):
        start = time.perf_counter()
        made = make(document)
        best = min(best, time.perf_counter() - start)
    print(f"  {make.__name__:12} {best:7.2f} s  {len(made) / 1000:9,.0f} kB")
    return best


def main() -> None:
    for units in (PEER_UNITS, 300, 3_000):
        document = report(units)
        print(f"{units:,} units × {INDICATORS} indicators")
        ours = seconds(to_docx, document)
        seconds(to_pdf, document)
        seconds(to_xlsx, document)
        made = to_docx(document)
        start = time.perf_counter()
        departures = validate_docx(made)
        print(
            f"  validate     {time.perf_counter() - start:7.2f} s  {len(departures)} departures"
        )
        if units == PEER_UNITS:
            peer = seconds(plain_docx, document)
            print(f"  ratio to python-docx's tables: {peer / ours:.1f} × faster")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
