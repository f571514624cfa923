"""Every change to reports: a unit's answer, what becomes of it, the consolidated report."""

from loa.reports.actions.answering import save_draft, send_report, use_form
from loa.reports.actions.consolidating import consolidate, edit_text, record_signing
from loa.reports.actions.receiving import accept_report, reopen_report, return_report
from loa.reports.actions.reminding import remind
from loa.reports.actions.returning import record_signed_report

__all__ = [
    "accept_report",
    "consolidate",
    "edit_text",
    "record_signed_report",
    "record_signing",
    "remind",
    "reopen_report",
    "return_report",
    "save_draft",
    "send_report",
    "use_form",
]
