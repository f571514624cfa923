"""Every read of campaigns that crosses rows."""

from loa.campaigns.queries.amending import Amending, amended, amending
from loa.campaigns.queries.holes import Hole, MatrixRow, holes, matrix, open_holes
from loa.campaigns.queries.names import learned_names, names_meant
from loa.campaigns.queries.proposing import Proposal, RoundDraft, propose
from loa.campaigns.queries.remarks import Reviewed, has_material, remarks_of, reviewed
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
    rounds_seen_whole,
    run_by,
    visible_to,
)

__all__ = [
    "Amending",
    "Hole",
    "MatrixRow",
    "Proposal",
    "Reviewed",
    "RoundDraft",
    "amended",
    "amending",
    "assignments_of",
    "current_round",
    "deadline_of",
    "delivered",
    "due_of",
    "has_material",
    "holes",
    "is_open",
    "learned_names",
    "matrix",
    "names_meant",
    "open_holes",
    "participant_of",
    "participants",
    "participants_visible_to",
    "participations_of",
    "propose",
    "remarks_of",
    "reports_up_to",
    "reviewed",
    "rounds_of",
    "rounds_seen_whole",
    "run_by",
    "visible_to",
]
