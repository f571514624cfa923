"""Opening the key of a unit's page for one visit: changed for the next where its time is over.

Zalo's key to renew is good once, so it is exchanged while its row is held, and the new one is
kept in the same transaction: of two workers the second finds it done. A worker that is killed
between Zalo's answer and the commit loses it; the page has to be connected anew then.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from loa.doors.fetch import Fetcher
from loa.doors.platforms import PlatformError, asking, zalo
from loa.doors.platforms.addresses import Platform
from loa.doors.platforms.doorway import Reader
from loa.doors.sealing import SealError
from loa.ledger.actions import record
from loa.notices.actions import post_mail
from loa.units import policies, queries
from loa.units.actions.connecting import closed_for, opened
from loa.units.errors import KeyClosedError
from loa.units.models import Officer, PageKey
from loa.units.page_keys import KeyState
from loa.units.platform_apps import app_at, ask

LEEWAY = timedelta(minutes=30)
"""A key is changed so long before its time: a visit must not outlast it."""
KEPT_ALIVE = timedelta(days=30)
"""Between campaigns nobody reads: a key that has so long left is changed for its own sake."""
UNREADABLE = "key_unreadable"
_log = logging.getLogger(__name__)


def reader_of(key: PageKey, *, at: datetime, fetcher: Fetcher) -> Reader:
    """Open a page's key for a visit. Raises KeyClosedError.

    May ask the platform for the next key, by the rules of `fetcher`.
    """
    app = app_at(Platform(key.platform))
    if app is None or key.state(at) is not KeyState.HOLDS:
        raise KeyClosedError(asking.REFUSED)
    if isinstance(app, zalo.App) and _is_near(key, at):
        key = _renew(key.pk, app, at=at, fetcher=fetcher)
    try:
        return Reader(app, key.page, frozenset(key.names), opened(key)["key"])
    except SealError:
        raise KeyClosedError(UNREADABLE) from None


def keep_alive(*, at: datetime, fetcher: Fetcher | None = None) -> int:
    """Change the keys that nobody used for long, before their time is over; give how many."""
    changed = 0
    idle = PageKey.objects.filter(
        ended_at__isnull=True, failing_since__isnull=True, good_until__gt=at,
        good_until__lte=at + KEPT_ALIVE,
    ).select_related("channel__unit", "given_by")  # fmt: skip
    for key in idle:
        with suppress(KeyClosedError):  # said in the log, and by the page itself in the end
            reader_of(key, at=at, fetcher=fetcher or Fetcher())
            changed += 1
    return changed


def _is_near(key: PageKey, at: datetime) -> bool:
    return (key.opens_until is not None and key.opens_until <= at + LEEWAY) or (
        key.good_until is not None and key.good_until <= at + KEPT_ALIVE
    )


def _renew(pk: int, app: zalo.App, *, at: datetime, fetcher: Fetcher) -> PageKey:
    code = ""
    with transaction.atomic():
        row = PageKey.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.state(at) is KeyState.HOLDS and _is_near(row, at):
            code = _change(row, app, at=at, fetcher=fetcher)
        elif row.state(at) is not KeyState.HOLDS:
            code = asking.REFUSED
    if code:
        raise KeyClosedError(code)
    return row


def _change(row: PageKey, app: zalo.App, *, at: datetime, fetcher: Fetcher) -> str:
    """Change a key for the next one and keep that; "" or why it was not done."""
    try:
        keys = opened(row)
    except SealError:
        return UNREADABLE
    try:
        got = ask(fetcher, lambda visitor: zalo.next_keys(app, visitor, renew=keys["renew"]))
    except PlatformError as error:
        if error.code == asking.REFUSED:
            fail_key(row, error.number, at=at)
        _log.warning("no new key for %s: %s", row, error)
        return error.code
    row.sealed = closed_for(row.channel_id, row.page, {"key": got.key, "renew": got.renew})
    row.opens_until, row.renewed_at = got.until, at
    row.good_until = at + zalo.RENEWABLE_FOR
    row.save(update_fields=["sealed", "opens_until", "renewed_at", "good_until"])
    record("page.key_renewed", row, by=None, at=at, unit_id=row.channel.unit_id)
    return ""


@transaction.atomic
def fail_key(key: PageKey, number: int, *, at: datetime) -> bool:
    """Keep that a platform does not take a key any more, and ask the unit to connect again.

    False where that is known, or the key is gone. `number`: the platform's own of the error.
    """
    row = (
        PageKey.objects.select_for_update(of=("self",))
        .filter(pk=key.pk, ended_at__isnull=True, failing_since__isnull=True)
        .first()
    )
    if row is None:
        return False
    row.failing_since, row.failing_code = at, f"{asking.REFUSED} {number}"
    row.save(update_fields=["failing_since", "failing_code"])
    unit_id = row.channel.unit_id
    record("page.key_failed", row, by=None, at=at, unit_id=unit_id, note=row.failing_code)
    _ask_again(row, at)
    return True


def _ask_again(key: PageKey, at: datetime) -> None:
    """Write to who connected the page, or to the unit's contact officers where they left."""
    today = timezone.localdate(at)
    unit = key.channel.unit
    people: list[Officer] = [key.given_by]
    if not (key.given_by.is_active and policies.may_connect_page(key.given_by, unit, on=today)):
        people = queries.contacts_of([unit.pk], today).get(unit.pk, [])
    with override("vi"):
        facts = {
            "page": key.title or key.channel.name,
            "where": settings.SITE_URL + reverse("units:page_key", args=[key.channel_id]),
        }
        subject = _("Please connect the page “%(page)s” again") % facts
        body = _(
            "Loa can no longer read the page “%(page)s”: the platform does not take its key "
            "any more. That happens when a password was changed, when a permission was "
            "withdrawn, or when its time was over. The page's posts count as not reached "
            "until then.\n\nPlease connect the page again here: %(where)s"
        )
        for officer in people:
            post_mail(
                to=officer, subject=subject[:300], body=body % facts, about=key, by=None, at=at
            )
