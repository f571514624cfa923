"""From measures to an outcome with its reason: the one place where the thresholds stand.

"Found" is said only where the measured error allows it (docs/rules/matching.md); whatever lies
between goes to a person.
"""

from enum import StrEnum

from loa.crafts.matching.changes import Change
from loa.crafts.matching.hits import PictureHit
from loa.crafts.matching.scrutiny import Scrutiny
from loa.crafts.matching.wording import TextHit

VERSION = "7"
"""Of thresholds and measures together: kept with each check, so that it can be repeated."""

TEXT_FOUND = 0.50
TEXT_DOUBTFUL = 0.20
# Fewer words than these are a slogan: stock phrases give them by chance.
TEXT_LEAST_WORDS = 30
PICTURE_FOUND = 0.72
PICTURE_FOUND_ALONE = 0.91
PICTURE_DOUBTFUL = 0.48
PICTURE_VISIBLE = 0.5
# A look-alike at the same place that scores this near makes both doubtful.
PICTURE_CLEAR = 0.08
# Less of a poster is left to tell it by where something lies on it.
PICTURE_COVERED = 0.04
PICTURE_COVERED_BAR = 0.04
# Under a larger cover few tiles are left to tell it: nearly all of them must agree.
PICTURE_MUCH_COVERED = 0.1
PICTURE_MUCH_COVERED_TELLING = 0.85
# Of true posters under a cover 0.94 agreed at least, and a quarter was covered at most.
PICTURE_COVERED_AGREEING = 0.85
PICTURE_MOST_COVERED = 0.28
# What tells a poster may be cut off: of a true one nearly all that is left to tell it agrees.
PICTURE_CUT = 0.85
PICTURE_CUT_TELLING = 0.9


class Outcome(StrEnum):
    """What the machine says. It never says "verified" for a person."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    CANNOT_TELL = "cannot_tell"
    ALTERED = "altered"
    """The material, but with another number, account, address or code: an alarm."""


class Reason(StrEnum):
    """Why it says so."""

    FULL_TEXT = "full_text"
    VIDEO = "video"
    VIDEO_TITLE = "video_title"
    LINK_ONLY = "link_only"
    TEXT_PART = "text_part"
    SHORT_TEXT = "short_text"
    PICTURE = "picture"
    PICTURE_PART = "picture_part"
    LOOK_ALIKE = "look_alike"
    MIRRORED = "mirrored"
    DENIED = "denied"
    """The page calls it false, or print over or beside the poster does."""
    CLIP = "clip"
    CLIP_PART = "clip_part"
    ALTERED = "altered"
    DETAIL_UNREAD = "detail_unread"
    WORDS_UNREAD = "words_unread"
    """A picture's words could not be read, so nothing was compared with them."""
    NO_MATCH = "no_match"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    NO_MATERIAL = "no_material"
    OLD = "old_material"
    """Not one that is asked for: of an earlier campaign, its time over."""
    EARLIER = "earlier_material"
    """Of an earlier campaign, still valid."""


def judge_text(hit: TextHit) -> tuple[Outcome, Reason]:
    """Say what a share of a text means; another number in it outweighs any share."""
    if hit.coverage < TEXT_DOUBTFUL:
        return Outcome.NOT_FOUND, Reason.NO_MATCH
    if hit.swaps:
        return Outcome.ALTERED, Reason.ALTERED
    if hit.words < TEXT_LEAST_WORDS:
        return Outcome.CANNOT_TELL, Reason.SHORT_TEXT
    if hit.coverage >= TEXT_FOUND:
        return Outcome.FOUND, Reason.FULL_TEXT
    return Outcome.CANNOT_TELL, Reason.TEXT_PART


def judge_picture(hit: PictureHit, rival: float = 0.0) -> tuple[Outcome, Reason]:
    """Say what a score means; `rival` is the best look-alike's at the same place.

    Where no look-alike is registered the bar is higher: one that we do not know would share
    header, logo and layout.
    """
    if hit.score < (PICTURE_FOUND if hit.is_mirrored else PICTURE_DOUBTFUL):
        return Outcome.NOT_FOUND, Reason.NO_MATCH
    bar = PICTURE_FOUND_ALONE if hit.telling is None else PICTURE_FOUND
    if hit.covered > PICTURE_COVERED:
        bar += PICTURE_COVERED_BAR
    if hit.is_mirrored:
        return Outcome.CANNOT_TELL, Reason.MIRRORED
    if rival > hit.score - PICTURE_CLEAR:
        return Outcome.CANNOT_TELL, Reason.LOOK_ALIKE
    if _leaves_too_little(hit) or hit.score < bar or hit.visible < PICTURE_VISIBLE:
        return Outcome.CANNOT_TELL, Reason.PICTURE_PART
    return Outcome.FOUND, Reason.PICTURE


def _leaves_too_little(hit: PictureHit) -> bool:
    """Say whether a cover or a cut leaves too little to tell a poster from its look-alikes."""
    if hit.telling is None:
        return hit.covered > PICTURE_COVERED
    if hit.covered <= PICTURE_COVERED:
        return hit.visible < PICTURE_CUT and hit.telling < PICTURE_CUT_TELLING
    if hit.covered > PICTURE_MUCH_COVERED and hit.telling < PICTURE_MUCH_COVERED_TELLING:
        return True
    return hit.covered > PICTURE_MOST_COVERED or hit.agreeing < PICTURE_COVERED_AGREEING


def judge_details(
    hit: PictureHit, outcome: Outcome, reason: Reason, scrutiny: Scrutiny
) -> tuple[Outcome, Reason, tuple[Change, ...]]:
    """Say what a close look changes: an altered contact is never found."""
    if scrutiny.changes and hit.score >= PICTURE_FOUND:
        return Outcome.ALTERED, Reason.ALTERED, scrutiny.changes
    if outcome is Outcome.FOUND and scrutiny.denial:
        return Outcome.CANNOT_TELL, Reason.DENIED, (scrutiny.denial, *scrutiny.doubts)
    if outcome is Outcome.FOUND and scrutiny.doubts:
        return Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD, scrutiny.doubts
    return outcome, reason, scrutiny.changes or scrutiny.doubts
