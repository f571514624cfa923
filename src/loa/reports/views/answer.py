"""A unit fills its report: figures that Loa already knows, a few words, one button."""

from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.campaigns.models import Participant, Round
from loa.campaigns.policies import may_answer, require
from loa.campaigns.queries import is_open, participants_visible_to
from loa.crafts.timing import last_day
from loa.reports import actions, queries
from loa.reports.errors import (
    AlreadyAcceptedError,
    DoorShutError,
    DraftMovedError,
    FiguresError,
)
from loa.reports.forms import ReportForm
from loa.reports.models import AnswerLink, Form, Indicator, Report
from loa.reports.queries import Prefilled
from loa.reports.words import shown
from loa.ui.pages import page, seen
from loa.units.models import Officer
from loa.units.signed_in import OfficerRequest, signed_in


class FormFacts(TypedDict):
    """What a ReportForm is made from."""

    form: Form
    indicators: list[Indicator]
    draft: dict[str, Any]
    version: int
    known: dict[str, Prefilled]


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: OfficerRequest, participant_id: int, number: int) -> HttpResponse:
    """Show the form of a round; POST keeps it as a draft, or sends it (`do=send`)."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = participants_visible_to(request.user, today).select_related("campaign__owner")
    participant = get_object_or_404(rows, pk=participant_id)
    require(may_answer(request.user, participant, today))
    each = get_object_or_404(Round, campaign=participant.campaign, number=number)
    return fill(request, participant, each, at, by=request.user)


def fill(
    request: HttpRequest,
    participant: Participant,
    each: Round,
    at: datetime,
    *,
    by: Officer | None = None,
    through: AnswerLink | None = None,
) -> HttpResponse:
    """Show, keep or send the report of a unit, for its officer or through a link."""
    report = Report.objects.filter(participant=participant, round=each).first()
    if request.method == "GET":
        return _show(
            request, _form(participant, each, report, at), participant, each, report, at
        )
    form = ReportForm(request.POST, **_facts(participant, each, report, at))
    if not form.is_valid():
        return _show(request, form, participant, each, report, at, status=422)
    try:
        report = actions.save_draft(
            participant,
            each,
            values=form.values(),
            narratives=form.narratives(),
            expected_version=form.cleaned_data["version"],
            by=by,
            through=through,
            at=at,
        )
        if request.POST.get("do") != "send":
            messages.success(request, _("Kept. The report has not been sent yet."))
            if through is not None:
                return seen("answers:report")
            return seen("reports:answer", participant.pk, each.number)
        key = form.cleaned_data["key"]
        actions.send_report(report, idempotency_key=key, by=by, through=through, at=at)
    except DraftMovedError as error:
        return _moved(request, participant, each, error.theirs, at)
    except FiguresError as error:
        # The draft was kept under a new version; the page goes on from there.
        form = _renewed(request, participant, each, report, at)
        form.is_valid()
        form.add_faults(error.faults)
        return _show(request, form, participant, each, report, at, status=422)
    except DoorShutError as error:
        form.add_error(
            None,
            _(
                "This round closed at %(at)s. Your draft is kept; ask %(owner)s to reopen the "
                "round."
            )
            % {
                "at": timezone.localtime(error.closed_at).strftime("%H:%M %d/%m/%Y"),
                "owner": each.campaign.owner.names.order_by("-valid_from")[0].name,
            },
        )
        return _show(request, form, participant, each, report, at, status=422)
    except AlreadyAcceptedError:
        messages.warning(
            request, _("This report was accepted and can no longer change. Ask to reopen it.")
        )
    else:
        messages.success(request, _("Sent. Nothing more is to be done for this round."))
    if through is not None:
        return seen("answers:done")
    return seen("reports:report", Report.objects.get(participant=participant, round=each).pk)


def _facts(
    participant: Participant, each: Round, report: Report | None, at: datetime
) -> FormFacts:
    return {
        "form": queries.form_of(each),
        "indicators": queries.indicators_of(each),
        "draft": report.draft if report else {},
        "version": report.draft_version if report else 0,
        "known": queries.prefill(participant, each, at),
    }


def _form(
    participant: Participant, each: Round, report: Report | None, at: datetime
) -> ReportForm:
    return ReportForm(None, **_facts(participant, each, report, at))


def _renewed(
    request: HttpRequest,
    participant: Participant,
    each: Round,
    report: Report | None,
    at: datetime,
) -> ReportForm:
    """Return what the person typed on top of the version that is kept now."""
    data = request.POST.copy()
    data["version"] = str(report.draft_version if report else 0)
    return ReportForm(data, **_facts(participant, each, report, at))


def _moved(
    request: HttpRequest, participant: Participant, each: Round, theirs: Report, at: datetime
) -> HttpResponse:
    """Show what another officer saved beside what this one typed; saving again decides."""
    form = _renewed(request, participant, each, theirs, at)
    form.is_valid()
    return _show(request, form, participant, each, theirs, at, status=422, is_moved=True)


def _show(
    request: HttpRequest,
    form: ReportForm,
    participant: Participant,
    each: Round,
    report: Report | None,
    at: datetime,
    *,
    status: int = 200,
    is_moved: bool = False,
) -> HttpResponse:
    theirs = _form(participant, each, report, at) if is_moved else None
    context = {
        "form": form,
        "participant": participant,
        "round": each,
        "report": report,
        "is_open": is_open(each, at) or bool(report and report.due_again_at),
        "today": timezone.localdate(at),
        "last_day": last_day(queries.deadline_for(report, each)),
        "shown": shown(
            queries.standing_of(report, each, at).value,
            is_returned=bool(report and report.returned_at),
            is_accepted=bool(report and report.accepted_at),
        ),
        "theirs": list(theirs.figures()) + list(theirs.sections()) if theirs else [],
    }
    return page(request, "reports/answer.html", context, status=status)
