"""How much of a material's text is on a page: the one place where that is measured.

Runs of three bare words are looked up in an index of all materials. Runs that a campaign's
materials share (its standard paragraph) count for nothing, rare runs for more. A run counts
only where others stand beside it in the same order on both sides, so that stock phrases strewn
over a page add up to nothing, and a passage only if most of its words stand in order. What is
measured is *coverage*: the share of the material's own words in such passages.

Source: docs/rules/matching.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.details import Written
from loa.crafts.matching.telling import (
    Meetings,
    Placed,
    Swap,
    around,
    contacts_of,
    find_added,
    find_swaps,
)
from loa.crafts.matching.words import Grams, TextFingerprint, Words

# A run in this share of a campaign's texts is its standard paragraph …
_SHARED_SHARE = 0.2
# … but only if that is at least this many texts: two versions of one text share everything.
_SHARED_LEAST = 3
# A run has company if so many others lie within so many words, on nearly the same diagonal.
_REACH = 40
_DRIFT = 24
_COMPANY = 4
_COMPANY_SHARE = 0.2
# Words this near to a run that counts lie in the passage: paraphrase breaks runs only.
_SMEAR = 5
# A passage must keep this share of its words in order. Unlike texts on one subject share a
# third by chance, a half where one borrows the other's phrases; two words in five changed
# leave 0.6.
_FAITHFUL = 0.55
_CANDIDATES = 12
_MOST_PLACES = 4


@dataclass(frozen=True)
class TextHit:
    """One material met on a page. Shares are 0–1; `first`, `last` count the page's words."""

    material: int
    coverage: float
    """Share of the material's own words that lie in passages found on the page."""
    containment: float
    """Weighted share of the material's runs that are on the page, wherever they stand."""
    fidelity: float
    """Share of a passage's words that stand on the page in the same order."""
    words: int
    """How many of the material's own words there are."""
    first: int
    last: int
    swaps: tuple[Swap, ...] = field(default=(), compare=False)
    """Contacts that stand there otherwise."""
    added: tuple[Written, ...] = field(default=(), compare=False)
    """Contacts within the passage of which the material has none."""


class TextIndex:
    """All materials' texts, ready to be looked up. `campaigns[i]` is what text i belongs to."""

    def __init__(self, texts: Sequence[TextFingerprint], campaigns: Sequence[str]) -> None:
        self._texts = list(texts)
        self._grams = [text.grams for text in texts]
        # One entry a run and text: the index and the frequencies want no repeats.
        once = [np.unique(grams) for grams in self._grams]
        every = np.concatenate(once) if once else np.empty(0, np.uint64)
        owners = np.repeat(np.arange(len(once), dtype=np.int32), [len(g) for g in once])
        order = np.argsort(every, kind="stable")
        self._keys, starts, counts = np.unique(
            every[order], return_index=True, return_counts=True
        )
        self._starts = np.append(starts, len(every)).astype(np.int64)
        self._owners = owners[order]
        shared = _shared(once, campaigns)
        self._idf = np.log1p(len(texts) / np.maximum(counts, 1)).astype(np.float32)
        self._own: list[NDArray[np.float32]] = []
        totals = np.zeros(len(texts), np.float32)
        for number, grams in enumerate(self._grams):
            weight = self._idf[np.searchsorted(self._keys, grams)]
            weight = np.where(np.isin(grams, shared[campaigns[number]]), 0, weight)
            self._own.append(weight.astype(np.float32))
            totals[number] = weight.sum()
        self._totals = totals

    def hits(self, page: Words) -> list[TextHit]:
        """Find the materials of which something is on the page, the fullest first."""
        grams = page.grams
        if not len(grams) or not len(self._keys):
            return []
        sought = np.unique(grams)
        at = np.searchsorted(self._keys, sought)
        at[at == len(self._keys)] = 0
        known = self._keys[at] == sought
        at = at[known]
        if not len(at):
            return []
        lengths = self._starts[at + 1] - self._starts[at]
        owners = self._owners[_ranges(self._starts[at], lengths)]
        weights = np.bincount(
            owners, np.repeat(self._idf[at], lengths), minlength=len(self._totals)
        )
        rough = weights / np.maximum(self._totals, 1e-6)
        rough[self._totals <= 0] = 0
        best = np.argsort(-rough, kind="stable")[:_CANDIDATES]
        order = np.argsort(grams, kind="stable")
        contacts = cache(lambda: contacts_of(page))
        found = [self._measure(int(m), page, order, contacts) for m in best if rough[m] > 0.02]
        return sorted(
            (hit for hit in found if hit is not None),
            key=lambda hit: (-hit.coverage, -hit.containment, hit.material),
        )

    def _measure(
        self, material: int, page: Words, order: NDArray[np.intp],
        contacts: Callable[[], list[Placed]],
    ) -> TextHit | None:  # fmt: skip
        own, weight = self._grams[material], self._own[material]
        left = np.searchsorted(page.grams, own, side="left", sorter=order)
        right = np.searchsorted(page.grams, own, side="right", sorter=order)
        counts = np.minimum(right - left, _MOST_PLACES)
        counts[weight <= 0] = 0
        total = float(weight.sum())
        if total <= 0 or not counts.any():
            return None
        here = np.repeat(np.arange(len(own)), counts)
        there = order[_ranges(left, counts)]
        counted = _in_company(here, there, int((weight > 0).sum()))
        if not counted.any():
            first, last = _densest(there)
            return TextHit(
                material, 0.0, float(weight[counts > 0].sum()) / total, 0.0,
                int((weight > 0).sum()) + 2, first, last + 2,
            )  # fmt: skip
        informative = weight > 0
        words = self._texts[material].words
        lies_in = np.zeros(len(own), np.bool_)
        kept_words = 0.0
        best: tuple[int, int, int] = (0, 0, 0)
        for i, j in _segments(here[counted], there[counted]):
            top, foot = max(int(i.min()) - _SMEAR, 0), min(int(i.max()) + _SMEAR, len(own) - 1)
            c = max(int(j.min()) - _SMEAR, 0)
            d = min(int(j.max()) + _SMEAR + 2, len(page) - 1)
            ours, theirs = words[top : foot + 3], page.words[c : d + 1]
            fidelity = common_in_order(ours, theirs) / len(ours)
            if fidelity < _FAITHFUL:
                continue
            new = informative[top : foot + 1] & ~lies_in[top : foot + 1]
            lies_in[top : foot + 1] |= informative[top : foot + 1]
            kept_words += fidelity * float(new.sum())
            best = max(best, (len(i), int(j.min()), int(j.max()) + 2))
        found = int(lies_in.sum())
        _, first, last = best
        return TextHit(
            material=material,
            coverage=found / max(int(informative.sum()), 1),
            containment=float(weight[counts > 0].sum()) / total,
            fidelity=kept_words / found if found else 0.0,
            words=int(informative.sum()) + 2,
            first=first,
            last=last,
            swaps=self._swaps(material, page, order, contacts),
            added=find_added(self._texts[material].contacts, contacts(), (first, last)),
        )

    def _swaps(
        self, material: int, page: Words, order: NDArray[np.intp],
        contacts: Callable[[], list[Placed]],
    ) -> tuple[Swap, ...]:  # fmt: skip
        """Compare contacts by the runs around them, shared ones too: a hotline's often are."""
        own = self._texts[material].contacts
        if not own:
            return ()
        grams = self._grams[material]
        near = np.unique(np.concatenate([np.arange(*around(each, len(grams))) for each in own]))
        left = np.searchsorted(page.grams, grams[near], side="left", sorter=order)
        right = np.searchsorted(page.grams, grams[near], side="right", sorter=order)
        counts = np.minimum(right - left, _MOST_PLACES)
        here = np.repeat(near, counts)
        there = order[_ranges(left, counts)]
        return tuple(find_swaps(own, Meetings(here, np.asarray(there, np.int64)), contacts()))


def common_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words that two texts share in the same order (longest common subsequence).

    Bit-parallel (Hyyrö 2004): one big integer a word, so 600 words by 600 take 0.3 ms.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(one):
        places[word] = places.get(word, 0) | (1 << place)
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        mask = places.get(word)
        if mask is not None:
            hit = row & mask
            row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()


def _segments(
    here: NDArray[np.int64], there: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Cut the meetings into passages: in page order, while both sides move on together."""
    order = np.lexsort((here, there))
    i, j = here[order], there[order]
    apart_i, apart_j = np.diff(i), np.diff(j)
    apart = (apart_j > _REACH) | (np.abs(apart_i - apart_j) > _DRIFT) | (apart_i < -_DRIFT)
    cuts = np.flatnonzero(apart) + 1
    parts = zip(np.split(i, cuts), np.split(j, cuts), strict=True)
    return sorted(parts, key=lambda part: -len(part[0]))


def _shared(grams: Sequence[Grams], campaigns: Sequence[str]) -> dict[str, NDArray[np.uint64]]:
    shared: dict[str, NDArray[np.uint64]] = {}
    for campaign in set(campaigns):
        texts = [np.unique(g) for g, c in zip(grams, campaigns, strict=True) if c == campaign]
        keys, counts = np.unique(np.concatenate(texts), return_counts=True)
        least = max(_SHARED_LEAST, int(np.ceil(_SHARED_SHARE * len(texts))))
        shared[campaign] = keys[counts >= least]
    return shared


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give start, start+1 … for each start, `lengths` of them, in one array."""
    if not len(starts) or not lengths.sum():
        return np.empty(0, np.int64)
    ends = np.cumsum(lengths)
    begun = np.repeat(starts - (ends - lengths), lengths)
    return np.asarray(np.arange(ends[-1]) + begun, np.int64)


def _in_company(
    here: NDArray[np.int64], there: NDArray[np.int64], runs: int
) -> NDArray[np.bool_]:
    """Say which meetings (material place, page place) have others beside them in order."""
    order = np.lexsort((here, there))
    i, j = here[order], there[order]
    need = min(_COMPANY, max(2, int(_COMPANY_SHARE * runs)))
    company = np.zeros(len(i), np.int32)
    # Neighbours in page order only: the window moves as far as _REACH words.
    low = np.searchsorted(j, j - _REACH, side="left")
    high = np.searchsorted(j, j + _REACH, side="right")
    for number in range(len(i)):
        window = slice(low[number], high[number])
        apart_i = i[window] - i[number]
        drift = np.abs(apart_i - (j[window] - j[number]))
        near = (np.abs(apart_i) <= _REACH) & (drift <= _DRIFT)
        company[number] = len(np.unique(i[window][near])) - 1
    enough = np.zeros(len(i), np.bool_)
    enough[order] = company >= need
    return enough


def _densest(places: NDArray[np.int64]) -> tuple[int, int]:
    """Give the stretch of page words in which most of the places lie close together."""
    places = np.unique(places)
    breaks = np.flatnonzero(np.diff(places) > _REACH)
    starts = np.append(0, breaks + 1)
    ends = np.append(breaks, len(places) - 1)
    best = int(np.argmax(ends - starts))
    return int(places[starts[best]]), int(places[ends[best]])
