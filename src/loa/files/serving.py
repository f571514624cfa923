"""Handing stored bytes to a browser, so that a file can never run as one of our pages."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from loa.crafts.drafting.formats import MAKERS, MEDIA_TYPES
from loa.crafts.drafting.model import OfficialDocument
from loa.files.actions import read
from loa.files.models import StoredFile

# What a browser shows by itself without running anything.
SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/webp", "application/pdf", "video/mp4", "audio/mpeg"}
)
KEPT_SECONDS = 3600


def serve(stored: StoredFile, name: str = "", *, as_download: bool = False) -> HttpResponse:
    """Answer with the bytes; pictures, PDF, clips and sound may show, all else is saved.

    Whoever calls has asked whether the visitor may have it. 404 where the bytes were removed.
    """
    if stored.removed_at:
        raise Http404
    is_shown = stored.media_type in SHOWN and not as_download
    response = HttpResponse(
        read(stored),
        content_type=stored.media_type if is_shown else "application/octet-stream",
    )
    filename = name or f"{stored.sha256[:12]}{stored.extension}"
    _name(response, filename, as_download=not is_shown)
    response["X-Content-Type-Options"] = "nosniff"
    if stored.media_type != "application/pdf":  # a sandbox would stop the browser's own viewer
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response


def serve_document(
    document: OfficialDocument, kind: str, name: str, *, as_download: bool = True
) -> HttpResponse:
    """Answer with an official document as "docx", "pdf" or "xlsx"; 404 for any other kind."""
    if kind not in MAKERS:
        raise Http404
    response = HttpResponse(MAKERS[kind](document), content_type=MEDIA_TYPES[kind])
    _name(response, f"{name}.{kind}", as_download=as_download)
    return response


def _name(response: HttpResponse, filename: str, *, as_download: bool) -> None:
    header = content_disposition_header(as_attachment=as_download, filename=filename)
    response["Content-Disposition"] = header or "attachment"
