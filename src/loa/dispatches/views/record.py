"""How well the reader reads, by what persons said of it."""

import csv
import json

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from loa.dispatches.queries import record as records
from loa.dispatches.queries.record import By
from loa.dispatches.words import FORMATS, ISSUER_KINDS, SPECS, SPLITS
from loa.ui.pages import page
from loa.units.queries import unit_ids_of
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_GET
def record(request: OfficerRequest) -> HttpResponse:
    """Show how often each field was right, corrected or missed, split by one thing."""
    told = request.GET.get("by", "")
    by = By(told) if told in set(By) else By.FIELD
    mine = unit_ids_of(request.user.pk, timezone.localdate())
    whole, parts = records.tallies(records.answers(mine), by)
    context = {
        "whole": whole,
        "parts": [(_name(by, part.name), part) for part in parts if part.total],
        "heading": SPLITS[by.value],
        "tabs": [
            {"word": word, "href": f"?by={name}", "count": None, "is_here": name == by.value}
            for name, word in SPLITS.items()
        ],
    }
    return page(request, "dispatches/record.html", context)


@signed_in
@require_GET
def record_csv(request: OfficerRequest) -> HttpResponse:
    """Give every answer as a row: what was read, how sure, what a person said."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reading-record.csv"'
    out = csv.writer(response)
    out.writerow(
        ["letter", "field", "format", "issuer", "month", "certainty", "outcome", "read", "said"]
    )
    mine = unit_ids_of(request.user.pk, timezone.localdate())
    for each in records.answers(mine):
        out.writerow(
            [
                each.dispatch_id, each.field, each.format, each.issuer, each.month,
                each.certainty, each.outcome.value, _cell(each.read), _cell(each.said),
            ]
        )  # fmt: skip
    return response


def _name(by: By, name: str) -> object:
    if by is By.FIELD:
        return SPECS[name].label
    if by is By.MONTH:
        return "/".join(reversed(name.split("-")))
    return (FORMATS if by is By.FORMAT else ISSUER_KINDS).get(name, _("Other"))


def _cell(value: object) -> str:
    """Write a value into a cell that no spreadsheet takes for a formula."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
