"""What a site tells of its news: RSS, Atom, sitemap, or the links of a page that lists them.

Bytes in, entries out; strangers' XML is read without entities and without a network.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from loa.doors.dated import day_of

MOST_ENTRIES = 2_000
MOST_READ = 50_000
"""As many as one sitemap may have (sitemaps.org)."""
_LONGEST = 2_000
_MOST_PARTS = 50
_LEAST_TITLE = 16
"""A heading of news is longer than a word of the menu."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|zip|rar|mp[34])$", re.IGNORECASE
)


@dataclass(frozen=True)
class Entry:
    """One piece of news as a list tells it; `dated` is the list's own claim."""

    address: str
    title: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Feed:
    """What a list holds. `kind`: rss, atom, sitemap, index (of sitemaps) or other XML."""

    kind: str
    entries: tuple[Entry, ...] = ()


def read_feed(body: bytes, *, url: str) -> Feed:
    """Read a feed or a sitemap; never fails: what is no list has no entries."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Feed("other")
    if root is None or not isinstance(root.tag, str):
        return Feed("other")
    kinds = {"rss": "rss", "RDF": "rss", "feed": "atom", "urlset": "sitemap"}
    name = etree.QName(root).localname
    kind = "index" if name == "sitemapindex" else kinds.get(name, "other")
    if kind == "other":
        return Feed(kind)
    wanted = {"rss": "item", "atom": "entry", "sitemap": "url", "index": "sitemap"}[kind]
    entries: dict[str, Entry] = {}
    for node in islice(_nodes(root, wanted), MOST_READ):
        entry = _entry(node, url)
        if entry is not None:
            entries.setdefault(entry.address, entry)
    return Feed(kind, _newest(list(entries.values())))


def _nodes(root: "etree._Element", wanted: str) -> Iterator["etree._Element"]:
    """Give the entries where a list has them: below it or its channel, never in each other."""
    for node in root:
        if isinstance(node.tag, str):
            name = etree.QName(node).localname
            if name == wanted:
                yield node
            elif name == "channel" and node.getparent() is root:
                yield from _nodes(node, wanted)


def _newest(entries: list[Entry]) -> tuple[Entry, ...]:
    """Give the newest where there are too many: a sitemap may begin with the oldest."""
    if len(entries) > MOST_ENTRIES:
        entries = sorted(entries, key=lambda each: each.dated or date.min, reverse=True)
    return tuple(entries[:MOST_ENTRIES])


def _entry(node: "etree._Element", url: str) -> Entry | None:
    address, title, dated = "", "", None
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name, text = etree.QName(child).localname, (child.text or "").strip()
        if name == "link" and child.get("rel", "alternate") == "alternate":
            address = address or text or (child.get("href") or "").strip()
        elif name == "loc":
            address = text
        elif name == "title":
            parts = islice(child.itertext(), _MOST_PARTS)
            title = " ".join("".join(str(part)[:_LONGEST] for part in parts).split())
        elif name in {"pubDate", "published", "updated", "date", "lastmod"}:
            dated = dated or day_of(text)
    if not address:
        return None
    with suppress(ValueError):
        return Entry(urljoin(url, address[:_LONGEST]), title[:300], dated)
    return None


def find_feeds(body: bytes, *, url: str) -> tuple[str, ...]:
    """Give the feeds that a page names in its head, in their order."""
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    named = (
        urljoin(url, str(node.attributes.get("href") or ""))
        for node in tree.css("link[rel~=alternate]")
        if node.attributes.get("type") in _FEED_TYPES and node.attributes.get("href")
    )
    return tuple(dict.fromkeys(named))[:3]


def list_links(body: bytes, *, url: str) -> tuple[Entry, ...]:
    """Give the links of a page that lists news: those with a title, of the page's own host."""
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    host = urlsplit(url).hostname
    found: dict[str, Entry] = {}
    for address, title in _anchors(tree, url):
        parts = urlsplit(address)
        is_page = parts.scheme in {"http", "https"} and not _NO_PAGE.search(parts.path)
        if is_page and parts.hostname == host and parts.path not in {"", "/"}:
            old = found.get(address)
            if old is None or len(old.title) < len(title):
                found[address] = Entry(address, title)
    titled = [each for each in found.values() if len(each.title) >= _LEAST_TITLE]
    return tuple(titled[:MOST_ENTRIES])


def _anchors(tree: LexborHTMLParser, url: str) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href]"):
        href = str(node.attributes.get("href") or "").strip().partition("#")[0]
        title = " ".join(node.text().split()) or str(node.attributes.get("title") or "")
        if href:
            with suppress(ValueError):
                yield urljoin(url, href), title[:300]
