"""Reports on paper: DOCX for the office, PDF to read, XLSX to reckon with."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from loa.files.serving import serve, serve_document
from loa.reports import papers
from loa.reports.queries import unit_facts
from loa.reports.views.consolidated import consolidation_seen
from loa.reports.views.received import found
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_GET
def unit_paper(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """Give a unit's report in the legal form, for its own signing and numbering."""
    row = found(request, pk, timezone.localdate())
    facts = unit_facts(row)
    if facts is None:
        raise Http404
    numbering = papers.Numbering(row.number, row.symbol, row.issued_on)
    document = papers.unit_report(facts, numbering)
    return serve_document(document, kind, f"bao-cao-{row.pk}", as_download=kind != "pdf")


@signed_in
@require_GET
def consolidated_paper(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """Give the consolidated report: the same facts give the same bytes."""
    made = consolidation_seen(request, pk, timezone.localdate())
    numbering = papers.Numbering(made.number, "", made.issued_on)
    document = papers.consolidated_report(
        made.facts, made.text, timezone.localtime(made.as_of), numbering
    )
    name = f"bao-cao-tong-hop-{made.round.number}-{made.number_in_round}"
    return serve_document(document, kind, name, as_download=kind != "pdf")


@signed_in
@require_GET
def signed_consolidation(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the signed file of a consolidated report."""
    made = consolidation_seen(request, pk, timezone.localdate())
    if made.signed_file is None:
        raise Http404
    return serve(made.signed_file, f"bao-cao-tong-hop-{made.pk}{made.signed_file.extension}")
