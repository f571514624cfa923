"""What a unit did: logged, corrected by withdrawing, restored."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from loa.campaigns.actions import acknowledge
from loa.campaigns.models import Duty, Participant
from loa.campaigns.policies import may_answer, require
from loa.crafts.tallying import Measure
from loa.crafts.viet import clean
from loa.evidence.errors import (
    AlreadyLoggedError,
    CountError,
    NothingToShowError,
    OutsideCampaignError,
)
from loa.evidence.models import ActKind, Airing, Publication
from loa.evidence.pasted import spellings_of
from loa.evidence.playlogs import Aired
from loa.files.actions import store
from loa.files.models import StoredFile
from loa.ledger.actions import record
from loa.materials.models import Material
from loa.units.models import Channel, Officer

COUNTED = tuple(measure.value for measure in Measure if measure is not Measure.SHARE)
LARGEST_COUNT = 2_000_000_000


@dataclass(frozen=True)
class Logged:
    """What the officer gives. `files` are bytes; `counts` {measure: whole number}."""

    kind: ActKind
    happened_on: date
    idempotency_key: str
    address: str = ""
    title: str = ""
    note: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    channel: Channel | None = None
    duties: Sequence[Duty] = ()
    materials: Sequence[Material] = ()
    files: Sequence[bytes] = ()
    aired: Sequence[Aired] = ()


@transaction.atomic
def log_publication(
    participant: Participant, given: Logged, *, by: Officer, at: datetime
) -> Publication:
    """Put one publication on the unit's list; the same form sent twice gives the same row.

    Raises NothingToShowError, CountError, OutsideCampaignError, AlreadyLoggedError,
    NotAllowedError.
    """
    today = timezone.localdate(at)
    require(may_answer(by, participant, today))
    again = Publication.objects.filter(
        participant=participant, idempotency_key=given.idempotency_key
    ).first()
    if again:
        return again
    _check(participant, given, today)
    acknowledge(participant, by=by, at=at)  # who acts on it has received it
    publication = Publication(
        participant=participant,
        channel=given.channel,
        kind=given.kind.value,
        address=given.address.strip(),
        title=clean(given.title).strip(),
        note=clean(given.note).strip(),
        happened_on=given.happened_on,
        counts=given.counts,
        idempotency_key=given.idempotency_key,
        logged_at=at,
        logged_by=by,
    )
    publication.full_clean(validate_unique=False, validate_constraints=False)
    kept: list[StoredFile] = [store(data, by=by, at=at) for data in given.files]
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError as error:
        twice = Publication.objects.filter(
            participant=participant, idempotency_key=given.idempotency_key
        ).first()
        if twice:  # the same form, sent twice in the same instant
            return twice
        raise _known(participant, given) from error
    publication.duties.set(given.duties)
    publication.materials.set(given.materials)
    publication.files.set(kept)
    Airing.objects.bulk_create(
        Airing(publication=publication, **asdict(each)) for each in given.aired
    )
    record("publication.logged", publication, by=by, at=at, unit_id=participant.unit_id)
    return publication


def _check(participant: Participant, given: Logged, today: date) -> None:
    if not (given.address or given.files or given.counts):
        raise NothingToShowError
    for measure, value in given.counts.items():
        is_number = isinstance(value, int) and 0 <= value <= LARGEST_COUNT
        if measure not in COUNTED or not is_number:
            raise CountError(measure, value)
    first = participant.campaign.starts_on
    if not first <= given.happened_on <= today:
        raise OutsideCampaignError(given.happened_on, first, today)
    if given.address:
        known = Publication.objects.filter(
            participant=participant,
            address__in=spellings_of(given.address.strip()),
            withdrawn_at__isnull=True,
        ).first()
        if known:
            raise AlreadyLoggedError(known)


def _known(participant: Participant, given: Logged) -> AlreadyLoggedError:
    """Name the row that a second request won the race with."""
    return AlreadyLoggedError(
        Publication.objects.filter(participant=participant, withdrawn_at__isnull=True).get(
            address=given.address.strip()
        )
    )


@transaction.atomic
def withdraw_publication(
    publication: Publication, *, reason: str, by: Officer, at: datetime
) -> Publication:
    """Take a publication off the list; the row and its files stay, with the reason."""
    require(may_answer(by, publication.participant, timezone.localdate(at)))
    if publication.withdrawn_at:
        return publication
    publication.withdrawn_at, publication.withdrawn_reason = at, clean(reason)[:300]
    publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    unit_id = publication.participant.unit_id
    record("publication.withdrawn", publication, by=by, at=at, unit_id=unit_id, note=reason)
    return publication


@transaction.atomic
def restore_publication(publication: Publication, *, by: Officer, at: datetime) -> Publication:
    """Undo a withdrawal. Raises AlreadyLoggedError if the address stands there anew."""
    participant = publication.participant
    require(may_answer(by, participant, timezone.localdate(at)))
    if not publication.withdrawn_at:
        return publication
    known = Publication.objects.filter(
        participant=participant, address=publication.address, withdrawn_at__isnull=True
    ).exclude(address="")
    if other := known.first():
        raise AlreadyLoggedError(other)
    publication.withdrawn_at, publication.withdrawn_reason = None, ""
    publication.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("publication.restored", publication, by=by, at=at, unit_id=participant.unit_id)
    return publication
