"""Words for parts, rounds, duties and holes on screen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.campaigns.models import DutyKind, HoleKind, HoleWord, Part, RoundKind

PART_WORDS: dict[Part, Promise] = {
    Part.TASKED: _("has tasks"),
    Part.FOR_INFORMATION: _("for information"),
    Part.COORDINATING: _("coordinates"),
    Part.REPORTED_TO: _("is reported to"),
}
ROUND_WORDS: dict[RoundKind, Promise] = {
    RoundKind.INTERIM: _("Interim report"),
    RoundKind.FINAL: _("Final report"),
}


@dataclass(frozen=True)
class HoleWords:
    """What a hole says, and the words that may close it with what each button reads."""

    says: Promise
    answers: tuple[tuple[HoleWord, Promise], ...]


_AS_IT_IS = (HoleWord.AS_IT_IS, _("Leave it as it is"))

HOLE_WORDS: dict[HoleKind, HoleWords] = {
    HoleKind.UNKNOWN_WORDS: HoleWords(
        _("“%(words)s” names no unit and no group that Loa knows."),
        ((HoleWord.ADDED, _("They mean this")), (HoleWord.LEFT_OUT, _("Leave them out"))),
    ),
    HoleKind.WITHOUT_TASK: HoleWords(
        _("“%(words)s” (%(units)s units) is addressed, but no task names it."),
        (
            (HoleWord.FOR_INFORMATION, _("For information")),
            (HoleWord.ADDED, _("Give it this task")),
        ),
    ),
    HoleKind.ONLY_BY_GROUP: HoleWords(
        _("“%(words)s” has task %(task)s of its own, but the letter names it only in a group."),
        (_AS_IT_IS,),
    ),
    HoleKind.NOT_ADDRESSED: HoleWords(
        _("“%(words)s” has task %(task)s, but the letter is not addressed to it."),
        (_AS_IT_IS,),
    ),
    HoleKind.AUDIENCE: HoleWords(
        _("No task reaches the audience “%(words)s”."),
        (_AS_IT_IS, (HoleWord.ADDED, _("This task reaches it"))),
    ),
    HoleKind.PASS_ON: HoleWords(
        _("Below the doers of task %(task)s stand “%(words)s” (%(units)s units)."),
        (
            (HoleWord.ADDED, _("Give them desks of their own")),
            (HoleWord.AS_IT_IS, _("Their superiors pass it on")),
        ),
    ),
    HoleKind.EMPTY_GROUP: HoleWords(
        _("The group “%(words)s” has no unit on the campaign's day."),
        (_AS_IT_IS,),
    ),
}
ANSWER_WORDS: dict[HoleWord, Promise] = {
    HoleWord.FOR_INFORMATION: _("for information"),
    HoleWord.ADDED: _("added"),
    HoleWord.AS_IT_IS: _("left as it is"),
    HoleWord.LEFT_OUT: _("left out"),
}
DUTY_WORDS: dict[DutyKind, Promise] = {
    DutyKind.PUBLISH: _("Publish on the unit's channels"),
    DutyKind.BROADCAST: _("Broadcast"),
    DutyKind.PASS_ON: _("Pass on to units below"),
    DutyKind.TEACH: _("Teach, talk"),
    DutyKind.INFORM_STAFF: _("Tell the staff"),
    DutyKind.INFORM_PUBLIC: _("Tell the public"),
    DutyKind.REPORT: _("Report"),
    DutyKind.OTHER: _("Other"),
}
# What "close all" answers; words that nobody knows need a person's own answer.
PROPOSED: dict[HoleKind, HoleWord] = {
    HoleKind.EMPTY_GROUP: HoleWord.AS_IT_IS,
    HoleKind.WITHOUT_TASK: HoleWord.FOR_INFORMATION,
    HoleKind.ONLY_BY_GROUP: HoleWord.AS_IT_IS,
    HoleKind.NOT_ADDRESSED: HoleWord.AS_IT_IS,
    HoleKind.AUDIENCE: HoleWord.AS_IT_IS,
    HoleKind.PASS_ON: HoleWord.ADDED,
}
