"""Keeping bytes, and taking them away for cause."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from loa.files.beside import remove_beside
from loa.files.models import StoredFile
from loa.files.sniffing import sniff
from loa.ledger.actions import record

if TYPE_CHECKING:
    from loa.units.models import Officer


class EmptyFileError(ValueError):
    """There is nothing in it."""


class RemovedFileError(ValueError):
    """These very bytes were removed for cause; they are not taken in again."""


@transaction.atomic
def store(data: bytes, *, by: "Officer | None", at: datetime) -> StoredFile:
    """Keep `data` once under its SHA-256 and return its row; equal bytes give the same row.

    The bytes are written before the row: a crash between leaves bytes nobody names, never a
    row without bytes. Raises EmptyFileError, RemovedFileError.
    """
    if not data:
        raise EmptyFileError
    sha256 = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known and known.removed_at:
        raise RemovedFileError(sha256)
    if known:
        return known
    kind = sniff(data)
    stored = StoredFile(
        sha256=sha256,
        size_bytes=len(data),
        media_type=kind.media_type,
        extension=kind.extension,
        stored_at=at,
    )
    if not default_storage.exists(stored.path):
        default_storage.save(stored.path, ContentFile(data))
    stored.save()
    record("file.stored", stored, by=by, at=at)
    return stored


def read(stored: StoredFile) -> bytes:
    """Return the bytes. Raises FileNotFoundError where they were removed for cause."""
    with default_storage.open(stored.path) as opened:
        data: bytes = opened.read()
    return data


@transaction.atomic
def remove(stored: StoredFile, *, reason: str, by: "Officer", at: datetime) -> StoredFile:
    """Delete the bytes for cause, and all that was made from them.

    The row stays as a tombstone with its hash and the reason.
    """
    stored.removed_at, stored.removed_reason = at, reason
    stored.full_clean()
    stored.save(update_fields=["removed_at", "removed_reason"])
    record("file.removed", stored, by=by, at=at, note=reason)
    transaction.on_commit(lambda: _delete(stored))
    return stored


def _delete(stored: StoredFile) -> None:
    default_storage.delete(stored.path)
    remove_beside(stored)
