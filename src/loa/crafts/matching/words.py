"""Text as words without marks, each knowing where it stood; and runs of words as numbers.

Marks get lost on the way (old sites, OCR, people who type without them), so words are compared
bare: `đ` is `d`, `ỡ` is `o`. The mathematical letters that posts use for show are read too.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.bare import bare
from loa.crafts.matching.details import Kind, find_details

Grams = NDArray[np.uint64]

# Longer texts are cut: a page of 60,000 words is a book, and one visit may not cost more.
MOST_WORDS = 60_000
_MOST_CHARACTERS = 600_000
# Soft hyphens and characters without width, put into words by editors and by tricksters.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[0-9a-z]+")
_A = np.uint64(0x9E3779B97F4A7C15)
_B = np.uint64(0xC2B2AE3D27D4EB4F)
_C = np.uint64(0x165667B19E3779F9)


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, eq=False)
class Words:
    """A text cut into bare words. `starts`/`ends` count characters of `text`."""

    text: str
    words: tuple[str, ...]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def grams(self) -> Grams:
        """Numbers of the runs of three words, in order; a text of n words has n-2."""
        return grams_of(self.words, 3)

    def passage(self, first: int, last: int) -> str:
        """Give the text from word `first` to word `last`, both in."""
        if not self.words:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())


def split_words(text: str) -> Words:
    """Cut any text into bare words; never fails, an empty text has none."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text[:_MOST_CHARACTERS]))
    found = list(_WORD.finditer(bare(text)))[:MOST_WORDS]
    return Words(
        text,
        tuple(match.group() for match in found),
        np.fromiter((match.start() for match in found), np.int32, len(found)),
        np.fromiter((match.end() for match in found), np.int32, len(found)),
    )


def grams_of(words: tuple[str, ...], size: int) -> Grams:
    """Give the numbers of all runs of `size` words; the same in every process."""
    if len(words) < size:
        return np.empty(0, np.uint64)
    codes = np.fromiter(map(_number, words), np.uint64, len(words))
    count = len(words) - size + 1
    out = codes[:count] * _A
    for step in range(1, size):
        out = (out ^ (out >> np.uint64(29))) * _B + codes[step : step + count] * _C
    return out ^ (out >> np.uint64(32))


@dataclass(frozen=True)
class Contact:
    """A number, account or address in a material. `first`, `last`: the words it takes up."""

    kind: Kind
    value: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class TextFingerprint:
    """What is kept of a material's text to find it again: its bare words, in order."""

    words: tuple[str, ...]
    contacts: tuple[Contact, ...] = ()

    @cached_property
    def grams(self) -> Grams:
        return grams_of(self.words, 3)

    def to_json(self) -> str:
        contacts = [
            [each.kind.value, each.value, each.first, each.last] for each in self.contacts
        ]
        return json.dumps({"version": 2, "words": " ".join(self.words), "contacts": contacts})

    @classmethod
    def from_json(cls, text: str) -> "TextFingerprint":
        """Read what `to_json` wrote. Raises ValueError for another version."""
        raw = json.loads(text)
        if raw.get("version") != 2:
            raise ValueError(f"text fingerprint of version {raw.get('version')}")
        contacts = tuple(Contact(Kind(k), value, a, b) for k, value, a, b in raw["contacts"])
        return cls(tuple(raw["words"].split()), contacts)


def fingerprint_text(text: str) -> TextFingerprint:
    """Take a material's text; `Library` compares it with pages."""
    words = split_words(text)
    contacts = []
    for one in find_details(words.text):
        first = int(np.searchsorted(words.ends, one.start, side="right"))
        last = int(np.searchsorted(words.starts, one.end, side="left")) - 1
        contacts.append(Contact(one.kind, one.value, first, max(first, last)))
    return TextFingerprint(words.words, tuple(contacts))
