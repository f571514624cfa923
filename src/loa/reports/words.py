"""How a standing is said on screen: nobody who has not answered is "late"."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.crafts.tallying import Apart
from loa.crafts.timing import Standing


@dataclass(frozen=True)
class Shown:
    """A meaning of the look (its colour and shape) and the word beside it."""

    meaning: str
    word: Promise


STANDING_WORDS: dict[Standing, Shown] = {
    Standing.NOT_DUE: Shown("none", _("not due yet")),
    Standing.DUE: Shown("asks", _("due today")),
    Standing.OVERDUE: Shown("waiting", _("not received yet")),
    Standing.CLOSED: Shown("waiting", _("not received, round closed")),
    Standing.ON_TIME: Shown("done", _("received in time")),
    Standing.SENT_LATE: Shown("done", _("received after the date")),
}
APART_WORDS: dict[Apart, Promise] = {
    Apart.ONLY_FIRST: _("only the first round asks for it"),
    Apart.ONLY_SECOND: _("only the second round asks for it"),
    Apart.OTHER_MEASURE: _("counted in another measure"),
    Apart.OTHER_ROLL_UP: _("added up in another way"),
    Apart.NOT_ADDED: _("figures of several units do not make one"),
}
RETURNED = Shown("asks", _("asked to complete"))
ACCEPTED = Shown("person", _("accepted"))


def shown(standing: str, *, is_returned: bool = False, is_accepted: bool = False) -> Shown:
    """Choose the one word that says most: accepted, returned, else the standing."""
    if is_accepted:
        return ACCEPTED
    return RETURNED if is_returned else STANDING_WORDS[Standing(standing)]
