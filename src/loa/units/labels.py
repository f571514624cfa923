"""What roles, trees and schemes of codes are called on screen."""

from django.utils.translation import gettext_lazy as _

from loa.units.visits import Way
from loa.units.words import ChannelKind, Role, SuccessionKind, Tree

ROLE_LABELS = {
    Role.COORDINATOR: _("Coordinator"),
    Role.REPORTER: _("Contact officer"),
    Role.APPROVER: _("Head"),
    Role.CLERK: _("Clerk"),
    Role.READER: _("Reader"),
    Role.COORDINATING: _("Coordinating body"),
}
ROLE_MEANS = {
    Role.COORDINATOR: _("runs campaigns of this unit"),
    Role.REPORTER: _("logs what the unit did and writes its report"),
    Role.APPROVER: _("signs, and says who works for the unit"),
    Role.CLERK: _("numbers and sends documents"),
    Role.READER: _("reads only"),
    Role.COORDINATING: _("sees totals, is asked about content"),
}
TREE_LABELS = {Tree.TERRITORIAL: _("Territory"), Tree.SECTOR: _("Sector")}
SUCCESSION_LABELS = {
    SuccessionKind.RENAME: _("renamed"),
    SuccessionKind.MERGE: _("merged"),
    SuccessionKind.SPLIT: _("split"),
    SuccessionKind.MOVE: _("moved"),
    SuccessionKind.ABOLISH: _("dissolved"),
}
CHANNEL_LABELS = {
    ChannelKind.WEBSITE: _("Website"),
    ChannelKind.FANPAGE: _("Fanpage"),
    ChannelKind.ZALO: _("Zalo account"),
    ChannelKind.NEWSPAPER: _("Newspaper"),
    ChannelKind.TV: _("Television"),
    ChannelKind.RADIO: _("Radio"),
    ChannelKind.LOUDSPEAKER: _("Loudspeakers"),
    ChannelKind.OTHER: _("Other channel"),
}
WAY_LABELS = {
    Way.PASSWORD: _("password"),
    Way.CODE: _("mailed code"),
    Way.LINK: _("link in an invitation"),
    Way.PASSKEY: _("passkey"),
    Way.OFFICE: _("office account"),
}
