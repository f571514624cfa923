"""The one way in: a Document → a Reading."""

from typing import Protocol

from loa.crafts.opening import Document
from loa.crafts.reading.addressees import read_addressees
from loa.crafts.reading.attachments import read_attachments
from loa.crafts.reading.audiences import read_audience, read_scope
from loa.crafts.reading.bodies import names_in
from loa.crafts.reading.closing import read_distribution, read_signatories
from loa.crafts.reading.contacts import read_contacts
from loa.crafts.reading.dated import read_place_and_date
from loa.crafts.reading.deadlines import find_dues, read_deadlines
from loa.crafts.reading.findings import find_findings
from loa.crafts.reading.heading import read_subject, read_type, read_urgency
from loa.crafts.reading.heads import with_heads
from loa.crafts.reading.issuers import backed_issuer, mended_issuer, mended_superior
from loa.crafts.reading.letterhead import read_bodies, read_number
from loa.crafts.reading.paragraphs import Paragraph, paragraphs_of
from loa.crafts.reading.periods import read_periods
from loa.crafts.reading.pieces import pieces_of
from loa.crafts.reading.references import read_references
from loa.crafts.reading.report import read_report
from loa.crafts.reading.result import FIELD_NAMES, Field, Reading
from loa.crafts.reading.secrecy import screen_secrecy
from loa.crafts.reading.tables import carve
from loa.crafts.reading.tasks import read_tasks
from loa.crafts.reading.zones import find_zones


class SecondReader(Protocol):
    """The seam for a site's own model: it sees the document and what was read, and may answer.

    What it returns replaces fields below `SURE` only; its certainty is its own to defend.
    """

    def improve(self, document: Document, fields: dict[str, Field]) -> dict[str, Field]: ...


def read_document(document: Document, *, second: SecondReader | None = None) -> Reading:
    """Read a dispatch field by field. Never raises for what a document holds.

    A letter with a secrecy stamp comes back refused, with no fields.
    Cost: about 5 ms a page. Source: docs/rules/reading.md.
    """
    refused = screen_secrecy(document)
    if refused is not None:
        return Reading(document.name, document.format.value, {}, (), refused)
    zones = find_zones(pieces_of(document))
    plain, rows = carve(zones.body)
    paragraphs = paragraphs_of(plain)
    if rows:
        cells = [cell for row in rows for cell in row.cells]
        paragraphs = sorted([*paragraphs, *cells], key=lambda one: one.first)
    body = " ".join(paragraph.text for paragraph in paragraphs)
    fields: dict[str, Field] = {}
    fields["issuer"], fields["superior"] = read_bodies(zones, body)
    fields["number"], fields["symbol"] = read_number(zones, fields["issuer"].value)
    fields["issuer"] = mended_issuer(fields["issuer"], fields["symbol"].value, body)
    fields["issuer"] = backed_issuer(fields["issuer"], fields["symbol"].value)
    fields["superior"] = mended_superior(fields["superior"])
    fields["place"], fields["date"] = read_place_and_date(zones)
    fields["doc_type"] = read_type(zones, fields["symbol"].value)
    fields["urgency"] = read_urgency(zones)
    fields["subject"] = read_subject(zones)
    fields["addressees"] = read_addressees(zones)
    paragraphs = with_heads(paragraphs, names_in(fields["addressees"].value or []))
    dues = find_dues(paragraphs, fields["date"].value, fields["issuer"].value, rows)
    fields["legal_basis"] = read_references(_opening(paragraphs))
    fields["periods"] = read_periods(paragraphs, fields["date"].value, dues)
    fields["deadlines"] = read_deadlines(dues)
    fields["audience"] = read_audience(paragraphs)
    fields["scope"] = read_scope(paragraphs)
    fields["tasks"] = read_tasks(paragraphs, dues, fields["addressees"].value or [], rows)
    fields["report"] = read_report(paragraphs, dues)
    fields["contacts"] = read_contacts(paragraphs)
    fields["attachments"] = read_attachments(paragraphs, zones.annexes)
    fields["signatories"] = read_signatories(zones)
    fields["distribution"] = read_distribution(zones)
    if second is not None:
        better = second.improve(document, dict(fields))
        fields |= {
            name: item
            for name, item in better.items()
            if name in fields and not fields[name].is_sure
        }
    findings = find_findings(fields, paragraphs)
    ordered = {name: fields[name] for name in FIELD_NAMES}
    return Reading(document.name, document.format.value, ordered, findings)


def _opening(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs before the first numbered item: there the letter names its grounds."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind in ("roman", "number", "article", "letter") and out:
            break
        if paragraph.kind in ("roman", "number", "article"):
            break
        out.append(paragraph)
    return out
