"""Letters on paper: DOCX, PDF, HTML and plain text, in layouts that offices use.

What a layout does (fonts, merged columns, dashes, where "V/v" stands) hangs on the letter's
name, so that the same letter is always the same file.
"""

import html
import io
import json
import unicodedata
from collections.abc import Collection
from importlib.resources import as_file, files
from typing import Any

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from bench.letters.sheets import Sheet, draw

MOTTOES = {
    "state": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    "party": ["ĐẢNG CỘNG SẢN VIỆT NAM"],
    "youth": ["ĐOÀN TNCS HỒ CHÍ MINH"],
}


def left_head(sheet: Sheet, *, blank: Collection[str] = ()) -> list[str]:
    """Give the left column of the head; a `blank` number is left to a pen or a stamp."""
    number = sheet.number.strip()
    if "number" in blank:
        number = "        " + number[len(sheet.digits) :].lstrip() if sheet.digits else number
    label = "Số" if draw(sheet.name, "colon") % 9 == 0 and sheet.layout == "party" else "Số:"
    out = [*sheet.superior, *sheet.issuer]
    if sheet.star:
        out.append(sheet.star)
    out.append(f"{label} {number}")
    if has_subject_in_head(sheet):
        out.append(f"V/v {sheet.subject}")
    return out


def has_subject_in_head(sheet: Sheet) -> bool:
    return bool(sheet.subject) and not sheet.type


def right_head(sheet: Sheet, *, blank: Collection[str] = ()) -> list[str]:
    """Give the right column of the head."""
    place = sheet.place_date
    if "day" in blank:
        before, _, after = place.partition("ngày ")
        _, _, rest = after.partition(" tháng ")
        month, _, year = rest.partition(" năm ")
        month = "       " if "month" in blank else f" {month} "
        place = f"{before}ngày        tháng{month}năm {year}"
    mottoes = list(MOTTOES[sheet.layout])
    if draw(sheet.name, "motto") % 4 == 0:
        mottoes = [line.replace("HÒA", "HOÀ").replace(" - ", " – ") for line in mottoes]
    return [*mottoes, place]


def closing(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Give the list of recipients and the signature block."""
    colon = ":" if draw(sheet.name, "nn") % 5 else " :"
    marks = [";" if n + 1 < len(sheet.distribution) else "." for n in range(99)]
    listed = [f"- {name}{mark}" for name, mark in zip(sheet.distribution, marks, strict=False)]
    return [f"Nơi nhận{colon}", *listed], sheet.signature


def addressed(sheet: Sheet) -> list[str]:
    if not sheet.addressees:
        return []
    if sheet.is_one_line:
        return [f"Kính gửi: {sheet.addressees[0]}"]
    ends = [";"] * (len(sheet.addressees) - 1) + ["."]
    bullet = "- " if draw(sheet.name, "bullet") % 5 else "– "
    return [
        "Kính gửi:",
        *(f"{bullet}{name}{end}" for name, end in zip(sheet.addressees, ends, strict=True)),
    ]


def to_text(sheet: Sheet) -> bytes:
    """Plain text: columns on one line as extraction leaves them, or one under the other."""
    left, right = left_head(sheet), right_head(sheet)
    lines: list[str] = [sheet.urgency] if sheet.urgency else []
    if draw(sheet.name, "text") % 2:
        for n in range(max(len(left), len(right))):
            one = left[n] if n < len(left) else ""
            two = right[n] if n < len(right) else ""
            lines.append(f"{one:<46} {two}".rstrip() if two else f"  {one}")
    else:
        under = has_subject_in_head(sheet)
        lines += [*left[: -1 if under else None], *right]
        lines += [left[-1]] if under else []
    if sheet.type:
        lines += ["", sheet.type, sheet.subject]
    lines += ["", *addressed(sheet), ""]
    for part in parts_of(sheet.body):
        if isinstance(part, str):
            lines += wrapped(part, 92)
        else:
            lines += ["   ".join(row) for row in part]
    listed, signed = closing(sheet)
    if sheet.second:
        lines += ["", *side_by_side(sheet.signature, sheet.second), "", *listed]
    else:
        lines += ["", *signed[:-1], "", signed[-1], "", *listed]
    lines += ["", *sheet.behind] if sheet.behind else []
    text = "\n".join(lines)
    if draw(sheet.name, "form") % 4 == 0:
        text = unicodedata.normalize("NFD", text)
    return text.encode()


def parts_of(body: list[str]) -> list[str | list[list[str]]]:
    """Give paragraphs as they are, and the rows that follow one another as one table."""
    out: list[str | list[list[str]]] = []
    for line in body:
        if not line.startswith("|"):
            out.append(line)
            continue
        if not out or isinstance(out[-1], str):
            out.append([])
        rows = out[-1]
        assert isinstance(rows, list)
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return out


def side_by_side(one: list[str], two: list[str]) -> list[str]:
    """Put two signatures in columns: the names stand on the last line."""
    height = max(len(one), len(two))
    left, right = ([*part[:-1], *[""] * (height - len(part)), part[-1]] for part in (one, two))
    return [f"{a:<46} {b}" for a, b in zip(left, right, strict=True)]


def wrapped(text: str, width: int) -> list[str]:
    out = [""]
    for word in text.split(" "):
        if out[-1] and len(out[-1]) + len(word) >= width:
            out.append(word)
        else:
            out[-1] = f"{out[-1]} {word}".strip()
    return out


def to_html(sheet: Sheet) -> bytes:
    """Make a page as a portal shows a letter: the head in a table, paragraphs after it."""

    def cell(lines: list[str]) -> str:
        return "<td>" + "<br>".join(html.escape(line) for line in lines) + "</td>"

    listed, signed = closing(sheet)
    parts = ["<html><head><title>Văn bản</title></head><body>"]
    parts.append(f"<table><tr>{cell(left_head(sheet))}{cell(right_head(sheet))}</tr></table>")
    if sheet.urgency:
        parts.insert(1, f"<p>{sheet.urgency}</p>")
    if sheet.type:
        parts.append(f"<p><b>{sheet.type}</b></p><p><b>{html.escape(sheet.subject)}</b></p>")
    for part in [*addressed(sheet), *parts_of(sheet.body)]:
        if isinstance(part, str):
            parts.append(f"<p>{html.escape(part)}</p>")
        else:
            rows = ("".join(cell([words]) for words in row) for row in part)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    if sheet.second:
        parts.append(f"<table><tr>{cell(signed)}{cell(sheet.second)}</tr></table>")
        parts += [f"<p>{html.escape(line)}</p>" for line in listed]
    else:
        parts.append(f"<table><tr>{cell(listed)}{cell(signed)}</tr></table>")
    parts += [f"<p>{html.escape(line)}</p>" for line in sheet.behind]
    return "\n".join([*parts, "</body></html>"]).encode()


def to_docx(sheet: Sheet) -> bytes:
    """Word: head and closing in tables without borders, as templates have them."""
    paper = docx.Document()
    paper.styles["Normal"].font.name = "Times New Roman"
    paper.styles["Normal"].font.size = Pt(14)
    if sheet.urgency:
        paper.add_paragraph(sheet.urgency)
    _table(paper, left_head(sheet), right_head(sheet))
    if sheet.type:
        for line in (sheet.type, sheet.subject):
            paragraph = paper.add_paragraph()
            paragraph.add_run(line).bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in addressed(sheet):
        paper.add_paragraph(line)
    for part in parts_of(sheet.body):
        if isinstance(part, str):
            paragraph = paper.add_paragraph(part)
            paragraph.paragraph_format.first_line_indent = Cm(1)
            continue
        grid = paper.add_table(rows=len(part), cols=len(part[0]), style="Table Grid")
        for row, words in zip(grid.rows, part, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.paragraphs[0].text = text
    listed, signed = closing(sheet)
    if sheet.second:
        _table(paper, signed, sheet.second)
        for line in listed:
            paper.add_paragraph(line)
    else:
        _table(paper, listed, signed)
    for line in sheet.behind:
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _table(paper: Any, left: list[str], right: list[str]) -> None:
    cells = paper.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


TEMPLATE = """
#let s = json(bytes(sys.inputs.sheet))
#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: s.right * 1cm))
#set text(font: "Liberation Serif", size: s.size * 1pt, lang: "vi")
#set par(justify: true, leading: 0.65em, spacing: 0.9em)
#let stack(lines, bold) = {
  set text(size: (s.size - 1.5) * 1pt)
  set par(justify: false)
  for (n, line) in lines.enumerate() [
    #block(spacing: 0.55em)[#if bold.contains(n) [*#line*] else [#line]]
  ]
}
#if s.urgency != "" [#box(stroke: 1pt, inset: 4pt)[*#s.urgency*]]
#grid(columns: (s.split * 1fr, (1 - s.split) * 1fr), column-gutter: 8pt,
  align(center, stack(s.left, s.left_bold)), align(center, stack(s.mid, s.mid_bold)))
#if s.type != "" [
  #v(6pt)
  #align(center)[*#s.type* #linebreak() *#s.subject*]
]
#v(8pt)
#for line in s.addressed [#pad(left: if line.starts-with("Kính") { 2.5cm } else { 4cm })[#line]]
#v(4pt)
#for part in s.body {
  if type(part) == str [#par(first-line-indent: (amount: 1cm, all: true))[#part]] else {
    set text(size: (s.size - 1) * 1pt)
    set par(justify: false)
    table(columns: (auto,) + (1fr,) * (part.at(0).len() - 1), ..part.flatten().map(c => [#c]))
  }
}
#v(8pt)
#if s.second.len() > 0 [
  #block(breakable: false, grid(columns: (1fr, 1fr), ..(s.signed + (s.name,), s.second).map(
    one => align(center)[#for line in one.slice(0, -1) [#block(spacing: 0.5em)[*#line*]]
      #v(2.7cm) *#one.last()*])))
  #v(8pt)
]
#block(breakable: false, grid(columns: (1fr, 1.1fr),
  [#set text(size: (s.size - 2) * 1pt)
   #set par(justify: false)
   #for (n, line) in s.listed.enumerate() [
     #block(spacing: 0.5em)[#if n == 0 [*_#{line}_*] else [#line]]
   ]],
  if s.second.len() == 0 { align(center)[
    #for line in s.signed [#block(spacing: 0.5em)[*#line*]] #v(2.7cm) *#s.name*] } else []))
#if s.behind.len() > 0 [#pagebreak() #for line in s.behind [#par[#line]]]
"""


def to_pdf(sheet: Sheet, *, blank: Collection[str] = ()) -> bytes:
    """A4 with the two columns of the head; "number", "day" and "month" may be left blank."""
    left, right = left_head(sheet, blank=blank), right_head(sheet, blank=blank)
    listed, signed = closing(sheet)
    facts = {
        "left": left,
        "left_bold": list(range(len(sheet.superior), len(sheet.superior) + len(sheet.issuer))),
        "mid": right,
        "mid_bold": list(range(len(right) - 1)),
        "type": sheet.type,
        "subject": sheet.subject,
        "urgency": sheet.urgency,
        "addressed": addressed(sheet),
        "body": parts_of(sheet.body),
        "second": sheet.second,
        "listed": listed,
        "signed": signed[:-1],
        "name": signed[-1],
        "behind": sheet.behind,
        "size": 13 + draw(sheet.name, "size") % 2,
        "right": 1.5 + 0.5 * (draw(sheet.name, "margin") % 2),
        "split": 0.40 + 0.02 * (draw(sheet.name, "column") % 3),
    }
    with as_file(files("loa.crafts.drafting") / "fonts") as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        return typst.compile(
            TEMPLATE.encode(),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": json.dumps(facts, ensure_ascii=False)},
        )
