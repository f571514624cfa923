"""What states of invitations, and reasons against a line, are called on screen."""

from django.utils.translation import gettext_lazy as _

from loa.units.contacts import Why
from loa.units.invitations import State

STATE_LABELS = {
    State.UNDELIVERED: _("not delivered"),
    State.EXPIRED: _("link has ended, nobody came"),
    State.NEVER: _("not invited yet"),
    State.SENDING: _("on its way"),
    State.OPEN: _("sent, link works"),
    State.IN: _("has signed in"),
}
STATE_MEANINGS = {
    State.UNDELIVERED: "alarm",
    State.EXPIRED: "asks",
    State.NEVER: "asks",
    State.SENDING: "waiting",
    State.OPEN: "waiting",
    State.IN: "done",
}
WHY_LABELS = {
    Why.NO_ADDRESS: _("There is no e-mail address in this line."),
    Why.BAD_ADDRESS: _("This is no e-mail address."),
    Why.NO_NAME: _("This address is new here: the name is needed too."),
    Why.NO_UNIT: _("No unit that you answer for has this code or name."),
    Why.MANY_UNITS: _("Several units have this name: write the unit's code."),
    Why.NO_ROLE: _("This is none of the roles."),
    Why.NOT_ALLOWED: _("You may not give this role in this unit."),
    Why.TWICE: _("The same person and role stand in a line above."),
}
