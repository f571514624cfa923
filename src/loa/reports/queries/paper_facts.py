"""What a unit's own report states, gathered for its paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from loa.evidence.queries import standing_publications
from loa.evidence.words import KIND_NAMES_VI
from loa.reports.figures import Value, from_slots
from loa.reports.models import Report
from loa.reports.queries.forms import form_of, indicators_of
from loa.reports.queries.rollup import campaign_facts
from loa.units.queries import names_of, parents_on


@dataclass(frozen=True)
class PublicationFacts:
    title: str
    channel: str
    address: str
    on: date


@dataclass(frozen=True)
class UnitFacts:
    """What a unit's report states."""

    name: str
    short: str
    kind: str
    superior: str
    place: str
    to: str
    campaign: Mapping[str, Any]  # as in round_facts
    indicators: list[Mapping[str, Any]]
    values: Mapping[str, Value]
    sections: list[Mapping[str, str]]
    narratives: Mapping[str, str]
    publications: tuple[PublicationFacts, ...]
    sent_at: datetime


def unit_facts(report: Report) -> UnitFacts | None:
    """Return what the latest sending states; None before anything was sent."""
    sent = report.submissions.order_by("-number").first()
    if sent is None:
        return None
    campaign, participant = report.round.campaign, report.participant
    day = campaign.units_on
    parent = parents_on(day).get(participant.unit_id)
    wanted = [participant.unit_id, participant.reports_to_id or campaign.owner_id, parent or 0]
    names = names_of(wanted, day)
    own, above = names[participant.unit_id], names.get(parent or 0)
    indicators = indicators_of(report.round)
    return UnitFacts(
        name=participant.name,
        short=own.short_name,
        kind=own.kind.code,
        superior=above.name if above else "",
        place=own.area or (above.area if above else ""),
        to=names[participant.reports_to_id or campaign.owner_id].name,
        campaign=campaign_facts(report.round),
        indicators=[
            {"code": row.code, "label_vi": row.label_vi, "measure": row.measure}
            for row in indicators
        ],
        values=from_slots(indicators, sent),
        sections=form_of(report.round).sections,
        narratives=sent.narratives,
        publications=tuple(
            PublicationFacts(
                row.title or KIND_NAMES_VI[row.kind],
                row.channel.name if row.channel else KIND_NAMES_VI[row.kind],
                row.address,
                row.happened_on,
            )
            for row in standing_publications(participant, sent.sent_at).order_by(
                "happened_on", "pk"
            )
        ),
        sent_at=timezone.localtime(sent.sent_at),
    )
