"""Letters as document systems issue them: number and day are drawn by signature fields.

One letter in three. What is drawn (number, day, month), how it is kept (a signature field,
another field, a stamp or words laid over the page, a form flattened into it), how far off the
line it stands and whether a signing time stands beside it hang on the letter's name. The
signing time is never the letter's day.
"""

import io
import json
from dataclasses import dataclass
from importlib.resources import as_file, files

import pypdfium2
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from bench.letters.paper import to_docx, to_html, to_pdf, to_text
from bench.letters.sheets import Sheet, draw

FORMATS = ("pdf", "docx", "txt", "html")
WAYS = ("signature", "field", "stamp", "free text", "flattened")
PARTS = (("number",), ("number", "day"), ("number", "day", "month"))
OFF_THE_LINE = (0.0, 0.0, 1.5, -1.5, 3.0, -3.0, 4.5, -4.5)  # points
PRINT_BIT = 4
MARGIN = 1.0  # points around the words
_LOOK = """
#let s = json(bytes(sys.inputs.stamp))
#set page(width: auto, height: auto, margin: 1pt)
#set text(font: "Liberation " + s.face, size: s.size * 1pt, lang: "vi")
#set par(leading: 0.4em)
#for (n, line) in s.lines.enumerate() [#if n > 0 [#linebreak()]#line]
"""


@dataclass(frozen=True)
class Stamp:
    """Words and where their left end stands on page 1, in points from its lower left corner."""

    lines: tuple[str, ...]
    left: float
    base: float
    size: float


def is_stamped(sheet: Sheet) -> bool:
    """One letter in three, where there is a number to draw."""
    return bool(sheet.digits) and draw(sheet.name, "stamped") % 3 == 0


def way_of(sheet: Sheet) -> str:
    return WAYS[draw(sheet.name, "way") % len(WAYS)]


def issued(sheet: Sheet) -> bytes:
    """Make the letter as PDF, with its number and day drawn where it is one of those."""
    if not is_stamped(sheet):
        return to_pdf(sheet)
    parts = PARTS[draw(sheet.name, "parts") % len(PARTS)] if sheet.gold["date"] else PARTS[0]
    off = OFF_THE_LINE[draw(sheet.name, "off") % len(OFF_THE_LINE)]
    return stamped(sheet, parts, way_of(sheet), off)


def stamped(sheet: Sheet, parts: tuple[str, ...], way: str, off: float) -> bytes:
    """Make the letter with these parts drawn, kept in one of `WAYS`, `off` the line."""
    paper = to_pdf(sheet, blank=parts)
    return _drawn(paper, _stamps(sheet, paper, parts, off), way)


def made(sheet: Sheet, form: str) -> bytes:
    """Make the letter as a file of one of `FORMATS`."""
    return {"pdf": issued, "docx": to_docx, "txt": to_text, "html": to_html}[form](sheet)


def _stamps(sheet: Sheet, paper: bytes, parts: tuple[str, ...], off: float) -> list[Stamp]:
    _, month, day = (sheet.gold["date"] or "--").split("-")
    wanted = {
        "number": ("Số", sheet.digits),
        "day": (", ngày", day),
        "month": (" tháng", month),
    }
    size = 11 + draw(sheet.name, "size of stamp") % 3
    out = []
    with pypdfium2.PdfDocument(paper) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        for part in parts:
            before, digits = wanted[part]
            start, count = text.search(before, match_case=True).get_next()
            end = start + count
            if part == "number" and text.get_text_range(end, 1) == ":":
                end += 1
            boxes = [text.get_charbox(at) for at in (start + (part != "number"), end - 1)]
            gap = 5 if part == "number" else 3
            out.append(Stamp((digits,), boxes[1][2] + gap, boxes[0][1] + off, size))
        width, height = page.get_size()
    if draw(sheet.name, "signed") % 2:
        out.append(_signing(sheet, width, height))
    return out


def _signing(sheet: Sheet, width: float, height: float) -> Stamp:
    """Give who signed and when, as document systems draw it at the top or beside the head."""
    year = int(sheet.place_date[-4:]) + draw(sheet.name, "late") % 2
    when = (
        f"{1 + draw(sheet.name, 'when') % 28:02}/{1 + draw(sheet.name, 'month') % 12:02}/{year}"
    )
    who = " ".join(sheet.issuer).title()
    lines = (
        (f"Ký bởi: {who}", f"Thời gian ký: {when} 15:35:46 +07:00"),
        (f"{when.replace('/', '.')} 20:01:14",),
        (f"Người ký: {who}", f"Ngày ký: {when} 08:12:09"),
    )[draw(sheet.name, "signing") % 3]
    left = 8.0 if draw(sheet.name, "corner") % 2 else 0.62 * width
    return Stamp(lines, left, height - 14, 7)


def _drawn(paper: bytes, stamps: list[Stamp], way: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper)))
    page = writer.pages[0]
    annotations = ArrayObject()
    for stamp in stamps:
        look, wide, tall, drop = _look(writer, stamp)
        low = stamp.base - drop
        annotation = _annotation(way, f"stamp {len(annotations)}")
        annotation[NameObject("/Rect")] = ArrayObject(
            map(FloatObject, (stamp.left, low, stamp.left + wide, low + tall))
        )
        annotation[NameObject("/F")] = NumberObject(PRINT_BIT)
        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
        annotations.append(writer._add_object(annotation))
    page[NameObject("/Annots")] = annotations
    if way not in ("stamp", "free text"):
        writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/Fields"): annotations}
        )
    out = io.BytesIO()
    writer.write(out)
    return _flattened(out.getvalue()) if way == "flattened" else out.getvalue()


def _annotation(way: str, name: str) -> DictionaryObject:
    kind = {"stamp": "Stamp", "free text": "FreeText"}.get(way, "Widget")
    pairs = {"Type": "Annot", "Subtype": kind}
    if kind == "Widget":
        pairs["FT"] = "Tx" if way == "field" else "Sig"
    annotation = DictionaryObject(
        {NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in pairs.items()}
    )
    annotation[NameObject("/T")] = TextStringObject(name)
    return annotation


def _look(writer: PdfWriter, stamp: Stamp) -> tuple[IndirectObject, float, float, float]:
    """Give a form with the words, its width and height, and what is under its last line."""
    face = "Sans" if stamp.size < 10 else "Serif"
    facts = {"lines": stamp.lines, "size": stamp.size, "face": face}
    with as_file(files("loa.crafts.drafting") / "fonts") as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        drawn = typst.compile(
            _LOOK.encode(),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"stamp": json.dumps(facts, ensure_ascii=False)},
        )
    page = PdfReader(io.BytesIO(drawn)).pages[0]
    wide, tall = float(page.mediabox.width), float(page.mediabox.height)
    contents = page.get_contents()
    assert contents is not None
    look = DecodedStreamObject()
    look.set_data(contents.get_data())
    look[NameObject("/Type")] = NameObject("/XObject")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, wide, tall)))
    look[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(look), wide, tall, MARGIN


def _flattened(data: bytes) -> bytes:
    """Draw the fields into the page, as many systems do before they send a letter."""
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        page = pdf[0]
        page.flatten()
        page.close()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()
