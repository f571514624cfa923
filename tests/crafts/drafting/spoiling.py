"""Take a right document and spoil one thing in it."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.model import OfficialDocument

Edit = Callable[[Document], None]


def spoil(document: OfficialDocument, edit: Edit) -> bytes:
    made = docx.Document(io.BytesIO(to_docx(document)))
    edit(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lines(made: Document) -> Iterator[Paragraph]:
    for each in made.element.body.iter(qn("w:p")):
        yield Paragraph(each, made._body)


def line(made: Document, start: str) -> Paragraph:
    return next(each for each in lines(made) if each.text.strip().startswith(start))


def look(
    start: str,
    *,
    size: float | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    font: str | None = None,
    colour: str | None = None,
) -> Edit:
    def edit(made: Document) -> None:
        for run in line(made, start).runs:
            run.font.size = Pt(size) if size else run.font.size
            run.bold = bold if bold is not None else run.bold
            run.italic = italic if italic is not None else run.italic
            run.font.name = font or run.font.name
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)

    return edit


def say(start: str, text: str) -> Edit:
    def edit(made: Document) -> None:
        found = line(made, start)
        found.runs[0].text = text
        for run in found.runs[1:]:
            run.text = ""

    return edit


def take_away(each: Any) -> None:
    each.getparent().remove(each)


def drop(start: str) -> Edit:
    def edit(made: Document) -> None:
        take_away(line(made, start)._p)

    return edit


def align(start: str, how: WD_ALIGN_PARAGRAPH) -> Edit:
    def edit(made: Document) -> None:
        line(made, start).alignment = how

    return edit


def space(
    start: str,
    *,
    before: float | None = None,
    spacing: float | None = None,
    first: float | None = None,
) -> Edit:
    def edit(made: Document) -> None:
        form = line(made, start).paragraph_format
        if before is not None:
            form.space_before = Pt(before)
            form.space_after = Pt(0)
        if spacing is not None:
            form.line_spacing = spacing
        if first is not None:
            form.first_line_indent = Pt(first)

    return edit


def without_rule(after: str) -> Edit:
    """Take away the line drawn under a title."""

    def edit(made: Document) -> None:
        at: Any = line(made, after)._p.getnext()
        while at.find(f".//{qn('w:pBdr')}") is None:
            at = at.getnext()
        take_away(at)

    return edit


def every_section(change: Callable[..., None], only: int | None = None) -> Edit:
    def edit(made: Document) -> None:
        for at, section in enumerate(made.sections):
            if only in (None, at):
                change(section)

    return edit


def page_start(number: int, at: int = 0) -> Edit:
    def edit(made: Document) -> None:
        sect: Any = made.sections[at]._sectPr
        sect.find(qn("w:pgNumType")).set(qn("w:start"), str(number))

    return edit
