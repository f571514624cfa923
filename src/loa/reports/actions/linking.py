"""Links for units without a login: made, found again by address or code, revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from loa.campaigns.models import Part, Participant
from loa.campaigns.policies import may_receive_from, require
from loa.ledger.actions import record
from loa.reports.errors import LinkDeadError, LinkNotNeededError
from loa.reports.models import AnswerLink
from loa.units.actions import make_claim_code, plain_code
from loa.units.models import Officer

LASTS = timedelta(days=45)  # a campaign's five weeks, and its final round
SIGNER = signing.Signer(salt="loa.reports.answer-link")


@dataclass(frozen=True)
class NewLink:
    """A link with what opens it, which is nowhere else."""

    link: AnswerLink
    token: str
    code: str


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_answer_link(
    participant: Participant, *, by: Officer, at: datetime, lasts: timedelta = LASTS
) -> NewLink:
    """Make a way for one unit to answer without a login. Its receiver of reports may.

    Raises LinkNotNeededError for a unit that owes no answer.
    """
    require(may_receive_from(by, participant, timezone.localdate(at)))
    if participant.delivered_at is None or participant.part not in (
        Part.TASKED,
        Part.FOR_INFORMATION,
    ):
        raise LinkNotNeededError
    token, code = SIGNER.sign(secrets.token_urlsafe(18)), make_claim_code()
    link = AnswerLink(
        participant=participant,
        token_hash=_hash(token),
        code_hash=_hash(code),
        made_at=at,
        made_by=by,
        expires_at=at + lasts,
    )
    link.full_clean()
    link.save()
    record("answer_link.made", link, by=by, at=at, unit_id=participant.unit_id)
    return NewLink(link, token, code)


@transaction.atomic
def revoke_answer_link(link: AnswerLink, *, by: Officer, at: datetime) -> AnswerLink:
    """Void a link that went astray. Twice changes nothing."""
    require(may_receive_from(by, link.participant, timezone.localdate(at)))
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        record("answer_link.revoked", link, by=by, at=at, unit_id=link.participant.unit_id)
    return link


@transaction.atomic
def open_answer_link(*, at: datetime, token: str = "", code: str = "") -> AnswerLink:
    """Return the live link of an address or of a typed code; raises LinkDeadError.

    An address that we did not sign is refused before the database is asked.
    """
    rows = AnswerLink.objects.select_related("participant__campaign", "participant__unit")
    if token:
        try:
            SIGNER.unsign(token)
        except signing.BadSignature as error:
            raise LinkDeadError from error
        link = rows.filter(token_hash=_hash(token)).first()
    else:
        link = rows.filter(code_hash=_hash(plain_code(code))).first()
    if link is None or not link.is_live(at):
        raise LinkDeadError
    link.used_at = at
    link.save(update_fields=["used_at"])
    record("answer_link.opened", link, by=None, at=at, unit_id=link.participant.unit_id)
    return link
