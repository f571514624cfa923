"""Pages that Loa came upon on a unit's own channel: "is this yours?"."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.policies import may_answer, require
from loa.evidence import queries
from loa.evidence.errors import AlreadyLoggedError
from loa.evidence.finding import confirm_sighting, reject_sighting
from loa.evidence.models import Sighting
from loa.evidence.views.publications import participant_of
from loa.materials.models import Material
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

MOST = 50


@signed_in
@require_GET
def sightings(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """List what was found on the unit's channels and waits for its word."""
    today = timezone.localdate()
    participant = participant_of(request, participant_id, today)
    waiting = queries.sightings_waiting(participant)
    rows = list(waiting[:MOST])
    keys = {each["material"] for row in rows for each in row.findings if each["material"]}
    titles = dict(Material.objects.filter(pk__in=keys).values_list("pk", "title"))
    context = {
        "participant": participant,
        "rows": [
            (row, [titles[int(each["material"])] for each in row.findings if each["material"]])
            for row in rows
        ],
        "many": waiting.count(),
        "may_answer": may_answer(request.user, participant, today),
    }
    return page(request, "evidence/sightings.html", context)


@signed_in
@require_POST
def confirm_all(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Take the unit's word for all that is shown: each page is ours."""
    at = timezone.now()
    participant = participant_of(request, participant_id, timezone.localdate(at))
    require(may_answer(request.user, participant, timezone.localdate(at)))
    wanted = [pk for pk in request.POST.getlist("page") if pk.isdigit()][:MOST]
    made = 0
    for row in queries.sightings_waiting(participant).filter(pk__in=wanted):
        try:
            confirm_sighting(row, by=request.user, at=at)
        except AlreadyLoggedError:
            continue
        made += 1
    words = ngettext(
        "%(many)s page is on the list. It counts in your report.",
        "%(many)s pages are on the list. They count in your report.",
        made,
    )
    messages.success(request, words % {"many": made})
    return seen("evidence:sightings", participant.pk)


@signed_in
@require_POST
def answer_sighting(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the unit's word: ours, or not ours."""
    row = get_object_or_404(Sighting.objects.select_related("participant__campaign"), pk=pk)
    at = timezone.now()
    participant = participant_of(request, row.participant_id, timezone.localdate(at))
    require(may_answer(request.user, participant, timezone.localdate(at)))
    word = request.POST.get("word", "")
    if word not in {"yes", "no"}:
        raise Http404
    if word == "no":
        reject_sighting(row, by=request.user, at=at)
        messages.success(request, _("Left out. You will not be asked about it again."))
    else:
        try:
            made = confirm_sighting(row, by=request.user, at=at)
        except AlreadyLoggedError:
            messages.error(request, _("This address stands on the list already."))
        else:
            words = _("On the list: %(what)s. It counts in your report.") % {"what": made}
            messages.success(request, words)
    return seen("evidence:sightings", participant.pk)
