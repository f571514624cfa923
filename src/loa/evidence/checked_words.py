"""The words for what the machine saw and why, on screen."""

from collections.abc import Sequence

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
    "B": _("read with the key of the page's owner"),
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
    "denied": _("The page calls what it shows false, or not ours; please read it yourself."),
    "clip": _("Several pictures of the material's clip were met, in its order."),
    "clip_part": _("A picture of the material's clip was met; too little to be sure of it."),
    "mirrored": _("The material's picture stands there as in a mirror."),
    "words_unread": _("The words in the picture could not be read, so nothing was compared."),
    "no_match": _("Neither text nor picture of a material was met."),
    "nothing_to_compare": _("There are no words and no pictures to compare."),
    "no_material": _("The campaign has no material to compare with yet."),
    "vanished": _("It was there at an earlier look."),
    "was_there": _("It was there at the last look; the page was not reached this time."),
    "outside_period": _("The page gives a day outside the campaign."),
    "dated_ahead": _("The page gives a day that had not come when we looked."),
    "expired_material": _("The material was withdrawn, or its time was over, by that day."),
    "only_handed_in": _(
        "Only the picture handed in shows it; the page that Loa read does not."
    ),
    "own_file": _("The picture handed in is the material's own file, not a photo of it."),
    "only_in_data": _(
        "The text is in the page's data; whether readers see it, only an eye can say."
    ),
    "others_channel": _("The address lies on the confirmed channel of another unit."),
    "own_source": _("The address is the one at which the material itself stands."),
    "old_material": _("It is material of an earlier campaign, and its time is over."),
    "earlier_material": _(
        "It is material of an earlier campaign, still valid, not of this one."
    ),
    "foreign_host": _("The address is not a confirmed channel of the unit."),
    "untied_post": _(
        "A post of the page carries it, but the address given does not name that post: please "
        "say whether it is the one."
    ),
    "post_not_tied": _(
        "The address names no post, and no post of the page in these days carries the "
        "material; ask the unit for the address that the post's own time leads to."
    ),
    "post_not_given": _(
        "The platform does not give out this post: it may be deleted, hidden, or of another "
        "page; look by eye."
    ),
    "key_refused": _(
        "The platform does not take the page's key any more; the unit is asked to connect "
        "again."
    ),
    "key_unreadable": _(
        "The page's key does not open here; the administrator of Loa has to look (loa doctor)."
    ),
    "not_understood": _("The platform answered in a way that Loa does not understand."),
    "looking_failed": _("Loa stumbles over this page; please look at it yourself."),
    "host_silent": _("The host does not answer: it was asked three times in vain."),
    "nothing_shown": _("The unit states it; there is no page and no picture to look at."),
    "gone": _("The site says that there is no such page."),
    "picture_given": _("Loa looked at what the unit handed in instead."),
    "login_wall": _("The page wants a sign-in; ask the unit for a screenshot."),
    "javascript_only": _("The page is empty without a browser; ask for a screenshot."),
    "robots": _("The site asks machines to stay away; look by eye."),
    "dns": _("The name of the site is not known; is the address right?"),
    "connect": _("The site does not answer."),
    "timeout": _("The site answers too slowly."),
    "too_slow": _("The site sends its page too slowly; Loa comes again later."),
    "broken_answer": _("The site breaks off its answer; Loa comes again later."),
    "http_429": _("The site asks for rest; Loa comes again later."),
    "robots_unreadable": _(
        "The site's rules for machines (robots.txt) cannot be read, so Loa stays away for now."
    ),
    "tls_expired": _("The site's certificate has expired; the site's owner has to renew it."),
    "tls_name": _("The site shows the certificate of another site."),
    "tls_chain": _("Nobody whom browsers know vouches for the site's certificate."),
    "refused_too_big": _(
        "The page is too large to be read (over 8 MB); please look at it yourself."
    ),
    "refused_bomb": _(
        "The page unfolds to far more than it sends, as an attack does; look with care."
    ),
    "refused_encoding": _(
        "The page is packed in a way that Loa does not open; please look at it yourself."
    ),
    "refused_trap": _(
        "Reading the page would take the machine too long; please look at it yourself."
    ),
    "refused_kind": _("At this address is neither a page nor a picture nor a PDF."),
    "refused_redirect_loop": _("The address leads in a circle and never to a page."),
    "picture_too_large": _(
        "A picture on it is too large to be opened; please look at it yourself."
    ),
    "blocked_us": _("The site turns our visit away; ask the unit for a screenshot."),
    "robot_check": _(
        "The site wants proof that a person is visiting; ask the unit for a screenshot."
    ),
}
# How a publication stands, in the words of its unit's own list.
STATES: dict[str, Promise] = {
    "confirmed": _("A person confirmed it"),
    "found": _("Material found"),
    "waits": _("Waits for a person's eye"),
    "unreachable": _("Page not reached yet"),
    "denied": _("A person did not find it"),
    "not_looked": _("Counts as you logged it"),
    "off": _("Taken off the list"),
}
STATE_MEANINGS = {
    "confirmed": "done",
    "found": "machine",
    "waits": "asks",
    "unreachable": "waiting",
    "denied": "alarm",
    "not_looked": "none",
    "off": "none",
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
# What says otherwise about the day of a publication; see `facets`.
AGAINST_WORDS: dict[str, Promise] = {
    "outside_period": REASON_WORDS["outside_period"],
    "dated_ahead": REASON_WORDS["dated_ahead"],
    "day_changed": _("The page gave another day at an earlier look."),
    "other_than_unit": _("The unit logged another day than the page gives."),
    "seen_after": _("We saw it only after the campaign's last day."),
}
# Why something that was seen is not seen any more; the first five are called gone.
VANISHED_WORDS: dict[str, Promise] = {
    "gone": _("The site says that there is no such page (404 or 410)."),
    "moved": _("The address leads to another page now."),
    "not_there": _("The page is there, the material is not on it any more."),
    "part_left": _("Only a part of the material is still on the page."),
    "altered": _("The material on the page was altered."),
    "site_down": _("The site does not answer; the page may still be there."),
    "robots": _("The site asks machines to stay away now; look by eye."),
    "login_wall": _("The page wants a sign-in now."),
    "javascript_only": _("The page is empty without a browser now."),
    "blocked_us": _("The site turns our visit away now."),
    "robot_check": _("The site wants proof that a person is visiting."),
    "unread": _("The page could not be read at the last look."),
}
CHANGE_WORDS: dict[str, Promise] = {
    "phone": _("Telephone number"),
    "account": _("Account"),
    "link": _("Address of a site"),
    "mail": _("Mail address"),
    "code": _("QR code"),
    "words": _("A line"),
}
_TLS = _("The site's certificate does not hold.")
# Rules of the fetch guard about an address: those that lead inside, and how it is written.
_INNER = _(
    "The address leads into an inner network, where Loa never goes; ask for the public address."
)
_ODD = _("The address is not written as a browser shows it; ask the unit to copy it anew.")
_INNER_CODES = ("refused_address_not_public", "refused_inner_name")
_ALIKE = {
    "http_503": "http_429",
    "host_asked_for_rest": "http_429",
    "refused_too_many_redirects": "refused_redirect_loop",
    "no_answer": "connect",
}
_WALLS = ("login_wall", "javascript_only", "blocked_us", "robot_check")
_FAULT = _("The site has a fault of its own; Loa comes again later.")
_NOT_GIVEN = _("The site does not give out the page at this address.")
_OTHER = _("The page could not be read.")


def reason_words(code: str) -> Promise:
    """Give the sentence for a reason; any code of the fetch guard has one."""
    code = _ALIKE.get(code, code)
    if code in _INNER_CODES:
        return _INNER
    kinds = {"tls_": _TLS, "refused_": _ODD, "http_5": _FAULT, "http_": _NOT_GIVEN}
    usual = next((words for start, words in kinds.items() if code.startswith(start)), _OTHER)
    return REASON_WORDS.get(code, usual)


def all_reason_words(codes: Sequence[str]) -> list[Promise]:
    """Give the sentences for the reasons of a look; none asks for what was given."""
    if "picture_given" not in codes:
        return [reason_words(code) for code in codes]
    return [VANISHED_WORDS[c] if c in _WALLS else reason_words(c) for c in codes]
