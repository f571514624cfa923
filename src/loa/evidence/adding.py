"""Pictures added to a publication that is already logged, and taken back.

For pages that only people can open: the address stays the publication's, the pictures are
looked at with it. A person's word stays; a yes asks for no further look. Source:
docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.campaigns.policies import may_answer, require
from loa.evidence.errors import (
    AlreadyJudgedError,
    NothingNewError,
    NothingToShowError,
    TakenOffError,
    TooManyPicturesError,
)
from loa.evidence.looks import look_soon
from loa.evidence.models import Addition, Check, Judgement, Publication
from loa.files.actions import store
from loa.files.models import StoredFile
from loa.ledger.actions import record
from loa.units.models import Officer

MOST_FILES = 24
"""A look compares them all: four times what a form takes at once."""


@transaction.atomic
def add_pictures(
    publication: Publication, files: Sequence[bytes], *, key: str, by: Officer, at: datetime
) -> Addition:
    """Add pictures to a publication and have it looked at anew; sent twice, it is one.

    No look is asked for where a person has said "yes, it was published".
    Raises NothingToShowError, NothingNewError, TooManyPicturesError, TakenOffError,
    RemovedFileError, NotAllowedError.
    """
    require(may_answer(by, publication.participant, timezone.localdate(at)))
    # Two sendings of one form wait here for each other.
    row = Publication.objects.select_for_update().get(pk=publication.pk)
    if known := Addition.objects.filter(publication=row, key=key).first():
        return known
    if row.withdrawn_at:
        raise TakenOffError
    if not files:
        raise NothingToShowError
    before = set(row.files.values_list("pk", flat=True))
    kept = {each.pk: each for each in (store(data, by=by, at=at) for data in files)}
    fresh = [each for pk, each in kept.items() if pk not in before]
    if not fresh:
        raise NothingNewError
    if len(before) + len(fresh) > MOST_FILES:
        raise TooManyPicturesError(MOST_FILES)
    made = Addition(publication=row, key=key, added_at=at, added_by=by)
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    made.files.set(fresh)
    row.files.add(*fresh)
    _record("publication.pictures_added", made, by, at)
    if not is_confirmed(row):
        look_soon(row, at=at)
    return made


@transaction.atomic
def take_back(addition: Addition, *, by: Officer, at: datetime) -> Addition:
    """Take added pictures off their publication; the row stays, and the look is asked anew.

    Raises AlreadyJudgedError where a person has spoken since, NotAllowedError.
    """
    publication = addition.publication
    require(may_answer(by, publication.participant, timezone.localdate(at)))
    if addition.taken_back_at:
        return addition
    if standing := judged_since(addition):
        raise AlreadyJudgedError(standing)
    addition.taken_back_at = at
    addition.save(update_fields=["taken_back_at"])
    publication.files.remove(*addition.files.all())
    _record("publication.pictures_taken_back", addition, by, at)
    look_soon(publication, at=at)
    return addition


@dataclass(frozen=True)
class Added:
    """An addition with its files, and whether it may still be taken back."""

    addition: Addition
    files: list[StoredFile]
    may_go: bool


def additions_of(publication: Publication) -> list[Added]:
    """Return what was added to a publication, the oldest first."""
    rows = publication.additions.select_related("added_by").prefetch_related("files")
    return [
        Added(
            each,
            list(each.files.all()),
            each.taken_back_at is None and judged_since(each) is None,
        )
        for each in rows
    ]


def additions_in(check: Check) -> QuerySet[Addition]:
    """Return what was added to a publication before a look at it, and still is there."""
    rows = Addition.objects.filter(publication=check.publication_id, taken_back_at__isnull=True)
    return rows.filter(added_at__lte=check.checked_at)


def words_before(check: Check) -> QuerySet[Judgement]:
    """Return persons' standing words on other looks at the same publication, newest first."""
    words = Judgement.objects.filter(
        check_of__publication=check.publication_id, undone_at__isnull=True
    )
    other = words.exclude(check_of=check).exclude(settled=check)
    return other.select_related("made_by")


def judged_since(addition: Addition) -> Judgement | None:
    """Return a person's standing word that was said once the pictures were there."""
    words = Judgement.objects.filter(
        check_of__publication=addition.publication_id, undone_at__isnull=True
    )
    return words.filter(made_at__gte=addition.added_at).first()


def is_confirmed(publication: Publication) -> bool:
    """Say whether a person's yes stands on the last look."""
    words = Judgement.objects.filter(undone_at__isnull=True, is_published=True)
    last = Q(check_of__publication=publication, check_of__is_latest=True)
    carried = Q(settled__publication=publication, settled__is_latest=True)
    return words.filter(last | carried).exists()


def _record(verb: str, addition: Addition, by: Officer, at: datetime) -> None:
    publication = addition.publication
    hashes = sorted(each.sha256 for each in addition.files.all())
    before, after = ([], hashes) if addition.taken_back_at is None else (hashes, [])
    record(
        verb, publication, by=by, at=at, changes={"files": (before, after)},
        unit_id=publication.participant.unit_id,
    )  # fmt: skip
