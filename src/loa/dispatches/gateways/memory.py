"""Uploads that never touch the disk before they were screened.

A letter with a secrecy stamp must not reach disk, ledger or backup, not even as a temporary
file: Django's own handler would spool anything over 2.5 MB.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MOST_TOGETHER_BYTES = 100_000_000  # of one request; files over it are known by name only


class NotTaken(InMemoryUploadedFile):
    """A file for which one request had no room left: its name and nothing else."""


class ScreenedUploadHandler(FileUploadHandler):
    """Keeps each file in memory, and no more of it than the largest upload and one chunk.

    A file that is larger arrives cut: one byte over the limit, which `receive_dispatch` turns
    away as too large. All files of a request together have 100 MB; the rest is NotTaken.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django's signature)
        room = settings.LARGEST_UPLOAD_BYTES + 1 - self._size
        if self._together + self._size > MOST_TOGETHER_BYTES:
            self._kept = BytesIO()
            return
        self._size += self._kept.write(raw_data[: max(room, 0)])

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":  # noqa: ARG002 (Django's signature)
        self._kept.seek(0)
        kind = InMemoryUploadedFile
        if self._together + self._size > MOST_TOGETHER_BYTES:
            kind, self._size = NotTaken, 0
        self._together += self._size
        return kind(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=self._size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
