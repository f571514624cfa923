"""Campaigns: opened from a letter, their holes closed, sent, and looked up."""

from loa.campaigns.views.opening import open_from
from loa.campaigns.views.reading import campaign, campaigns, units
from loa.campaigns.views.running import codes, edit_round, hole, send, show

__all__ = [
    "campaign",
    "campaigns",
    "codes",
    "edit_round",
    "hole",
    "open_from",
    "send",
    "show",
    "units",
]
