"""The closed word lists of this app."""

from enum import StrEnum


class Tree(StrEnum):
    TERRITORIAL = "territorial"
    SECTOR = "sector"


class Relation(StrEnum):
    """How the unit that runs a campaign stands to another: peers are asked, not told."""

    BELOW = "below"
    BESIDE = "beside"
    ABOVE = "above"
    PARTY = "party"
    VERTICAL = "vertical"  # answers to its ministry, not to the province
    PRESS = "press"


class Role(StrEnum):
    COORDINATOR = "coordinator"  # điều phối
    REPORTER = "reporter"  # đầu mối
    APPROVER = "approver"  # lãnh đạo
    CLERK = "clerk"  # văn thư
    READER = "reader"  # người xem
    COORDINATING = "coordinating"  # cơ quan phối hợp


class SuccessionKind(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    ABOLISH = "abolish"


class ActKind(StrEnum):
    """What a legal act does to the register; `docs/rules/units.md` says it in words."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"  # several become one, new or old
    SPLIT = "split"  # by territory (a person decides the rest) or by duty
    ABOLISH = "abolish"  # without an heir: the work waits
    HAND_OVER = "hand_over"  # one duty passes from a unit that lives on
    SETTLE = "settle"  # a person says who takes what waited
    IMPORT = "import"  # a list of units was read in
    UNDO = "undo"


class ListState(StrEnum):
    """Where a list of units stands on its way in."""

    CHECK = "check"  # waits for a job to look at it, or is being looked at
    CHECKED = "checked"  # waits for a person
    WRITE = "write"  # waits for a job to read it in, or is being read in
    DONE = "done"
    REFUSED = "refused"  # not readable, or whoever brought it may no longer


class ChannelKind(StrEnum):
    WEBSITE = "website"
    FANPAGE = "fanpage"
    ZALO = "zalo"
    NEWSPAPER = "newspaper"
    TV = "tv"
    RADIO = "radio"
    LOUDSPEAKER = "loudspeaker"
    OTHER = "other"
