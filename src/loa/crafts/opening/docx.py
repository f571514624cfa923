"""DOCX → lines, in the order of the body, tables and text boxes where they stand.

Paragraphs alone lose header, signature and distribution: these live in tables.
"""

from collections.abc import Iterator

from lxml import etree

from loa.crafts.opening.document import Document, Format, Line
from loa.crafts.opening.errors import CorruptError, EmptyFileError, TooLargeError
from loa.crafts.opening.limits import MAX_DEPTH, MAX_LINE_CHARS, MAX_LINES
from loa.crafts.opening.numbering import Numbering
from loa.crafts.opening.packed import unpack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {W + "del", W + "moveFrom", _MC_FALLBACK, W + "instrText", W + "delText", W + "pPr"}


def open_docx(data: bytes, *, name: str = "", format_: Format = Format.DOCX) -> Document:
    """Read a DOCX. Raises CorruptError, EncryptedError, TooLargeError, EmptyFileError."""
    parts = unpack(data, ("word/document.xml", "word/numbering.xml"), kind="DOCX")
    root = parse_xml(parts.get("word/document.xml", b""), kind="DOCX")
    body = root.find(W + "body")
    if body is None:
        raise CorruptError(kind="DOCX")
    numbers = parts.get("word/numbering.xml")
    numbering = Numbering(parse_xml(numbers, kind="DOCX") if numbers else None)
    lines: list[Line] = []
    for text, column in _walk(body, numbering, column=0, depth=0):
        text = " ".join(text.split(" ")).strip()[:MAX_LINE_CHARS]
        if text:
            lines.append(Line(text=text, column=column))
        if len(lines) > MAX_LINES:
            raise TooLargeError(measure="số dòng", size=len(lines), limit=MAX_LINES)
    if not lines:
        raise EmptyFileError()
    return Document(format=format_, lines=tuple(lines), pages=1, name=name)


def parse_xml(data: bytes, *, kind: str) -> etree._Element:
    """Parse without entities, network or huge trees. Raises CorruptError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptError(kind=kind) from error


def _walk(
    parent: etree._Element, numbering: Numbering, *, column: int, depth: int
) -> Iterator[tuple[str, int]]:
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag in _SKIPPED:
            continue
        if child.tag == W + "p":
            yield from ((text, column) for text in _paragraph(child, numbering))
            for box in child.iter(W + "txbxContent"):
                if not _inside_fallback(box):
                    yield from _walk(box, numbering, column=column, depth=depth + 1)
        elif child.tag == W + "tr":
            cells = list(child.iterfind(W + "tc"))
            for number, cell in enumerate(cells, 1):
                at = number if len(cells) > 1 else column
                yield from _walk(cell, numbering, column=at, depth=depth + 1)
        elif isinstance(child.tag, str):
            yield from _walk(child, numbering, column=column, depth=depth + 1)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Give the lines of one paragraph: soft breaks divide it, its number stands before it."""
    text = numbering.label(paragraph) + "".join(_runs(paragraph, 0))
    yield from text.split("\n")


def _runs(node: etree._Element, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    for child in node:
        tag = child.tag
        if tag in _SKIPPED or tag == W + "txbxContent":
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag in (W + "br", W + "cr"):
            yield "\n"
        elif tag == W + "tab":
            yield "\t"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif isinstance(tag, str):
            yield from _runs(child, depth + 1)


def _inside_fallback(node: etree._Element) -> bool:
    return any(parent.tag == _MC_FALLBACK for parent in node.iterancestors())
