"""Officers' screens: the desk, one unit's work, the coordinator's board."""

from loa.desk.views.board import accept_many, board_file, board_of, remind_missing
from loa.desk.views.comparing import compare_file, compare_rounds, round_figures
from loa.desk.views.home import acknowledge, home, work
from loa.desk.views.replacing import replace

__all__ = [
    "accept_many",
    "acknowledge",
    "board_file",
    "board_of",
    "compare_file",
    "compare_rounds",
    "home",
    "remind_missing",
    "replace",
    "round_figures",
    "work",
]
