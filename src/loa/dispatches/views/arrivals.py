"""What came in and what became of it; a person has it read again, or dismisses it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from loa.dispatches import actions, policies, queries
from loa.dispatches.actions import NotAtHandError
from loa.dispatches.actions.arriving import KEPT_OUTSIDE, MAY_DISMISS, STUCK
from loa.dispatches.models import Arrival, Stage
from loa.dispatches.words import STAGE_MEANINGS, STAGES, WAYS
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 25


@signed_in
@require_http_methods(["GET", "POST"])
def arrivals(request: OfficerRequest) -> HttpResponse:
    """List what came in; POST does one thing to all that are ticked."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = queries.arrivals_for(request.user, today)
    receives = queries.receiving_units(request.user, today)
    if request.method == "POST":
        policies.require(receives.exists())
        return _do(request)
    counts = queries.stage_counts(rows)
    stage = request.GET.get("stage", "")
    if stage in STAGES:
        rows = rows.filter(stage=stage)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may_act = {unit.pk for unit in receives}
    shown = [_row(row, row.owner_id in may_act) for row in listed]
    context = {
        "page_obj": listed,
        "rows": shown,
        "may_tick": any(row["may_tick"] for row in shown),
        "tabs": _tabs(counts, stage),
        "asks": sum(counts.get(each, 0) for each in queries.ASKS) if may_act else 0,
        "asks_href": f"?stage={next((each for each in queries.ASKS if counts.get(each)), '')}",
        "stage": stage,
        "may_act": bool(may_act),
        "sources": queries.sources(receives, at),
        "now": at,
    }
    return page(request, "dispatches/arrivals.html", context, partial="rows")


@signed_in
@require_GET
def reading(request: OfficerRequest) -> HttpResponse:
    """Say which page of what the officer is sending is being read; nothing where none is."""
    row = queries.being_read(request.user)
    words = _page_of(row) if row is not None else ""
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _page_of(row: Arrival) -> str:
    if not row.pages or row.stage != Stage.RECEIVED:
        return ""
    return _("page %(page)s of %(pages)s") % {"page": row.page, "pages": row.pages}


def _do(request: OfficerRequest) -> HttpResponse:
    at = timezone.now()
    ids = [int(each) for each in request.POST.getlist("arrival") if each.isdigit()]
    chosen = queries.arrivals_for(request.user, timezone.localdate(at)).filter(pk__in=ids)
    do = actions.retry if request.POST.get("do") == "retry" else actions.dismiss
    done = left = 0
    for row in chosen:
        try:
            do(row, by=request.user, at=at)
            done += 1
        except NotAtHandError:
            left += 1
    if not ids:
        messages.warning(request, _("Nothing was ticked. Tick the rows, then press again."))
    if done and do is actions.retry:
        words = ngettext(
            "%(many)s arrival will be read again within a minute.",
            "%(many)s arrivals will be read again within a minute.",
            done,
        )
        messages.success(request, words % {"many": done})
    elif done:
        words = ngettext("%(many)s arrival dismissed.", "%(many)s arrivals dismissed.", done)
        messages.success(request, words % {"many": done})
    if left:
        words = ngettext(
            "%(many)s arrival was left as it is: what was uploaded must be sent again, and "
            "what became a letter stays.",
            "%(many)s arrivals were left as they are: what was uploaded must be sent again, "
            "and what became a letter stays.",
            left,
        )
        messages.warning(request, words % {"many": left})
    return seen("dispatches:arrivals")


def _tabs(counts: dict[str, int], stage: str) -> list[dict[str, object]]:
    tabs: list[dict[str, object]] = [
        {"word": _("All"), "href": "?", "count": sum(counts.values()), "is_here": not stage}
    ]
    for name, word in STAGES.items():
        if many := counts.get(name, 0) or name == stage:
            tabs.append(
                {
                    "word": word,
                    "href": f"?stage={name}",
                    "count": int(many),
                    "is_here": name == stage,
                }
            )
    return tabs


def _row(row: Arrival, may_act: bool) -> dict[str, object]:
    is_stuck = row.stage in STUCK
    return {
        "arrival": row,
        "word": STAGES[row.stage],
        "meaning": STAGE_MEANINGS[row.stage],
        "way": WAYS[row.way],
        "page": _page_of(row),
        "may_tick": may_act and row.stage in MAY_DISMISS,
        "is_lying": row.stage == Stage.REFUSED and row.way in KEPT_OUTSIDE,
        "send_again": is_stuck and row.way not in KEPT_OUTSIDE,
    }
