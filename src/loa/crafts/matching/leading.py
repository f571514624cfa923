"""What a page's links tell: the material's own page or video, or an address that they belie.

A link whose words say `khonggianmang.vn` and which leads elsewhere is an altered material,
though not a letter of it was changed.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from loa.crafts.matching.addresses import page_of
from loa.crafts.matching.changes import Change
from loa.crafts.matching.details import Kind, find_details, is_same, plain_phone
from loa.crafts.matching.words import Contact, split_words

Anchor = tuple[str, str]
"""The words of a link, and the address that it leads to."""

# They lead on to what stands in their own query.
_LEAD_ON = ("l.facebook.com", "lm.facebook.com", "google.com", "link.zalo.me", "zalo.me")
# They say nothing of where they lead: a person looks.
_SHORT = ("bit.ly", "s.id", "tinyurl.com", "goo.gl", "t.co", "cutt.ly", "by.com.vn", "is.gd")


def belied(
    known: Sequence[Contact], anchors: Sequence[Anchor]
) -> tuple[list[Change], list[Change]]:
    """Give the contacts whose links lead elsewhere, and those of which that cannot be told."""
    wrong: list[Change] = []
    doubtful: list[Change] = []
    for words, address in anchors:
        for one in find_details(split_words(words).text):
            if any(c.kind is one.kind and is_same(c.kind, c.value, one.value) for c in known):
                for said, is_sure in _elsewhere(one.kind, one.value, address):
                    change = Change(one.kind, one.value, said)
                    (wrong if is_sure else doubtful).append(change)
    return list(dict.fromkeys(wrong)), list(dict.fromkeys(doubtful))


def _elsewhere(kind: Kind, value: str, address: str) -> Iterator[tuple[str, bool]]:
    scheme, _, rest = address.partition(":")
    if scheme == "tel" and kind is Kind.PHONE:
        said = plain_phone(unquote(rest))
        if said and said != value:
            yield said, True
    elif scheme == "mailto" and kind is Kind.MAIL:
        said = unquote(rest.partition("?")[0]).strip().lower()
        if said and said != value:
            yield said, True
    elif scheme in {"http", "https"} and kind is Kind.LINK:
        ours, theirs = value.split("/")[0], page_of(address).split("/")[0].split("?")[0]
        if not theirs or _is_of(theirs, ours) or _is_of(ours, theirs):
            return
        named = [part for part in _query(address) if _is_of(page_of(part).split("/")[0], ours)]
        if not (named and theirs in _LEAD_ON):
            yield page_of(address), not named and theirs not in _SHORT


def _is_of(host: str, site: str) -> bool:
    return host == site or host.endswith("." + site)


def _query(address: str) -> list[str]:
    try:
        parts = urlsplit(address).query.split("&")
    except ValueError:
        return []
    found = [unquote(part.partition("=")[2]) for part in parts]
    return [each if "//" in each else f"https://{each}" for each in found if each]
