"""Every change to campaigns: opening, closing holes, editing, sending, receiving."""

from loa.campaigns.actions.amending import (
    reopen_amendment,
    settle_amendment,
    tell_of_amendments,
)
from loa.campaigns.actions.closing import close_hole, close_holes
from loa.campaigns.actions.editing import (
    DutyWords,
    RoundTimes,
    add_recipient,
    draw_line,
    exempt,
    remove_recipient,
    remove_round,
    remove_task,
    set_period,
    set_round,
    set_task,
)
from loa.campaigns.actions.learning import forget
from loa.campaigns.actions.opening import Choices, open_campaign
from loa.campaigns.actions.receiving import acknowledge
from loa.campaigns.actions.remarking import (
    ForeignVersionError,
    clear,
    say,
    undo_clearance,
    withdraw_remark,
)
from loa.campaigns.actions.sending import Sending, give_claim_codes, send_campaign
from loa.campaigns.actions.showing import show_campaign

__all__ = [
    "Choices",
    "DutyWords",
    "ForeignVersionError",
    "RoundTimes",
    "Sending",
    "acknowledge",
    "add_recipient",
    "clear",
    "close_hole",
    "close_holes",
    "draw_line",
    "exempt",
    "forget",
    "give_claim_codes",
    "open_campaign",
    "remove_recipient",
    "remove_round",
    "remove_task",
    "reopen_amendment",
    "say",
    "send_campaign",
    "set_period",
    "set_round",
    "set_task",
    "settle_amendment",
    "show_campaign",
    "tell_of_amendments",
    "undo_clearance",
    "withdraw_remark",
]
