"""Frames of materials that are clips: taken once, kept and read like pictures' fingerprints.

Their letters are not read: a number changed in a clip is not noticed (docs/rules/matching.md).
"""

import logging
from collections.abc import Callable, Collection
from functools import lru_cache, partial

from django.db.models import Exists, OuterRef, QuerySet

from loa.crafts.matching import MAKING, Frame, ImageFingerprint, PictureError, fingerprint_image
from loa.crafts.matching.clips import pack_frames, unpack_light, unpack_whole
from loa.doors.clip_frames import frames_in
from loa.doors.clips import ClipError
from loa.files.actions import read
from loa.files.models import StoredFile
from loa.materials.fingerprints import CLIP, keep, known, read_whole, write_whole
from loa.materials.models import Fingerprint, MaterialVersion

MAKING_CLIPS = f"{MAKING}/1"
"""Of what makes a clip's frames: raised, all are made anew."""
MEDIA = "video/"
_UNPACKED = 6
"""Whole ones in memory, some 6 MB each."""

_log = logging.getLogger(__name__)


def of_clips(
    clips: Collection[StoredFile], *, between: Callable[[], None] = lambda: None
) -> dict[str, tuple[Frame, ...]]:
    """Give the frames of clips by their hash; those that cannot be opened have none.

    What is not kept yet is made and kept. `between` is called after each.
    """
    rows = known([each.sha256 for each in clips], version=MAKING_CLIPS)
    found = {}
    for clip in clips:
        row = rows.get((CLIP, clip.sha256))
        if row is None:
            row = make(clip)
            between()
        if not row.code:
            fetch = partial(_frame, row.path, clip.sha256)
            found[clip.sha256] = unpack_light(bytes(row.sketch), fetch)
    return found


def make(clip: StoredFile) -> Fingerprint:
    """Take a clip's frames and keep them; some ten seconds. May run twice, and at once."""
    row = Fingerprint(content=clip.sha256, kind=CLIP, version=MAKING_CLIPS)
    try:
        taken = frames_in(read(clip))
        frames = [(each.second, fingerprint_image(each.picture)) for each in taken]
    except (ClipError, PictureError) as error:
        row.code = error.code
    except OSError:
        row.code = "gone"
    else:
        making = MAKING_CLIPS.replace("/", "-")
        row.path = f"fingerprints/{clip.sha256[:2]}/{clip.sha256}-{making}-clip.bin"
        row.sketch, whole = pack_frames(frames)
        write_whole(row.path, whole)
    keep([row])
    return row


def _frame(path: str, content: str, number: int) -> ImageFingerprint:
    return _whole(path, content)[number]


@lru_cache(maxsize=_UNPACKED)
def _whole(path: str, content: str) -> tuple[ImageFingerprint, ...]:
    data = read_whole(path)
    if data is None:
        _log.warning("frames %s are made anew: their file is gone or changed", path)
        data = read_whole(make(StoredFile.objects.get(sha256=content)).path)
    if data is None:
        raise OSError(path)
    return unpack_whole(data)


def forget_unpacked() -> None:
    """Leave the memory of this process: what is needed next is read from its file."""
    _whole.cache_clear()


def waiting() -> QuerySet[StoredFile]:
    """Return the materials' clips of which this matcher has no frames yet."""
    versions = MaterialVersion.objects.filter(
        file=OuterRef("pk"), material__withdrawn_at__isnull=True
    )
    made = Fingerprint.objects.filter(
        content=OuterRef("sha256"), kind=CLIP, version=MAKING_CLIPS
    )
    return StoredFile.objects.filter(
        Exists(versions), ~Exists(made), removed_at__isnull=True, media_type__startswith=MEDIA
    ).order_by("pk")
