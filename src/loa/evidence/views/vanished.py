"""What vanished and why, for who runs the campaign; and one touch to ask the unit about it."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.policies import may_run, require
from loa.evidence import queries
from loa.evidence.checked_words import VANISHED_WORDS
from loa.evidence.vanished import GONE, Vanished, ask_after, vanished_of
from loa.evidence.views.accuracy import campaign_of
from loa.ui.pages import page, seen
from loa.ui.tables import Cell, table_file
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30


def _rows(request: OfficerRequest, slug: str) -> list[Vanished]:
    campaign, today = campaign_of(request, slug), timezone.localdate()
    why, unit = request.GET.get("why", ""), request.GET.get("q", "").strip()
    if why and why not in VANISHED_WORDS:
        raise Http404
    return vanished_of(request.user, campaign, today, why=why, unit=unit)


@signed_in
@require_GET
def vanished(request: OfficerRequest, slug: str) -> HttpResponse:
    """List what was seen and is not seen since, the longest missed first."""
    campaign = campaign_of(request, slug)
    rows = _rows(request, slug)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page_obj": listed,
        "lines": [(row, VANISHED_WORDS[row.why]) for row in listed],
        "many": len(rows),
        "gone": sum(row.is_gone for row in rows),
        "why": request.GET.get("why", ""),
        "whys": [(code, words, code in GONE) for code, words in VANISHED_WORDS.items()],
        "search": request.GET.get("q", "").strip(),
        "query": request.GET.urlencode(),
        "may_run": may_run(request.user, campaign, timezone.localdate()),
    }
    return page(request, "evidence/vanished.html", context, partial="rows")


@signed_in
@require_GET
def vanished_file(request: OfficerRequest, slug: str) -> HttpResponse:
    """Give the list, as filtered, as a table that a spreadsheet opens."""
    heads = (_("Unit"), _("What"), _("Address"), _("Last seen"), _("Missing since"))
    table: list[Sequence[Cell]] = [(*heads, _("Gone?"), _("Why"), _("Unit asked"))]
    for row in _rows(request, slug):
        publication = row.publication
        table.append(
            (
                publication.participant.name,
                str(publication),
                publication.address,
                _minute(row.seen.checked_at),
                _minute(row.since),
                _("gone") if row.is_gone else _("cannot be seen"),
                str(VANISHED_WORDS[row.why]),
                _minute(row.told_at),
            )
        )
    return table_file("csv", f"{slug}-vanished", table)


def _minute(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M") if at else ""


@signed_in
@require_POST
def ask(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask a unit about one thing that vanished, by mail to its contact officers."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = queries.visible_to(request.user, today)
    publication = get_object_or_404(rows.select_related("participant__campaign__owner"), pk=pk)
    campaign = publication.participant.campaign
    require(may_run(request.user, campaign, today))
    missing = vanished_of(request.user, campaign, today)
    row = next((each for each in missing if each.publication.pk == pk), None)
    if row is None:
        messages.error(request, _("It is seen again; nothing was sent."))
    else:
        many = ask_after(row, where=_here(request, pk), by=request.user, at=at)
        if many:
            words = ngettext(
                "%(many)s mail is on its way.", "%(many)s mails are on their way.", many
            )
            messages.success(request, words % {"many": many})
        else:
            messages.error(request, _("This unit has no contact officer to write to."))
    return seen("evidence:vanished", campaign.slug)


def _here(request: HttpRequest, pk: int) -> str:
    return request.build_absolute_uri(reverse("evidence:publication", args=[pk]))
