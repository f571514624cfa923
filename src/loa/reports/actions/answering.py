"""A unit answers: the draft it keeps, and its sending."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.actions import acknowledge
from loa.campaigns.models import Participant, Round
from loa.campaigns.policies import may_answer, may_run, require
from loa.campaigns.queries import is_open
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.reports import queries
from loa.reports.errors import (
    AlreadyAcceptedError,
    DoorShutError,
    DraftMovedError,
    FiguresError,
)
from loa.reports.figures import Value, faults, into_slots
from loa.reports.models import AnswerLink, Form, Report, RoundForm, Submission
from loa.units.models import Officer


@transaction.atomic
def use_form(each: Round, form: Form, *, by: Officer, at: datetime) -> RoundForm:
    """Say which version of which form a round uses. Not after the first report was sent."""
    require(may_run(by, each.campaign, timezone.localdate(at)))
    if Submission.objects.filter(report__round=each).exists():
        raise AlreadyAcceptedError
    link, _ = RoundForm.objects.update_or_create(round=each, defaults={"form": form})
    record("round.form_chosen", each, by=by, at=at, changes={"form": (None, str(form))})
    return link


@transaction.atomic
def save_draft(
    participant: Participant,
    each: Round,
    *,
    values: Mapping[str, Value],
    narratives: Mapping[str, str],
    expected_version: int,
    by: Officer | None,
    at: datetime,
    through: AnswerLink | None = None,
) -> Report:
    """Keep what was typed. `expected_version` is the version the form was made from.

    A draft is kept at any time: only sending has a door. Raises DraftMovedError if someone
    else saved since, AlreadyAcceptedError.
    """
    _require(participant, by, through, at)
    note = _through(through)
    acknowledge(participant, by=by, at=at, note=note)  # who acts on it has received it
    report = _locked(participant, each)
    if report.accepted_at:
        raise AlreadyAcceptedError
    typed = dict(values)
    cleaned = {code: clean(text).strip() for code, text in narratives.items()}
    draft = {"values": typed, "narratives": cleaned}
    if report.draft == draft:
        return report  # the same form sent twice
    if report.draft_version != expected_version:
        raise DraftMovedError(report)
    former = report.draft.get("values", {})
    report.draft = draft
    report.draft_version += 1
    report.draft_at, report.draft_by = at, by
    report.save()
    changes = {
        code: (former.get(code), value)
        for code, value in typed.items()
        if former.get(code) != value
    }
    record(
        "report.drafted",
        report,
        by=by,
        at=at,
        changes=changes,
        unit_id=participant.unit_id,
        note=note,
    )
    return report


@transaction.atomic
def send_report(
    report: Report,
    *,
    idempotency_key: str,
    by: Officer | None,
    at: datetime,
    through: AnswerLink | None = None,
) -> Submission:
    """Send the draft to whom the unit reports to; the same key gives the same sending.

    Raises DoorShutError after the door closes (unless the report was returned with a new
    date), FiguresError, AlreadyAcceptedError.
    """
    participant = report.participant
    _require(participant, by, through, at)
    report = _locked(participant, report.round)
    again = report.submissions.filter(idempotency_key=idempotency_key).first()
    if again:
        return again
    if report.accepted_at:
        raise AlreadyAcceptedError
    if not is_open(report.round, at) and not _may_answer_again(report, at):
        raise DoorShutError(report.round.closed_at or report.round.closes_at)
    indicators = queries.indicators_of(report.round)
    values = report.draft.get("values", {})
    if found := faults(indicators, values):
        raise FiguresError(found)
    submission = Submission.objects.create(
        report=report,
        number=report.submissions.count() + 1,
        narratives=report.draft.get("narratives", {}),
        idempotency_key=idempotency_key,
        sent_at=at,
        sent_by=by,
        sent_through=through,
        **into_slots(indicators, values),
    )
    report.first_sent_at = report.first_sent_at or at
    report.sent_at = at
    report.returned_at, report.returned_reason = None, ""
    report.save()
    record(
        "report.sent",
        report,
        by=by,
        at=at,
        changes={"submission": (submission.number - 1 or None, submission.number)},
        unit_id=participant.unit_id,
        note=_through(through),
    )
    return submission


def _require(
    participant: Participant, by: Officer | None, through: AnswerLink | None, at: datetime
) -> None:
    """Let an officer of the unit, or a live link of this unit and campaign; never both."""
    if through is None:
        require(by is not None and may_answer(by, participant, timezone.localdate(at)))
        return
    is_delivered = participant.delivered_at is not None
    is_theirs = through.participant_id == participant.pk and is_delivered
    require(by is None and is_theirs and through.is_live(at))


def _through(link: AnswerLink | None) -> str:
    return f"through answer link {link.pk}" if link else ""


def _locked(participant: Participant, each: Round) -> Report:
    """Return the unit's report row for the round, made if need be, held until the commit."""
    Report.objects.get_or_create(round=each, participant=participant)
    return Report.objects.select_for_update(of=("self",)).get(
        round=each, participant=participant
    )


def _may_answer_again(report: Report, at: datetime) -> bool:
    """Say whether a returned report may be sent again: it has a door of its own."""
    return bool(report.returned_at and report.due_again_at and at < report.due_again_at)
