"""A small campaign of the cast, opened from a letter through actions, as life would."""

from datetime import datetime

from loa.campaigns.actions import close_hole, open_campaign, send_campaign
from loa.campaigns.models import Campaign, HoleWord
from loa.campaigns.queries import open_holes
from tests.letters import small_letter
from tests.people import NOW, Cast


def open_small_campaign(
    cast: Cast, *, with_passing_on: bool = True, is_sent: bool = True, at: datetime = NOW
) -> Campaign:
    """Open (and send) the campaign of `letters.SMALL` for An's department.

    Tasked: p.gd, p.h1, p.h2, p.bao; through them, `with_passing_on`, the communes and the
    school. The interim round is due "trước ngày 15/11/2024", a final one follows 20/11.
    """
    campaign = open_campaign(small_letter(cast, at=at), by=cast.an, at=at)
    for hole in open_holes(campaign):
        word = HoleWord.AS_IT_IS
        if hole.kind == "pass_on" and with_passing_on:
            word = HoleWord.ADDED
        close_hole(campaign, hole.kind, hole.place, word, by=cast.an, at=at)
    if is_sent:
        send_campaign(campaign, by=cast.an, at=at)
    campaign.refresh_from_db()
    return campaign
