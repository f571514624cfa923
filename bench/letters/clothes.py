"""The same letter in other clothes: line breaks, dashes, columns, spelling, alphabets, files.

What a letter says does not hang on any of it, so what is read may not either:
tests/crafts/reading/test_clothes.py holds that, `bin/bench formats` counts it.
"""

import base64
import html
import io
import re
import textwrap
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bench.letters.paper import (
    addressed,
    closing,
    left_head,
    parts_of,
    right_head,
    side_by_side,
    to_docx,
    to_html,
)
from bench.letters.sheets import Sheet
from loa.crafts.viet import Encoding
from loa.crafts.viet.legacy import _vni_pairs

Dress = Callable[[Sheet], bytes]
WIDE = 46  # letters of the left column


def text(
    sheet: Sheet,
    *,
    width: int = 92,
    indent: str = "",
    blank: bool = False,
    head: str = "columns",
    gap: int = 4,
) -> str:
    """Write a letter as plain text; `head` says how extraction left the two columns."""
    left, right = left_head(sheet), right_head(sheet)
    lines = [sheet.urgency] if sheet.urgency else []
    if head == "columns":
        rows = [row for line in left for row in (textwrap.wrap(line, WIDE - 6) or [line])]
        lines += columns(rows, right, gap)
    elif head == "tight":
        count = max(len(left), len(right))
        rows, other = left + [""] * count, right + [""] * count
        lines += [f"{rows[n]} {other[n]}".strip() for n in range(count)]
    else:
        lines += [*right, *left] if head == "right first" else [*left, *right]
    if sheet.type:
        lines += ["", sheet.type, *textwrap.wrap(sheet.subject, 70)]
    lines += ["", *addressed(sheet), ""]
    for part in parts_of(sheet.body):
        if isinstance(part, str):
            wrapped = textwrap.wrap(part, width, initial_indent=indent) if width else [part]
            lines += [*wrapped, *([""] if blank else [])]
        else:
            lines += ["     ".join(row) for row in part]
    listed, signed = closing(sheet)
    if sheet.second:
        lines += ["", *side_by_side(sheet.signature, sheet.second), "", *listed]
    else:
        lines += ["", *columns(listed, [*signed[:-1], "", "", signed[-1]], gap)]
    return "\n".join([*lines, "", *sheet.behind])


def columns(left: list[str], right: list[str], gap: int) -> list[str]:
    """Set two columns side by side."""
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [
        f"{one:<{WIDE}}{' ' * gap}{two}".rstrip() if two else one
        for one, two in zip(left, right, strict=True)
    ]


def marked(sheet: Sheet, dash: str, number: str = "{}.") -> Sheet:
    """Change the dashes and the points behind the numbers of the body."""

    def one(line: str) -> str:
        line = re.sub(r"^(\s*)-\s", rf"\g<1>{dash} ", line)
        return re.sub(r"^(\d{1,2})\.\s", lambda m: number.format(m[1]) + " ", line)

    return replace(sheet, body=[one(line) for line in sheet.body])


_OPEN = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa"} | {
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}


def toned(words: str, *, new: bool) -> str:
    """Put the mark of "hòa" and "thủy" the new way or the old."""
    for one, other in _OPEN.items():
        source, target = (other, one) if new else (one, other)
        for shape in (str.lower, str.upper, str.capitalize):
            words = re.sub(rf"(?<![qQ]){shape(source)}\b", shape(target), words)
    return words


def paged(sheet: Sheet) -> str:
    """Put page numbers on lines of their own into the body."""
    lines = text(sheet).split("\n")
    out: list[str] = []
    for at, line in enumerate(lines):
        out.append(line)
        if at > 24 and at % 17 == 0 and at < len(lines) - 16:
            out += ["", f"{'':40}{at // 17}", ""]
    return "\n".join(out)


def in_document(sheet: Sheet, change: Callable[[str], str]) -> bytes:
    """Change the XML of a DOCX."""
    source = zipfile.ZipFile(io.BytesIO(to_docx(sheet)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            archive.writestr(name, content)
    return out.getvalue()


def _each_word_a_run(xml: str) -> str:
    def runs(found: re.Match[str]) -> str:
        words = [
            f'<w:r><w:t xml:space="preserve">{word} </w:t></w:r>'
            for word in found[2].split(" ")
        ]
        return "".join(words)

    return re.sub(r"<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t([^>]*)>([^<]*)</w:t></w:r>", runs, xml)


def portal(sheet: Sheet) -> bytes:
    """Make a page with a menu before the letter and a class on each paragraph."""
    page = to_html(sheet).decode()
    menu = "<ul><li><a>Trang chủ</a></li><li><a>Giới thiệu</a></li><li><a>Liên hệ</a></li></ul>"
    page = page.replace("<body>", f"<body><div>{menu}</div><div><section>")
    page = page.replace("</body>", "</section></div></body>")
    return re.sub(
        r"<p>([^<]*)</p>", r"<p class='MsoNormal'><span>\1</span><o:p></o:p></p>\n", page
    ).encode()


def edxml(sheet: Sheet) -> bytes:
    """Wrap the DOCX into a package of the document exchange."""
    inner = base64.b64encode(to_docx(sheet)).decode()
    return (
        '<?xml version="1.0"?><edXML:edXML xmlns:edXML="http://e"><edXML:attachments>'
        f"<edXML:attachment>{inner}</edXML:attachment></edXML:attachments></edXML:edXML>"
    ).encode()


@cache
def _letters(encoding: Encoding) -> dict[str, str]:
    from viparse.normalize import encodings

    pairs = dict(encodings.CHARMAPS[encoding.value].pairs)
    if encoding is Encoding.VNI:
        pairs = dict(_vni_pairs(pairs))
    out: dict[str, str] = {}
    for source, letter in sorted(pairs.items(), key=lambda pair: (len(pair[0]), pair[0])):
        if len(letter) == 1:
            out.setdefault(letter, source)
    return out


def encoded(words: str, encoding: Encoding) -> str:
    """Write text as an old alphabet shows in Latin-1; signs it has not become plain ones."""
    known = _letters(encoding)
    plain = {"–": "-", "—": "-", "“": '"', "”": '"', "…": "...", "•": "-", "’": "'"}
    return "".join(
        sign
        if sign.isascii()
        else known.get(sign) or known.get(sign.lower()) or plain.get(sign, sign)
        for sign in unicodedata.normalize("NFC", words)
    )


def _old_docx(encoding: Encoding) -> Dress:
    def words(found: re.Match[str]) -> str:
        return found[1] + encoded(found[2], encoding)

    return lambda sheet: in_document(
        sheet, lambda xml: re.sub(r"(<w:t[^>]*>)([^<]*)(?=</w:t>)", words, xml)
    )


PLAIN: dict[str, Dress] = {
    "lines of 76 letters": lambda sheet: text(sheet, width=76).encode(),
    "lines of 110 letters": lambda sheet: text(sheet, width=110).encode(),
    "a line a paragraph": lambda sheet: text(sheet, width=0).encode(),
    "indents and blank lines": lambda sheet: text(sheet, indent="     ", blank=True).encode(),
    "columns run together": lambda sheet: text(sheet, head="tight").encode(),
    "the right column first": lambda sheet: text(sheet, head="right first").encode(),
}
SAME_TEXT: dict[str, Dress] = {
    "Windows line ends": lambda sheet: (
        b"\xef\xbb\xbf" + text(sheet).replace("\n", "\r\n").encode()
    ),
    "UTF-16": lambda sheet: text(sheet).encode("utf-16"),
    "decomposed": lambda sheet: unicodedata.normalize("NFD", text(sheet)).encode(),
    "hard blanks": lambda sheet: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text(sheet)).encode(),
    "blanks at the ends": lambda sheet: re.sub(r"(?m)$", "   ", text(sheet)).encode(),
    "page numbers": lambda sheet: paged(sheet).encode(),
    "marks the new way": lambda sheet: toned(text(sheet), new=True).encode(),
    "marks the old way": lambda sheet: toned(text(sheet), new=False).encode(),
    "set text of a page": lambda sheet: (
        f"<html><body><pre>{html.escape(text(sheet))}</pre></body></html>".encode()
    ),
    "TCVN3": lambda sheet: encoded(text(sheet), Encoding.TCVN3).encode("latin-1"),
    "VNI": lambda sheet: encoded(text(sheet), Encoding.VNI).encode("latin-1"),
    "VISCII": lambda sheet: encoded(text(sheet), Encoding.VISCII).encode("latin-1"),
}
SAME_FILE: dict[str, Dress] = {
    "dashes –": lambda sheet: to_docx(marked(sheet, "–")),
    "dashes +": lambda sheet: to_docx(marked(sheet, "+")),
    "dashes *": lambda sheet: to_docx(marked(sheet, "*")),
    "dashes •": lambda sheet: to_docx(marked(sheet, "•")),
    "numbers 1)": lambda sheet: to_docx(marked(sheet, "-", "{})")),
    "numbers 1/": lambda sheet: to_docx(marked(sheet, "-", "{}/")),
    "each word a run": lambda sheet: in_document(sheet, _each_word_a_run),
    "a page of a portal": portal,
    "edXML": edxml,
    "TCVN3": _old_docx(Encoding.TCVN3),
    "VNI": _old_docx(Encoding.VNI),
}
