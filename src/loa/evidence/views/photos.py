"""The same activity photo at several units: both side by side, and a person's word."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.policies import may_run, may_see_units, require
from loa.crafts.matching import PictureError
from loa.evidence import showing
from loa.evidence.models import SamePhoto
from loa.evidence.photo_pairs import Said, pairs_of, say_of
from loa.evidence.views.accuracy import campaign_of
from loa.files.actions import read
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 10
SHOWS = {
    "": gettext_lazy("Waits for a word"),
    "asked": gettext_lazy("A unit has to explain"),
    "fine": gettext_lazy("Both were there"),
    "all": gettext_lazy("All"),
}


@signed_in
@require_GET
def photos(request: OfficerRequest, slug: str) -> HttpResponse:
    """List pairs of equal photos of activities."""
    campaign = campaign_of(request, slug)
    show = request.GET.get("show", "")
    if show not in SHOWS:
        raise Http404
    listed = Paginator(pairs_of(campaign, show=show), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "campaign": campaign,
        "page_obj": listed,
        "show": show,
        "shows": SHOWS.items(),
        "may_run": may_run(request.user, campaign, timezone.localdate()),
    }
    return page(request, "evidence/photos.html", context, partial="rows")


def _pair(request: OfficerRequest, pk: int) -> SamePhoto:
    rows = SamePhoto.objects.select_related(
        "first__photo", "second__photo", "second__publication__participant__campaign__owner"
    )
    pair = get_object_or_404(rows, pk=pk)
    campaign = pair.second.publication.participant.campaign
    require(may_see_units(request.user, campaign, timezone.localdate()))
    return pair


@signed_in
@require_GET
def photo(request: OfficerRequest, pk: int, side: int) -> HttpResponse:
    """Draw one of the two photos anew; `side` is 1 or 2."""
    pair = _pair(request, pk)
    mark = {1: pair.first, 2: pair.second}.get(side)
    if mark is None or mark.photo.removed_at:
        raise Http404
    try:
        drawn = showing.framed(read(mark.photo), None)
    except (PictureError, FileNotFoundError):
        raise Http404 from None
    return showing.as_answer(drawn)


@signed_in
@require_POST
def say_of_photos(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a person's word on a pair, or take it back."""
    pair = _pair(request, pk)
    word = request.POST.get("word", "")
    if word not in {"fine", "asked", "back"}:
        raise Http404
    said = None if word == "back" else Said(word == "fine", request.POST.get("note", ""))
    say_of(pair, said, by=request.user, at=timezone.now())
    if said is None:
        messages.success(request, _("Your word is taken back."))
    else:
        messages.success(request, _("Your word is kept. You can take it back."))
    return seen("evidence:photos", pair.second.publication.participant.campaign.slug)
