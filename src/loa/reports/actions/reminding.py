"""A person reminds the units whose report has not been received."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.models import Participant, Round
from loa.campaigns.policies import may_run, require
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.notices.actions import post_mail
from loa.units.models import Officer
from loa.units.queries import contacts_of


@transaction.atomic
def remind(
    each: Round,
    participants: Iterable[Participant],
    *,
    subject: str,
    text: str,
    by: Officer,
    at: datetime,
) -> tuple[int, int]:
    """Mail `text` to the contact officers of these units, as the person wrote it.

    Returns (mails put in the outbox, units that have nobody to write to).
    """
    today = timezone.localdate(at)
    require(may_run(by, each.campaign, today))
    rows = list(participants)
    contacts = contacts_of([row.unit_id for row in rows], today)
    many = 0
    for row in rows:
        for officer in contacts.get(row.unit_id, []):
            post_mail(
                to=officer, subject=clean(subject), body=clean(text), about=row, by=by, at=at
            )
            many += 1
    without = sum(row.unit_id not in contacts for row in rows)
    record(
        "round.reminded", each, by=by, at=at,
        changes={"units": (None, len(rows)), "mails": (None, many)},
    )  # fmt: skip
    return many, without
