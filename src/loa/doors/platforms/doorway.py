"""A page that may be read with its owner's key: does it hold an address, and what it shows."""

from dataclasses import dataclass, field
from datetime import date

from loa.doors.fetch import Fetcher
from loa.doors.platforms import asking, facebook, zalo
from loa.doors.platforms.addresses import Named, Platform
from loa.doors.platforms.asking import PlatformError
from loa.doors.platforms.posts import Post


@dataclass(frozen=True)
class Days:
    """The days of which posts are looked at, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Reader:
    """One page, with the key that reads it. `names`: how an address may name the page."""

    app: facebook.App | zalo.App
    page: str
    names: frozenset[str]
    key: str = field(repr=False)

    @property
    def platform(self) -> Platform:
        is_facebook = isinstance(self.app, facebook.App)
        return Platform.FACEBOOK if is_facebook else Platform.ZALO

    async def posts(self, days: Days, fetcher: Fetcher) -> list[Post]:
        """List the page's own posts of some days that everybody may see.

        Raises PlatformError.
        """
        if isinstance(self.app, facebook.App):
            found = await facebook.posts(
                self.app, fetcher, page=self.page, key=self.key, first=days.first,
                last=days.last,
            )  # fmt: skip
        else:
            found = await zalo.posts(
                self.app, fetcher, key=self.key, first=days.first, last=days.last
            )
        return [each for each in found if each.is_shown]

    async def post_of(self, named: Named, days: Days, fetcher: Fetcher) -> Post | None:
        """Give the very post that an address names; None where it is not among the page's.

        Raises PlatformError.
        """
        post: Post | None = None
        try:
            if isinstance(self.app, zalo.App):
                (number,) = named.posts
                post = await zalo.one_post(
                    self.app, fetcher, key=self.key, post=number, first=days.first
                )
            elif number := facebook.is_number(named):
                post = await facebook.one_post(
                    self.app, fetcher, page=self.page, key=self.key, post=number
                )
        except PlatformError as error:
            if error.code != asking.NOT_GIVEN:
                raise
        if post is None and isinstance(self.app, facebook.App):
            # The number of a photo or a film is not that of its post.
            listed = await self.posts(days, fetcher)
            post = next((each for each in listed if each.is_named_by(named)), None)
        return post if post is not None and post.is_shown else None
