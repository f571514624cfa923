"""Giving and taking back the key of a unit's page.

No key is ever typed: a platform sends it to us after its page's administrator agreed there. The
network is asked before and after the transaction, never within it.
"""

import logging
import secrets as chance
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.doors.fetch import Fetcher
from loa.doors.platforms import PlatformError, facebook, zalo
from loa.doors.platforms.addresses import Platform
from loa.doors.sealing import SealError, seal, unseal
from loa.ledger.actions import record
from loa.units import policies
from loa.units.errors import PageNotAmongError
from loa.units.models import Channel, Officer, PageKey
from loa.units.page_keys import WhyEnded
from loa.units.platform_apps import App, app_at, app_for, ask, back_address, is_page_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Consent:
    """Where a person agrees, and what has to come back with them. Kept in their session."""

    address: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True)
class _Given:
    platform: Platform
    page: str
    title: str
    names: frozenset[str]
    closed: dict[str, str] = field(repr=False)
    opens_until: datetime | None = None
    good_until: datetime | None = None


def ask_consent(channel: Channel, *, by: Officer, at: datetime) -> Consent:
    """Say where the page's administrator agrees. Writes nothing.

    Raises NotAllowedError, NotConnectableError.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_connect_page(by, channel.unit, on=today))
    app = app_for(channel, on=today)
    state, verifier = chance.token_urlsafe(32), chance.token_urlsafe(48)
    if isinstance(app, facebook.App):
        back = back_address(Platform.FACEBOOK)
        return Consent(facebook.consent_address(app, back=back, state=state), state, verifier)
    address = zalo.consent_address(
        app, back=back_address(Platform.ZALO), state=state, challenge=challenge_of(verifier)
    )
    return Consent(address, state, verifier)


def challenge_of(verifier: str) -> str:
    """Give what is shown of a verifier before it is told (RFC 7636, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def connect_page(
    channel: Channel, *, code: str, verifier: str, by: Officer, at: datetime, fetcher: Fetcher
) -> PageKey:
    """Exchange what a platform sent back for the page's key, and keep it closed.

    Raises NotAllowedError, NotConnectableError, PageNotAmongError, PlatformError.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_connect_page(by, channel.unit, on=today))
    app = app_for(channel, on=today)
    if isinstance(app, facebook.App):
        given = _from_facebook(channel, app, code, fetcher)
    else:
        given = _from_zalo(channel, app, code, verifier, at, fetcher)
    return _keep(channel, given, by=by, at=at)


def _from_facebook(channel: Channel, app: facebook.App, code: str, fetcher: Fetcher) -> _Given:
    async def question(visitor: Fetcher) -> tuple[str, list[facebook.Page]]:
        back = back_address(Platform.FACEBOOK)
        key = await facebook.key_of_person(app, visitor, code=code, back=back)
        person = await facebook.person_of(app, visitor, key=key)
        return person, await facebook.pages_of(app, visitor, key=key)

    person, pages = ask(fetcher, question)
    page = next((each for each in pages if is_page_of(channel, each.names)), None)
    if page is None:
        raise PageNotAmongError(tuple(each.title for each in pages))
    # The person's own key is let go here: it could do more than read this page.
    closed = {"key": page.key, "person": person}
    return _Given(Platform.FACEBOOK, page.id, page.title, page.names, closed)


def _from_zalo(
    channel: Channel,
    app: zalo.App,
    code: str,
    verifier: str,
    at: datetime,
    fetcher: Fetcher,
) -> _Given:
    async def question(visitor: Fetcher) -> tuple[zalo.Keys, zalo.Account]:
        keys = await zalo.first_keys(app, visitor, code=code, verifier=verifier)
        # Which account it is Zalo says, not the address that the browser came back with.
        return keys, await zalo.account_of(app, visitor, key=keys.key)

    keys, account = ask(fetcher, question)
    if not is_page_of(channel, account.names):
        raise PageNotAmongError((account.title,))
    closed = {"key": keys.key, "renew": keys.renew}
    until = at + zalo.RENEWABLE_FOR
    names = account.names
    return _Given(Platform.ZALO, account.id, account.title, names, closed, keys.until, until)


@transaction.atomic
def _keep(channel: Channel, given: _Given, *, by: Officer, at: datetime) -> PageKey:
    row = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    today = timezone.localdate(at)
    policies.require(policies.may_connect_page(by, row.unit, on=today))
    app_for(row, on=today)  # it may have ended while the person was away
    for old in _living().filter(channel=row):
        _end(old, WhyEnded.REPLACED, by=by, at=at)
    key = PageKey(
        channel=row,
        platform=given.platform.value,
        page=given.page,
        title=given.title,
        names=sorted(given.names),
        sealed=closed_for(row.pk, given.page, given.closed),
        given_at=at,
        given_by=by,
        opens_until=given.opens_until,
        good_until=given.good_until,
    )
    key.full_clean()
    key.save()
    record("page.connected", key, by=by, at=at, unit_id=row.unit_id, note=given.title)
    return key


def closed_for(channel_id: int, page: str, keys: dict[str, str]) -> bytes:
    """Close a page's keys so that they open in its own row alone."""
    return seal({"channel": channel_id, "page": page, **keys}, settings.KEYS_KEYS)


def opened(key: PageKey) -> dict[str, str]:
    """Open a page's keys. Raises SealError, also where they were closed for another row."""
    if key.sealed is None:
        raise SealError("the key is gone")
    found = unseal(bytes(key.sealed), settings.KEYS_KEYS)
    if (found.get("channel"), found.get("page")) != (key.channel_id, key.page):
        raise SealError("closed for another page")
    return {name: str(value) for name, value in found.items()}


def take_back(key: PageKey, *, by: Officer, at: datetime, fetcher: Fetcher) -> bool:
    """Delete a page's key; True if the platform has forgotten the consent too.

    Raises NotAllowedError. Twice changes nothing.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_connect_page(by, key.channel.unit, on=today))
    with transaction.atomic():
        row = _living().filter(pk=key.pk).first()
        if row is None:
            return False
        person = _giver(row)
        _end(row, WhyEnded.TAKEN_BACK, by=by, at=at)
    return _forgotten(person, fetcher)


def end_orphans(*, at: datetime, fetcher: Fetcher | None = None) -> int:
    """Delete the keys of channels that are no more, or not confirmed; give how many."""
    today = timezone.localdate(at)
    gone = Q(channel__valid_to__lt=today) | Q(channel__confirmed_on__isnull=True)
    gone |= Q(channel__unit__valid_to__lt=today)
    persons = []
    with transaction.atomic():
        for row in _living().filter(gone):
            persons.append(_giver(row))
            _end(row, WhyEnded.CHANNEL_ENDED, by=None, at=at)
    for person in persons:
        _forgotten(person, fetcher or Fetcher())
    return len(persons)


def _living() -> QuerySet[PageKey]:
    rows = PageKey.objects.filter(ended_at__isnull=True).select_related("channel")
    return rows.select_for_update(of=("self",))


def _end(key: PageKey, why: WhyEnded, *, by: Officer | None, at: datetime) -> None:
    key.sealed, key.ended_at, key.ended_by, key.ended_why = None, at, by, why.value
    key.save(update_fields=["sealed", "ended_at", "ended_by", "ended_why"])
    unit_id = key.channel.unit_id
    record("page.key_ended", key, by=by, at=at, unit_id=unit_id, note=why.value)


def _giver(key: PageKey) -> str:
    """Give by which number Facebook knows who agreed; "" where there is none to read."""
    try:
        return opened(key).get("person", "")
    except SealError:
        return ""


def _forgotten(person: str, fetcher: Fetcher) -> bool:
    """Have Facebook forget a consent, unless it serves another page. Zalo offers no such."""
    app: App | None = app_at(Platform.FACEBOOK)
    if not person or not isinstance(app, facebook.App):
        return False
    others = PageKey.objects.filter(ended_at__isnull=True, platform=Platform.FACEBOOK.value)
    if any(_giver(each) == person for each in others):
        return False
    try:
        ask(fetcher, lambda visitor: facebook.give_back(app, visitor, person=person))
    except PlatformError as error:
        _log.warning("Facebook has not taken a consent back: %s", error)
        return False
    return True
