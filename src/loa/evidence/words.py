"""The words for kinds of acts and counts, on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.evidence.models import ActKind

KIND_WORDS: dict[ActKind, Promise] = {
    ActKind.WEB: _("Website"),
    ActKind.SOCIAL: _("Social network page"),
    ActKind.GROUP_CHAT: _("Group chat (Zalo …)"),
    ActKind.BROADCAST: _("Radio or television"),
    ActKind.LOUDSPEAKER: _("Loudspeakers"),
    ActKind.PRINT: _("Posters and leaflets"),
    ActKind.SESSION: _("Face-to-face session"),
    ActKind.OTHER: _("Something else"),
}

# Four ways of giving, and the kinds that each serves; the first is proposed.
WAYS: dict[str, tuple[ActKind, ...]] = {
    "link": (ActKind.WEB, ActKind.SOCIAL),
    "picture": (ActKind.PRINT, ActKind.GROUP_CHAT, ActKind.SOCIAL, ActKind.WEB),
    "air": (ActKind.BROADCAST, ActKind.LOUDSPEAKER),
    "said": (ActKind.SESSION, ActKind.OTHER),
}
WAY_WORDS: dict[str, Promise] = {
    "link": _("A link"),
    "picture": _("A picture"),
    "air": _("On air"),
    "said": _("A session"),
}


def way_of(kind: ActKind) -> str:
    """Say by which way a kind is given."""
    return next(way for way, kinds in WAYS.items() if kind in kinds)


# Which counts a kind of act is asked for, by the tallying craft's measures.
COUNTS_OF: dict[ActKind, tuple[str, ...]] = {
    ActKind.WEB: ("turn",),
    ActKind.SOCIAL: ("turn",),
    ActKind.GROUP_CHAT: ("turn",),
    ActKind.BROADCAST: ("item", "minute"),
    ActKind.LOUDSPEAKER: ("item", "minute"),
    ActKind.PRINT: ("item",),
    ActKind.SESSION: ("session", "person"),
    ActKind.OTHER: ("item",),
}

COUNT_WORDS: dict[str, Promise] = {
    "turn": _("Views"),
    "item": _("How many (broadcasts, copies)"),
    "minute": _("Minutes on air"),
    "session": _("Sessions"),
    "person": _("People present"),
}

MEASURE_WORDS: dict[str, Promise] = {
    "turn": _("views"),
    "item": _("items"),
    "minute": _("minutes"),
    "session": _("sessions"),
    "person": _("people"),
    "unit": _("units"),
    "amount": _("dong"),
    "share": _("of"),
}

# In official papers, which are Vietnamese whatever language the screen has.
KIND_NAMES_VI: dict[str, str] = {
    "web": "Trang thông tin điện tử",
    "social": "Mạng xã hội",
    "group_chat": "Nhóm Zalo",
    "broadcast": "Phát thanh, truyền hình",
    "loudspeaker": "Truyền thanh cơ sở",
    "print": "Áp phích, tờ rơi",
    "session": "Buổi tuyên truyền trực tiếp",
    "other": "Hoạt động khác",
}
