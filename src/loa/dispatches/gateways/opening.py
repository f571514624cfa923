"""Opening and reading bytes with whatever programs this machine has: OCR, LibreOffice."""

from functools import partial

from django.conf import settings
from django.db import DatabaseError, connections

from loa.crafts.opening import OnPage, TooLargeError
from loa.doors.apart import Look, Unread, look_apart, look_at


def look(data: bytes, name: str, *, on_page: OnPage | None = None) -> Look | Unread:
    """Open and read a letter in memory, apart from this process unless the settings say no.

    `on_page` hears of each scanned page; apart, in another thread.
    """
    most = settings.LARGEST_UPLOAD_BYTES
    if len(data) > most:
        limit = f"{most // 1_000_000} MB"
        error = TooLargeError(measure="dung lượng", size=f"hơn {limit}", limit=limit)
        return Unread(error.code, error.message)
    if not settings.READ_APART:
        return look_at(data, name, on_page=on_page)
    return look_apart(data, name, on_page=partial(_told, on_page) if on_page else None)


def _told(on_page: OnPage, page: int, pages: int) -> None:
    """Pass on how far the reading is. A thread of its own has a connection of its own."""
    try:
        on_page(page, pages)
    except DatabaseError:
        pass  # nobody waits for more than the next page
    finally:
        connections.close_all()
