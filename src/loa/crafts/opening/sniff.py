"""Say what a file is by its bytes, not by its name."""

import io
import re
import zipfile
from enum import StrEnum

from loa.crafts.opening.errors import CorruptError, EncryptedError, WrongTypeError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16_WORD = "WordDocument".encode("utf-16-le")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r\x0c"))
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe")
_OTHERS = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"ID3": "MP3",
    b"\x00\x00\x00\x18ftyp": "MP4",
    b"\x00\x00\x00\x20ftyp": "MP4",
    b"RIFF": "RIFF",
    b"OggS": "Ogg",
    b"SQLite format 3": "SQLite",
}


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    HTML = "html"
    EDXML = "edxml"
    IMAGE = "image"
    TEXT = "text"


def sniff(data: bytes) -> Kind:
    """Name the kind of file. Raises WrongTypeError, EncryptedError or CorruptError."""
    head = data[:2048]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")):
        return Kind.IMAGE
    if head.startswith((b"GIF8",)) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Kind.IMAGE
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise WrongTypeError(kind=name)
    if head.startswith(_PROGRAMS):
        raise WrongTypeError(kind="chương trình")
    return _text_kind(data)


def _text_kind(data: bytes) -> Kind:
    head = data[:4096].lower()
    if b"edxml" in head and b"<" in head:
        return Kind.EDXML
    if re.search(rb"<(!doctype\s+html|html|head|body|table|div|p)[\s>]", head):
        return Kind.HTML
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    sample = data[:65536]
    if not utf16 and len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 50:
        raise WrongTypeError(kind="nhị phân")
    return Kind.TEXT


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise CorruptError(kind="DOCX") from error
    if "word/document.xml" in names:
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        raise WrongTypeError(kind="bảng tính")
    if any(name.startswith("ppt/") for name in names):
        raise WrongTypeError(kind="trình chiếu")
    raise WrongTypeError(kind="ZIP")


def _ole_kind(data: bytes) -> Kind:
    if _UTF16_ENCRYPTED in data:
        raise EncryptedError(kind="DOCX")
    if _UTF16_WORD in data:
        return Kind.DOC
    raise WrongTypeError(kind="OLE")
