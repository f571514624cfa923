"""Hold a DOCX against NĐ 30/2020, field by field: warn, never reject."""

from . import checks_body, checks_end, checks_head, checks_page
from .anatomy import dissect
from .rules import Departure, departure
from .seeing import NotDocxError, see

__all__ = ["Departure", "NotDocxError", "validate_docx"]


def validate_docx(data: bytes) -> list[Departure]:
    """List every departure of a document from the legal form, in reading order of the rules.

    Works on anyone's DOCX. A document of the Party or of a mass organisation has a form of its
    own: it gets one departure, `other_form`, and is not judged further. Raises NotDocxError if
    the bytes cannot be read as DOCX. Source: docs/rules/layout.md.
    """
    seen = see(data)
    parts = dissect(seen)
    if parts.is_party:
        return [departure("other_form", "đầu văn bản")]
    return [
        *checks_page.check(seen, parts),
        *checks_head.check(seen, parts),
        *checks_body.check(parts),
        *checks_end.check(parts),
    ]
