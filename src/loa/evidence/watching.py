"""Reading the news of units' own channels: bytes in, pages with the campaign's days out.

Only a channel that the unit's head confirmed is read, and only pages of its very host count, on
a portal that many share those below its own address: a page elsewhere is nobody's.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from loa.doors.addresses import AddressRefusedError
from loa.doors.feeds import Entry
from loa.doors.fetch import Fetcher
from loa.doors.outcomes import Fetched, Outcome, Unreachable
from loa.doors.shelter import TrapError
from loa.evidence.looking import Visited, visit_page
from loa.evidence.own_channels import Place, is_nearest, place_of
from loa.evidence.pasted import normalise

MOST_NEW = 20
"""So many pages of a channel are read in one visit; the rest next time."""
MOST_SITEMAPS = 3
MOST_LISTS = 8
_NO_SITE = ("dns", "connect", "timeout")


@dataclass(frozen=True)
class Told:
    """A channel to read. `known`: addresses that need no second reading.

    `place`: what lies below it is the channel's, but what lies below one of `others`.
    """

    place: Place
    home: str
    feed: str
    since: date
    known: frozenset[str]
    others: tuple[Place, ...] = ()

    def is_at(self, address: str) -> bool:
        """Say whether an address lies on the channel's host, where its lists may stand."""
        there = place_of(address)
        return there is not None and there.host == self.place.host

    def is_of(self, address: str) -> bool:
        """Say whether an address is a page of the channel."""
        return is_nearest(place_of(address), self.place, self.others)


@dataclass(frozen=True)
class News:
    """What was met: pages of the channel; `other`: such as cannot be read or lie elsewhere.

    `code` is empty where a list of news was read; `left` counts what was not read yet.
    """

    list_address: str = ""
    entries: int = 0
    met: tuple[tuple[Entry, Visited], ...] = ()
    other: tuple[Entry, ...] = ()
    left: int = 0
    code: str = ""
    retry_after: timedelta | None = None
    number: int = 0
    """A platform's own number of an error."""


async def read_news(told: Told, fetcher: Fetcher) -> News:
    """Find a channel's list of news, and read the pages of it that are new.

    A feed that was registered or that the home page names comes first, then the sitemap, then
    the links of the home page itself.
    """
    places = [told.feed] if told.feed else []
    places += [told.home, _beside(told.home, "/sitemap.xml")]
    last: Outcome | None = None
    shown: tuple[Entry, ...] = ()
    tried: set[str] = set()
    while places and len(tried) < MOST_LISTS:
        place = places.pop(0)
        if place in tried or not told.is_at(place):
            continue
        tried.add(place)
        outcome = await fetcher.fetch(place)
        if not isinstance(outcome, Fetched):
            last = last or outcome
            if isinstance(outcome, Unreachable) and outcome.code in _NO_SITE:
                break
            continue
        url = outcome.visit.final_url
        if outcome.kind == "xml":
            try:
                feed = await fetcher.shelter.feed(outcome.body, url=url)
            except TrapError:
                continue
            if feed.kind == "index":
                newest = sorted(feed.entries, key=lambda each: each.dated or date.min)
                places = [each.address for each in newest[-MOST_SITEMAPS:][::-1]] + places
            elif feed.entries:
                return await _read_new(told, place, feed.entries, fetcher)
        else:
            with suppress(TrapError):
                links, feeds = await fetcher.shelter.news(outcome.body, url=url)
                shown, places = shown or links, [*feeds, *places]
    if shown:
        return await _read_new(told, told.home, shown, fetcher)
    code = getattr(last, "code", "") or ("no_news" if last is None else _named(last))
    return News(code=code[:40], retry_after=getattr(last, "retry_after", None))


def _named(outcome: Outcome) -> str:
    return {"Gone": "gone", "BlockedByRobots": "robots", "NeedsLogin": "login_wall"}.get(
        type(outcome).__name__, "no_news"
    )


async def _read_new(
    told: Told, place: str, entries: Collection[Entry], fetcher: Fetcher
) -> News:
    fresh: dict[str, Entry] = {}
    for each in entries:
        if each.dated is not None and each.dated < told.since:
            continue
        try:
            address = normalise(each.address, allowance=fetcher.allowance)
        except AddressRefusedError:
            continue
        if address not in told.known and told.is_of(address):
            fresh.setdefault(address, Entry(address, each.title, each.dated))
    wanted = list(fresh.values())[:MOST_NEW]
    met = [(each, await visit_page(each.address, fetcher)) for each in wanted]
    own = [pair for pair in met if not pair[1].code and told.is_of(pair[1].final_address)]
    taken = {each.address for each, _ in own}
    other = [each for each, seen in met if each.address not in taken and not seen.temporary]
    return News(place, len(entries), tuple(own), tuple(other), len(fresh) - len(wanted))


def _beside(home: str, path: str) -> str:
    scheme, _, rest = home.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{path}"
