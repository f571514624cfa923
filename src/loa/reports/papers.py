"""A unit's report and the consolidated one, as official documents.

Made of facts that are passed in, never of the database's present state: the same facts give
the same bytes. The law's form is the drafting craft's.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from loa.crafts.drafting import consolidated
from loa.crafts.drafting import papers as forms
from loa.crafts.drafting.model import (
    Cell,
    CellFormat,
    Distribution,
    IssueDate,
    Letterhead,
    OfficialDocument,
    Recipient,
    Role,
    Share,
    Signature,
)
from loa.crafts.timing import Standing
from loa.crafts.viet import fold
from loa.reports.figures import Value
from loa.reports.queries import UnitFacts
from loa.units.bodies import Body, authority_of, notation_of

ROUND_TITLES = {"interim": "sơ kết", "final": "tổng kết"}
UNITS_OF_COUNT = {
    "item": "tin, bài, sản phẩm",
    "unit": "đơn vị",
    "person": "người",
    "turn": "lượt",
    "session": "buổi",
    "minute": "phút",
    "amount": "đồng",
    "share": "%",
}
_ABOUT = re.compile(r"^(v/v|về việc|việc)\s+", re.IGNORECASE)
_DEEDS = (
    "tham gia", "tuyen truyen", "trien khai", "thuc hien", "to chuc", "tang cuong", "day manh",
    "phong", "bao ve", "huong dan", "pho bien", "phat dong", "chan chinh", "nang cao",
)  # fmt: skip
_NAMES = (
    "chien dich ", "thang ", "tuan ", "tuan le ", "ngay ", "dot ", "chuong trinh ", "ke hoach ",
    "cong tac ", "phong trao ", "cuoc van dong ", "hoat dong ",
)  # fmt: skip


@dataclass(frozen=True)
class Numbering:
    """Number, symbol and date as far as they are given; blanks stay free for the clerk."""

    number: str = ""
    symbol: str = ""
    issued_on: date | None = None


def unit_report(facts: UnitFacts, numbering: Numbering) -> OfficialDocument:
    """Compose a unit's report for its own signing and numbering."""
    return forms.unit_report(
        forms.UnitReportFacts(
            sender=_sender(facts.body, numbering, facts.sent_at, [facts.to]),
            to=(facts.to,),
            campaign=_campaign(facts.campaign),
            indicators=_indicators(facts.indicators),
            values=_cells(facts.indicators, facts.values),
            facts_at=facts.sent_at,
            narratives=tuple(
                forms.Narrative(
                    section["title_vi"], _paragraphs(facts.narratives.get(section["code"], ""))
                )
                for section in facts.sections
            ),
            publications=tuple(
                forms.PublicationLine(row.title, row.channel, row.address, row.on)
                for row in facts.publications
            ),
        )
    )  # fmt: skip


def consolidated_report(
    facts: Mapping[str, Any],
    text: Mapping[str, str],
    as_of: datetime,
    numbering: Numbering,
) -> OfficialDocument:
    """Compose the consolidated report of a round from its frozen facts."""
    sender, indicators = facts["sender"], facts["indicators"]
    kind = ROUND_TITLES[facts["round"]["kind"]]
    to = [name for name in facts["to"] or [sender["superior"]] if name]
    campaign = facts["campaign"]
    # The owner acts on what its own letter rests on; where that is not known, on the letter.
    campaign = campaign | {"founded_on": campaign.get("grounds") or campaign["founded_on"]}
    body = Body(
        sender["issuer"], sender["short"], sender["kind"], sender["superior"], sender["place"]
    )
    return consolidated.consolidated_report(
        forms.ConsolidatedFacts(
            sender=_sender(body, numbering, as_of, to, notation=sender["symbol"]),
            to=tuple(to),
            campaign=_campaign(campaign),
            round_title=f"{kind} {named(facts['campaign']['title'])}",
            facts_at=as_of,
            indicators=_indicators(indicators),
            totals=_cells(indicators, facts["totals"]),
            answered=tuple(facts["answered"].get(row["code"], 0) for row in indicators),
            groups=tuple(
                forms.GroupLines(
                    name=group["name"],
                    units=tuple(
                        forms.UnitLine(
                            unit["name"],
                            _cells(indicators, unit["values"]) if unit["sent_at"] else (),
                            _day(unit["sent_at"]),
                            is_late=unit["standing"] == Standing.SENT_LATE.value,
                        )
                        for unit in group["units"]
                    ),
                    totals=_cells(indicators, group["totals"]),
                    on_time=group["on_time"],
                )
                for group in facts["groups"]
            ),
            steering=_paragraphs(text.get("direction", "")),
            highlights=_paragraphs(text.get("results", "")),
            difficulties=_paragraphs(text.get("difficulties", "")),
            proposals=_paragraphs(text.get("proposals", "")),
        )
    )  # fmt: skip


def _sender(
    body: Body,
    numbering: Numbering,
    at: datetime,
    to: Collection[str],
    *,
    notation: str = "",
) -> forms.Sender:
    issued = IssueDate.of(numbering.issued_on) if numbering.issued_on else IssueDate(at.year)
    # "Như trên" already names those the paper is sent to.
    copied = (
        (Recipient(body.superior, Role.REPORT),)
        if body.superior and body.superior not in to
        else ()
    )
    return forms.Sender(
        letterhead=Letterhead(
            issuer=body.name,
            symbol=numbering.symbol or f"BC-{notation or notation_of(body.name, body.kind)}",
            place=body.place,
            issued=issued,
            superior=body.superior or None,
            number=numbering.number or None,
        ),
        signature=Signature(authority_of(body.kind)),
        distribution=Distribution(copied),
    )


def _campaign(facts: Mapping[str, Any]) -> forms.Campaign:
    return forms.Campaign(
        title=named(facts["title"]),
        founded_on=tuple(facts["founded_on"]),
        start=date.fromisoformat(facts["start"]),
        end=date.fromisoformat(facts["end"]),
    )


def named(title: str) -> str:
    """Name a campaign inside a sentence.

    A deed is "việc tham gia …", a kind of campaign stays as it is, a motto is quoted.
    """
    title = _ABOUT.sub("", title.strip())
    if fold(title).startswith(_NAMES):
        return title
    if fold(title).startswith(_DEEDS):
        return f"việc {title[:1].lower()}{title[1:]}"
    return f"Chiến dịch “{title}”"


def _indicators(rows: Iterable[Mapping[str, Any]]) -> tuple[forms.Indicator, ...]:
    return tuple(
        forms.Indicator(
            row["label_vi"],
            UNITS_OF_COUNT[row["measure"]],
            CellFormat.PERCENT if row["measure"] == "share" else CellFormat.INTEGER,
        )
        for row in rows
    )


def _cells(rows: Iterable[Mapping[str, Any]], values: Mapping[str, Value]) -> tuple[Cell, ...]:
    return tuple(_cell(values.get(row["code"])) for row in rows)


def _cell(value: Value) -> Cell:
    return Share(value[0], value[1]) if isinstance(value, list) else value


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _day(instant: str | None) -> date | None:
    return datetime.fromisoformat(instant).date() if instant else None
