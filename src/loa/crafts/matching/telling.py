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
_DRIFT = 4
_WITNESSES = 3
# Words of the passage that stand on both sides of what was put into it.
_INSIDE = 6
_OFFICIAL = 3
_STATE = (".gov.vn", ".edu.vn")


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


def find_added(
    contacts: Sequence[Contact], page: Sequence[Placed], within: tuple[int, int]
) -> tuple[Written, ...]:
    """Give what a passage tells people to call or pay to while the material has none of that.

    What a commune writes below the passage is its own affair; so is an address of the State.
    """
    has = {contact.kind for contact in contacts}
    first, last = within[0] + _INSIDE, within[1] - _INSIDE
    return tuple(
        each.written
        for each in page
        if each.written.kind not in has
        and first <= each.first
        and each.last <= last
        and not each.written.value.split("/")[0].endswith(_STATE)
        # Three digits are the State's: 113, 156.
        and not (each.written.kind is Kind.PHONE and len(each.written.value) <= _OFFICIAL)
    )


def around(contact: Contact, runs: int) -> tuple[int, int]:
    """Give the runs of a material that stand near a contact: from, up to."""
    return max(0, contact.first - _NEAR - 2), min(runs, contact.last + _NEAR + 1)


def _windows(contact: Contact, meetings: Meetings) -> list[tuple[int, int]]:
    """Say where on the page a contact may begin, by the words before and after it.

    Believed where three runs at least stand on the page as they stand around the contact: a
    stock phrase ("đường dây nóng") in the page's head says nothing.
    """
    here, there = meetings.here, meetings.there
    low, high = contact.first - _NEAR - 2, contact.last + _NEAR
    beside = (here >= low) & (here <= high)
    # Runs that hold the contact itself are met only where it is unchanged.
    beside &= (here + 2 < contact.first) | (here > contact.last)
    here, there = here[beside], there[beside]
    windows: list[tuple[int, int]] = []
    shifts = np.unique(there - here)
    for shift in shifts:
        like = np.abs((there - here) - shift) <= _DRIFT
        if len(np.unique(here[like])) >= _WITNESSES:
            at = contact.first + int(shift)
            windows.append((at - _SLACK, at + _SLACK))
    return windows
