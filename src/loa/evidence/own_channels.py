"""Whose is the place where a page stands: the one place where "own channel" is decided.

What lies below the channel's address is its own: the whole host where that is a first page, a
folder where the channel is one of many on a portal or a social network. Where several channels
fit, the longest address wins. Whether a channel is genuine is its head's word (`confirmed_on`).
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import idna
from django.db.models import Q

from loa.units.models import Channel

SOCIAL = (
    "facebook.com", "fb.com", "fb.watch", "youtube.com", "youtu.be", "tiktok.com", "zalo.me",
    "zaloapp.com", "instagram.com", "threads.net", "threads.com", "x.com", "twitter.com",
    "t.me", "telegram.me", "linkedin.com", "pinterest.com",
)  # fmt: skip
# Anybody has a page there, so the host says nothing about whose a page is.
PLATFORMS = (*SOCIAL, "sites.google.com", "docs.google.com", "drive.google.com", "medium.com")
_DOORS = ("www.", "m.", "mobile.", "web.", "mbasic.", "touch.", "vi-vn.")
"""Other doors to the same site: left out of a platform's name, and of others only `www.`."""
# Steps of a path that name the first page or its language, not a folder of one among many.
_HOME = re.compile(
    r"(?:index|default|home|trang-?chu)(?:\.\w{2,5})?|vi(?:-vn)?|vn|en|web|guest|portal|pages"
)


@dataclass(frozen=True)
class Place:
    """Where something stands: its host in ASCII, the steps of its path, and a `?id=`."""

    host: str
    steps: tuple[str, ...] = ()
    number: str = ""

    @property
    def is_on_platform(self) -> bool:
        """Say whether the host is one on which anybody has a page."""
        return is_platform(self.host)


def is_platform(host: str, platforms: Sequence[str] = PLATFORMS) -> bool:
    """Say whether anybody can have a page on this host."""
    return any(host == each or host.endswith(f".{each}") for each in platforms)


def place_of(address: str) -> Place | None:
    """Read where an address stands; None where it stands nowhere, or says so crookedly."""
    with suppress(ValueError):
        parts = urlsplit(address)
        host = _host(parts)
        steps = tuple(unquote(each).casefold() for each in parts.path.split("/") if each)
        # What climbs back (`/xa-a/../xa-b/`) stands elsewhere than it says.
        if host and not any({".", ".."} & set(re.split(r"[/\\]", step)) for step in steps):
            number = (parse_qs(parts.query).get("id") or [""])[0]
            return Place(host, steps, number if is_platform(host) else "")
    return None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        with suppress(idna.IDNAError, UnicodeError):
            host = idna.encode(host, uts46=True).decode("ascii")
    host = host.removeprefix("www.")
    if is_platform(host):
        host = next((host.removeprefix(each) for each in _DOORS if host.startswith(each)), host)
    return host


def place_of_channel(channel: Channel) -> Place | None:
    """Read where a channel begins; a first page by name (`/vi/index.php`) is its whole host."""
    told = place_of(channel.address) if channel.address else None
    place = told or (place_of(f"https://{channel.host}/") if channel.host else None)
    if place is None:
        return None
    steps = place.steps
    while steps and _HOME.fullmatch(steps[-1]):
        steps = steps[:-1]
    return Place(place.host, steps, place.number)


def _lies_below(page: Place, channel: Place) -> bool:
    if page.host != channel.host:
        return False
    if channel.number:  # facebook.com/profile.php?id=1: its posts carry the same number
        return page.number == channel.number
    if channel.is_on_platform and not channel.steps:
        return False
    return page.steps[: len(channel.steps)] == channel.steps


def holders(
    page: Place | None, channels: Iterable[tuple[Channel, Place | None]]
) -> list[Channel]:
    """Give the channels whose place a page is, the nearest alone.

    More than one where several have registered the very same place.
    """
    if page is None:
        return []
    below = [
        (each, len(place.steps))
        for each, place in channels
        if place is not None and _lies_below(page, place)
    ]
    nearest = max((depth for _, depth in below), default=0)
    return [each for each, depth in below if depth == nearest]


def is_nearest(page: Place | None, own: Place, others: Iterable[Place]) -> bool:
    """Say whether a page lies below `own`, and below none of the others that lie deeper."""
    if page is None or not _lies_below(page, own):
        return False
    deeper = (each for each in others if len(each.steps) > len(own.steps))
    return not any(_lies_below(page, each) for each in deeper)


def channels_at(place: Place) -> Sequence[tuple[Channel, Place | None]]:
    """Return the channels that stand on a page's host, of any unit, each with its place.

    One query.
    """
    hosts = {place.host, f"www.{place.host}"}
    if place.is_on_platform:
        hosts |= {door + place.host for door in _DOORS}
    with suppress(idna.IDNAError, UnicodeError):
        hosts.add(idna.decode(place.host))
    rows = Channel.objects.filter(host__in=hosts).order_by("pk")
    return [(each, place_of_channel(each)) for each in rows]


class Stands(StrEnum):
    """Where a page stands, seen from one unit."""

    OWN = "own"
    OTHERS = "others"  # on the confirmed channel of another unit
    ELSEWHERE = "elsewhere"


def stands_at(address: str, unit_id: int, on: date) -> Stands:
    """Say on whose confirmed channel an address lies, as of `on`. One query."""
    page = place_of(address)
    if page is None:
        return Stands.ELSEWHERE
    genuine = [
        (each, place)
        for each, place in channels_at(page)
        if each.confirmed_on is not None and (each.valid_to is None or each.valid_to >= on)
    ]
    units = {each.unit_id for each in holders(page, genuine)}
    if unit_id in units:
        return Stands.OWN
    return Stands.OTHERS if units else Stands.ELSEWHERE


def is_own(address: str, unit_id: int, on: date) -> bool:
    """Say whether an address lies on a confirmed channel of a unit, as of `on`. One query."""
    return stands_at(address, unit_id, on) is Stands.OWN


def on_platforms() -> Q:
    """Say which channels stand on a platform, as a filter of rows."""
    narrowed = Q()
    for each in PLATFORMS:
        narrowed |= Q(host=each) | Q(host__endswith=f".{each}")
    return narrowed
