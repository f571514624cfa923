"""Fingerprints of materials: made once of each picture and text, read ever after.

A picture costs 2 s (its numbers and addresses are read by an OCR), so they are made in the
background when a material arrives, and kept; whoever looks for a material reads them back.
They hold nothing that is not in the material's bytes, and go when those are removed.
"""

import hashlib
import logging
from collections.abc import Callable, Collection
from functools import lru_cache, partial

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.crafts.matching import (
    MAKING,
    ImageFingerprint,
    KeptImage,
    PictureError,
    Sketch,
    TextFingerprint,
    fingerprint_image,
    fingerprint_text,
)
from loa.doors.ocr import find_ocr
from loa.files.actions import read
from loa.files.models import StoredFile
from loa.materials.models import Fingerprint, MaterialVersion

PICTURE, TEXT, CLIP = "picture", "text", "clip"
_AT_ONCE = 500
_DIGEST = 32
_UNPACKED = 120
"""Whole ones in memory, some 2 MB each; of all others the hash and the strongest points."""

_log = logging.getLogger(__name__)


def content_of(text: str) -> str:
    """Give the name under which a text's fingerprint is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def known(
    contents: Collection[str], *, version: str = MAKING
) -> dict[tuple[str, str], Fingerprint]:
    """Return what this matcher has made of these contents, by (kind, content)."""
    wanted = sorted(set(contents))
    found: dict[tuple[str, str], Fingerprint] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        rows = Fingerprint.objects.filter(
            content__in=wanted[first : first + _AT_ONCE], version=version
        )
        found |= {(row.kind, row.content): row for row in rows}
    return found


def of_texts(texts: Collection[str]) -> dict[str, TextFingerprint]:
    """Give each text's fingerprint; what is not kept yet is made, and kept."""
    rows = known([content_of(each) for each in texts])
    found, made = {}, []
    for text in texts:
        content = content_of(text)
        row = rows.get((TEXT, content))
        found[text] = TextFingerprint.from_json(row.told) if row else fingerprint_text(text)
        if row is None:
            made.append(
                Fingerprint(
                    content=content, kind=TEXT, version=MAKING, told=found[text].to_json()
                )
            )
    keep(made)
    return found


def of_pictures(
    pictures: Collection[StoredFile], *, between: Callable[[], None] = lambda: None
) -> dict[str, KeptImage]:
    """Give the fingerprints of pictures by their hash; those that cannot be opened have none.

    What is not kept yet is made and kept one by one: who is stopped on the way goes on there.
    `between` is called after each.
    """
    rows = known([each.sha256 for each in pictures])
    found = {}
    for picture in pictures:
        row = rows.get((PICTURE, picture.sha256))
        if row is None:
            row = make(picture)
            between()
        if not row.code:
            found[picture.sha256] = KeptImage(
                np.frombuffer(bytes(row.difference), np.uint8),
                (row.width, row.height),
                Sketch.from_bytes(bytes(row.sketch)),
                partial(_whole, row.path, picture.sha256),
            )
    return found


@lru_cache(maxsize=_UNPACKED)
def _whole(path: str, content: str) -> ImageFingerprint:
    made = _read(path)
    if made is None:
        _log.warning("fingerprint %s is made anew: its file is gone or changed", path)
        made = _read(make(StoredFile.objects.get(sha256=content)).path)
    if made is None:
        raise OSError(path)
    return made


def forget_unpacked() -> None:
    """Leave the memory of this process: what is needed next is read from its file."""
    _whole.cache_clear()


def make(picture: StoredFile) -> Fingerprint:
    """Make a picture's fingerprint and keep it; 2 s. May run twice, and at once."""
    ocr = find_ocr()
    row = Fingerprint(
        content=picture.sha256, kind=PICTURE, version=MAKING, has_letters=ocr is not None
    )
    letters = "read" if ocr else "unread"
    path = f"fingerprints/{picture.sha256[:2]}/{picture.sha256}-{MAKING}-{letters}.bin"
    try:
        made = _read(path) or _made(picture, path)
    except PictureError as error:
        row.code = error.code
    except OSError:
        row.code = "gone"
    else:
        row.difference, (row.width, row.height) = made.difference.tobytes(), made.size
        row.sketch, row.path = made.sketch.to_bytes(), path
    keep([row])
    return row


def _made(picture: StoredFile, path: str) -> ImageFingerprint:
    made = fingerprint_image(read(picture), find_ocr())
    write_whole(path, made.to_bytes())
    return made


def _read(path: str) -> ImageFingerprint | None:
    try:
        data = read_whole(path)
        return None if data is None else ImageFingerprint.from_bytes(data)
    except ValueError:
        return None


def write_whole(path: str, data: bytes) -> None:
    """Keep a fingerprint's bytes, with their hash before them."""
    if default_storage.exists(path):
        default_storage.delete(path)  # half of it: its writer was stopped
    # Another that makes it at the same instant writes the same bytes.
    default_storage.save(path, ContentFile(hashlib.sha256(data).digest() + data))


def read_whole(path: str) -> bytes | None:
    """Read a kept fingerprint's bytes; None where they are not there, or not whole."""
    try:
        with default_storage.open(path) as opened:
            data: bytes = opened.read()
    except OSError:
        return None
    is_whole = hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]
    return data[_DIGEST:] if is_whole else None


def keep(rows: list[Fingerprint]) -> None:
    """Put rows in the place of those that another matcher made, whose files then go."""
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        old = Fingerprint.objects.filter(content__in=[each.content for each in some])
        paths = set(old.exclude(path="").values_list("path", flat=True))
        Fingerprint.objects.bulk_create(
            some,
            update_conflicts=True,
            unique_fields=["content", "kind"],
            update_fields=[
                "version", "has_letters", "code", "difference", "sketch", "width", "height",
                "path", "told",
            ],
        )  # fmt: skip
        _drop(paths - {each.path for each in some})


def _drop(paths: Collection[str]) -> None:
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def waiting() -> QuerySet[StoredFile]:
    """Return the materials' pictures of which this matcher has no fingerprint yet.

    Also those that were made where no OCR was, once there is one.
    """
    versions = MaterialVersion.objects.filter(
        Q(file=OuterRef("pk")) | Q(preview=OuterRef("pk")), material__withdrawn_at__isnull=True
    )
    made = Fingerprint.objects.filter(
        content=OuterRef("sha256"), kind=PICTURE, version=MAKING
    ).filter(Q() if find_ocr() is None else Q(has_letters=True))
    return StoredFile.objects.filter(
        Exists(versions),
        ~Exists(made),
        removed_at__isnull=True,
        media_type__startswith="image/",
    ).order_by("pk")


def forget_removed() -> int:
    """Delete the fingerprints of pictures whose bytes were removed for cause; give how many."""
    removed = StoredFile.objects.filter(sha256=OuterRef("content"), removed_at__isnull=False)
    rows = Fingerprint.objects.filter(Exists(removed), kind__in=[PICTURE, CLIP])
    _drop(rows.values_list("path", flat=True))
    many, _ = Fingerprint.objects.filter(
        pk__in=list(rows.values_list("pk", flat=True))
    ).delete()
    return many
