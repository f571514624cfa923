"""Screens of units and people, by object: ways in, people, the register."""

from loa.units.views.account import (
    account,
    end_session,
    end_sessions,
    second_factor,
    sign_ins,
)
from loa.units.views.acts import act_list, new_act, undo_act
from loa.units.views.coming_in import claim, claimed, sign_in_link
from loa.units.views.connecting import end_page_key, page_back, page_key
from loa.units.views.incoming import import_list, list_faults, list_import
from loa.units.views.inviting import invitation_list, invite_again, invite_many
from loa.units.views.keeping import channels, codes, confirm_channel
from loa.units.views.lists import export_list, list_template
from loa.units.views.officers import (
    officer,
    reset_second_step,
    shut_login,
    stand_in,
    undo_replacement,
)
from loa.units.views.people import end_post, invite, my_posts, people
from loa.units.views.register import group, group_list, unit, unit_list

__all__ = [
    "account",
    "act_list",
    "channels",
    "claim",
    "claimed",
    "codes",
    "confirm_channel",
    "end_page_key",
    "end_post",
    "end_session",
    "end_sessions",
    "export_list",
    "group",
    "group_list",
    "import_list",
    "invitation_list",
    "invite",
    "invite_again",
    "invite_many",
    "list_faults",
    "list_import",
    "list_template",
    "my_posts",
    "new_act",
    "officer",
    "page_back",
    "page_key",
    "people",
    "reset_second_step",
    "second_factor",
    "shut_login",
    "sign_in_link",
    "sign_ins",
    "stand_in",
    "undo_act",
    "undo_replacement",
    "unit",
    "unit_list",
]
