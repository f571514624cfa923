"""edXML (QCVN 102:2016) → the header's facts and the letter inside.

Namespace-blind and order-blind, entity expansion off, sizes capped. The attachment may be
base64 of a zip or of the file itself: `PK` decides.
"""

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from loa.crafts.opening.document import Document, Format, Line
from loa.crafts.opening.docx import parse_xml
from loa.crafts.opening.errors import CorruptError, OpeningError
from loa.crafts.opening.packed import unpack
from loa.crafts.viet import clean

Inner = Callable[[bytes, str], Document]

MAX_ATTACHMENTS = 20
_FACTS = {
    "organname": "issuer",
    "codenumber": "number",
    "codenotation": "symbol",
    "place": "place",
    "promulgationdate": "date",
    "typename": "doc_type",
    "subject": "subject",
    "duedate": "due",
    "fullname": "signer",
    "position": "signer_role",
    "competence": "signer_authority",
}


def open_edxml(data: bytes, *, name: str, inner: Inner) -> Document:
    """Read a package. Raises CorruptError. An attachment that cannot be read is passed over."""
    start = data.find(b"<")  # one exchange writes its own digits before the declaration
    root = parse_xml(data[max(start, 0) :], kind="edXML")
    details = _details(root)
    for title, content in _attachments(root):
        try:
            letter = inner(content, title)
        except OpeningError:
            continue
        return Document(
            format=Format.EDXML,
            lines=letter.lines,
            pages=letter.pages,
            name=name,
            details=details,
        )
    lines = tuple(Line(text=line) for line in _as_letter(root, details))
    if not lines:
        raise CorruptError(kind="edXML")
    return Document(format=Format.EDXML, lines=lines, pages=1, name=name, details=details)


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""


def _details(root: etree._Element) -> dict[str, str]:
    header = next((node for node in root.iter() if _local(node) == "messageheader"), root)
    details: dict[str, str] = {}
    for node in header.iter():
        name = _local(node)
        parent = node.getparent()
        if name == "place" and parent is not None and _local(parent) == "toplaces":
            continue
        if name == "organname" and parent is not None and _local(parent) != "from":
            continue
        key = _FACTS.get(name)
        text = clean(" ".join((node.text or "").split()))[:1000]
        if key and text and key not in details:
            details[key] = text
    if match := re.fullmatch(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})", details.get("date", "")):
        year, month, day = match.groups()
        details["date"] = f"{year}-{int(month):02d}-{int(day):02d}"
    return details


def _attachments(root: etree._Element) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for node in root.iter():
        if _local(node) != "attachment" or len(found) >= MAX_ATTACHMENTS:
            continue
        title, encoded = "", node.text or ""
        for child in node:
            if _local(child) in ("attachmentname", "name"):
                title = (child.text or "").strip()
            elif child.text and len(child.text) > len(encoded):
                encoded = child.text
            encoded = child.tail if child.tail and len(child.tail) > len(encoded) else encoded
        try:
            content = base64.b64decode(re.sub(r"\s+", "", encoded), validate=True)
        except (binascii.Error, ValueError):
            continue
        if content:
            found.append((title, _unzipped(content)))
    return found


def _unzipped(content: bytes) -> bytes:
    """Give the first file of a zip that is not itself a DOCX."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [item for item in archive.namelist() if not item.endswith("/")]
    except (zipfile.BadZipFile, ValueError, OSError):
        return content
    if not names or any(item.startswith(("word/", "[Content")) for item in names):
        return content
    return unpack(content, (names[0],), kind="edXML").get(names[0], content)


def _as_letter(root: etree._Element, details: dict[str, str]) -> list[str]:
    """Write what the header says as a letter, when nothing readable is attached."""
    day = details.get("date", "")
    parts = day.split("-")
    dated = f"ngày {parts[2]} tháng {parts[1]} năm {parts[0]}" if len(parts) == 3 else ""
    content = next(((node.text or "") for node in root.iter() if _local(node) == "content"), "")
    rows = [
        details.get("issuer", ""),
        f"Số: {details.get('number', '')}/{details.get('symbol', '')}",
        f"{details.get('place', '')}, {dated}" if dated else "",
        f"V/v {details['subject']}" if "subject" in details else "",
        *clean(content).splitlines(),
        details.get("signer_authority", ""),
        details.get("signer_role", ""),
        details.get("signer", ""),
    ]
    return [row.strip() for row in rows if row.strip()]
