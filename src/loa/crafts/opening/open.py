"""The one way in: bytes of any dispatch → a Document."""

import re
from dataclasses import replace

from loa.crafts.opening.document import Document, Format
from loa.crafts.opening.docx import open_docx
from loa.crafts.opening.doors import Ocr, Office, OnPage
from loa.crafts.opening.edxml import open_edxml
from loa.crafts.opening.errors import (
    EmptyFileError,
    NeedsOfficeError,
    NotVietnameseError,
    TooLargeError,
)
from loa.crafts.opening.language import is_vietnamese
from loa.crafts.opening.limits import MAX_CHARS, MAX_FILE_BYTES
from loa.crafts.opening.pdf import open_pdf
from loa.crafts.opening.plain import open_html, open_text
from loa.crafts.opening.scan import open_image
from loa.crafts.opening.sniff import Kind, sniff
from loa.crafts.opening.tame import tamed
from loa.crafts.viet import Encoding, clean, recode

_IN_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def open_document(
    data: bytes,
    *,
    name: str = "",
    ocr: Ocr | None = None,
    office: Office | None = None,
    on_page: OnPage | None = None,
) -> Document:
    """Open a dispatch of any kind. Raises an OpeningError that says why not.

    `name` is only remembered; the kind is found from the bytes. `on_page` hears of each scanned
    page before it is read.
    """
    if not data.strip():
        raise EmptyFileError()
    if len(data) > MAX_FILE_BYTES:
        raise TooLargeError(measure="dung lượng", size=len(data), limit=MAX_FILE_BYTES)
    document = _mended(_open(data, sniff(data), name, ocr, office, on_page))
    if not is_vietnamese(" ".join(line.text for line in document.lines)):
        raise NotVietnameseError()
    return document


def _open(
    data: bytes,
    kind: Kind,
    name: str,
    ocr: Ocr | None,
    office: Office | None,
    on_page: OnPage | None,
) -> Document:
    match kind:
        case Kind.PDF:
            return open_pdf(data, name=name, ocr=ocr, on_page=on_page)
        case Kind.DOCX:
            return open_docx(data, name=name)
        case Kind.DOC | Kind.RTF:
            if office is None:
                raise NeedsOfficeError(kind=kind.value.upper())
            as_docx = office.to_docx(data, kind=kind.value)
            return open_docx(as_docx, name=name, format_=Format(kind.value))
        case Kind.HTML:
            return open_html(data, name=name)
        case Kind.EDXML:
            return open_edxml(
                data,
                name=name,
                inner=lambda raw, title: _open(raw, sniff(raw), title, ocr, office, on_page),
            )
        case Kind.IMAGE:
            return open_image(data, name=name, ocr=ocr, on_page=on_page)
        case Kind.TEXT:
            return open_text(data, name=name)


def _mended(document: Document) -> Document:
    """Legacy letters (TCVN3, VNI, VISCII) turned into Unicode, once for the whole file.

    A line with letters that only Unicode has was typed later, by another hand: it stays.
    """
    texts = [line.text for line in document.lines]
    old = [at for at, text in enumerate(texts) if not _IN_UNICODE.search(text)]
    found = recode("\n".join(texts[at] for at in old))
    changed = found.text.split("\n")
    if found.encoding is not Encoding.UNICODE and len(changed) == len(old):
        for at, text in zip(old, changed, strict=True):
            texts[at] = text
    letters = sum(map(len, texts))
    if letters > MAX_CHARS:
        raise TooLargeError(measure="số chữ", size=letters, limit=MAX_CHARS)
    return replace(
        document,
        lines=tuple(
            replace(line, text=part)
            for line, text in zip(document.lines, texts, strict=True)
            for part in tamed(clean(text).replace("\n", " "))
        ),
    )
