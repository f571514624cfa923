"""Every read of campaigns that crosses rows."""

from loa.campaigns.queries.rounds import (
    current_round,
    deadline_of,
    due_of,
    is_open,
    rounds_of,
)
from loa.campaigns.queries.scope import (
    assignments_of,
    delivered,
    participant_of,
    participants,
    participants_visible_to,
    participations_of,
    reports_up_to,
    run_by,
    visible_to,
)

__all__ = [
    "assignments_of",
    "current_round",
    "deadline_of",
    "delivered",
    "due_of",
    "is_open",
    "participant_of",
    "participants",
    "participants_visible_to",
    "participations_of",
    "reports_up_to",
    "rounds_of",
    "run_by",
    "visible_to",
]
