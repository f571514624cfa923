"""Names that were learned from persons: seen, and taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns import actions, policies, queries
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 50


@signed_in
@require_GET
def names(request: OfficerRequest) -> HttpResponse:
    """List whom phrases of letters mean, as persons of the officer's units said."""
    today = timezone.localdate()
    rows = queries.learned_names(request.user, today)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    meant = queries.names_meant(listed, today)
    may = {
        row.owner_id: policies.may_forget(request.user, row, today)
        for row in {row.owner_id: row for row in listed}.values()
    }
    context = {
        "page_obj": listed,
        "rows": [(row, meant[row.pk], may[row.owner_id]) for row in listed],
    }
    return page(request, "campaigns/names.html", context, partial="rows")


@signed_in
@require_POST
def forget_name(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take one back."""
    at = timezone.now()
    rows = queries.learned_names(request.user, timezone.localdate(at))
    row = get_object_or_404(rows, pk=pk)
    actions.forget(row, by=request.user, at=at)
    messages.success(request, _("“%(words)s” will be asked again.") % {"words": row.words})
    return seen("campaigns:names")
