"""The formats a document comes out in: what makes each, and what it is called on the wire."""

from collections.abc import Callable

from .docx import to_docx
from .model import OfficialDocument
from .pdf import to_pdf
from .xlsx import to_xlsx

MAKERS: dict[str, Callable[[OfficialDocument], bytes]] = {
    "docx": to_docx,
    "pdf": to_pdf,
    "xlsx": to_xlsx,
}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
