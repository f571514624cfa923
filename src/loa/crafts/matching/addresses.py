"""Addresses as names of things: which video one shows, and whether two lead to one page.

Only what an address itself says; nothing is asked of a platform.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

_YOUTUBE = frozenset(
    {"youtube.com", "m.youtube.com", "youtube-nocookie.com", "music.youtube.com"}
)
_FACEBOOK = frozenset({"facebook.com", "m.facebook.com", "web.facebook.com", "fb.watch"})
_ID = re.compile(r"[\w-]{6,}")
_NUMBER = re.compile(r"\d{6,}")
# What platforms add to know where a visitor came from.
_TRACKS = re.compile(r"^(utm_\w+|fbclid|gclid|zarsrc|ref|mibextid|si|feature)$")


def video_of(address: str) -> str:
    """Give the platform and number of the video that an address shows; "" if it shows none.

    `https://youtu.be/aBcDeFgHiJk?t=3` and an embed of it are both `youtube:aBcDeFgHiJk`.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    steps = [unquote(each) for each in parts.path.split("/") if each]
    asked = parse_qs(parts.query)
    if host == "youtu.be":
        return _named("youtube", steps[:1], _ID)
    if host in _YOUTUBE:
        if steps[:1] == ["watch"]:
            return _named("youtube", asked.get("v", []), _ID)
        if steps[:1] and steps[0] in {"embed", "shorts", "live", "v"}:
            return _named("youtube", steps[1:2], _ID)
    if host.endswith("tiktok.com") and ("video" in steps or "embed" in steps):
        return _named("tiktok", [each for each in steps if each.isdigit()], _NUMBER)
    if host in _FACEBOOK:
        if steps[:1] == ["plugins"]:
            return video_of(asked.get("href", [""])[0])
        if "videos" in steps or steps[:1] == ["reel"]:
            return _named("facebook", [each for each in steps if each.isdigit()], _NUMBER)
        if steps[:1] in (["watch"], ["video.php"]):
            return _named("facebook", asked.get("v", []), _NUMBER)
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _named("vimeo", [each for each in steps if each.isdigit()], _NUMBER)
    return ""


def page_of(address: str) -> str:
    """Give an address in one spelling: no scheme, www, fragment or marks of tracking."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    except ValueError:
        return ""
    asked = sorted(each for each in parts.query.split("&") if each and not _is_track(each))
    query = f"?{'&'.join(asked)}" if asked else ""
    return f"{host}{port}{unquote(parts.path).rstrip('/')}{query}" if host else ""


def is_whole_site(address: str) -> bool:
    """Say whether an address is a site's first page, which every page of it links to."""
    return "/" not in page_of(address) and "?" not in page_of(address)


def _is_track(part: str) -> bool:
    return bool(_TRACKS.match(part.partition("=")[0]))


def _named(platform: str, found: list[str], shape: re.Pattern[str]) -> str:
    return f"{platform}:{found[0]}" if found and shape.fullmatch(found[0]) else ""
