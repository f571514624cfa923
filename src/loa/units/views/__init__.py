"""Screens of units and people, by object: ways in, people, the register."""

from loa.units.views.coming_in import claim, claimed, sign_in_link
from loa.units.views.people import end_post, invite, my_posts, people
from loa.units.views.register import group, group_list, unit, unit_list

__all__ = [
    "claim",
    "claimed",
    "end_post",
    "group",
    "group_list",
    "invite",
    "my_posts",
    "people",
    "sign_in_link",
    "unit",
    "unit_list",
]
