"""Campaigns: opened from a letter, their holes closed, sent, and looked up."""

from loa.campaigns.views.amending import amendment
from loa.campaigns.views.editing import (
    add_round,
    close_all,
    edit_line,
    edit_task,
    recipients,
    remove_round,
)
from loa.campaigns.views.names import forget_name, names
from loa.campaigns.views.opening import open_from
from loa.campaigns.views.reading import campaign, campaigns, units
from loa.campaigns.views.remarks import remarks
from loa.campaigns.views.running import codes, edit_round, hole, send, show

__all__ = [
    "add_round",
    "amendment",
    "campaign",
    "campaigns",
    "close_all",
    "codes",
    "edit_line",
    "edit_round",
    "edit_task",
    "forget_name",
    "hole",
    "names",
    "open_from",
    "recipients",
    "remarks",
    "remove_round",
    "send",
    "show",
    "units",
]
