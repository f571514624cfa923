"""A document plan as DOCX: what an office opens, edits, signs and numbers."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips
from lxml.etree import _Element

from . import form, parcel
from .docx_styles import fill
from .docx_xml import bare_frame, cell, element, item, paragraph, row, stamp, thin
from .model import OfficialDocument
from .plan import Item, Plan, Printed, print_document, text_twips

_DROPPED = frozenset({"docProps/thumbnail.jpeg"})


def to_docx(document: OfficialDocument) -> bytes:
    """Draft a document as DOCX; the same facts give the same bytes.

    Fonts are named (Times New Roman), not embedded. Raises NaiveInstantError.
    """
    plan = print_document(document)
    made = docx.Document()
    fill(made.styles.element)
    _properties(made, plan)
    _drop_thumbnail(made)
    body = made.element.body
    last = body.sectPr
    for child in list(body):
        if child is not last:
            body.remove(child)

    def add(elements: Iterable[_Element]) -> None:
        for each in elements:
            last.addprevious(each)

    add(_letterhead(plan))
    add(_flow(plan.opening, text_twips()))
    add(_flow(plan.body, text_twips()))
    add([_closing(plan)])
    _set_page(made.sections[0], is_landscape=False, restarts=True)
    _page_furniture(made.sections[0], plan)
    for annex in plan.annexes:
        section = made.add_section()
        # The paragraph that carries the section's end must not make a page of its own.
        _make_thin(last.getprevious())
        _set_page(section, is_landscape=annex.is_landscape, restarts=True)
        _numbered_pages(section)
        add(_flow(annex.items, text_twips(annex.is_landscape)))
    # Word wants a paragraph after the last table; nor must this one make a page.
    add([thin()])
    out = io.BytesIO()
    made.save(out)
    return parcel.normalise(out.getvalue(), drop=_DROPPED)


def _properties(made: Document, plan: Plan) -> None:
    created = plan.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core = made.core_properties
    core.title = plan.title[:255]
    core.author = plan.author[:255]
    core.last_modified_by = plan.author[:255]
    core.comments = ""
    core.language = "vi-VN"
    core.revision = 1
    core.created = core.modified = datetime(*created.timetuple()[:6])  # noqa: DTZ001 (python-docx writes UTC from naive instants)


def _drop_thumbnail(made: Document) -> None:
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _flow(items: Iterable[Item], room: int) -> list[_Element]:
    return [made for each in items for made in item(each, room)]


def _make_thin(end: _Element) -> None:
    for at, child in enumerate(list(thin()[0])):
        end[0].insert(at, child)


def _letterhead(plan: Plan) -> list[_Element]:
    left, right = form.HEADER_TWIPS
    header = plan.header
    rows = [
        row([cell(left, _flow(header.issuer, left)), cell(right, _flow(header.state, right))]),
        row([cell(left, _flow(header.number, left)), cell(right, _flow(header.place, right))]),
    ]
    return [bare_frame(form.HEADER_TWIPS, rows)]


def _closing(plan: Plan) -> _Element:
    left, right = form.SIGNATURE_TWIPS
    closing = plan.closing
    room = element(
        "w:p",
        None,
        element(
            "w:pPr",
            None,
            element("w:pStyle", {"w:val": "LoaSigner"}),
            element(
                "w:spacing",
                {
                    "w:before": "0",
                    "w:after": "0",
                    "w:line": str(form.SIGNING_ROOM_PT * form.TWIPS_PER_PT),
                    "w:lineRule": "exact",
                },
            ),
        ),
    )
    signing = [
        *(paragraph(line) for line in closing.authority),
        room,
        paragraph(closing.signer),
    ]
    gap = element("w:trPr", None, element("w:cantSplit"))
    line = element(
        "w:tr",
        None,
        gap,
        cell(left, [paragraph(each) for each in closing.sent_to]),
        cell(right, signing),
    )
    spacer = element(
        "w:tr",
        None,
        element(
            "w:trPr",
            None,
            element("w:cantSplit"),
            element("w:trHeight", {"w:val": "240", "w:hRule": "exact"}),
        ),
        cell(left + right, [_kept_thin()], span=2),
    )
    return bare_frame(form.SIGNATURE_TWIPS, [spacer, line])


def _kept_thin() -> _Element:
    kept = thin()
    kept[0].insert(0, element("w:keepNext"))
    return kept


# ---------------------------------------------------------------- pages
def _set_page(section: Section, *, is_landscape: bool, restarts: bool) -> None:
    width, height = form.PAGE_TWIPS[::-1] if is_landscape else form.PAGE_TWIPS
    section.page_width, section.page_height = Twips(width), Twips(height)
    page = section._sectPr.find(_q("w:pgSz"))
    if page is not None:
        orient = _q("w:orient")
        if is_landscape:
            page.set(orient, "landscape")
        elif orient in page.attrib:
            del page.attrib[orient]
    margin = {side: Twips(round(mm * form.TWIPS_PER_MM)) for side, mm in form.MARGIN_MM.items()}
    section.top_margin, section.bottom_margin = margin["top"], margin["bottom"]
    section.left_margin, section.right_margin = margin["left"], margin["right"]
    from_edge = Twips(round(form.HEADER_FROM_EDGE_MM * form.TWIPS_PER_MM))
    section.header_distance = section.footer_distance = from_edge
    section.gutter = Twips(0)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(_q("w:pgNumType")):
        section._sectPr.remove(old)
    margins = section._sectPr.find(_q("w:pgMar"))
    if restarts and margins is not None:
        margins.addnext(element("w:pgNumType", {"w:start": "1"}))


def _q(tag: str) -> str:
    return str(qn(tag))


def _page_furniture(section: Section, plan: Plan) -> None:
    _numbered_pages(section)
    if plan.circulation:
        top = section.first_page_header._element
        _replace(top, [stamp(plan.circulation, text_twips(), at_right=True)])
    if plan.contact:
        lines = [paragraph(line) for line in plan.contact]
        edge = {"w:val": "single", "w:sz": "6", "w:space": "4", "w:color": "000000"}
        lines[0][0].insert(1, element("w:pBdr", None, element("w:top", edge)))
        _replace(section.first_page_footer._element, lines)


def _numbered_pages(section: Section) -> None:
    """Put page numbers in the header; the first page of a section hides its number."""
    for part in (
        section.header,
        section.first_page_header,
        section.footer,
        section.first_page_footer,
    ):
        part.is_linked_to_previous = False
    number = paragraph(Printed("page_number", ""))
    number.append(element("w:fldSimple", {"w:instr": "PAGE"}, _number_run()))
    _replace(section.header._element, [number])
    empty = Printed("page_number", "")
    for part in (section.first_page_header, section.footer, section.first_page_footer):
        _replace(part._element, [paragraph(empty)])


def _number_run() -> _Element:
    text = element("w:t")
    text.text = "2"
    return element("w:r", None, text)


def _replace(part: _Element, content: Iterable[_Element]) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(list(content))
