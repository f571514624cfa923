"""A round rolled up: the live tally, and the frozen facts that papers are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from loa.campaigns.models import Participant, Round
from loa.campaigns.queries import deadline_of, delivered
from loa.crafts.tallying import Figure, Lines, Reports, Share, Tally, roll_up
from loa.crafts.timing import Standing
from loa.reports.figures import Value, from_slots, tally_form
from loa.reports.models import Form, Indicator, Report, Submission
from loa.reports.queries.citing import cited, grounds_of
from loa.reports.queries.forms import form_of
from loa.reports.queries.standing import owed_by, standing_sql
from loa.units.bodies import body_on
from loa.units.queries import names_of

Facts = dict[str, Any]


@dataclass(frozen=True)
class Rolled:
    """A round as it stands at an instant; `counting` is {unit id: the sending that counts}."""

    form: Form
    indicators: list[Indicator]
    participants: list[Participant]
    owed: frozenset[int]
    counting: dict[int, Submission]
    standings: dict[int, str]
    returned: frozenset[int]
    tally: Tally


def tally(each: Round, as_of: datetime) -> Rolled:
    """Roll a round up along the campaign's reporting lines as of an instant.

    The last sending of each report gives its figures. A report that was returned and not sent
    again does not count: its figures are in doubt, and the unit owes it anew.
    Cost: six queries, then (units × height) a column.
    """
    form = form_of(each)
    indicators = list(form.indicators.order_by("position"))
    participants = list(delivered(each.campaign))
    owed = frozenset(owed_by(each).order_by().values_list("unit_id", flat=True))
    returned = frozenset(
        Report.objects.filter(round=each, returned_at__lte=as_of)
        .order_by()
        .values_list("participant__unit_id", flat=True)
    )
    rows_sent = Report.objects.filter(round=each, sent_at__lte=as_of).order_by()
    standings = dict(
        rows_sent.annotate(standing=standing_sql(each, as_of)).values_list(
            "participant__unit_id", "standing"
        )
    )
    counting = {
        unit_id: row for unit_id, row in _latest(each, as_of) if unit_id not in returned
    }
    craft_form = tally_form(indicators)
    owner = each.campaign.owner_id
    lines = Lines.of(
        (row.unit_id, row.reports_to_id or owner)
        for row in participants
        if row.unit_id != owner
    )
    rows = (
        (
            unit_id,
            standings[unit_id] == Standing.ON_TIME.value,
            *(getattr(sent, column) for column in craft_form.columns),
        )
        for unit_id, sent in counting.items()
    )
    rolled = roll_up(lines, Reports.of(craft_form, rows), owed)
    return Rolled(form, indicators, participants, owed, counting, standings, returned, rolled)


def _latest(each: Round, as_of: datetime) -> Iterable[tuple[int, Submission]]:
    newest = Submission.objects.filter(report=OuterRef("report"), sent_at__lte=as_of)
    rows = Submission.objects.filter(
        report__round=each, pk=Subquery(newest.order_by("-number").values("pk")[:1])
    )
    return (
        (row.report.participant.unit_id, row)
        for row in rows.select_related("report__participant").order_by(
            "report__participant__position", "pk"
        )
    )


def round_facts(each: Round, as_of: datetime) -> Facts:
    """Return everything the consolidated papers state, as JSON.

    {"campaign": {title, founded_on, grounds, start, end}, "round": {kind, number, due_at},
    "sender": {issuer, short, kind, superior, place, symbol}, "to": [name …],
    "form": {code, version, sections},
    "indicators": [{code, label_vi, label_en, measure}],
    "totals", "answered": {code: …},
    "expected", "received", "on_time": n,
    "groups": [{name, units: [{name, values, sent_at, standing, is_returned}], totals,
    on_time}]}. A share is [part, whole]; a figure nobody gave is null. Units that owe no report
    stand there only if they sent one.
    """
    return facts_of(each, tally(each, as_of))


def facts_of(each: Round, rolled: Rolled) -> Facts:
    """Return the facts of a round that was rolled up already (see `round_facts`)."""
    owner = each.campaign.owner_id
    listed = [
        row
        for row in rolled.participants
        if row.unit_id in rolled.owed or row.unit_id in rolled.counting
    ]
    names = names_of([row.unit_id for row in listed], each.campaign.units_on)
    listed.sort(key=lambda row: (names[row.unit_id].kind.position, row.position, row.name_fold))
    groups = [
        _group(rolled, kind, list(rows))
        for kind, rows in groupby(listed, key=lambda row: names[row.unit_id].kind.name_vi)
    ]
    total = rolled.tally
    complete = total.completeness(owner)
    return {
        "campaign": campaign_facts(each),
        "round": {
            "kind": each.kind,
            "number": each.number,
            "due_at": _iso(deadline_of(each).due_at),
        },
        "sender": _sender(each),
        "to": list(each.campaign.upward_duties.values_list("to_name", flat=True)),
        "form": {
            "code": rolled.form.code,
            "version": rolled.form.version,
            "sections": rolled.form.sections,
        },
        "indicators": [
            {
                "code": row.code,
                "label_vi": row.label_vi,
                "label_en": row.label_en,
                "measure": row.measure,
            }
            for row in rolled.indicators
        ],
        "totals": {row.code: _json(total.figure(owner, row.code)) for row in rolled.indicators},
        "answered": {row.code: total.answered(owner, row.code) for row in rolled.indicators},
        "expected": complete.whole,
        "received": complete.part,
        "on_time": total.timeliness(owner).part,
        "groups": groups,
    }


def _group(rolled: Rolled, kind: str, rows: list[Participant]) -> Facts:
    units = [_unit(rolled, row) for row in rows]
    inside = [rolled.counting[row.unit_id] for row in rows if row.unit_id in rolled.counting]
    return {
        "name": kind,
        "units": units,
        "totals": _added(rolled, [row.unit_id for row in rows]),
        "on_time": sum(unit["standing"] == Standing.ON_TIME.value for unit in units),
        "received": len(inside),
    }


def _added(rolled: Rolled, unit_ids: list[int]) -> dict[str, Value]:
    """Add up the units of one group, which the reporting lines do not keep together."""
    form = tally_form(rolled.indicators)
    top = -1  # no unit has this key
    rows = (
        (unit_id, True, *(getattr(rolled.counting[unit_id], name) for name in form.columns))
        for unit_id in unit_ids
        if unit_id in rolled.counting
    )
    lines = Lines.of([(top, None), *((unit_id, top) for unit_id in unit_ids)])
    added = roll_up(lines, Reports.of(form, rows))
    return {row.code: _json(added.figure(top, row.code)) for row in rolled.indicators}


def _unit(rolled: Rolled, row: Participant) -> Facts:
    sent = rolled.counting.get(row.unit_id)
    return {
        "name": row.name,
        "values": from_slots(rolled.indicators, sent) if sent else {},
        "sent_at": _iso(sent.sent_at) if sent else None,
        "standing": rolled.standings.get(row.unit_id, "") if sent else "",
        "is_returned": row.unit_id in rolled.returned,
    }


def campaign_facts(each: Round) -> Facts:
    """Say which campaign, which letter opened it and on what that rests, as papers cite it."""
    campaign = each.campaign
    return {
        "title": campaign.title,
        "founded_on": [cited(campaign.dispatch)],
        "grounds": grounds_of(campaign.dispatch),
        "start": campaign.starts_on.isoformat(),
        "end": campaign.ends_on.isoformat(),
    }


def _sender(each: Round) -> Facts:
    """Say who issues the report: the owner as it stood, under whom, and in which place."""
    body = body_on(each.campaign.owner_id, each.campaign.units_on)
    return {
        "issuer": body.name,
        "short": body.short,
        "kind": body.kind,
        "symbol": each.campaign.dispatch.symbol.partition("-")[0],
        "superior": body.superior,
        "place": body.place,
    }


def _json(figure: Figure | None) -> Value:
    return [figure.part, figure.whole] if isinstance(figure, Share) else figure


def _iso(at: datetime) -> str:
    """Write an instant in the zone of the installation, whatever zone the database gave."""
    return timezone.localtime(at).isoformat()
