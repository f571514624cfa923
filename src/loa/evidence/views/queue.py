"""Working through doubtful checks one by one: next, one key for yes and one for no, undo."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from loa.evidence import queries
from loa.evidence.checked_words import SHOWS
from loa.evidence.models import Audit, Check, Judgement
from loa.ui.pages import page
from loa.units.signed_in import OfficerRequest, signed_in

KEPT = ("show", "reason", "q", "audit")
_UNDO_WITHIN = timedelta(minutes=30)
_MOST = 5_000


def waiting(request: OfficerRequest) -> QuerySet[Check]:
    """Return what the queue of this address holds: doubtful checks, or a sample to audit."""
    today = timezone.localdate()
    show, number = request.GET.get("show", ""), request.GET.get("audit", "")
    if show not in SHOWS:
        raise Http404
    if number:
        rows = queries.latest_checks(request.user, today, show="all")
        audit = Audit.objects.filter(pk=number).first() if number.isdigit() else None
        if audit is None:
            raise Http404
        return queries.without_word(rows.filter(audits=audit)).order_by("pk")
    rows = queries.latest_checks(
        request.user,
        today,
        show=show,
        reason=request.GET.get("reason", ""),
        unit=request.GET.get("q", "").strip(),
    )
    return queries.without_word(rows).order_by(queries.ALARMS_FIRST, "pk")


def kept_query(request: OfficerRequest) -> str:
    """Give the queue's own part of an address, to be carried on."""
    query = request.GET.copy()
    for name in list(query):
        if name not in KEPT or not query[name]:
            del query[name]
    query["line"] = "1"
    return query.urlencode()


def to_next(request: OfficerRequest, *, after: int | None = None) -> HttpResponse:
    """Lead to the check that stands behind `after` in the queue, or to its end.

    What was skipped comes again when the end is reached; `after` itself may have left the
    queue by the word that was just said.
    """
    rows = list(waiting(request).values_list("outcome", "pk")[:_MOST])
    if request.GET.get("audit"):
        rows = [("", pk) for _, pk in rows]
    known = Check.objects.filter(pk=after or 0).values_list("outcome", flat=True)
    was = known.first() or ""
    place = _place("" if request.GET.get("audit") else was, after or 0)
    later = [pk for outcome, pk in rows if after is None or _place(outcome, pk) > place]
    chosen = next(iter(later or [pk for _, pk in rows]), None)
    if chosen is None:
        where = reverse("evidence:next")
        return HttpResponseRedirect(f"{where}?{kept_query(request)}&done=1", status=303)
    where = reverse("evidence:check", args=[chosen])
    return HttpResponseRedirect(f"{where}?{kept_query(request)}", status=303)


def _place(outcome: str, pk: int) -> tuple[bool, int]:
    """Say where a check stands in the queue: alarms first, then by their number."""
    return outcome != "altered", pk


@signed_in
@require_GET
def next_check(request: OfficerRequest) -> HttpResponse:
    """Lead to the next doubtful check (behind `after`), or say that none is left."""
    after = request.GET.get("after", "")
    if waiting(request).exists() and "done" not in request.GET:
        return to_next(request, after=int(after) if after.isdigit() else None)
    context = {"last": last_word(request), "query": kept_query(request)}
    return page(request, "evidence/queue_done.html", context)


def queue_context(request: OfficerRequest) -> dict[str, object]:
    """Give what the page of one check shows when it stands in the queue."""
    return {
        "is_queue": True,
        "left": waiting(request).count(),
        "last": last_word(request),
        "query": kept_query(request),
    }


def last_word(request: OfficerRequest) -> Judgement | None:
    """Return this officer's word of a moment ago, which may be taken back."""
    words = Judgement.objects.filter(
        made_by=request.user,
        undone_at__isnull=True,
        made_at__gte=timezone.now() - _UNDO_WITHIN,
    )
    return words.select_related("check_of__publication__participant").first()
