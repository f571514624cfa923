"""The rows of the bundled catalogue, typed as they stand in its files.

`valid_to` is the last day on which a row holds, as in the models; None: until further notice.
An act takes effect on the day after its predecessor's last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tree(StrEnum):
    TERRITORIAL = "territorial"
    SECTOR = "sector"


class Relation(StrEnum):
    BELOW = "below"
    BESIDE = "beside"
    ABOVE = "above"
    PARTY = "party"
    VERTICAL = "vertical"
    PRESS = "press"


class ActKind(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    ABOLISH = "abolish"


class ChannelKind(StrEnum):
    WEBSITE = "website"
    FANPAGE = "fanpage"
    ZALO = "zalo"
    NEWSPAPER = "newspaper"
    TV = "tv"
    RADIO = "radio"
    LOUDSPEAKER = "loudspeaker"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit (đơn vị). `parent_code` is its territorial parent on its first day."""

    code: str
    name: str
    short_name: str
    area: str
    """The area a People's Committee governs ("Phường 4"); empty for every other kind."""
    kind: str
    level: str
    parent_code: str
    valid_from: date
    valid_to: date | None
    position: int
    """Order of precedence, ascending, over the whole catalogue."""
    official_code: str
    """Code of the area in the national list of administrative units; empty if there is none."""
    source: str
    is_sample: bool

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """Who stands above a unit in one tree, and from when until when: all edges are here."""

    tree: Tree
    unit_code: str
    valid_from: date
    valid_to: date | None
    parent_code: str
    source: str

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class KindRow:
    code: str
    name_vi: str
    name_en: str
    position: int
    relation: Relation
    """How a department of the province stands to it: peers, Party and press are asked."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    code: str
    name_vi: str
    name_en: str
    position: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Work that can pass to another body than the rest of its unit's work."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A named set of recipients (nhóm nơi nhận); `rule` is read by `rules.parse_rule`."""

    code: str
    name: str
    synonyms: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line from a predecessor to a successor: of one duty, or of all that no duty names.

    `successor_code` is empty where nobody succeeds. With `needs_person` the successor, if any,
    is a proposal: until a person confirms it the work waits.
    """

    on_date: date
    kind: ActKind
    duty: str
    predecessor_code: str
    successor_code: str
    needs_person: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    unit_code: str
    kind: ChannelKind
    name: str
    host: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where rows come from. `certainty`: P primary text or data, S secondary, M unconfirmed."""

    code: str
    title: str
    licence: str
    certainty: str
    note: str
