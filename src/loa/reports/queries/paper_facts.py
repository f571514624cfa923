"""What a unit's own report states, gathered for its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from loa.evidence.queries import standing_publications
from loa.evidence.words import KIND_NAMES_VI
from loa.reports.figures import Value, from_slots
from loa.reports.models import Report
from loa.reports.queries.forms import form_of, indicators_of
from loa.reports.queries.rollup import campaign_facts
from loa.units.bodies import Body, body_on
from loa.units.queries import names_of


@dataclass(frozen=True)
class PublicationFacts:
    title: str
    channel: str
    address: str
    on: date


@dataclass(frozen=True)
class UnitFacts:
    """What a unit's report states."""

    body: Body
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
    day, reports_to_id = campaign.units_on, participant.reports_to_id or campaign.owner_id
    indicators = indicators_of(report.round)
    return UnitFacts(
        body=replace(body_on(participant.unit_id, day), name=participant.name),
        to=names_of([reports_to_id], day)[reports_to_id].name,
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
