"""The unit's form, its report as sent, and the consolidated report."""

from loa.reports.views.answer import answer
from loa.reports.views.consolidated import consolidation, consolidations, sign
from loa.reports.views.linked import answer_links, come, done, enter, linked_report
from loa.reports.views.papers import consolidated_paper, signed_consolidation, unit_paper
from loa.reports.views.received import accept, give_back, reopen, report, signed, signed_file

__all__ = [
    "accept",
    "answer",
    "answer_links",
    "come",
    "consolidated_paper",
    "consolidation",
    "consolidations",
    "done",
    "enter",
    "give_back",
    "linked_report",
    "reopen",
    "report",
    "sign",
    "signed",
    "signed_consolidation",
    "signed_file",
    "unit_paper",
]
