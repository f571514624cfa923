"""What coordinating bodies say of the content, and what they let pass."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from loa.campaigns import actions, policies, queries
from loa.campaigns.forms import RemarkForm
from loa.campaigns.models import Campaign, Clearance, Remark
from loa.campaigns.views.reading import found
from loa.materials.models import MaterialVersion
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def remarks(request: OfficerRequest, slug: str) -> HttpResponse:
    """Show the threads and the clearances; take a word, a clearance, or one back."""
    at = timezone.now()
    today = timezone.localdate(at)
    campaign = found(request, slug, today)
    speaks = policies.speaks_for(request.user, campaign, today)
    if speaks is None:
        is_owner = policies.may_see_units(request.user, campaign, today)
        policies.require(is_owner and request.method == "GET")
    form = RemarkForm(request.POST if request.POST.get("do") == "say" else None)
    if request.method == "POST" and _done(request, campaign, form):
        return seen("campaigns:remarks", campaign.slug)
    clears = policies.clears_for(request.user, campaign, today)
    context = {
        "campaign": campaign,
        "remarks": queries.remarks_of(campaign),
        "reviewed": queries.reviewed(campaign),
        "speaks": speaks,
        "clears": clears,
        "clears_id": clears.pk if clears else None,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "campaigns/remarks.html", context, status=status)


def _done(request: OfficerRequest, campaign: Campaign, form: RemarkForm) -> bool:
    """Do what the pressed button says; False for a form that must be filled in first."""
    at, by, do = timezone.now(), request.user, request.POST.get("do", "")
    if do == "say":
        if not form.is_valid():
            return False
        version = _version(campaign, request.POST.get("version", ""))
        actions.say(campaign, form.cleaned_data["text"], version=version, by=by, at=at)
    elif do == "withdraw":
        row = get_object_or_404(Remark, campaign=campaign, pk=_number(request, "row"))
        actions.withdraw_remark(row, by=by, at=at)
    elif do == "undo":
        passed = get_object_or_404(Clearance, campaign=campaign, pk=_number(request, "row"))
        actions.undo_clearance(passed, by=by, at=at)
    else:
        policies.require(policies.clears_for(by, campaign, timezone.localdate(at)) is not None)
        version = _version(campaign, request.POST.get("version", ""))
        if version is None:
            raise Http404
        actions.clear(campaign, version, by=by, at=at)
    return True


def _number(request: OfficerRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _version(campaign: Campaign, text: str) -> MaterialVersion | None:
    if not text:
        return None
    rows = MaterialVersion.objects.filter(material__in=campaign.materials.all())
    return get_object_or_404(rows, pk=int(text) if text.isdigit() else 0)
