"""What to do next, and one unit's work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.actions import acknowledge as acknowledge_campaign
from loa.campaigns.policies import (
    may_acknowledge,
    may_answer,
    may_receive_from,
)
from loa.campaigns.queries import participants_visible_to
from loa.desk import queries
from loa.desk.queries import Next
from loa.dispatches.queries import stuck_count
from loa.ui.pages import page, seen
from loa.units.queries import stand_ins_on
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_GET
def home(request: OfficerRequest) -> HttpResponse:
    """Show what this officer has to do: campaigns they run, letters, their units' work."""
    at = timezone.now()
    today = timezone.localdate(at)
    context = {
        "today": today,
        "at": at,
        "stuck": stuck_count(request.user, today),
        "letters": queries.letters_waiting(request.user, today),
        "campaigns": queries.campaigns_run_by(request.user, at, today),
        "papers": queries.papers_to_sign(request.user, today),
        "works": queries.works_of(request.user, at, today),
        "Next": Next,
        "stand_ins": stand_ins_on(request.user.pk, today),
    }
    return page(request, "desk/home.html", context)


@signed_in
@require_GET
def work(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Show one unit's work: the next thing, the tasks, material, what was done, the report."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = participants_visible_to(request.user, today).select_related(
        "campaign__owner", "campaign__dispatch", "unit", "reports_to"
    )
    participant = get_object_or_404(rows, pk=participant_id)
    context = {
        "work": queries.work_of(participant, at),
        "participant": participant,
        "campaign": participant.campaign,
        "today": today,
        "materials": participant.campaign.materials.order_by("title"),
        "may_answer": may_answer(request.user, participant, today),
        "may_acknowledge": may_acknowledge(request.user, participant, today),
        "may_make_links": may_receive_from(request.user, participant, today),
    }
    return page(request, "desk/work.html", context)


@signed_in
@require_POST
def acknowledge(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Say "received", and go on to the work. The desk's first button does this."""
    at = timezone.now()
    rows = participants_visible_to(request.user, timezone.localdate(at))
    participant = get_object_or_404(rows, pk=participant_id)
    acknowledge_campaign(participant, by=request.user, at=at)
    messages.success(request, _("Received. The sender can see that it reached you."))
    return seen("desk:work", participant_id)
