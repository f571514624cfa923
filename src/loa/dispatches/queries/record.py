"""The reader's own record: what persons said of what it read, in confirmed letters.

A field counts in one of four ways: right (the person let it stand), wrong (corrected), missed
(read as not there, and the letter tells it), and rightly empty, which enters no share.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import timezone

from loa.crafts.viet import fold
from loa.dispatches.models import Confirmation, Dispatch, Reading
from loa.dispatches.queries.review import SURE
from loa.dispatches.words import FIELDS

MOST_LETTERS = 2000  # the newest; a page that reads more is slow and says nothing else
Z95 = 1.959964  # of the normal distribution: 95 %


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    EMPTY = "empty"


class By(StrEnum):
    """What the record is split by."""

    FIELD = "field"
    FORMAT = "format"
    ISSUER = "issuer"
    MONTH = "month"


@dataclass(frozen=True)
class Answer:
    """One field of one confirmed letter: what was read, and what a person said."""

    dispatch_id: int
    field: str
    format: str
    issuer: str  # kind of issuer
    month: str  # 2024-10
    certainty: float
    read: Any
    said: Any
    outcome: Outcome

    @property
    def is_sure(self) -> bool:
        return self.certainty >= SURE and self.outcome in (Outcome.RIGHT, Outcome.WRONG)


@dataclass
class Tally:
    """Counts, and what they say."""

    name: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    sure: int = 0  # values given at certainty 0.9 and more
    sure_wrong: int = 0
    letters: set[int] = field(default_factory=set)

    def add(self, answer: Answer) -> None:
        self.letters.add(answer.dispatch_id)
        self.right += answer.outcome is Outcome.RIGHT
        self.wrong += answer.outcome is Outcome.WRONG
        self.missed += answer.outcome is Outcome.MISSED
        self.sure += answer.is_sure
        self.sure_wrong += answer.is_sure and answer.outcome is Outcome.WRONG

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.missed

    @property
    def share(self) -> float | None:
        return self.right / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.right, self.total)

    @property
    def sure_wrong_interval(self) -> tuple[float, float] | None:
        return wilson(self.sure_wrong, self.sure)


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share after Wilson (1927); None without observations."""
    if not whole:
        return None
    share, z2 = part / whole, Z95**2
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z95 * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def answers(unit_ids: Iterable[int]) -> Iterator[Answer]:
    """Give every answer on the confirmed letters of these units. Three queries."""
    letters = list(
        Dispatch.objects.filter(owner__in=set(unit_ids), confirmed_at__isnull=False)
        .only("pk", "format", "issuer_name", "confirmed_at")
        .order_by("-confirmed_at")[:MOST_LETTERS]
    )
    ids = [letter.pk for letter in letters]
    readings = {
        row.dispatch_id: row.fields
        for row in Reading.objects.filter(dispatch__in=ids).order_by("pk")
    }
    said: dict[int, dict[str, Confirmation]] = {}
    words = Confirmation.objects.filter(dispatch__in=ids, undone_at__isnull=True)
    for word in words.order_by("pk"):
        said.setdefault(word.dispatch_id, {})[word.field] = word
    for letter in letters:
        assert letter.confirmed_at is not None  # noqa: S101 (asked for just above)
        month = f"{timezone.localtime(letter.confirmed_at):%Y-%m}"
        for spec in FIELDS:
            held = said.get(letter.pk, {}).get(spec.name)
            if held is None:
                continue
            read = readings.get(letter.pk, {}).get(spec.name) or {}
            yield Answer(
                letter.pk, spec.name, letter.format, issuer_kind(letter.issuer_name), month,
                float(read.get("certainty") or 0), read.get("value"), held.value,
                _outcome(read.get("value"), held),
            )  # fmt: skip


def tallies(given: Iterable[Answer], by: By) -> tuple[Tally, list[Tally]]:
    """Return the whole and its parts, split by one thing, in the form's order or by name."""
    whole = Tally("")
    parts: dict[str, Tally] = {}
    for answer in given:
        name = str(getattr(answer, by.value))
        whole.add(answer)
        parts.setdefault(name, Tally(name)).add(answer)
    order = {spec.name: place for place, spec in enumerate(FIELDS)}
    return whole, sorted(parts.values(), key=lambda part: (order.get(part.name, 0), part.name))


def issuer_kind(name: str) -> str:
    """Sort an issuer by the beginning of its name: a rough cut, for a table only."""
    plain = fold(name)
    for kind, beginnings in ISSUER_KINDS.items():
        if plain.startswith(beginnings):
            return kind
    return "other" if plain else "unknown"


ISSUER_KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("uy ban nhan dan", "ubnd", "van phong uy ban nhan dan", "hoi dong nhan dan"),
    "department": ("so ", "ban quan ly", "chi cuc"),
    "ministry": ("bo ", "chinh phu", "thu tuong", "cuc ", "tong cuc", "van phong chinh phu"),
    "party": ("ban ", "dang uy", "tinh uy", "thanh uy", "huyen uy", "van phong tinh uy"),
    "mass": ("hoi ", "lien hiep", "lien doan", "doan ", "tinh doan", "mat tran", "uy ban mat"),
    "school": ("truong", "dai hoc", "phong giao duc"),
}


def _outcome(read: Any, held: Confirmation) -> Outcome:
    if read in (None, "", [], {}):
        return Outcome.EMPTY if held.value in (None, "", [], {}) else Outcome.MISSED
    return Outcome.WRONG if held.was_corrected else Outcome.RIGHT
