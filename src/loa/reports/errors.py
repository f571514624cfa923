"""What can stand in the way of a report.

ReportError
├── DoorShutError         the round no longer takes reports
├── DraftMovedError       someone else saved this draft meanwhile
├── FiguresError          figures are missing or cannot be
├── NotSentError          there is nothing to accept or return yet
├── AlreadyAcceptedError  an accepted report is changed by reopening it first
├── NoFormError           the round has no form
├── LinkDeadError         a link was revoked, has ended, or is none
└── LinkNotNeededError    a unit that owes no answer needs no link
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loa.reports.models import Report


class ReportError(Exception):
    """A report cannot be changed as asked."""


class DoorShutError(ReportError):
    def __init__(self, closed_at: datetime) -> None:
        self.closed_at = closed_at
        super().__init__(str(closed_at))


class LinkDeadError(ReportError):
    pass


class LinkNotNeededError(ReportError):
    pass


class DraftMovedError(ReportError):
    """`theirs` is the report as the other officer saved it; nothing of it was overwritten."""

    def __init__(self, theirs: "Report") -> None:
        self.theirs = theirs
        super().__init__(f"saved by {theirs.draft_by} at {theirs.draft_at}")


class FiguresError(ReportError):
    """`faults` {indicator: "missing" | "negative" | "too_large" | "part_over_whole"}."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(str(faults))


class NotSentError(ReportError):
    pass


class AlreadyAcceptedError(ReportError):
    pass


class NoFormError(ReportError):
    pass
