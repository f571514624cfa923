"""The words for what the machine saw and why, on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOME_WORDS: dict[str, Promise] = {
    "found": _("Material found"),
    "not_found": _("Material not found"),
    "cannot_tell": _("The machine cannot tell"),
    "altered": _("Altered material"),
    "unreachable": _("Page not reached"),
    "claimed": _("Only said"),
}
OUTCOME_MEANINGS = {
    "found": "machine",
    "not_found": "alarm",
    "altered": "alarm",
    "cannot_tell": "asks",
    "unreachable": "waiting",
    "claimed": "machine",
}
TRUST_WORDS: dict[str, Promise] = {
    "A": _("seen by us on the unit's own confirmed channel"),
    "C": _("seen by us, on an address that is not a confirmed channel of the unit"),
    "D": _("a picture that the unit handed in"),
    "E": _("what the unit says; nothing shows it"),
}
REASON_WORDS: dict[str, Promise] = {
    "full_text": _("Most of the material's text is on the page."),
    "text_part": _("Only a part of the material's text is on the page."),
    "short_text": _("The text is too short to be sure: stock phrases look the same."),
    "picture": _("The material's picture is in a picture, where it differs from others too."),
    "picture_part": _("It may be the material's picture, but a part is covered or different."),
    "altered": _(
        "A number, account, address or code in it is not the material's: look at once."
    ),
    "detail_unread": _("It is the material, but a number or code in it may be another one."),
    "video": _("The page plays the material's video."),
    "video_title": _("The page plays a video of the same title."),
    "link_only": _("The page only leads to the material; it is not on the page itself."),
    "look_alike": _("It looks like two materials of the same design alike."),
    "mirrored": _("The material's picture stands there as in a mirror."),
    "no_match": _("Neither text nor picture of a material was met."),
    "nothing_to_compare": _("There are no words and no pictures to compare."),
    "no_material": _("The campaign has no material to compare with yet."),
    "vanished": _("It was there at an earlier look."),
    "was_there": _("It was there at the last look; the page was not reached this time."),
    "outside_period": _("The page gives a day outside the campaign."),
    "foreign_host": _("The address is not a confirmed channel of the unit."),
    "looking_failed": _("Loa stumbles over this page; please look at it yourself."),
    "host_silent": _("The host does not answer: it was asked three times in vain."),
    "nothing_shown": _("The unit states it; there is no page and no picture to look at."),
    "gone": _("The site says that there is no such page."),
    "login_wall": _("The page wants a sign-in; ask the unit for a screenshot."),
    "javascript_only": _("The page is empty without a browser; ask for a screenshot."),
    "robots": _("The site asks machines to stay away; look by eye."),
    "dns": _("The name of the site is not known."),
    "connect": _("The site does not answer."),
    "timeout": _("The site answers too slowly."),
    "blocked_us": _("The site turns our visit away."),
    "robot_check": _("The site wants proof that a person is visiting."),
}
SHOWS: dict[str, Promise] = {
    "": _("Needs a person's eye"),
    "judged": _("Judged by a person"),
    "altered": _("Altered material"),
    "found": _("Material found"),
    "not_found": _("Material not found"),
    "cannot_tell": _("The machine cannot tell"),
    "unreachable": _("Page not reached"),
    "claimed": _("Only said"),
    "all": _("All"),
}
_TLS = _("The site's certificate does not hold.")
_REFUSED = _("The address is one that we do not visit, or its answer was too large.")
_OTHER = _("The page could not be read.")


def reason_words(code: str) -> Promise:
    """Give the sentence for a reason; any code of the fetch guard has one."""
    if code.startswith("tls_"):
        return REASON_WORDS.get(code, _TLS)
    if code.startswith("refused_"):
        return _REFUSED
    return REASON_WORDS.get(code, _OTHER)
