"""From a confirmed letter to an opened campaign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.campaigns import actions, policies
from loa.campaigns.errors import AlreadyOpenError, NotConfirmedError, PeriodMissingError
from loa.campaigns.forms import OpenForm
from loa.campaigns.queries import propose
from loa.dispatches.queries import visible_to
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def open_from(request: OfficerRequest, dispatch_id: int) -> HttpResponse:
    """Show what a letter proposes; POST opens the campaign. Nothing is sent by it."""
    at = timezone.now()
    today = timezone.localdate(at)
    letter = get_object_or_404(visible_to(request.user, today), pk=dispatch_id)
    policies.require(policies.may_open(request.user, letter, today))
    proposal = propose(letter)
    initial = OpenForm.initial_of(proposal)
    form = OpenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choices = actions.Choices(
            title=given["title"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            units_on=given["units_on"],
            scope=given["scope"],
            rounds=form.rounds(proposal),
        )
        try:
            made = actions.open_campaign(letter, choices, by=request.user, at=at)
        except NotConfirmedError:
            messages.warning(request, _("Confirm the letter first; then it can be opened."))
            return seen("dispatches:dispatch", letter.pk)
        except AlreadyOpenError as error:
            messages.warning(request, _("This letter has its campaign already."))
            return seen("campaigns:campaign", error.campaign.slug)
        except PeriodMissingError:
            form.add_error("starts_on", _("Say from when to when the campaign runs."))
        else:
            messages.success(
                request,
                _("The campaign is open. Close what the letter leaves open, then send."),
            )
            return seen("campaigns:campaign", made.slug)
    context = {"form": form, "proposal": proposal, "dispatch": letter}
    return page(request, "campaigns/open.html", context, status=422 if form.is_bound else 200)
