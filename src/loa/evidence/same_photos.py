"""The same photograph of an activity, handed in by several units: asked about, never decided.

Only activities are asked about. Equal publications of the campaign's material are what the
letter wants, so a photo that is the material itself, or is filled by it, is left alone.
Source: docs/rules/matching.md.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import numpy as np
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task
from numpy.typing import NDArray

from loa.campaigns.models import Campaign
from loa.crafts.matching import (
    Library,
    Picture,
    PictureError,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.imprints import difference_hash, distances
from loa.evidence.looking import library_of
from loa.evidence.models import ActKind, PhotoMark, Publication, SamePhoto
from loa.files.actions import read
from loa.files.models import StoredFile
from loa.ledger.actions import record

KINDS = (
    ActKind.PRINT,
    ActKind.SESSION,
    ActKind.LOUDSPEAKER,
    ActKind.BROADCAST,
    ActKind.OTHER,
)
# Bits of 256. Unlike photos differ in 128 ± 8, a smaller or recompressed copy in less than 16.
NEAR = 16
MAYBE = 40
FILLED = 0.5
"""More of a photo than this filled by the material, and it shows the material."""
AGREES = 0.7
FLATTEST = 8.0
MOST_AT_ONCE = 200
_LOCK = "evidence.photos"
_LOCK_S = 60


def ask_for_photos(at: datetime) -> bool:
    """Put the job in the queue where a photo was not compared yet, unless just asked for."""
    is_asked = unmarked().exists() and cache.add(_LOCK, at.isoformat(), _LOCK_S)
    if is_asked:
        compare_photos.enqueue()
    return is_asked


@task()
def compare_photos() -> int:
    """Compare what was not compared yet; give how many photos. May run twice, and at once."""
    many = mark_photos(at=timezone.now())
    cache.delete(_LOCK)
    if many >= MOST_AT_ONCE:
        ask_for_photos(timezone.now())
    return many


def unmarked() -> QuerySet[Publication]:
    """Return standing activities with a picture that was not compared yet."""
    through = Publication.files.through.objects.filter(
        publication=OuterRef("pk"),
        storedfile__media_type__startswith="image/",
        storedfile__removed_at__isnull=True,
    )
    marked = PhotoMark.objects.filter(
        publication=OuterRef("publication"), photo=OuterRef("storedfile")
    )
    return Publication.objects.filter(
        Exists(through.filter(~Exists(marked))),
        kind__in=[kind.value for kind in KINDS],
        withdrawn_at__isnull=True,
    ).order_by("pk")


def mark_photos(*, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Keep the marks of new photos and the pairs that they make; give how many photos.

    Each publication is one transaction. About 30 ms a photo, 1 s more where it looks like
    another one.
    """
    many = 0
    rows = unmarked().select_related("participant__campaign")[:most]
    for publication in list(rows):
        photos = publication.files.filter(media_type__startswith="image/", removed_at=None)
        for photo in photos.order_by("pk"):
            many += _mark(publication, photo, at)
    return many


def _mark(publication: Publication, photo: StoredFile, at: datetime) -> bool:
    picture = _opened(photo)
    bits = ""
    if picture is not None and float(picture.grey.std()) >= FLATTEST:
        bits = difference_hash(picture.grey).tobytes().hex()
    campaign = publication.participant.campaign
    near = list(_near(publication, bits)) if picture is not None and bits else []
    if picture is None or _is_material(picture, bits, campaign, is_asked=bool(near)):
        near = []
    pairs = [
        (mark, share)
        for mark in near
        if picture is not None and (share := _agreement(mark, bits, picture)) is not None
    ]
    with transaction.atomic():
        made, is_new = PhotoMark.objects.get_or_create(
            publication=publication, photo=photo, defaults={"bits": bits, "marked_at": at}
        )
        if not is_new:
            return False
        for mark, share in pairs:
            pair = SamePhoto.objects.create(first=mark, second=made, share=share, met_at=at)
            unit_id = publication.participant.unit_id
            record("photo.met_twice", pair, by=None, at=at, unit_id=unit_id)
    return True


def _opened(photo: StoredFile) -> Picture | None:
    try:
        return open_picture(read(photo))
    except (PictureError, FileNotFoundError):
        return None


def _near(publication: Publication, bits: str) -> Iterable[PhotoMark]:
    """Give marks of other units' photos that may be the same, or of one's own of another year.

    Of all campaigns of the same owner: an old photo is not shown as this year's work either.
    """
    part = publication.participant
    others = (
        PhotoMark.objects.filter(
            publication__participant__campaign__owner=part.campaign.owner_id,
            publication__withdrawn_at__isnull=True,
        )
        .exclude(bits="")
        .exclude(publication=publication)
        .exclude(
            publication__participant__unit=part.unit_id,
            publication__participant__campaign=part.campaign_id,
        )
        .order_by("pk")
    )
    keys: list[int] = []
    told: list[bytes] = []
    for key, other in others.values_list("pk", "bits"):
        keys.append(key)
        told.append(bytes.fromhex(other))
    if not keys:
        return ()
    known = np.frombuffer(b"".join(told), np.uint8).reshape(-1, 32)
    off = distances(_as_bits(bits), known)
    wanted = [key for key, many in zip(keys, off, strict=True) if many <= MAYBE]
    return PhotoMark.objects.filter(pk__in=wanted).select_related("photo").order_by("pk")


def _as_bits(bits: str) -> NDArray[np.uint8]:
    return np.frombuffer(bytes.fromhex(bits), np.uint8)


def _agreement(mark: PhotoMark, bits: str, picture: Picture) -> float | None:
    """Say how far two photos agree, 0-1, laid over each other; None where they do not."""
    try:
        seen = fingerprint_image(read(mark.photo))
    except (PictureError, FileNotFoundError):
        return None
    finding = Library([Specimen("photo", images=(seen,))]).look_at("", [picture])[0]
    off = int(distances(_as_bits(bits), _as_bits(mark.bits)[None, :])[0])
    is_same = finding.outcome.value in {"found", "altered"} or (
        off <= NEAR and finding.share >= AGREES
    )
    return finding.share if is_same else None


def _is_material(picture: Picture, bits: str, campaign: Campaign, *, is_asked: bool) -> bool:
    """Say whether a photo shows the campaign's material rather than an activity."""
    if not is_asked:
        return False
    looks = [_bits_of(sha256) for sha256 in _pictures_of(campaign)]
    known = [np.frombuffer(each, np.uint8) for each in looks if each]
    if known and int(distances(_as_bits(bits), np.stack(known)).min()) <= MAYBE:
        return True
    whole = picture.width * picture.height
    return any(
        each.material and each.region and each.region[2] * each.region[3] >= FILLED * whole
        for each in library_of(campaign).look_at("", [picture])
    )


def _pictures_of(campaign: Campaign) -> Sequence[str]:
    found = set()
    for material in campaign.materials.prefetch_related("versions__file", "versions__preview"):
        for version in material.versions.all():
            for stored in (version.file, version.preview):
                if stored and not stored.removed_at and stored.media_type.startswith("image/"):
                    found.add(stored.sha256)
    return sorted(found)


@lru_cache(maxsize=1_000)
def _bits_of(sha256: str) -> bytes:
    picture = _opened(StoredFile.objects.get(sha256=sha256))
    return difference_hash(picture.grey).tobytes() if picture is not None else b""
