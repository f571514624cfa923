"""DOCX bytes → `Seen`. Never trusts the file: sizes are capped, entities are not resolved."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from . import look
from .seen import Align, Furniture, Line, Piece, Place, Seen, Sheet

UNPACKED_MAX_BYTES = 200_000_000
_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_PT = 12700
_LINE_LOW_PT = 6
_ALIGNS: dict[str, Align] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
}
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class NotDocxError(ValueError):
    """The bytes are no DOCX that can be read; `reason` is a code: broken, too_large."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def see(data: bytes) -> Seen:
    """Read a DOCX as it is seen. Raises NotDocxError."""
    document = _opened(data)
    theme = next(
        (
            relation.target_part.blob
            for relation in document.part.rels.values()
            if not relation.is_external and relation.reltype.endswith("/theme")
        ),
        None,
    )
    looks = look.Looks(document.styles.element, theme)
    reader = _Reader(looks, document)
    reader.read_body()
    return Seen(tuple(reader.lines), tuple(_sheets(document, looks)), reader.tables)


def _opened(data: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > UNPACKED_MAX_BYTES:
                raise NotDocxError("too_large")
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, LxmlError) as fault:
        if isinstance(fault, NotDocxError):
            raise
        raise NotDocxError("broken") from fault
    except (OSError, NotImplementedError, RuntimeError, AttributeError) as fault:
        # Encrypted or truncated entries, and parts that are not what their type says.
        raise NotDocxError("broken") from fault


class _Reader:
    def __init__(self, looks: look.Looks, document: Document) -> None:
        self._looks = looks
        self._document = document
        self._sheet = 0
        self.lines: list[Line] = []
        self.tables = 0

    def read_body(self) -> None:
        self._walk(self._document.element.body, None, 0.0)

    def _walk(self, parent: _Element, place: Place | None, room: float) -> None:
        for each in parent:
            if each.tag == qn("w:p"):
                self.lines += lines_of(
                    each,
                    self._looks,
                    self._document.part,
                    place,
                    len(self.lines),
                    self._sheet,
                    room,
                )
                if each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                    self._sheet += 1
            elif each.tag == qn("w:tbl"):
                self._table(each, place)
            elif each.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                self._walk(each, place, room)

    def _table(self, table: _Element, outer: Place | None) -> None:
        if outer is None:
            self.tables += 1
        widths = [look.number(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
        for row_at, row in enumerate(table.findall(qn("w:tr"))):
            cells = row.findall(qn("w:tc"))
            grid_at = 0
            for column, cell in enumerate(cells):
                place = outer or Place(self.tables, row_at, column, len(cells))
                properties = cell.find(qn("w:tcPr"))
                span = int(look.number(look.value(properties, "w:gridSpan")) or 1)
                own = look.number(look.value(properties, "w:tcW", "w:w"))
                width = own or sum(widths[grid_at : grid_at + span])
                grid_at += span
                self._walk(cell, place, width / 20)


def lines_of(
    paragraph: _Element,
    looks: look.Looks,
    part: Any,
    place: Place | None,
    before_it: int,
    sheet: int = 0,
    room: float = 0.0,
) -> list[Line]:
    """Read one paragraph; each line break in it starts a new line of the same look."""
    layers = looks.paragraph_layers(paragraph)
    groups: list[list[Piece]] = [[]]
    for run in _runs(paragraph):
        run_layers = looks.run_layers(paragraph, run)
        if look.is_on(run_layers, "w:vanish"):
            continue
        made = _piece(run_layers, looks)
        caps = look.is_on(run_layers, "w:caps")
        for text in _texts(run):
            if text == "\n":
                groups.append([])
            else:
                groups[-1].append(made(text.upper() if caps else text))
    edges = look.child(layers[0], "w:pBdr") if layers else None
    sides = {
        each.tag.rpartition("}")[2]
        for each in (edges if edges is not None else ())
        if each.get(qn("w:val")) not in ("nil", "none")
    }
    left = look.points(layers, "w:ind", "w:left", "w:start")
    right = look.points(layers, "w:ind", "w:right", "w:end")
    first = look.points(layers, "w:ind", "w:firstLine") - look.points(
        layers, "w:ind", "w:hanging"
    )
    rules: tuple[float | None, ...] = tuple(_drawn_rules(paragraph))
    if sides in ({"top"}, {"bottom"}):
        # Without a room of its own (outside a table) the length is judged by the sheet.
        rules = (*rules, room - left - right if room else None)
    lines = []
    for at, pieces in enumerate(groups):
        lines.append(
            Line(
                at=before_it + at + 1,
                pieces=tuple(pieces),
                align=_ALIGNS.get(look.first_value(layers, "w:jc") or "", "left"),
                first=first if at == 0 else 0,
                left=left,
                right=right,
                before=look.points(layers, "w:spacing", "w:before") if at == 0 else 0,
                after=look.points(layers, "w:spacing", "w:after")
                if at == len(groups) - 1
                else 0,
                line_spacing=_line_spacing(layers),
                line_height=_line_height(layers),
                place=place,
                sheet=sheet,
                is_framed=len(sides) >= 4,
                has_top_edge="top" in sides,
                rules=rules if at == len(groups) - 1 else (),
                pictures=tuple(_pictures(paragraph, part)) if at == 0 else (),
                is_listed=any(layer.find(qn("w:numPr")) is not None for layer in layers[:1]),
                room=room,
            )
        )
    return lines


def _runs(paragraph: _Element) -> Iterator[_Element]:
    for each in paragraph:
        if each.tag == qn("w:r"):
            yield each
        elif each.tag not in (qn("w:del"), qn("w:moveFrom"), qn("w:pPr")):
            yield from _runs(each)


def _texts(run: _Element) -> Iterator[str]:
    for each in run:
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.tag == qn("w:tab"):
            yield "\t"
        elif each.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif each.tag in (qn("w:br"), qn("w:cr")) and each.get(qn("w:type")) != "page":
            yield "\n"


def _piece(layers: list[_Element], looks: look.Looks) -> Any:
    underline = look.first_value(layers, "w:u")
    colour = look.first_value(layers, "w:color")
    font, size = looks.font(layers), look.size(layers)
    is_bold, is_italic = look.is_on(layers, "w:b"), look.is_on(layers, "w:i")

    def made(text: str) -> Piece:
        return Piece(
            text=text,
            font=font,
            size=size,
            is_bold=is_bold,
            is_italic=is_italic,
            is_underlined=underline not in (None, "none"),
            colour=None if colour in (None, "auto") else str(colour).upper(),
        )

    return made


def _line_spacing(layers: list[_Element]) -> float | None:
    """Give the multiple of a single line, None where lines have a fixed height."""
    rule = look.first_value(layers, "w:spacing", "w:lineRule")
    height = look.first_value(layers, "w:spacing", "w:line")
    if height is None:
        return 1.0
    return None if rule in ("exact", "atLeast") else look.number(height) / 240


def _line_height(layers: list[_Element]) -> float | None:
    rule = look.first_value(layers, "w:spacing", "w:lineRule")
    if rule not in ("exact", "atLeast"):
        return None
    return look.number(look.first_value(layers, "w:spacing", "w:line")) / 20


def _drawn_rules(paragraph: _Element) -> Iterator[float | None]:
    """Find horizontal lines drawn at a paragraph, as shapes of next to no height."""
    for extent in paragraph.iter(f"{_WP}extent"):
        width, height = look.number(extent.get("cx")), look.number(extent.get("cy"))
        if width and height / _EMU_PER_PT < _LINE_LOW_PT:
            yield width / _EMU_PER_PT
    for line in paragraph.iter(f"{_V}line", f"{_V}shape"):
        if line.tag == f"{_V}line" or "connector" in line.get("type", ""):
            yield None


def _pictures(paragraph: _Element, part: Any) -> Iterator[str]:
    for blip in paragraph.iter(f"{_A}blip"):
        target = part.rels.get(blip.get(f"{_R}embed", ""))
        if target is not None and not target.is_external:
            yield str(target.target_part.content_type)


# ---------------------------------------------------------------- sheets
def _sheets(document: Document, looks: look.Looks) -> Iterator[Sheet]:
    number_format: str | None = None
    for section in document.sections:
        properties = section._sectPr
        page, margin = look.child(properties, "w:pgSz"), look.child(properties, "w:pgMar")

        def mm(source: _Element | None, name: str) -> float:
            return 0.0 if source is None else look.number(source.get(qn(name))) / _TWIPS_PER_MM

        width, height = mm(page, "w:w"), mm(page, "w:h")
        sides = ("top", "bottom", "left", "right")
        start = look.value(properties, "w:pgNumType", "w:start")
        number_format = look.value(properties, "w:pgNumType", "w:fmt")
        yield Sheet(
            width=width,
            height=height,
            margins={side: mm(margin, f"w:{side}") for side in sides},
            is_landscape=width > height,
            hides_first=section.different_first_page_header_footer,
            starts_at=int(start) if start and start.isdigit() else None,
            number_format=number_format,
            header=_furniture(section.header, looks),
            footer=_furniture(section.footer, looks),
            first_header=_furniture(section.first_page_header, looks),
            first_footer=_furniture(section.first_page_footer, looks),
            is_new_page=look.value(properties, "w:type") != "continuous",
        )


def _furniture(source: Any, looks: look.Looks) -> Furniture:
    """Read a header or footer; linked to the one before, it shows what that one shows.

    Reading through python-docx would *create* a missing part, so absence is asked first.
    """
    if not _is_there(source):
        return Furniture()
    lines: list[Line] = []
    numbers: list[Line] = []
    for paragraph in source._element.iter(qn("w:p")):
        found = lines_of(paragraph, looks, source.part, None, len(lines))
        lines += found
        if _holds_page_number(paragraph):
            numbers += found[:1]
    return Furniture(tuple(lines), tuple(numbers))


def _is_there(source: Any) -> bool:
    while source is not None:
        if source._has_definition:
            return True
        source = source._prior_headerfooter
    return False


def _holds_page_number(paragraph: _Element) -> bool:
    codes = [each.get(qn("w:instr"), "") for each in paragraph.iter(qn("w:fldSimple"))]
    codes += [each.text or "" for each in paragraph.iter(qn("w:instrText"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)
