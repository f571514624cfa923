"""Which of a unit's channels may be read with a key, by which app of this installation."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from loa.doors.fetch import Fetcher
from loa.doors.platforms import facebook, zalo
from loa.doors.platforms.addresses import Platform, platform_of, slug_of
from loa.units.errors import NotConnectableError
from loa.units.models import Channel, PageKey, Unit
from loa.units.words import ChannelKind

LONGEST_S = 8.0
"""One question to a platform; a renewal holds a row, on SQLite all of them, for so long."""
_KINDS = {ChannelKind.FANPAGE: Platform.FACEBOOK, ChannelKind.ZALO: Platform.ZALO}
App = facebook.App | zalo.App
Told = TypeVar("Told")


def app_at(platform: Platform) -> App | None:
    """Give this installation's app at a platform; None where it has none, which is usual."""
    if platform is Platform.FACEBOOK:
        return facebook.App(**settings.FACEBOOK_APP) if settings.FACEBOOK_APP else None
    return zalo.App(**settings.ZALO_APP) if settings.ZALO_APP else None


def is_on() -> bool:
    """Say whether any page can be connected here."""
    return bool(settings.FACEBOOK_APP or settings.ZALO_APP)


def platform_for(channel: Channel) -> Platform | None:
    """Say on which platform a channel lies that can be read with a key; None: on none."""
    platform = _KINDS.get(ChannelKind(channel.kind))
    return platform if platform and platform_of(channel.address) is platform else None


def app_for(channel: Channel, *, on: date) -> App:
    """Give the app by which a channel may be connected. Raises NotConnectableError."""
    platform = platform_for(channel)
    if platform is None:
        raise NotConnectableError("kind")
    app = app_at(platform)
    if app is None:
        raise NotConnectableError("off")
    if channel.valid_to is not None and channel.valid_to < on:
        raise NotConnectableError("ended")
    if channel.confirmed_on is None:
        raise NotConnectableError("not_confirmed")
    if not list(slug_of(channel.address)):
        raise NotConnectableError("no_page")
    return app


def is_connectable(channel: Channel, *, on: date) -> bool:
    """Say whether a channel's page can be connected here and today."""
    try:
        app_for(channel, on=on)
    except NotConnectableError:
        return False
    return True


def is_page_of(channel: Channel, names: frozenset[str]) -> bool:
    """Say whether a page is the one of a channel, by what the channel's address names."""
    return bool(set(slug_of(channel.address)) & names)


def living_keys(unit: Unit) -> QuerySet[PageKey]:
    """Return the keys by which pages of a unit are read, or were until they failed."""
    return PageKey.objects.filter(channel__unit=unit, ended_at__isnull=True)


def keys_on(day: date) -> QuerySet[PageKey]:
    """Return the living keys that this installation can use, of channels confirmed on a day."""
    return PageKey.objects.filter(
        Q(channel__valid_to__isnull=True) | Q(channel__valid_to__gte=day),
        platform__in=[each.value for each in Platform if app_at(each)],
        channel__confirmed_on__isnull=False,
        ended_at__isnull=True,
    ).select_related("channel__unit", "given_by")


def back_address(platform: Platform) -> str:
    """Give where a platform sends people back to; the operator registers it there."""
    return settings.SITE_URL + reverse("units:page_back", args=[platform.value])


def ask(fetcher: Fetcher, question: Callable[[Fetcher], Awaitable[Told]]) -> Told:
    """Ask a platform now, in a visit of its own. Raises PlatformError."""

    async def visit() -> Told:
        async with fetcher.anew(total_s=LONGEST_S) as visitor:
            return await question(visitor)

    return asyncio.run(visit())
