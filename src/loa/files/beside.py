"""What is made from kept bytes, and can be made again: it lies beside and goes with them."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from loa.files.models import StoredFile


def keep_beside(stored: StoredFile, name: str, data: bytes) -> None:
    """Keep `data` under `name` beside a file. Twice is once; nothing beside removed bytes."""
    path = f"{_folder(stored)}/{name}"
    if stored.removed_at is None and not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))


def read_beside(stored: StoredFile, name: str) -> bytes | None:
    """Return what was kept under `name`; None where it was not made yet."""
    if stored.removed_at is not None:
        return None
    try:
        with default_storage.open(f"{_folder(stored)}/{name}") as opened:
            data: bytes = opened.read()
    except FileNotFoundError:
        return None
    return data


def is_beside(stored: StoredFile, name: str) -> bool:
    return stored.removed_at is None and default_storage.exists(f"{_folder(stored)}/{name}")


def remove_beside(stored: StoredFile) -> None:
    """Delete all that was made from a file."""
    folder = _folder(stored)
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def _folder(stored: StoredFile) -> str:
    return f"{stored.path}.beside"
