"""How often the machine is right: its sample to be audited, and the error record."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.models import Campaign
from loa.campaigns.policies import may_run, may_see_units
from loa.campaigns.queries import visible_to
from loa.evidence import auditing
from loa.evidence.checked_words import OUTCOME_MEANINGS, OUTCOME_WORDS, reason_words
from loa.evidence.models import Audit
from loa.ui.pages import page, seen
from loa.units.policies import require
from loa.units.signed_in import OfficerRequest, signed_in

_MOST_SEED = 2**31 - 1


def campaign_of(request: OfficerRequest, slug: str) -> Campaign:
    today = timezone.localdate()
    campaign = get_object_or_404(visible_to(request.user, today), slug=slug)
    require(may_see_units(request.user, campaign, today))
    return campaign


@signed_in
@require_GET
def accuracy(request: OfficerRequest, slug: str) -> HttpResponse:
    """Show the samples drawn, what they showed, and the error record of the campaign."""
    campaign = campaign_of(request, slug)
    rows = [
        {
            "result": result,
            "percent": result.share * 100,
            "low": result.interval[0] * 100,
            "high": result.interval[1] * 100,
        }
        for result in map(auditing.result_of, Audit.objects.filter(campaign=campaign)[:20])
    ]
    said = [
        {
            "row": row,
            "word": OUTCOME_WORDS[row.outcome],
            "meaning": OUTCOME_MEANINGS[row.outcome],
            "reason": reason_words(row.reason) if row.reason else "",
        }
        for row in auditing.error_record(campaign)
    ]
    context = {
        "campaign": campaign,
        "audits": rows,
        "said": said,
        "standing": auditing.of_the_machine(campaign).count(),
        "size": auditing.SAMPLE,
        "may_run": may_run(request.user, campaign, timezone.localdate()),
    }
    return page(request, "evidence/accuracy.html", context)


@signed_in
@require_POST
def draw(request: OfficerRequest, slug: str) -> HttpResponse:
    """Draw a sample of what the machine alone said was found."""
    campaign = campaign_of(request, slug)
    seed = secrets.randbelow(_MOST_SEED)
    if auditing.draw_audit(campaign, seed=seed, by=request.user, at=timezone.now()) is None:
        messages.error(request, _("There is nothing to draw from: no standing “found” yet."))
    return seen("evidence:accuracy", campaign.slug)
