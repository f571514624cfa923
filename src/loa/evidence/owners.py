"""Looks at posts of connected pages, with the key that a page's owner gave (trust class B).

A post counts by itself only where the given address names that very post by its number. Where
it does not (share links, other forms of addresses), the page's posts of the campaign's days are
compared, and the one that carries the material waits for a person: a post taken for another
would say that something was published which was not. Source: docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils import timezone

from loa.crafts.matching import Finding, Outcome
from loa.doors.feeds import Entry
from loa.doors.fetch import Fetcher
from loa.doors.outcomes import Fetched
from loa.doors.pages import is_picture
from loa.doors.platforms import PlatformError, Post, asking
from loa.doors.platforms.addresses import Platform, read_address
from loa.doors.platforms.doorway import Days, Reader
from loa.doors.platforms.posts import with_pictures
from loa.evidence import looks
from loa.evidence.looking import Visited
from loa.evidence.models import Look, Publication, Watch
from loa.evidence.watching import MOST_NEW, News, Told
from loa.units.actions import fail_key, reader_of
from loa.units.errors import KeyClosedError
from loa.units.models import PageKey
from loa.units.platform_apps import is_on, keys_on

NOT_TIED = "post_not_tied"
MOST_CANDIDATES = 8
_PICTURES_OF_CANDIDATE = 4
# What a look found before a page was connected (again), and what may be otherwise now.
_OPEN = ("unreachable", "cannot_tell")


@dataclass(frozen=True)
class Owned:
    """A page opened for one visit: its key, who reads, posts of which days, near which."""

    key: PageKey
    reader: Reader
    days: Days
    near: date

    @property
    def host(self) -> str:
        """The host that is asked, which may ask for rest."""
        return urlsplit(self.reader.app.api).hostname or ""


def key_for(publication: Publication, *, on: date) -> PageKey | None:
    """Give the key of the page on which a publication's address may lie; None: no such.

    The page that the address names must be the key's; where it names none, the publication's
    own channel comes first.
    """
    named = read_address(publication.address) if is_on() else None
    if named is None:
        return None
    rows = keys_on(on).filter(
        platform=named.platform.value, channel__unit=publication.participant.unit_id
    )
    fitting = [each for each in rows if named.may_be_of(each.names)]
    fitting.sort(key=lambda each: each.channel_id != publication.channel_id)
    return fitting[0] if fitting else None


def opened_for(
    publication: Publication, *, at: datetime, fetcher: Fetcher
) -> Owned | Visited | None:
    """Open the page of a publication; what is kept at once where its key does not open.

    None where no connected page may hold it.
    """
    key = key_for(publication, on=timezone.localdate(at))
    if key is None:
        return None
    campaign = publication.participant.campaign
    first = min(campaign.starts_on, publication.happened_on)
    last = max(campaign.ends_on, publication.happened_on)
    try:
        reader = reader_of(key, at=at, fetcher=fetcher)
    except KeyClosedError as error:
        return Visited(error.code, temporary=True, by_key=True)
    return Owned(key, reader, Days(first, last), publication.happened_on)


def rests_until(host: str, *, at: datetime) -> datetime | None:
    """Say until when a platform wants rest; None where it may be asked."""
    row = looks.resting(at).filter(host=host).first()
    return row.free_at if row else None


async def visit_post(address: str, owned: Owned, fetcher: Fetcher) -> Visited:
    """Ask the platform for the post that an address names, with its pictures."""
    named = read_address(address)
    assert named is not None  # noqa: S101 (`key_for` read it)
    try:
        if named.posts:
            post = await owned.reader.post_of(named, owned.days, fetcher)
            if post is not None:
                return await shown(post, owned, fetcher)
            if not any(each.startswith("pfbid") for each in named.posts):
                return Visited(asking.NOT_GIVEN, by_key=True)
        listed = await owned.reader.posts(owned.days, fetcher)
    except PlatformError as error:
        return not_read(error)
    listed.sort(key=lambda each: abs((each.created_on or date.min) - owned.near))
    candidates = [
        replace(await shown(each, owned, fetcher, most=_PICTURES_OF_CANDIDATE), is_untied=True)
        for each in listed[:MOST_CANDIDATES]
    ]
    return Visited(NOT_TIED, by_key=True, candidates=tuple(candidates))


def not_read(error: PlatformError) -> Visited:
    """Say why nothing was read. A key that is refused is tried again: it may be given anew."""
    is_refused = error.code == asking.REFUSED
    return Visited(
        error.code, error.is_temporary or is_refused, error.retry_after, by_key=True,
        number=error.number,
    )  # fmt: skip


async def shown(post: Post, owned: Owned, fetcher: Fetcher, *, most: int = 12) -> Visited:
    """Give a post as a page that was met, its pictures fetched through the guard.

    The page's owner has asked us to look, so a robots.txt of the platform's store of pictures
    is not asked.
    """
    page = post.page
    met = [
        await fetcher.fetch(each, part=True, robots_waived=True)
        for each in page.pictures[:most]
    ]
    pictures = [each for each in met if isinstance(each, Fetched) and is_picture(each.body)]
    return Visited(
        final_address=address_of(post, owned.reader.platform),
        page=page,
        parts=with_pictures(post, pictures),
        by_key=True,
    )


def address_of(post: Post, platform: Platform) -> str:
    """Give a post's own address; where the platform gave none, where it was asked."""
    named = read_address(post.permalink)
    is_there = named is not None and named.platform is platform
    return post.permalink if is_there else post.answers[0].visit.final_url


def opened_for_news(
    watch: Watch, since: date, *, at: datetime, fetcher: Fetcher
) -> Owned | News:
    """Open the page of a watched channel; what is kept at once where it is not to be read."""
    key = keys_on(timezone.localdate(at)).filter(channel=watch.channel_id).first()
    if key is None:
        return News(code=asking.REFUSED)  # taken back since the channel was taken
    try:
        reader = reader_of(key, at=at, fetcher=fetcher)
    except KeyClosedError as error:
        return News(code=error.code)
    owned = Owned(key, reader, Days(since, timezone.localdate(at)), since)
    if until := rests_until(owned.host, at=at):
        return News(code=asking.SLOW_DOWN, retry_after=until - at)
    return owned


async def read_posts(told: Told, owned: Owned, fetcher: Fetcher) -> News:
    """Read what a connected page has published since, but what is known by any of its names."""
    try:
        listed = await owned.reader.posts(owned.days, fetcher)
    except PlatformError as error:
        return News(code=error.code, retry_after=error.retry_after, number=error.number)
    known = {
        number
        for each in told.known
        if (named := read_address(each)) is not None
        for number in named.posts
    }
    platform = owned.reader.platform
    fresh = [
        each
        for each in listed
        if not each.names & known and address_of(each, platform) not in told.known
    ]
    met = []
    for each in fresh[:MOST_NEW]:
        seen = await shown(each, owned, fetcher)
        met.append((Entry(seen.final_address, seen.page.title, each.created_on), seen))
    return News(told.home, len(listed), tuple(met), (), max(0, len(fresh) - MOST_NEW))


def note_key(owned: Owned, met: Visited | News, *, at: datetime, rest: timedelta) -> None:
    """Keep what a visit said of the key and of the platform, with the look."""
    if met.code == asking.REFUSED:
        fail_key(owned.key, met.number, at=at)
    if met.code in looks.ASKS_FOR_REST:
        looks.let_rest(owned.host, asked=met.retry_after or rest, at=at)
    else:
        looks.leave_alone(owned.host, until=at)  # it has answered; other pages may be asked


def best_of(
    seen: Visited, findings: Sequence[tuple[Visited, list[Finding]]]
) -> tuple[Visited, list[Finding]]:
    """Give the candidate that carries the material, if any; else what was said: not tied."""
    met = [
        (each, found)
        for each, found in findings
        if found and found[0].outcome is not Outcome.NOT_FOUND and found[0].material
    ]
    if not met:
        return replace(seen, candidates=()), []
    return max(met, key=lambda pair: (pair[1][0].outcome is Outcome.FOUND, pair[1][0].share))


def wake(at: datetime) -> int:
    """Put at the front what was last looked at before its page was connected."""
    if not is_on():
        return 0
    woken = 0
    for key in keys_on(timezone.localdate(at)).filter(failing_since__isnull=True):
        before = Look.objects.filter(
            Q(due_at__isnull=True) | Q(due_at__gt=at),
            publication__participant__unit=key.channel.unit_id,
            publication__withdrawn_at__isnull=True,
            publication__checks__is_latest=True,
            publication__checks__checked_at__lt=key.given_at,
            publication__checks__outcome__in=_OPEN,
        ).select_related("publication__participant")
        there = [each.pk for each in before if _is_of(key, each.publication, at)]
        woken += Look.objects.filter(pk__in=there).update(due_at=at)
        Watch.objects.filter(
            channel=key.channel_id, code__startswith="key_", visited_at__lt=key.given_at
        ).update(due_at=at)
    return woken


def _is_of(key: PageKey, publication: Publication, at: datetime) -> bool:
    found = key_for(publication, on=timezone.localdate(at))
    return found is not None and found.pk == key.pk
