"""Every read of reports that crosses rows."""

from loa.reports.queries.board import FILTERS, Board, BoardRow, as_rows, board, board_rows
from loa.reports.queries.comparing import (
    Comparison,
    EarlierDayError,
    Line,
    Side,
    compare,
    roll_of,
)
from loa.reports.queries.forms import Prefilled, form_of, indicators_of, prefill
from loa.reports.queries.narratives import proposed_text, statements
from loa.reports.queries.paper_facts import UnitFacts, unit_facts
from loa.reports.queries.rollup import Facts, Rolled, facts_of, round_facts, tally
from loa.reports.queries.standing import (
    deadline_for,
    owed_by,
    reports_visible_to,
    standing_of,
    standing_sql,
    with_report,
)

__all__ = [
    "FILTERS",
    "Board",
    "BoardRow",
    "Comparison",
    "EarlierDayError",
    "Facts",
    "Line",
    "Prefilled",
    "Rolled",
    "Side",
    "UnitFacts",
    "as_rows",
    "board",
    "board_rows",
    "compare",
    "deadline_for",
    "facts_of",
    "form_of",
    "indicators_of",
    "owed_by",
    "prefill",
    "proposed_text",
    "reports_visible_to",
    "roll_of",
    "round_facts",
    "standing_of",
    "standing_sql",
    "statements",
    "tally",
    "unit_facts",
    "with_report",
]
