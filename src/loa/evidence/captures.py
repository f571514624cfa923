"""What was kept of pages: chained by the ledger, without faces, removable for cause.

A capture's hash stands in the ledger's row of its check, so the ledger's sealed chain is the
captures' chain. Removed bytes leave their hash, the reason and who removed them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.policies import may_run, require
from loa.crafts.matching import Finding, PictureError, blur_faces, open_picture
from loa.crafts.matching.leaflets import is_pdf, read_pdf
from loa.crafts.matching.unpacking import unpacking, within
from loa.doors.archive import WarcError, read_capture
from loa.doors.outcomes import Fetched
from loa.doors.pages import is_picture
from loa.doors.platforms.posts import permalink_in
from loa.evidence.looking import Visited
from loa.evidence.models import Check, Publication
from loa.files.actions import read, remove
from loa.files.models import StoredFile
from loa.files.sniffing import sniff
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.units.models import Officer

_COPY_SHARE = 0.9
_COPY_COVERS = 0.8


@dataclass(frozen=True)
class CaptureState:
    """How many captures the ledger knows, and the checks that are not what they were.

    `broken`: the capture is not the one in the ledger, or lies about its address, length or
    bytes. `changed`: the outcome is not the one in the ledger, or the check is gone.
    """

    known: int
    broken: tuple[int, ...]
    changed: tuple[int, ...]


def capture_state() -> CaptureState:
    """Compare each check's outcome and capture with the ledger, and read the capture."""
    kept = {
        key: (sha256, outcome)
        for key, sha256, outcome in Check.objects.values_list(
            "pk", "capture__sha256", "outcome"
        )
    }
    changed: list[int] = []
    known, broken = 0, [
        check.pk
        for check in Check.objects.filter(
            capture__isnull=False, capture__removed_at__isnull=True
        ).select_related("capture").iterator(500)
        if not is_of_its_page(check)
    ]  # fmt: skip
    entries = Entry.objects.filter(verb="publication.checked").values_list(
        "object_id", "changes", "note"
    )
    for key, changes, said in entries.iterator(2000):
        sha256, outcome = kept.get(int(key), (None, None))
        if outcome != said:
            changed.append(int(key))
        if "capture" in changes:
            known += 1
            if sha256 != changes["capture"][1]:
                broken.append(int(key))
    return CaptureState(known, tuple(sorted(set(broken))), tuple(sorted(changed)))


def is_of_its_page(check: Check) -> bool:
    """Say whether a capture can be read and is of the page that its check names."""
    assert check.capture is not None  # noqa: S101 (the caller's filter)
    try:
        parts = read_capture(read(check.capture))
    except WarcError:
        return False
    except OSError:
        return True  # gone, which is another complaint of `loa verify`
    if check.trust == "B" and (said := permalink_in(part.body for part in parts)):
        # Read at the interface: what it says of the post names the post's own address.
        return said[:2000] == check.final_address
    return parts[0].url[:2000] == check.final_address


def to_keep(seen: Visited, findings: Sequence[Finding]) -> Visited:
    """Give of a page what is kept: no more than the verdict needs, and no face.

    Where the words alone decided, no picture is kept. A picture that is the material itself
    stays as it is; in all others faces are made unknowable.
    """
    if not seen.parts:
        return seen
    best = findings[0] if findings else None
    by_words = best is not None and best.outcome.value == "found"
    if by_words and not any(each.picture is not None for each in findings):
        words = tuple(each for each in seen.parts if not is_picture(each.body))
        return replace(seen, parts=words or seen.parts[:1])
    copies = {
        each.picture: each.region
        for each in findings
        if each.picture is not None
        and each.region
        and each.share >= _COPY_SHARE
        and each.method != "clip"  # where the share is of the pictures
    }
    parts, number, too_large = [], 0, 0
    for part in seen.parts:
        many = pictures_in(part)
        if is_picture(part.body) and not many:
            too_large += is_too_large(part.body)
            continue  # too large or broken: nobody looked whether there are faces on it
        if is_picture(part.body) and not _is_copy(part.body, copies.get(number)):
            part = _without_faces(part)
        number += many
        parts.append(part)
    return replace(seen, parts=tuple(parts), too_large=too_large)


def is_too_large(picture: bytes) -> bool:
    """Say whether a picture is one that is not opened for its size; unpacks nothing."""
    try:
        with unpacking(picture):
            return False
    except PictureError as error:
        return error.code == "too_large"


def pictures_in(part: Fetched) -> int:
    """Count what a part adds to the pictures that are compared."""
    try:
        if is_picture(part.body):
            open_picture(part.body)
            return 1
        return len(read_pdf(part.body)[1]) if is_pdf(part.body) else 0
    except PictureError:
        return 0


def _is_copy(body: bytes, region: tuple[int, int, int, int] | None) -> bool:
    if region is None:
        return False
    picture = open_picture(body)
    return region[2] * region[3] >= _COPY_COVERS * picture.width * picture.height


def _without_faces(part: Fetched) -> Fetched:
    blurred = blur_faces(part.body)
    if not blurred.boxes:
        return part
    visit = replace(part.visit, notes=(*part.visit.notes, "faces_blurred"))
    return replace(part, visit=visit, body=blurred.data)


def harmless(data: bytes, *, keeps_faces: bool = False) -> bytes:
    """Give the bytes of a file handed in as they are kept: a picture without faces.

    A photograph that is too large to be unpacked whole is kept reduced, faces or not.
    """
    if not sniff(data).media_type.startswith("image/"):
        return data
    try:
        return within(data) if keeps_faces else blur_faces(data).data
    except PictureError:
        return data  # nothing that anybody can open; a picture too large is refused before


def can_be_shown(data: bytes) -> bool:
    """Say whether bytes are a picture, or a PDF, that opens."""
    try:
        if is_pdf(data):
            return bool(read_pdf(data)[1])
        open_picture(data)
    except PictureError:
        return False
    return True


@transaction.atomic
def remove_bytes(
    stored: StoredFile, publication: Publication, *, reason: str, by: Officer, at: datetime
) -> StoredFile:
    """Delete a capture or a file handed in, for cause; hash, reason and name stay.

    Raises NotAllowedError unless `by` runs the campaign.
    """
    campaign = publication.participant.campaign
    require(may_run(by, campaign, timezone.localdate(at)))
    if stored.removed_at:
        return stored
    remove(stored, reason=reason, by=by, at=at)
    unit_id = publication.participant.unit_id
    record("evidence.removed", publication, by=by, at=at, unit_id=unit_id, note=reason)
    return stored
