"""What an address of a platform names: which page, which post, or neither. Pure.

Facebook has a dozen ways to write one post, and share links that name nothing. What is not
named here is not guessed: a wrong page would say that a body published what another one did.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit


class Platform(StrEnum):
    """A platform whose pages may be read with their owner's key."""

    FACEBOOK = "facebook"
    ZALO = "zalo"


@dataclass(frozen=True)
class Named:
    """What an address names. `page`: "" where it names none; `posts`: ids of one post."""

    platform: Platform
    page: str = ""
    posts: frozenset[str] = frozenset()

    def may_be_of(self, names: Collection[str]) -> bool:
        """Say whether it may lie on the page of these names: it names it, or names none."""
        return not self.page or self.page in names


_HOSTS = {
    Platform.FACEBOOK: ("facebook.com", "fb.com", "fb.watch", "fb.me"),
    Platform.ZALO: ("zalo.me", "zaloapp.com", "zapps.vn", "zapps.me", "officialaccount.me"),
}
_POST_ID = re.compile(r"\d{4,}|pfbid[0-9A-Za-z]+")
_TAIL_ID = re.compile(r"(?:.*-)?(\d{8,})")
# First parts of a path that are no page's name.
_NO_PAGE = frozenset(
    """
    share sharer sharer.php story.php permalink.php photo photo.php photos watch reel reels
    groups events stories video.php videos hashtag login l.php plugins dialog media marketplace
    help policies permalink posts notes
    """.split()  # noqa: SIM905 (a list of forty quoted words is not read)
)
_POST_PARTS = frozenset({"posts", "videos", "photos", "reel", "reels", "permalink"})
_POST_QUERY = ("story_fbid", "fbid", "v", "multi_permalinks")


def platform_of(address: str) -> Platform | None:
    """Say on which platform an address lies; None for every other site."""
    host = (urlsplit(address).hostname or "").lower()
    for platform, hosts in _HOSTS.items():
        if _is_under(host, hosts):
            return platform
    return None


def read_address(address: str) -> Named | None:
    """Say what an address names; None where it lies on no platform that we ask."""
    platform = platform_of(address)
    if platform is None:
        return None
    return _facebook(address) if platform is Platform.FACEBOOK else _zalo(address)


def _facebook(address: str) -> Named:
    parts = urlsplit(address)
    names = [unquote(each) for each in parts.path.split("/") if each]
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    posts = {query[key] for key in _POST_QUERY if _POST_ID.fullmatch(query.get(key, ""))}
    for at, name in enumerate(names[:-1]):
        if name in _POST_PARTS:
            posts |= {each for each in names[at + 1 :] if _POST_ID.fullmatch(each)}
    host = parts.hostname or ""
    if _is_under(host, ("fb.watch", "fb.me")) or (names[:1] or [""])[0] in {"share", "groups"}:
        return Named(Platform.FACEBOOK, posts=frozenset())
    return Named(Platform.FACEBOOK, _facebook_page(names, query), frozenset(posts))


def _facebook_page(names: list[str], query: dict[str, str]) -> str:
    if not names:
        return ""
    first = names[0].lower()
    if first in {"profile.php", "permalink.php", "story.php", "photo.php", "photo"}:
        said = query.get("id", "")
        return said if said.isdigit() else ""
    if first in {"pages", "people", "p", "pg"} and len(names) > 1:
        found = _TAIL_ID.fullmatch(names[-1]) or _TAIL_ID.fullmatch(names[1])
        return found[1] if found else ("" if first != "pg" else names[1].lower())
    return "" if first in _NO_PAGE else first


def _zalo(address: str) -> Named:
    parts = urlsplit(address)
    names = [each for each in parts.path.split("/") if each]
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    page = query.get("pageId", "") or query.get("pageid", "")
    host = parts.hostname or ""
    if names[:1] == ["detail"] and len(names) > 1:
        page = names[1]
    elif not page and names and _is_under(host, ("zalo.me",)) and host.count(".") == 1:
        page = names[0].lower()
    post = query.get("id", "")
    return Named(Platform.ZALO, page, frozenset({post} if post else ()))


def slug_of(channel: str) -> Iterable[str]:
    """Give the names by which a channel's registered address names its page."""
    named = read_address(channel)
    if named is None or not named.page:
        return
    yield named.page
    # "Xã-Tân-Phú-100064512345678" is the page of that number.
    if tail := re.fullmatch(r".+-(\d{12,})", named.page):
        yield tail[1]


def _is_under(host: str, names: Iterable[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in names)
