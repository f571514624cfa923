"""What kind of file these bytes are, by their bytes and not by their name."""

import zipfile
from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Sniffed:
    media_type: str
    extension: str  # with its dot


OFFICE = {
    "word/": Sniffed(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"
    ),
    "xl/": Sniffed(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"
    ),
}
BEGINNINGS = (
    (b"%PDF-", Sniffed("application/pdf", ".pdf")),
    (b"\x89PNG\r\n\x1a\n", Sniffed("image/png", ".png")),
    (b"\xff\xd8\xff", Sniffed("image/jpeg", ".jpg")),
    (b"GIF8", Sniffed("image/gif", ".gif")),
    (b"II*\x00", Sniffed("image/tiff", ".tif")),
    (b"MM\x00*", Sniffed("image/tiff", ".tif")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sniffed("application/msword", ".doc")),
    (b"{\\rtf", Sniffed("application/rtf", ".rtf")),
    (b"ID3", Sniffed("audio/mpeg", ".mp3")),
    (b"OggS", Sniffed("audio/ogg", ".ogg")),
    (b"\x1aE\xdf\xa3", Sniffed("video/webm", ".webm")),
)
UNKNOWN = Sniffed("application/octet-stream", ".bin")


def sniff(data: bytes) -> Sniffed:
    """Return the kind of `data`; UNKNOWN where nothing tells."""
    for beginning, kind in BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Sniffed("image/webp", ".webp")
    if data[4:8] == b"ftyp":
        return Sniffed("video/mp4", ".mp4")
    if data.startswith(b"PK"):
        return _sniff_zip(data)
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> Sniffed:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError):
        return UNKNOWN
    for folder, kind in OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return Sniffed("application/zip", ".zip")


def _sniff_text(data: bytes) -> Sniffed:
    try:
        text = data[:4096].decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n").lower()
    except UnicodeDecodeError:
        return UNKNOWN
    if b"\x00" in data[:4096]:
        return UNKNOWN
    if text.startswith(("<!doctype html", "<html")):
        return Sniffed("text/html", ".html")
    if "edxml" in text[:600]:
        return Sniffed("application/xml", ".edxml")
    return Sniffed("text/plain", ".txt") if text else UNKNOWN
