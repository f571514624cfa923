"""The consolidated report of a round: made, worded, signed."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.campaigns.models import Round
from loa.campaigns.policies import may_run, may_see_units, require
from loa.campaigns.queries import visible_to
from loa.evidence.words import MEASURE_WORDS
from loa.reports import actions, queries
from loa.reports.errors import AlreadyAcceptedError
from loa.reports.forms import SignedForm, TextForm, in_language
from loa.reports.models import Consolidation
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in


def round_seen(request: OfficerRequest, slug: str, number: int, on: date) -> Round:
    """Find a round of a campaign whose units the officer may see; 404, 403."""
    campaign = get_object_or_404(visible_to(request.user, on), slug=slug)
    require(may_see_units(request.user, campaign, on))
    return get_object_or_404(
        Round.objects.select_related("campaign__owner"), campaign=campaign, number=number
    )


def consolidation_seen(request: OfficerRequest, pk: int, on: date) -> Consolidation:
    """Find a consolidation of a campaign that the officer's unit runs."""
    rows = Consolidation.objects.filter(
        round__campaign__in=visible_to(request.user, on)
    ).select_related("round__campaign__owner", "signed_file", "made_by")
    row = get_object_or_404(rows, pk=pk)
    require(may_see_units(request.user, row.round.campaign, on))
    return row


@signed_in
@require_http_methods(["GET", "POST"])
def consolidations(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """List the consolidations of a round; POST makes one from the figures of this moment."""
    at = timezone.now()
    today = timezone.localdate(at)
    each = round_seen(request, slug, number, today)
    if request.method == "POST":
        require(may_run(request.user, each.campaign, today))
        made = actions.consolidate(each, by=request.user, at=at)
        return seen("reports:consolidation", made.pk)
    context = {
        "round": each,
        "campaign": each.campaign,
        "board": queries.board(each, at),
        "at": at,
        "made": each.consolidations.select_related("made_by").order_by("-number_in_round"),
        "may_run": may_run(request.user, each.campaign, today),
    }
    return page(request, "reports/consolidations.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def consolidation(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one consolidation with its text to edit and its papers to take."""
    at = timezone.now()
    today = timezone.localdate(at)
    made = consolidation_seen(request, pk, today)
    sections = made.facts["form"]["sections"]
    if request.method == "POST":
        require(may_run(request.user, made.round.campaign, today))
    form = TextForm(request.POST or None, sections=sections, text=made.text)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_text(made, form.cleaned_data, by=request.user, at=at)
        except AlreadyAcceptedError:
            messages.error(request, _("This report is signed; its text no longer changes."))
        else:
            messages.success(request, _("The text is kept; the papers below carry it."))
        return seen("reports:consolidation", pk)
    context = {
        "made": made,
        "round": made.round,
        "campaign": made.round.campaign,
        "form": form,
        "sections": [
            (in_language(row, "title"), made.text.get(row["code"], "")) for row in sections
        ],
        "figures": _figures(made),
        "missing": [
            unit["name"]
            for group in made.facts["groups"]
            for unit in group["units"]
            if unit["sent_at"] is None
        ],
        "may_run": may_run(request.user, made.round.campaign, today),
    }
    return page(
        request, "reports/consolidation.html", context, status=422 if form.is_bound else 200
    )


def _figures(made: Consolidation) -> list[tuple[str, object, str, int]]:
    facts = made.facts
    return [
        (
            in_language(row, "label"),
            facts["totals"][row["code"]],
            str(MEASURE_WORDS[row["measure"]]),
            facts["answered"][row["code"]],
        )
        for row in facts["indicators"]
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: OfficerRequest, pk: int) -> HttpResponse:
    """Bring back number, date and file of the signed report."""
    at = timezone.now()
    today = timezone.localdate(at)
    made = consolidation_seen(request, pk, today)
    require(may_run(request.user, made.round.campaign, today))
    initial = {"number": made.number, "issued_on": (made.issued_on or today).isoformat()}
    form = SignedForm(request.POST or None, request.FILES or None, initial=initial)
    del form.fields["symbol"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.record_signing(
            made,
            number=given["number"],
            issued_on=given["issued_on"],
            signed=given["signed"],
            by=request.user,
            at=at,
        )
        messages.success(
            request, _("On record. The figures of this round are now those of a signed report.")
        )
        return seen("reports:consolidation", pk)
    context = {"form": form, "made": made, "campaign": made.round.campaign}
    return page(request, "reports/sign.html", context, status=422 if form.is_bound else 200)
