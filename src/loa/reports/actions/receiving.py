"""What becomes of a report that was sent: accepted, returned with a reason, reopened."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.campaigns.policies import may_receive_from, require
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.notices.actions import post_mail
from loa.reports.errors import AlreadyAcceptedError, NotSentError
from loa.reports.models import Report
from loa.units.models import Officer
from loa.units.queries import holders_of
from loa.units.words import Role


@transaction.atomic
def accept_report(report: Report, *, by: Officer, at: datetime) -> Report:
    """Take a sent report as it is. Accepting twice changes nothing. Raises NotSentError."""
    require(may_receive_from(by, report.participant, timezone.localdate(at)))
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.accepted_at:
        return report
    if not report.sent_at or report.returned_at:
        raise NotSentError
    report.accepted_at = at
    report.save(update_fields=["accepted_at"])
    record("report.accepted", report, by=by, at=at, unit_id=report.participant.unit_id)
    return report


@transaction.atomic
def reopen_report(report: Report, *, by: Officer, at: datetime) -> Report:
    """Undo an acceptance: the report is again sent and not yet accepted."""
    require(may_receive_from(by, report.participant, timezone.localdate(at)))
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not report.accepted_at:
        return report
    report.accepted_at = None
    report.save(update_fields=["accepted_at"])
    record("report.reopened", report, by=by, at=at, unit_id=report.participant.unit_id)
    return report


@transaction.atomic
def return_report(
    report: Report, *, reason: str, due_again_at: datetime, by: Officer, at: datetime
) -> Report:
    """Ask the unit to add to its report ("đề nghị bổ sung"), until a new date.

    The new date decides timeliness from here on. Tells the unit's officers. Raises
    NotSentError, AlreadyAcceptedError, ValidationError without a reason.
    """
    require(may_receive_from(by, report.participant, timezone.localdate(at)))
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.accepted_at:
        raise AlreadyAcceptedError
    if not report.sent_at:
        raise NotSentError
    report.returned_at, report.returned_reason = at, clean(reason).strip()
    # A return never shortens the time that everyone was given.
    report.due_again_at = max(due_again_at, report.round.due_at)
    report.first_sent_at = None
    report.full_clean(validate_unique=False)
    report.save(
        update_fields=["returned_at", "returned_reason", "due_again_at", "first_sent_at"]
    )
    unit_id = report.participant.unit_id
    record("report.returned", report, by=by, at=at, unit_id=unit_id, note=reason)
    for officer in holders_of(unit_id, timezone.localdate(at), Role.REPORTER, Role.APPROVER):
        post_mail(
            to=officer,
            subject=_("Please complete your report: %(campaign)s")
            % {"campaign": report.round.campaign},
            body=_("%(reason)s\n\nPlease send it again before %(due)s.")
            % {
                "reason": report.returned_reason,
                "due": timezone.localtime(report.due_again_at).strftime("%H:%M %d/%m/%Y"),
            },
            about=report,
            by=by,
            at=at,
        )
    return report
