"""A report as it was sent, and what becomes of it: accepted, returned, signed."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.campaigns.policies import may_acknowledge, may_answer, may_receive_from, require
from loa.crafts.timing import VIETNAM, last_day
from loa.files.serving import serve
from loa.ledger.queries import history_of
from loa.reports import actions, queries
from loa.reports.errors import ReportError
from loa.reports.figures import from_slots
from loa.reports.forms import ReturnForm, SignedForm, in_language, label_of
from loa.reports.models import Report
from loa.reports.queries import reports_visible_to
from loa.reports.words import shown
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

DAYS_TO_COMPLETE = 3


def found(request: OfficerRequest, pk: int, on: date) -> Report:
    rows = reports_visible_to(request.user, on).select_related(
        "participant__reports_to", "round__campaign__owner", "signed_file", "draft_by"
    )
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_GET
def report(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what was sent, its history, its papers, and what this officer may do with it."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = found(request, pk, today)
    sent = row.submissions.select_related("sent_by").order_by("-number").first()
    indicators = queries.indicators_of(row.round)
    form = queries.form_of(row.round)
    values = from_slots(indicators, sent) if sent else {}
    context = {
        "report": row,
        "participant": row.participant,
        "sent": sent,
        "figures": [
            (label_of(each), values.get(each.code), each.measure) for each in indicators
        ],
        "sections": [
            (in_language(section, "title"), sent.narratives.get(section["code"], ""))
            for section in form.sections
            if sent
        ],
        "shown": shown(
            queries.standing_of(row, row.round, at).value,
            is_returned=row.returned_at is not None,
            is_accepted=row.accepted_at is not None,
        ),
        "last_day": last_day(queries.deadline_for(row, row.round)),
        "history": history_of(row)[:30],
        "may_answer": may_answer(request.user, row.participant, today),
        "may_sign": may_acknowledge(request.user, row.participant, today),
        "may_receive": may_receive_from(request.user, row.participant, today),
    }
    return page(request, "reports/report.html", context)


@signed_in
@require_POST
def accept(request: OfficerRequest, pk: int) -> HttpResponse:
    """Accept a sent report; `next` names where to go on."""
    at = timezone.now()
    row = found(request, pk, timezone.localdate(at))
    try:
        actions.accept_report(row, by=request.user, at=at)
    except ReportError:
        messages.error(request, _("There is nothing to accept yet: the report was not sent."))
    else:
        messages.success(
            request, _("Accepted: %(unit)s. You can undo this.") % {"unit": row.participant}
        )
    return seen("reports:report", pk)


@signed_in
@require_POST
def reopen(request: OfficerRequest, pk: int) -> HttpResponse:
    """Undo an acceptance."""
    at = timezone.now()
    row = found(request, pk, timezone.localdate(at))
    actions.reopen_report(row, by=request.user, at=at)
    messages.success(request, _("Reopened: the report can change again."))
    return seen("reports:report", pk)


@signed_in
@require_http_methods(["GET", "POST"])
def give_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask the unit to complete its report, until a day."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = found(request, pk, today)
    require(may_receive_from(request.user, row.participant, today))
    proposed = today + timedelta(days=DAYS_TO_COMPLETE)
    form = ReturnForm(request.POST or None, initial={"last_day": proposed.isoformat()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        if day < today:
            form.add_error("last_day", _("This day is past. Choose today or a later day."))
        else:
            due = datetime.combine(day + timedelta(days=1), time.min, VIETNAM)
            try:
                actions.return_report(
                    row,
                    reason=form.cleaned_data["reason"],
                    due_again_at=due,
                    by=request.user,
                    at=at,
                )
            except ReportError:
                form.add_error(
                    None, _("Only a report that was sent and not yet accepted can go back.")
                )
            else:
                messages.success(
                    request,
                    _("%(unit)s has been asked by mail to complete it.")
                    % {"unit": row.participant},
                )
                return seen("reports:report", pk)
    context = {
        "question": _("Ask the unit to complete its report?"),
        "consequence": _(
            "Its officers get your reason by mail. Until the report is sent again, its figures "
            "do not count."
        ),
        "verb": _("Ask to complete"),
        "back": reverse("reports:report", args=[pk]),
        "form": form,
        "facts": [{"label": _("Unit"), "value": row.participant.name}],
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def signed(request: OfficerRequest, pk: int) -> HttpResponse:
    """Bring back number, date and file of the paper that the unit signed."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = found(request, pk, today)
    require(may_acknowledge(request.user, row.participant, today))
    initial = {
        "number": row.number,
        "symbol": row.symbol,
        "issued_on": (row.issued_on or today).isoformat(),
    }
    form = SignedForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.record_signed_report(
            row,
            number=given["number"],
            symbol=given["symbol"],
            issued_on=given["issued_on"],
            signed=given["signed"],
            by=request.user,
            at=at,
        )
        messages.success(request, _("Number and date are on record."))
        return seen("reports:report", pk)
    context = {"form": form, "report": row, "participant": row.participant}
    return page(request, "reports/signed.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_GET
def signed_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the signed file of a unit's report."""
    row = found(request, pk, timezone.localdate())
    if row.signed_file is None:
        raise Http404
    return serve(row.signed_file, f"bao-cao-{row.pk}{row.signed_file.extension}")
