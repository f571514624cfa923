"""A post of a page, as it is compared and kept: the page's own words, its day, its pictures.

Never a comment, never a person. The interface's answer is cut down to the fields that are
needed before anything is kept; what it says of paging holds the key and is left out with the
rest.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from loa.doors.outcomes import Fetched, Hop, Visit
from loa.doors.pages import MOST_PICTURES, PageShown
from loa.doors.platforms.addresses import Named, Platform, read_address
from loa.doors.platforms.asking import NOT_UNDERSTOOD, PlatformError, Told

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_WORDS = 200_000
REDUCED = "owner_key: answer cut down to the post"
_HEADERS_KEPT = frozenset({"date", "content-type", "facebook-api-version"})
_FLAT = (
    "id", "type", "status", "title", "description", "message", "created_time", "create_date",
    "permalink_url", "link_view", "is_published", "status_type", "media_type", "url",
    "unshimmed_url", "src", "content", "thumb", "cover_type", "photo_url",
)  # fmt: skip
_DEEP = (
    "attachments", "subattachments", "data", "media", "image", "target", "cover", "body",
    "from",
)  # fmt: skip


@dataclass(frozen=True)
class Post:
    """One post of a page. `names`: ids by which an address may name it.

    `answers`: what the interface said of it, cut down; with them the page is shown again later.
    """

    key: str
    permalink: str
    created_at: datetime | None
    is_shown: bool
    names: frozenset[str]
    answers: tuple[Fetched, ...] = field(repr=False)

    @property
    def created_on(self) -> date | None:
        """The day of the post, by Vietnam's clock."""
        return self.created_at.astimezone(_VIETNAM).date() if self.created_at else None

    @property
    def page(self) -> PageShown:
        """What the post shows."""
        return shown_of([each.body for each in self.answers])

    def is_named_by(self, named: Named) -> bool:
        """Say whether an address names this very post."""
        return bool(named.posts & self.names)


def cut(thing: Any, depth: int = 0) -> Any:
    """Leave of an answer only the fields that are needed; nobody's name, no paging, no key."""
    if depth > 8:
        return None
    if isinstance(thing, list):
        return [cut(each, depth + 1) for each in thing[:100]]
    if not isinstance(thing, Mapping):
        return None
    flat = {
        name: thing[name] for name in _FLAT if isinstance(thing.get(name), str | int | bool)
    }
    if isinstance(thing.get("content"), list):
        flat.pop("content", None)
    deep = {
        name: cut(thing[name], depth + 1)
        for name in _DEEP
        if isinstance(thing.get(name), list | Mapping)
    }
    return flat | deep


def kept_answer(told: Told, thing: Mapping[str, Any], *, secrets: Iterable[str]) -> Fetched:
    """Give an answer as it is kept. Raises PlatformError where a key would be kept with it."""
    body = json.dumps(cut(thing), ensure_ascii=False, separators=(",", ":")).encode()
    hop = Hop(told.address, told.answer.peer, told.answer.status)
    visit = Visit(told.address, told.at, (hop,), (REDUCED,))
    headers = tuple(
        (name, value) for name, value in told.answer.headers if name.lower() in _HEADERS_KEPT
    )
    whole = body + repr((visit, headers)).encode()
    if any(each and each.encode() in whole for each in secrets):
        raise PlatformError(NOT_UNDERSTOOD)
    return Fetched(visit, told.answer.status, headers, body, "json", "utf-8")


def shown_of(bodies: Sequence[bytes]) -> PageShown:
    """Show a post from what was kept of it; what is no answer shows nothing. Never fails."""
    whole: dict[str, Any] = {}
    for body in bodies:
        with suppress(ValueError, RecursionError):
            told = json.loads(body)
            whole |= told if isinstance(told, dict) else {}
    media = list(_media(whole))
    words = [str(whole.get(name) or "") for name in ("title", "description", "message")]
    words += [plain_words(str(each.get("content") or "")) for each in _body(whole)]
    lines = [" ".join(line.split()) for part in words for line in part.splitlines()]
    text = "\n".join(line for line in lines if line)[:MOST_WORDS]
    pictures = [each for thing in media for each in _pictures(thing)]
    leads = [str(each.get("unshimmed_url") or each.get("url") or "") for each in media]
    plays = [lead for lead, each in zip(leads, media, strict=True) if _plays(each)]
    links = [lead for lead in leads if lead and lead not in plays]
    title = str(whole.get("title") or "")[:300]
    created = instant_of(whole.get("created_time") or whole.get("create_date"))
    return PageShown(
        text,
        tuple(dict.fromkeys(each for each in pictures if each))[:MOST_PICTURES],
        title,
        created.astimezone(_VIETNAM).date() if created else None,
        tuple(dict.fromkeys(links)),
        tuple(dict.fromkeys(each for each in plays if each)),
    )


def instant_of(thing: object) -> datetime | None:
    """Read an instant: ISO 8601 (Facebook) or milliseconds (Zalo); None for anything else."""
    if isinstance(thing, str) and not thing.isdigit():
        with suppress(ValueError):
            read = datetime.fromisoformat(thing)
            return read if read.tzinfo else None
    if isinstance(thing, str | int) and str(thing).isdigit():
        with suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(int(thing) / 1000, UTC)
    return None


def permalink_in(bodies: Iterable[bytes]) -> str:
    """Give the address of the post that a kept answer is of; "" where it names none."""
    for body in bodies:
        with suppress(ValueError, RecursionError):
            told = json.loads(body)
            if isinstance(told, dict):
                found = told.get("permalink_url") or told.get("link_view")
                if isinstance(found, str):
                    return found
    return ""


def ids_in(address: str, platform: Platform) -> frozenset[str]:
    """Give the ids by which a post's own address names it."""
    named = read_address(address)
    return named.posts if named is not None and named.platform is platform else frozenset()


def with_pictures(post: Post, pictures: Sequence[Fetched]) -> tuple[Fetched, ...]:
    """Give the parts of a capture: the answers first, then the pictures that were fetched."""
    noted = [
        replace(each, visit=replace(each.visit, notes=(*each.visit.notes, "owner_key")))
        for each in pictures
    ]
    return (*post.answers, *noted)


def _media(whole: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Yield what is attached: a post's attachments with those below them, an article's body."""
    waiting = [whole.get("attachments")]
    while waiting:
        thing = waiting.pop(0)
        for each in _list_of(thing.get("data") if isinstance(thing, dict) else None):
            yield each
            waiting.append(each.get("subattachments"))
    if isinstance(whole.get("cover"), dict):
        yield whole["cover"]
    yield from _body(whole)


def _body(whole: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return _list_of(whole.get("body"))


def _list_of(thing: object) -> list[Mapping[str, Any]]:
    return [each for each in thing if isinstance(each, dict)] if isinstance(thing, list) else []


def _pictures(thing: Mapping[str, Any]) -> Iterable[str]:
    media = thing.get("media")
    image = media.get("image") if isinstance(media, dict) else None
    if isinstance(image, dict):
        yield str(image.get("src") or "")
    if thing.get("type") == "image":
        yield str(thing.get("url") or "")
    for name in ("photo_url", "thumb"):
        yield str(thing.get(name) or "")


def _plays(thing: Mapping[str, Any]) -> bool:
    return "video" in str(thing.get("media_type") or thing.get("type") or "")


class _Words(HTMLParser):
    """Collects what a reader sees of a small piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (its signature)
        self._unseen += tag in {"script", "style"}
        if tag in {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}:
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"script", "style"} and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.told.append(data)


def plain_words(html: str) -> str:
    """Give the words of a small piece of HTML; of plain text, the text."""
    reader = _Words()
    reader.feed(html[:MOST_WORDS])
    reader.close()
    return "".join(reader.told)
