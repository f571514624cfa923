"""Opening and reading bytes with whatever programs this machine has: OCR, LibreOffice."""

from django.conf import settings

from loa.crafts.opening import TooLargeError
from loa.doors.apart import Look, Unread, look_apart, look_at


def look(data: bytes, name: str) -> Look | Unread:
    """Open and read a letter in memory, apart from this process unless the settings say no."""
    most = settings.LARGEST_UPLOAD_BYTES
    if len(data) > most:
        limit = f"{most // 1_000_000} MB"
        error = TooLargeError(measure="dung lượng", size=f"hơn {limit}", limit=limit)
        return Unread(error.code, error.message)
    return look_apart(data, name) if settings.READ_APART else look_at(data, name)
