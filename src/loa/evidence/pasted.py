"""Links in a text that somebody pasted: found, put in one form, each once. Pure."""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from loa.doors.addresses import NOTHING, AddressRefusedError, Allowance, parse_address
from loa.evidence.models import ActKind
from loa.evidence.own_channels import SOCIAL, is_platform

MOST_LINKS = 10_000
MOST_CHARACTERS = 3_000_000
LONGEST = 1_000

# Letters of any script and what addresses are made of: an emoji, a dash of the sentence or a
# sign without width that a messenger put behind a link is none of it.
_SIGN = r"[\w\u0300-\u036f\-.~:/?#\[\]@!$&()*+,;=%`{}^\\]"
# With a scheme, with www., or a bare name with a path: "xatanphu.gov.vn/tin/1".
_LINK = re.compile(
    rf"(?:https?://|www\.){_SIGN}+"
    rf"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z]{{2,12}}(?::\d+)?/{_SIGN}*",
    re.IGNORECASE,
)
# Two links without a space between them; behind "=" or "/" it is a part of the first.
_GLUED = re.compile(r"(?<=[^=/])(?=https?://)", re.IGNORECASE)
_TAIL = ".,;:!?…*_~`"
_PAIRS = {")": "(", "]": "[", "}": "{"}
# What a share button adds; the page is the same without it.
_STRAY = re.compile(
    r"utm_\w+|fbclid|gclid|zarsrc|mibextid|igsh|_rdc|_rdr|__cft__.*|__tn__|ref_src",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """What a text held. `refused`: (link, code of the rule); `left_over`: beyond the most."""

    links: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()
    repeated: int = 0
    left_over: int = 0


# Where messengers and search engines lead through: the page itself is named in the query.
_THROUGH = {
    "l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u",
    "l.messenger.com": "u", "www.google.com": "q", "google.com": "q",
}  # fmt: skip


def find_links(text: str, *, most: int = MOST_LINKS) -> Found:
    """Find the links of a text in their order; the same page named twice is one.

    At most `most` are taken; how many more there were is said.
    """
    seen: dict[str, str] = {}
    refused: dict[str, str] = {}
    repeated = left_over = 0
    matches = _LINK.finditer(text[:MOST_CHARACTERS])
    for part in (part for match in matches for part in _GLUED.split(match[0])):
        raw = _trimmed(part)
        try:
            link = normalise(raw)
        except AddressRefusedError as error:
            refused.setdefault(raw[:200], error.code)
            continue
        if page_of(link) in seen:
            repeated += 1
        elif len(seen) >= most:
            left_over += 1
        else:
            seen[page_of(link)] = link
    return Found(tuple(seen.values()), tuple(refused.items()), repeated, left_over)


def page_of(link: str) -> str:
    """Give what tells a page from others: not its scheme, `www.` or a last "/"."""
    _, _, rest = link.partition("://")
    return rest.removeprefix("www.").removesuffix("/")


def spellings_of(link: str) -> list[str]:
    """Give the ways in which the same page may have been written, `link` first."""
    page = page_of(link)
    return [
        link,
        *(
            f"{scheme}://{www}{page}{end}"
            for scheme in ("https", "http")
            for www in ("", "www.")
            for end in ("", "/")
        ),
    ]


def normalise(link: str, *, allowance: Allowance = NOTHING) -> str:
    """Give a link in the one form in which it is kept. Raises AddressRefusedError.

    The scheme is added where it is missing, the host is written small, what a share button or
    a place within the page added is left out.
    """
    link = _through(link)
    whole = link if re.match(r"https?://", link, re.IGNORECASE) else f"https://{link}"
    parse_address(
        whole, allowance
    )  # the fetch guard's own reading: what it would not visit is no link
    parts = urlsplit(whole)
    host = parts.netloc.lower()
    for scheme, port in (("http", ":80"), ("https", ":443")):
        if parts.scheme.lower() == scheme:
            host = host.removesuffix(port)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = parts.query
    if any(_STRAY.fullmatch(name) for name, _ in pairs):
        query = urlencode([pair for pair in pairs if not _STRAY.fullmatch(pair[0])])
    kept = urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))
    if len(kept) > LONGEST:
        raise AddressRefusedError("too_long", f"{len(kept)} characters")
    return kept


def _through(link: str) -> str:
    """Give the page that a leading-through address names in its query; else the link."""
    while "&amp;" in link:  # copied from a page's source
        link = link.replace("&amp;", "&")
    with suppress(ValueError):
        parts = urlsplit(link)
        name = _THROUGH.get((parts.hostname or "").lower(), "")
        inner = dict(parse_qsl(parts.query)).get(name, "")
        if re.match(r"https?://", inner):
            return _through(inner)
    return link


def kind_of(link: str) -> ActKind:
    """Say whether a link leads to a social network or to a website."""
    host = (urlsplit(link).hostname or "").lower()
    return ActKind.SOCIAL if is_platform(host, SOCIAL) else ActKind.WEB


def _trimmed(raw: str) -> str:
    """Leave off the punctuation of the sentence that the link stood in."""
    while raw:
        last = raw[-1]
        is_open = last in _PAIRS and raw.count(last) > raw.count(_PAIRS[last])
        if last not in _TAIL and not is_open:
            break
        raw = raw[:-1]
    return raw
