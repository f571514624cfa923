"""The paper comes back: number, date and signed file of a unit's report."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.policies import may_acknowledge, require
from loa.files.actions import store
from loa.ledger.actions import record
from loa.reports.models import Report
from loa.units.models import Officer


@transaction.atomic
def record_signed_report(
    report: Report,
    *,
    number: str,
    symbol: str,
    issued_on: date,
    signed: bytes | None,
    by: Officer,
    at: datetime,
) -> Report:
    """Keep number, symbol, date and file of the report as the unit signed it (văn thư).

    Every correction keeps the former value in the ledger.
    """
    require(may_acknowledge(by, report.participant, timezone.localdate(at)))
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    file = store(signed, by=by, at=at) if signed else report.signed_file
    changes = {
        "number": (report.number, number),
        "symbol": (report.symbol, symbol),
        "issued_on": (report.issued_on, issued_on),
        "signed_file": (report.signed_file_id, file.pk if file else None),
    }
    report.number, report.symbol, report.issued_on = number.strip(), symbol.strip(), issued_on
    report.signed_file = file
    report.full_clean(validate_unique=False)
    report.save(update_fields=["number", "symbol", "issued_on", "signed_file"])
    record(
        "report.signed", report, by=by, at=at,
        changes=changes, unit_id=report.participant.unit_id,
    )  # fmt: skip
    return report
