"""A person's word on a check: it stands above the machine's finding, and never changes it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.policies import may_receive_from, require
from loa.crafts.viet import clean
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.models import Check, Judgement
from loa.ledger.actions import record
from loa.units.models import Officer


@transaction.atomic
def judge(
    check: Check, *, is_published: bool, note: str, by: Officer, at: datetime
) -> Judgement:
    """Say as a person whether it was published. Raises AlreadyJudgedError, NotAllowedError."""
    participant = check.publication.participant
    require(may_receive_from(by, participant, timezone.localdate(at)))
    standing = Judgement.objects.filter(check_of=check, undone_at__isnull=True).first()
    if standing:
        if standing.made_by_id == by.pk and standing.is_published == is_published:
            return standing
        raise AlreadyJudgedError(standing)
    made = Judgement(
        check_of=check,
        is_published=is_published,
        note=clean(note).strip(),
        made_at=at,
        made_by=by,
    )
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    word = "yes" if is_published else "no"
    record("check.judged", check, by=by, at=at, unit_id=participant.unit_id, note=word)
    return made


@transaction.atomic
def undo_judgement(judgement: Judgement, *, by: Officer, at: datetime) -> Judgement:
    """Take one's own word back; the row stays. Raises NotAllowedError."""
    check = judgement.check_of
    participant = check.publication.participant
    may = may_receive_from(by, participant, timezone.localdate(at))
    require(may and judgement.made_by_id == by.pk)
    if judgement.undone_at is None:
        judgement.undone_at = at
        judgement.save(update_fields=["undone_at"])
        record("check.judgement_undone", check, by=by, at=at, unit_id=participant.unit_id)
    return judgement
