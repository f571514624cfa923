"""A unit without a login answers: through an address or a code, its own report and no more."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from loa.campaigns.models import Participant
from loa.campaigns.policies import may_receive_from, require
from loa.campaigns.queries import current_round, participants_visible_to
from loa.reports import actions
from loa.reports.errors import LinkDeadError, LinkNotNeededError
from loa.reports.forms import AnswerCodeForm
from loa.reports.models import AnswerLink
from loa.reports.views.answer import fill
from loa.ui.pages import page, seen
from loa.units import limits
from loa.units.accounts import network_of
from loa.units.limits import Kind
from loa.units.signed_in import OfficerRequest, signed_in

OPENED = "answer_link"  # in the session: which link was opened here


def _link(request: HttpRequest) -> AnswerLink | None:
    """Return the link that this browser opened, if it is live still."""
    rows = AnswerLink.objects.select_related("participant__campaign__owner")
    link = rows.filter(pk=request.session.get(OPENED, 0)).first()
    return link if link is not None and link.is_live(timezone.now()) else None


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take a typed code, and go on to the report it belongs to."""
    at = timezone.now()
    is_sent = request.method == "POST"
    form = AnswerCodeForm(request.POST) if is_sent else AnswerCodeForm()
    if is_sent and limits.shut_until(Kind.CLAIM, network_of(request), at=at):
        form.add_error("code", _("Too many wrong codes. Try again in a quarter of an hour."))
    if form.is_valid():
        try:
            link = actions.open_answer_link(code=form.cleaned_data["code"], at=at)
        except LinkDeadError:
            limits.count_wrong(Kind.CLAIM, network_of(request), at=at)
            form.add_error("code", _dead())
        else:
            request.session[OPENED] = link.pk
            return seen("answers:report")
    return page(request, "reports/enter.html", {"form": form}, status=422 if is_sent else 200)


def _dead() -> str:
    return _(
        "This code or link does not open anything: it has ended, was revoked, or was cut short."
        " Ask whoever asks for the report for a new one."
    )


@never_cache
@require_GET
def come(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link. It is kept out of the next address, so that no page passes it on.

    Guessing is not counted: an address that we did not sign is refused unread.
    """
    try:
        link = actions.open_answer_link(token=token, at=timezone.now())
    except LinkDeadError:
        context = {"form": AnswerCodeForm(), "why": _dead()}
        return page(request, "reports/enter.html", context, status=410)
    request.session[OPENED] = link.pk
    return seen("answers:report")


@never_cache
@require_http_methods(["GET", "POST"])
def linked_report(request: HttpRequest) -> HttpResponse:
    """Fill and send the current round's report of the unit whose link was opened here."""
    at = timezone.now()
    link = _link(request)
    each = current_round(link.participant.campaign, at) if link else None
    if link is None or each is None:
        return seen("answers:enter")
    return fill(request, link.participant, each, at, through=link)


@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Say that the report was sent, and how to have a login of one's own."""
    link = _link(request)
    if link is None:
        return seen("answers:enter")
    return page(request, "reports/linked_done.html", {"participant": link.participant})


@signed_in
@require_http_methods(["GET", "POST"])
def answer_links(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """List the links of a unit; make one, shown this once; revoke one."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = participants_visible_to(request.user, today).select_related("campaign")
    participant = get_object_or_404(rows, pk=participant_id)
    require(may_receive_from(request.user, participant, today))
    context: dict[str, object] = {"participant": participant}
    status = 200
    if request.method == "POST" and (pk := request.POST.get("revoke", "")).isdigit():
        link = get_object_or_404(AnswerLink, participant=participant, pk=pk)
        actions.revoke_answer_link(link, by=request.user, at=at)
        return seen("reports:answer_links", participant.pk)
    if request.method == "POST":
        try:
            context["made"] = actions.make_answer_link(participant, by=request.user, at=at)
        except LinkNotNeededError:
            context["refused"], status = True, 422
    context["links"] = _told(participant, at)
    return page(request, "reports/answer_links.html", context, status=status)


def _told(participant: Participant, at: datetime) -> list[dict[str, object]]:
    links = AnswerLink.objects.filter(participant=participant).select_related("made_by")
    return [{"link": link, "is_live": link.is_live(at)} for link in links]
