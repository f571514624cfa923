"""Pieces of WordprocessingML, written directly.

python-docx is slow on tables of thousands of cells: it searches the row for each of them.
"""

from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from .form import STYLES, TWIPS_PER_MM, TWIPS_PER_PT
from .grids import CELL_PADDING_TWIPS, PrintedRow, PrintedTable, SlipGrid
from .plan import Gap, Item, Printed, Rule, Stamp

_BORDER = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}
_RULE = {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"}
_CUT = {"w:val": "dashed", "w:sz": "4", "w:space": "0", "w:color": "000000"}
_NONE = {"w:val": "nil"}
_RULE_LINE_TWIPS = 120
_STAMP_LINE_TWIPS = 400
# XML has no place for these; text pasted from elsewhere may hold them.
_NOT_IN_XML = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], " ")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def element(
    tag: str, attributes: dict[str, str] | None = None, *children: _Element
) -> _Element:
    """Make an element with attributes and children, names written with their prefix."""
    made: _Element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def style_id(style: str) -> str:
    return "Loa" + "".join(part.capitalize() for part in style.split("_"))


def _run(text: str, *properties: _Element) -> _Element:
    run = element("w:r")
    if properties:
        run.append(element("w:rPr", None, *properties))
    for at, line in enumerate(text.split("\n")):
        if at:
            run.append(element("w:br"))
        piece = element("w:t")
        piece.text = line.translate(_NOT_IN_XML)
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(piece)
    return run


def paragraph(printed: Printed) -> _Element:
    """Write a paragraph that carries its style and, beyond it, only what is its own."""
    properties = element("w:pPr", None, element("w:pStyle", {"w:val": style_id(printed.style)}))
    if printed.keep_next:
        properties.append(element("w:keepNext"))
    if printed.left is not None:
        indent = {"w:left": str(printed.left), "w:hanging": str(printed.hanging or 0)}
        properties.append(element("w:ind", indent))
    made = element("w:p", None, properties)
    if printed.text:
        made.append(_run(printed.text))
    return made


def rule(line: Rule, room_twips: int) -> _Element:
    """Draw a centred line as the upper border of a low, empty paragraph."""
    side = max(0, round((room_twips - line.length * TWIPS_PER_PT) / 2))
    return element(
        "w:p",
        None,
        element(
            "w:pPr",
            None,
            element("w:pBdr", None, element("w:top", _RULE)),
            element(
                "w:spacing",
                {
                    "w:before": "40",
                    "w:after": "0",
                    "w:line": str(_RULE_LINE_TWIPS),
                    "w:lineRule": "exact",
                },
            ),
            element("w:ind", {"w:left": str(side), "w:right": str(side)}),
        ),
    )


def stamp(mark: Stamp, room_twips: int, *, at_right: bool = False) -> _Element:
    """Draw framed words: a paragraph with a box, 8 mm high with its borders."""
    width = round(mark.width * TWIPS_PER_MM)
    rest = max(0, room_twips - width)
    left, right = (rest, 0) if at_right else (rest // 2, rest - rest // 2)
    colour = STYLES[mark.style].colour or "000000"
    edge = {"w:val": "single", "w:sz": "8", "w:space": "1", "w:color": colour}
    sides = ("top", "left", "bottom", "right")
    return element(
        "w:p",
        None,
        element(
            "w:pPr",
            None,
            element("w:pStyle", {"w:val": style_id(mark.style)}),
            element("w:pBdr", None, *(element(f"w:{side}", edge) for side in sides)),
            element(
                "w:spacing",
                {
                    "w:before": "120",
                    "w:after": "80",
                    "w:line": str(_STAMP_LINE_TWIPS),
                    "w:lineRule": "exact",
                },
            ),
            element("w:ind", {"w:left": str(left), "w:right": str(right)}),
        ),
        _run(mark.text),
    )


def thin(before: float = 0) -> _Element:
    """Write a paragraph that takes no height but the space before it, in points."""
    spacing = {
        "w:before": str(round(before * TWIPS_PER_PT)),
        "w:after": "0",
        "w:line": "20",
        "w:lineRule": "exact",
    }
    small = element("w:rPr", None, element("w:sz", {"w:val": "2"}))
    return element("w:p", None, element("w:pPr", None, element("w:spacing", spacing), small))


def item(printed: Item, room_twips: int) -> list[_Element]:
    """Write any item of a plan within a width; a table is followed by nothing of its own."""
    match printed:
        case Printed():
            return [paragraph(printed)]
        case Rule():
            return [rule(printed, room_twips)]
        case Stamp():
            return [stamp(printed, room_twips)]
        case Gap(height):
            return [thin(height)]
        case PrintedTable():
            return [table(printed)]
        case SlipGrid():
            return [_slips(printed)]


# ---------------------------------------------------------------- tables
def frame(
    widths: Iterable[int],
    *,
    border: dict[str, str],
    padding: int = 0,
    rows: Iterable[_Element] = (),
    centred: bool = True,
    title: str | None = None,
) -> _Element:
    """Make a table of fixed column widths in twips, with one kind of border."""
    columns = list(widths)
    properties = element(
        "w:tblPr",
        None,
        element("w:tblW", {"w:w": str(sum(columns)), "w:type": "dxa"}),
        element("w:jc", {"w:val": "center" if centred else "left"}),
        element("w:tblBorders", None, *(element(f"w:{side}", border) for side in _SIDES)),
        element("w:tblLayout", {"w:type": "fixed"}),
        element(
            "w:tblCellMar",
            None,
            element("w:left", {"w:w": str(padding), "w:type": "dxa"}),
            element("w:right", {"w:w": str(padding), "w:type": "dxa"}),
        ),
        element("w:tblLook", {"w:val": "0000"}),
    )
    if title:
        properties.append(element("w:tblCaption", {"w:val": title}))
    grid = element(
        "w:tblGrid", None, *(element("w:gridCol", {"w:w": str(width)}) for width in columns)
    )
    return element("w:tbl", None, properties, grid, *rows)


def bare_frame(widths: Iterable[int], rows: Iterable[_Element]) -> _Element:
    """Make a table without lines: two columns of a letterhead or of the closing."""
    return frame(widths, border=_NONE, rows=rows)


def cell(
    width: int, content: Iterable[_Element], *, span: int = 1, middle: bool = False
) -> _Element:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
    if span > 1:
        properties.append(element("w:gridSpan", {"w:val": str(span)}))
    if middle:
        properties.append(element("w:vAlign", {"w:val": "center"}))
    return element("w:tc", None, properties, *content)


def row(cells: Iterable[_Element], *, is_heading: bool = False) -> _Element:
    """Make a row that never breaks over a page; a heading row is repeated on each."""
    properties = element("w:trPr", None, element("w:cantSplit"))
    if is_heading:
        properties.append(element("w:tblHeader"))
    return element("w:tr", None, properties, *cells)


def table(printed: PrintedTable) -> _Element:
    """Write a table of figures."""
    heading = row(
        (
            cell(
                width, [_cell_paragraph(title, printed.size, "center", bold=True)], middle=True
            )
            for title, width in zip(printed.titles, printed.widths, strict=True)
        ),
        is_heading=True,
    )
    rows = [heading, *(_table_row(line, printed) for line in printed.rows)]
    return frame(printed.widths, border=_BORDER, padding=CELL_PADDING_TWIPS, rows=rows)


def _table_row(line: PrintedRow, printed: PrintedTable) -> _Element:
    if line.kind in ("group", "empty"):
        is_group = line.kind == "group"
        content = _cell_paragraph(
            line.cells[0],
            printed.size,
            "left" if is_group else "center",
            bold=is_group,
            italic=not is_group,
            keep_next=is_group,
        )
        return row([cell(sum(printed.widths), [content], span=len(printed.widths))])
    bold = line.kind == "total"
    return row(
        cell(width, [_cell_paragraph(text, printed.size, align, bold=bold)], middle=True)
        for text, width, align in zip(line.cells, printed.widths, printed.aligns, strict=True)
    )


def _cell_paragraph(
    text: str,
    size: float,
    align: str,
    *,
    bold: bool = False,
    italic: bool = False,
    keep_next: bool = False,
) -> _Element:
    properties = element("w:pPr", None, element("w:pStyle", {"w:val": "LoaCell"}))
    if keep_next:
        properties.append(element("w:keepNext"))
    if align != "left":
        properties.append(element("w:jc", {"w:val": align}))
    made = element("w:p", None, properties)
    if text:
        half_points = str(round(size * 2))
        look = [element("w:b")] if bold else []
        look += [element("w:i")] if italic else []
        look += [
            element("w:sz", {"w:val": half_points}),
            element("w:szCs", {"w:val": half_points}),
        ]
        made.append(_run(text, *look))
    return made


def _slips(grid: SlipGrid) -> _Element:
    widths = (grid.width // 2, grid.width - grid.width // 2)
    rows = []
    for pair in grid.rows:
        cells = []
        for width, slip in zip(widths, (*pair, None), strict=False):
            lines = [Printed("slip_title", slip.title)] if slip else [Printed("slip_line", "")]
            if slip:
                lines += [
                    Printed("slip_line", f"{label}: {value}") for label, value in slip.lines
                ]
            cells.append(cell(width, [paragraph(line) for line in lines]))
        rows.append(row(cells))
    return frame(widths, border=_CUT, padding=2 * CELL_PADDING_TWIPS, rows=rows)
