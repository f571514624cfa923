"""Connecting a unit's page: what is asked, the way to the platform and back, taking it back."""

from datetime import datetime, timedelta
from hmac import compare_digest

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from loa.doors.fetch import Fetcher
from loa.doors.platforms import PlatformError
from loa.doors.platforms.addresses import Platform
from loa.ui.pages import page, seen
from loa.units import actions, policies, queries
from loa.units.errors import NotConnectableError, PageNotAmongError
from loa.units.models import Channel, PageKey
from loa.units.page_keys import KeyState
from loa.units.platform_apps import platform_for
from loa.units.signed_in import OfficerRequest, signed_in

CONSENT_LASTS = timedelta(minutes=10)
_PENDING = "page_consent"
PLATFORM_NAMES = {Platform.FACEBOOK: "Facebook", Platform.ZALO: "Zalo"}
WHY_NOT = {
    "off": gettext_lazy(
        "This installation has no app at the platform, so pages cannot be connected here; the "
        "administrator can set one up."
    ),
    "kind": gettext_lazy("Only Facebook pages and Zalo accounts can be connected."),
    "not_confirmed": gettext_lazy(
        "The head of the unit has to confirm this channel first; then its page can be "
        "connected."
    ),
    "ended": gettext_lazy("This channel has ended."),
    "no_page": gettext_lazy(
        "The address of this channel names no page. Propose the channel again with the address "
        "of the page itself, for example https://www.facebook.com/name-of-the-page."
    ),
}


def _channel(request: OfficerRequest, pk: int, at: datetime) -> Channel:
    channel = get_object_or_404(Channel.objects.select_related("unit"), pk=pk)
    may = policies.may_connect_page(request.user, channel.unit, on=timezone.localdate(at))
    policies.require(may)
    return channel


@signed_in
@never_cache
@require_GET
def page_key(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show how a channel's page stands, and the way to connect it."""
    at = timezone.now()
    channel = _channel(request, pk, at)
    platform = platform_for(channel)
    keys = channel.page_keys.select_related("given_by", "ended_by")
    living = next((each for each in keys if each.ended_at is None), None)
    consent = why_not = ""
    try:
        asked = actions.ask_consent(channel, by=request.user, at=at)
    except NotConnectableError as error:
        why_not = str(WHY_NOT[error.code])
    else:
        consent = asked.address
        request.session[_PENDING] = {
            "state": asked.state, "verifier": asked.verifier, "channel": channel.pk,
            "until": (at + CONSENT_LASTS).timestamp(),
        }  # fmt: skip
    context = {
        "channel": channel,
        "unit": channel.unit,
        "name": queries.name_of(channel.unit, timezone.localdate(at)),
        "platform": PLATFORM_NAMES[platform] if platform else "",
        "is_facebook": platform is Platform.FACEBOOK,
        "key": living,
        "state": living.state(at).value if living else "",
        "needs_again": living is not None and living.state(at) is not KeyState.HOLDS,
        "ended": next((each for each in keys if each.ended_at is not None), None),
        "consent": consent,
        "why_not": why_not,
    }
    return page(request, "units/page_key.html", context)


@signed_in
@never_cache
@require_GET
def page_back(request: OfficerRequest, platform: str) -> HttpResponse:
    """Take what a platform sends back: once, within ten minutes, in the session that asked."""
    if platform not in set(Platform):
        raise Http404
    at = timezone.now()
    pending = request.session.pop(_PENDING, None)
    request.session.save()  # used up, whatever comes of it
    told = request.GET.get("state", "").encode()
    is_ours = pending and compare_digest(told, str(pending["state"]).encode())
    if not is_ours or pending["until"] < at.timestamp():
        return page(request, "units/consent_lost.html", {}, status=400)
    channel = _channel(request, pending["channel"], at)
    there = PLATFORM_NAMES.get(platform_for(channel) or Platform(platform), platform)
    code = request.GET.get("code", "")
    if not code:
        text = _(
            "%(platform)s says that you did not agree, so nothing was connected. You can try "
            "again at any time."
        )
        messages.warning(request, text % {"platform": there})
        return seen("units:page_key", channel.pk)
    try:
        key = actions.connect_page(
            channel, code=code, verifier=pending["verifier"], by=request.user, at=at,
            fetcher=Fetcher(),
        )  # fmt: skip
    except PageNotAmongError as error:
        messages.error(request, _not_among(error, channel))
    except NotConnectableError as error:
        messages.error(request, str(WHY_NOT[error.code]))
    except PlatformError as error:
        text = _(
            "%(platform)s did not give the key (%(code)s), so nothing was connected. Please "
            "try again in a few minutes; if it stays so, tell the administrator of Loa."
        )
        number = error.number or error.code
        messages.error(request, text % {"platform": there, "code": number})
    else:
        messages.success(
            request,
            _("Connected: Loa reads the posts of “%(page)s” now.") % {"page": key.title},
        )
    return seen("units:page_key", channel.pk)


def _not_among(error: PageNotAmongError, channel: Channel) -> str:
    facts = {"titles": ", ".join(f"“{each}”" for each in error.titles[:5] if each)}
    facts["address"] = channel.address
    if not facts["titles"]:
        return (
            _(
                "You agreed for no page. Please agree again and choose the page of this "
                "channel (%(address)s) in the list that the platform shows."
            )
            % facts
        )
    return (
        _(
            "You agreed for %(titles)s, and none of it is the page of this channel "
            "(%(address)s), so nothing was connected. Sign in there as an administrator of "
            "that page, or correct the channel's address."
        )
        % facts
    )


@signed_in
@require_POST
def end_page_key(request: OfficerRequest, pk: int) -> HttpResponse:
    """Delete the key of a channel's page."""
    at = timezone.now()
    channel = _channel(request, pk, at)
    key = get_object_or_404(PageKey, channel=channel, ended_at__isnull=True)
    is_forgotten = actions.take_back(key, by=request.user, at=at, fetcher=Fetcher())
    if is_forgotten:
        messages.success(request, _("The key is deleted, and Facebook has withdrawn it too."))
    else:
        text = _(
            "The key is deleted here. To withdraw it at the platform too, remove the app Loa "
            "in the settings of the account there."
        )
        messages.success(request, text)
    return seen("units:page_key", channel.pk)
