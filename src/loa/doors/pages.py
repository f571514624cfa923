"""What a captured page shows: its words, its pictures' addresses, its title and own date.

What a reader cannot see and what readers wrote is left out (`unseen.py`); a text hidden by a
style sheet is not noticed (docs/rules/matching.md).
"""

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loa.doors.bodies import sniff
from loa.doors.dated import day_in_marks, day_in_words
from loa.doors.unseen import NO_WORDS, drop_comments, drop_unseen

PICTURE_KINDS = frozenset({"jpeg", "png", "gif", "webp"})
MOST_PICTURES = 12
MOST_LINKS = 500
_LINKS = (("a[href]", "href"),)
_EMBEDS = (
    ("iframe[src]", "src"),
    ("iframe[data-src]", "data-src"),
    ("video[src],source[src]", "src"),
    ("embed[src]", "src"),
    (".fb-video[data-href],.fb-post[data-href]", "data-href"),
    ("blockquote.tiktok-embed[cite]", "cite"),
)
# What a page says of itself without showing it: believed of its own site alone.
_SAID = (
    ("meta[property='og:video']", "content"),
    ("meta[property='og:video:url']", "content"),
    ("meta[property='og:url']", "content"),
    ("link[rel='canonical']", "href"),
)
_ABROAD = ("http:", "https:", "tel:", "mailto:")
_MOST_WORDS = 300
_LIKE_CONTACT = re.compile(r"\w\.\w|\d{3}|@")
_CHARSETS = re.compile(
    r"ascii|utf-8|utf-16(?:-[lb]e)?|cp125\d|cp874|iso8859-\d+|koi8-[ru]|tis-620|gb\w+|big5\w*"
    r"|shift_jis|euc_\w+"
)


@dataclass(frozen=True)
class PageShown:
    """A page as it is compared. `pictures` are absolute addresses, the largest guess first."""

    text: str
    pictures: tuple[str, ...] = ()
    title: str = ""
    dated: date | None = None
    """The day the page itself gives, as a day in Vietnam; a claim of the page, no proof."""
    links: tuple[str, ...] = ()
    """Absolute addresses that the page leads to."""
    embeds: tuple[str, ...] = ()
    """Absolute addresses of what plays within it, and the one on its site that is its own."""
    anchors: tuple[tuple[str, str], ...] = ()
    """Links whose words may be an address or a number, and the address written behind them."""
    is_from_data: bool = False
    """The text stands in the page's data only: what a reader sees, a script decides."""
    has_comments: bool = False


def read_page(body: bytes, *, url: str = "", charset: str | None = None) -> PageShown:
    """Read the bytes of an HTML page; never fails, an empty page shows nothing."""
    tree = LexborHTMLParser(decoded(body, charset))
    told = "\n".join(_told_in_data(tree))
    dated = day_in_marks(tree, told)
    title = tree.css_first("title")
    title_words = " ".join(title.text().split()) if title is not None else ""
    said = list(_addresses(tree, url, _SAID))
    drop_unseen(tree)
    has_comments = drop_comments(tree) > 0
    pictures = tuple(dict.fromkeys(_pictures(tree, url)))[:MOST_PICTURES]
    playing = _addresses(tree, url, _EMBEDS)
    own = [each for each in said if _is_of_site(each, url)]
    embeds = tuple(dict.fromkeys((*playing, *own)))[:MOST_LINKS]
    for node in reversed(tree.css(NO_WORDS)):
        node.decompose()
    named = [each for each in said if each not in own]
    links = tuple(dict.fromkeys((*_addresses(tree, url, _LINKS), *named)))[:MOST_LINKS]
    anchors = tuple(dict.fromkeys(_anchors(tree)))[:MOST_LINKS]
    text = tree.body.text(separator="\n") if tree.body is not None else ""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    shown = "\n".join(line for line in lines if line)
    is_from_data = len(shown) < 200 and bool(told)
    if is_from_data:
        # A page that is drawn by script tells its text in its data.
        shown = f"{shown}\n{told}".strip()
    dated = dated or day_in_words(shown)
    return PageShown(
        shown, pictures, title_words[:300], dated, links, embeds, anchors, is_from_data,
        has_comments,
    )  # fmt: skip


def is_picture(body: bytes) -> bool:
    """Say whether bytes are a picture that the matcher opens."""
    return sniff(body) in PICTURE_KINDS


def decoded(body: bytes, charset: str | None = None) -> str:
    """Give the text of a page, whatever its labels say.

    Bytes that are UTF-8 without a fault are UTF-8: no other text is so by accident. Then comes
    the mark in front, the header's word (`charset`), the page's own. Python's other codecs
    (punycode, idna …) are no web page's, and some take minutes.
    """
    with suppress(UnicodeDecodeError):
        return body.decode("utf-8-sig")
    said = re.search(rb"charset=[\"']?([\w-]+)", body[:2048])
    marked = "utf-16" if body[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else None
    names = (marked, charset, said.group(1).decode() if said else None)
    known = [name for name in names if name and _is_of_the_web(name)]
    for name in known:
        with suppress(UnicodeDecodeError):
            return body.decode(name)
    return body.decode(known[0] if known else "utf-8", "replace")


def _is_of_the_web(charset: str) -> bool:
    with suppress(LookupError, ValueError):
        return bool(_CHARSETS.fullmatch(codecs.lookup(charset).name))
    return False


def _pictures(tree: LexborHTMLParser, url: str) -> Iterator[str]:
    """Give the pictures that a reader sees; the one for previews where there is no other."""
    is_shown = False
    for image in tree.css("img"):
        source = _source(image)
        if source and not _is_small(image):
            with suppress(ValueError):
                yield urljoin(url, source)
                is_shown = True
    for meta in tree.css("meta[property='og:image']"):
        if meta.attributes.get("content") and not is_shown:
            with suppress(ValueError):
                yield urljoin(url, str(meta.attributes["content"]))


def _is_of_site(address: str, url: str) -> bool:
    """Say whether an address is on the same site: `m.` and `www.` are doors to it."""
    with suppress(ValueError):
        hosts = [urlsplit(each).hostname or "" for each in (address, url)]
        bare = {re.sub(r"^(?:www|m|mobile|web)\.", "", host) for host in hosts}
        return len(bare) == 1
    return False


def _addresses(
    tree: LexborHTMLParser, url: str, where: tuple[tuple[str, str], ...]
) -> Iterator[str]:
    for selector, name in where:
        for node in tree.css(selector):
            address = str(node.attributes.get(name) or "").strip()
            is_elsewhere = not address.startswith(("javascript:", "data:", "#", "mailto:"))
            if address and is_elsewhere and not _is_small(node):
                with suppress(ValueError):
                    yield urljoin(url, address)


def _anchors(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Give links with the words that a reader sees, but those within the page's own site."""
    for node in tree.css("a[href]"):
        address = str(node.attributes.get("href") or "").strip()
        words = " ".join(node.text().split())
        if address.startswith("//"):
            address = f"https:{address}"
        is_abroad = address.lower().startswith(_ABROAD)
        if is_abroad and len(words) <= _MOST_WORDS and _LIKE_CONTACT.search(words):
            yield words, address


def _source(image: LexborNode) -> str:
    names = ("data-src", "data-original", "data-lazy-src", "src")
    found = (str(image.attributes.get(name) or "").strip() for name in names)
    return next((each for each in found if each and not each.startswith("data:")), "")


def _is_small(image: LexborNode) -> bool:
    sizes = (str(image.attributes.get(name) or "") for name in ("width", "height"))
    return any(size.isdigit() and int(size) < 100 for size in sizes)


def _told_in_data(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("script[type='application/ld+json']"):
        with suppress(ValueError, RecursionError):
            yield from _values(json.loads(node.text()), ("articleBody", "datePublished"))


def _values(thing: object, names: tuple[str, ...], depth: int = 0) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(thing, list):
        for each in thing[:50]:
            yield from _values(each, names, depth + 1)
    elif isinstance(thing, dict):
        for name, value in thing.items():
            if name in names and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from _values(value, names, depth + 1)
