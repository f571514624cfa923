"""Every change to reports: a unit's answer, what becomes of it, the consolidated report."""

from loa.reports.actions.answering import save_draft, send_report, use_form
from loa.reports.actions.consolidating import consolidate, edit_text, record_signing
from loa.reports.actions.linking import (
    NewLink,
    make_answer_link,
    open_answer_link,
    revoke_answer_link,
)
from loa.reports.actions.receiving import accept_report, reopen_report, return_report
from loa.reports.actions.reminding import remind
from loa.reports.actions.returning import record_signed_report

__all__ = [
    "NewLink",
    "accept_report",
    "consolidate",
    "edit_text",
    "make_answer_link",
    "open_answer_link",
    "record_signed_report",
    "record_signing",
    "remind",
    "reopen_report",
    "return_report",
    "revoke_answer_link",
    "save_draft",
    "send_report",
    "use_form",
]
