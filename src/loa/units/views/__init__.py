"""Screens of units and people, by object: ways in, people, the register."""

from loa.units.views.acts import act_list, new_act, undo_act
from loa.units.views.coming_in import claim, claimed, sign_in_link
from loa.units.views.lists import export_list, import_list, list_template
from loa.units.views.people import end_post, invite, my_posts, people
from loa.units.views.register import group, group_list, unit, unit_list

__all__ = [
    "act_list",
    "claim",
    "claimed",
    "end_post",
    "export_list",
    "group",
    "group_list",
    "import_list",
    "invite",
    "list_template",
    "my_posts",
    "new_act",
    "people",
    "sign_in_link",
    "undo_act",
    "unit",
    "unit_list",
]
