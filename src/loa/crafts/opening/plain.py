"""Text and HTML → lines."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loa.crafts.opening.document import Document, Format, Line
from loa.crafts.opening.errors import CorruptError, EmptyFileError, TooLargeError
from loa.crafts.opening.limits import MAX_DEPTH, MAX_LINE_CHARS, MAX_LINES, MAX_OPEN_TAGS
from loa.crafts.viet import decode

_BLOCKS = {
    "p", "div", "tr", "li", "ul", "ol", "table", "tbody", "thead", "h1", "h2", "h3", "h4", "h5",
    "h6", "section", "article", "header", "footer", "blockquote", "center", "body", "br", "pre",
}  # fmt: skip
_SILENT = {"script", "style", "head", "noscript", "template", "svg", "-comment", "_comment"}


def open_text(data: bytes, *, name: str = "") -> Document:
    """Read plain text: a line of the file is a line. Raises EmptyFileError, TooLargeError."""
    text = decode(data).text.replace("\x00", "")
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    return _document(raw, Format.TEXT, name)


def open_html(data: bytes, *, name: str = "") -> Document:
    """Read a page: blocks are lines, cells of a row stand side by side."""
    page = _page_text(data)
    if _is_endless(page):
        raise CorruptError(kind="HTML")
    tree = LexborHTMLParser(page)
    out: list[_Raw] = [_Raw()]
    if tree.body is not None:
        _collect(tree.body, out, 0, 0)
    plain = ((raw, _plain_line(raw.text)) for raw in out)
    lines = [(line, raw.column) for raw, line in plain if line or raw.text.startswith(_SET)]
    return _document([line for line, _ in lines], Format.HTML, name, [n for _, n in lines])


@dataclass(slots=True)
class _Raw:
    """A line as it is gathered; `column` counts the cells of a row that has more than one."""

    text: str = ""
    column: int = 0


def _plain_line(raw: str) -> str:
    """Give a line of a page: white space is one space, but set text keeps its columns."""
    return raw[1:].rstrip() if raw.startswith(_SET) else " ".join(raw.split())


_SET = "\x00"  # marks a line of text that the page sets itself; no page holds this sign
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_CLOSED = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "o",
    ]
)


def _is_endless(page: str) -> bool:
    """Say whether tags lie in each other deeper than any page's: a parser would crawl."""
    depth = 0
    for tag in _TAG.finditer(page):
        if tag[2].lower() in _NEVER_CLOSED:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_OPEN_TAGS:
            return True
    return False


def _page_text(data: bytes) -> str:
    """Decode a page; one that is not UTF-8 may be in an old alphabet."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data).text


def _document(
    raw: list[str], format_: Format, name: str, columns: list[int] | None = None
) -> Document:
    if len(raw) > MAX_LINES:
        raise TooLargeError(measure="số dòng", size=len(raw), limit=MAX_LINES)
    lines = tuple(
        Line(text=line[:MAX_LINE_CHARS].rstrip(), column=column)
        for line, column in zip(raw, columns or [0] * len(raw), strict=True)
    )
    if not any(line.text.strip() for line in lines):
        raise EmptyFileError()
    return Document(format=format_, lines=lines, pages=1, name=name)


def _collect(node: LexborNode, out: list[_Raw], depth: int, column: int) -> None:
    if depth > MAX_DEPTH or len(out) > MAX_LINES:
        return
    own = column
    cells = _cells(node) if node.tag == "tr" else []
    for child in node.iter(include_text=True):
        tag = (child.tag or "").lower()
        if tag in _SILENT:
            continue
        if tag in ("-text", "_text"):
            out[-1].text += child.text_content or ""
            continue
        if tag in ("pre", "textarea"):
            set_lines = child.text(deep=True).expandtabs(8).split("\n")
            out += [*(_Raw(_SET + line) for line in set_lines[:MAX_LINES]), _Raw("", column)]
            continue
        if tag in ("td", "th"):
            own = cells.index(child.mem_id) + 1 if len(cells) > 1 else column
        if tag in _BLOCKS or tag in ("td", "th"):
            _begin(out, own)
        _collect(child, out, depth + 1, own)
        if tag in _BLOCKS or tag in ("td", "th"):
            _begin(out, column)


def _begin(out: list[_Raw], column: int) -> None:
    """Begin a line in a column; an empty one is used again."""
    if out[-1].text.strip():
        out.append(_Raw("", column))
    else:
        out[-1].column = column


def _cells(row: LexborNode) -> list[int]:
    """Give the cells of a row by their places in memory; none where it lays out a page."""
    cells = [child for child in row.iter() if (child.tag or "") in ("td", "th")]
    if any(cell.css_first("table") for cell in cells):
        return []
    return [cell.mem_id for cell in cells]
