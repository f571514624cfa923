"""Say whether a text that was found tells people to call, open or pay to something else.

The one place where "altered" is decided for texts. A contact of the material is looked for
where the words around it stand on the page; left out is no change, another one there is.
Source: docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.details import Kind, Written, find_details, is_same
from loa.crafts.matching.words import Contact, Words

# Words around a contact that say where on the page it must stand, and how far off it may be.
_NEAR = 16
_SLACK = 7


@dataclass(frozen=True)
class Meetings:
    """Where runs of three words of a material (`here`) were met on the page (`there`)."""

    here: NDArray[np.int64]
    there: NDArray[np.int64]


@dataclass(frozen=True)
class Swap:
    """A contact that the page gives otherwise. `first`, `last` count the page's words."""

    kind: Kind
    expected: str
    said: str
    first: int
    last: int


@dataclass(frozen=True)
class Placed:
    """A contact on the page with the words that it takes up."""

    written: Written
    first: int
    last: int


def contacts_of(page: Words) -> list[Placed]:
    """Find all contacts of a page."""
    placed = []
    for one in find_details(page.text):
        first = int(np.searchsorted(page.ends, one.start, side="right"))
        last = int(np.searchsorted(page.starts, one.end, side="left")) - 1
        placed.append(Placed(one, first, max(first, last)))
    return placed


def find_swaps(
    contacts: Sequence[Contact], meetings: Meetings, page: Sequence[Placed]
) -> list[Swap]:
    """Compare a material's contacts with those that stand in their place on the page."""
    known = {contact.value for contact in contacts}
    swaps: dict[tuple[str, str], Swap] = {}
    for contact in contacts:
        there = [
            placed
            for low, high in _windows(contact, meetings)
            for placed in page
            if placed.written.kind is contact.kind and low <= placed.first <= high
        ]
        if any(is_same(contact.kind, contact.value, each.written.value) for each in there):
            continue
        for placed in there:
            # Another contact of the same material stands there: order changed, nothing else.
            if placed.written.value not in known:
                swaps.setdefault(
                    (contact.value, placed.written.value),
                    Swap(
                        contact.kind, contact.value, placed.written.value,
                        placed.first, placed.last,
                    ),
                )  # fmt: skip
                break
    return list(swaps.values())


def _windows(contact: Contact, meetings: Meetings) -> list[tuple[int, int]]:
    """Say where on the page a contact may begin, by the words before and after it."""
    here, there = meetings.here, meetings.there
    windows = []
    before = (here + 2 < contact.first) & (here + 2 >= contact.first - _NEAR)
    for h, t in _nearest(here[before], there[before], contact.first):
        at = t + contact.first - h
        windows.append((at - _SLACK, at + _SLACK))
    after = (here > contact.last) & (here <= contact.last + _NEAR)
    for h, t in _nearest(here[after], there[after], contact.last):
        at = t - (h - contact.first)
        windows.append((at - _SLACK, at + _SLACK))
    return windows


def _nearest(
    here: NDArray[np.int64], there: NDArray[np.int64], to: int
) -> list[tuple[int, int]]:
    """Keep the meetings nearest to a contact: one run may stand on the page several times."""
    if not len(here):
        return []
    closest = int(np.abs(here - to).min())
    kept = np.abs(here - to) == closest
    return [(int(h), int(t)) for h, t in zip(here[kept], there[kept], strict=True)]
