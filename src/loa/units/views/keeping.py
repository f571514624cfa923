"""What a unit's own sheet lets people do: its claim codes, its channels."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loa.ui.pages import page, seen
from loa.units import actions, policies, queries
from loa.units.forms import ChannelForm
from loa.units.labels import CHANNEL_LABELS
from loa.units.models import Channel, ClaimCode, Unit
from loa.units.platform_apps import is_connectable, living_keys
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import ChannelKind

CODES_LAST = timedelta(days=60)


@signed_in
@require_http_methods(["GET", "POST"])
def codes(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the claim codes of a unit; issue one, or shut one that went astray."""
    at = timezone.now()
    today = timezone.localdate(at)
    unit = get_object_or_404(Unit, pk=pk)
    policies.require(policies.may_issue_codes(request.user, [unit.pk], on=today))
    if request.method == "POST":
        if (which := request.POST.get("revoke", "")).isdigit():
            code = get_object_or_404(ClaimCode, unit=unit, pk=which)
            actions.revoke_claim_code(code, by=request.user, at=at)
            messages.success(request, _("This code opens nothing any longer."))
        else:
            ends = at + CODES_LAST
            actions.issue_claim_codes([unit], by=request.user, at=at, expires_at=ends)
            messages.success(request, _("Here is the unit's code. One that was open was kept."))
        return seen("units:codes", unit.pk)
    rows = [
        {
            "code": row,
            "is_open": row.used_at is None and row.revoked_at is None and row.expires_at > at,
        }
        for row in unit.claim_codes.select_related("post__officer")
    ]
    context = {"unit": unit, "name": queries.name_of(unit, today), "rows": rows}
    return page(request, "units/codes.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def channels(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the channels of a unit; its people propose one, its head confirms them."""
    at = timezone.now()
    today = timezone.localdate(at)
    unit = get_object_or_404(queries.visible_to(request.user, today), pk=pk)
    may_propose = policies.may_propose_channel(request.user, unit, on=today)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        policies.require(may_propose)
        if form.is_valid():
            given = form.cleaned_data
            actions.add_channel(
                unit,
                ChannelKind(given["kind"]),
                given["name"],
                address=given["address"],
                by=request.user,
                at=at,
            )
            messages.success(request, _("Proposed. The head of the unit confirms it."))
            return seen("units:channels", unit.pk)
    keys = {key.channel_id: key for key in living_keys(unit)}
    rows = [
        {
            "channel": row,
            "kind": CHANNEL_LABELS[ChannelKind(row.kind)],
            "page": keys[row.pk].state(at).value if row.pk in keys else "",
            "is_connectable": row.pk in keys or is_connectable(row, on=today),
        }
        for row in unit.channels.filter(queries.on_date(today)).select_related("confirmed_by")
    ]
    context = {
        "unit": unit,
        "name": queries.name_of(unit, today),
        "rows": rows,
        "form": form if may_propose else None,
        "may_connect": policies.may_connect_page(request.user, unit, on=today),
        "may_confirm": policies.may_confirm_channel(request.user, unit, on=today),
    }
    return page(request, "units/channels.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def confirm_channel(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm, as the unit's head, that a channel is the unit's own."""
    channel = get_object_or_404(Channel.objects.select_related("unit"), pk=pk)
    actions.confirm_channel(channel, by=request.user, at=timezone.now())
    messages.success(request, _("Confirmed: it counts as the unit's own from today."))
    return seen("units:channels", channel.unit_id)
