"""A person's word on a letter that amends the campaign's."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.campaigns import actions
from loa.campaigns.errors import NoAmendmentError
from loa.campaigns.views.reading import found
from loa.ui.pages import seen
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_POST
def amendment(request: OfficerRequest, slug: str, dispatch_id: int) -> HttpResponse:
    """Keep that the campaign follows the amended letter, or take that back: `do`."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    is_undone = request.POST.get("do") == "reopen"
    do = actions.reopen_amendment if is_undone else actions.settle_amendment
    try:
        do(row, dispatch_id, by=request.user, at=at)
    except NoAmendmentError:
        raise Http404 from None
    if not is_undone:
        messages.success(request, _("Kept: the campaign follows the amended letter."))
    return seen("campaigns:campaign", slug)
