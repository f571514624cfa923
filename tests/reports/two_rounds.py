"""Rounds whose units reported given figures, written as rows, to be compared."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from loa.campaigns.models import (
    Assignment,
    Campaign,
    Part,
    Participant,
    Round,
    RoundKind,
    Task,
)
from loa.crafts.viet import fold
from loa.dispatches.models import Dispatch
from loa.evidence.models import ActKind, Publication
from loa.files.actions import store
from loa.ledger.actions import record
from loa.reports.figures import Value, into_slots
from loa.reports.models import Report, Submission
from loa.reports.queries import indicators_of
from loa.units.models import Officer, Unit
from loa.units.queries import names_of
from tests.people import NOW, VIETNAM


@dataclass(frozen=True)
class Did:
    """What one unit did in a round; no values: it sent nothing."""

    values: Mapping[str, Value] | None = None
    is_on_time: bool = True
    has_published: bool = False
    part: Part = Part.TASKED


@transaction.atomic
def make_letter(owner: Unit, by: Officer, *, text: str) -> Dispatch:
    letter = Dispatch.objects.create(
        owner=owner,
        file=store(text.encode(), by=by, at=NOW),
        file_name="letter.txt",
        format="text",
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        arrived_at=NOW,
        arrived_by=by,
        issuer_name="Sở Thông tin và Truyền thông",
        symbol="STTTT-CNTT",
        subject=text,
    )
    record("dispatch.received", letter, by=by, at=NOW)
    return letter


@transaction.atomic
def make_round(
    letter: Dispatch, owner: Unit, day: date, did: Mapping[Unit, Did], *, by: Officer
) -> Round:
    """Open and send a campaign on a day under that day's units, and let them report."""
    sent_at = datetime.combine(day, time(8), VIETNAM)
    due_at = sent_at + timedelta(days=20)
    campaign = Campaign.objects.create(
        slug=f"chien-dich-{letter.pk}",
        title=f"Chiến dịch {day.year} {letter.pk}",
        owner=owner,
        dispatch=letter,
        starts_on=day,
        ends_on=day + timedelta(days=30),
        units_on=day,
        opened_at=sent_at,
        opened_by=by,
        sent_at=sent_at,
        sent_by=by,
    )
    each = Round.objects.create(
        campaign=campaign,
        kind=RoundKind.INTERIM.value,
        number=1,
        cut_off_at=due_at,
        due_at=due_at,
        closes_at=due_at + timedelta(days=7),
    )
    task = Task.objects.create(campaign=campaign, number="1", position=1, text="Tuyên truyền")
    called = names_of([unit.pk for unit in did], day)
    indicators = indicators_of(each)
    for position, (unit, done) in enumerate(did.items()):
        name = called[unit.pk].name
        row = Participant.objects.create(
            campaign=campaign, unit=unit, part=done.part.value, reports_to=owner, name=name,
            name_fold=fold(name), position=position, delivered_at=sent_at,
        )  # fmt: skip
        if done.part is Part.TASKED:
            Assignment.objects.create(task=task, participant=row)
        if done.has_published:
            Publication.objects.create(
                participant=row, kind=ActKind.PRINT.value, title="Áp phích", happened_on=day,
                counts={}, idempotency_key="1", logged_at=sent_at, logged_by=by,
            )  # fmt: skip
        if done.values is None:
            continue
        at = due_at + timedelta(days=-1 if done.is_on_time else 1)
        report = Report.objects.create(
            round=each, participant=row, draft={}, first_sent_at=at, sent_at=at
        )
        Submission.objects.create(
            report=report, number=1, idempotency_key="1", sent_at=at, sent_by=by,
            **into_slots(indicators, done.values),
        )  # fmt: skip
    record("campaign.sent", campaign, by=by, at=sent_at)
    return each
