"""A person's word on a check: it stands above the machine's finding, and never changes it.

It stands for later looks too that end as the one it was said of, and for no other: a number
altered anew, or another reason to doubt, is asked about again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from loa.campaigns.policies import may_receive_from, require
from loa.crafts.viet import clean
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.models import Check, Judgement, Publication
from loa.ledger.actions import record
from loa.units.models import Officer


@transaction.atomic
def judge(
    check: Check, *, is_published: bool, note: str, by: Officer, at: datetime
) -> Judgement:
    """Say as a person whether it was published. Raises AlreadyJudgedError, NotAllowedError."""
    participant = check.publication.participant
    require(may_receive_from(by, participant, timezone.localdate(at)))
    own = Judgement.objects.filter(check_of=check, undone_at__isnull=True).first()
    standing = own or check.settled_by
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
        settled = Check.objects.filter(settled_by=judgement)
        settled.exclude(outcome="found").update(needs_person=True)
        settled.update(settled_by=None)
        record("check.judgement_undone", check, by=by, at=at, unit_id=participant.unit_id)
    return judgement


# Said of the page's history or its host, not of what was met.
_BESIDE = frozenset({"vanished", "was_there", "foreign_host"})


def word_carried(
    publication: Publication,
    outcome: str,
    reasons: Sequence[str],
    findings: Sequence[Mapping[str, Any]],
) -> Judgement | None:
    """Give the newest standing word on a look that ended as this one; None where none did.

    A no from before pictures were added says nothing of them.
    """
    ended = _ending(outcome, reasons, findings)
    added = publication.additions.filter(taken_back_at__isnull=True).last()
    words = Judgement.objects.filter(
        check_of__publication=publication, undone_at__isnull=True
    ).select_related("check_of")
    for word in words.order_by("-made_at", "-pk"):
        if added and not word.is_published and word.made_at < added.added_at:
            continue
        was = word.check_of
        if _ending(was.outcome, was.reasons, was.findings) == ended:
            return word
    return None


def _ending(
    outcome: str, reasons: Sequence[str], findings: Sequence[Mapping[str, Any]]
) -> object:
    """Say how a look ended: its outcome, the reasons, what was met, what it says otherwise."""
    changes = {
        (change["kind"], change["expected"], change["said"])
        for each in findings
        for change in each.get("changes") or ()
    }
    met = {each["material"] for each in findings}
    return outcome, frozenset(reasons) - _BESIDE, met, changes
