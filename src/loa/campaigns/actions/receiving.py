"""A campaign reaches a unit: somebody there says that it did."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.models import Participant
from loa.campaigns.policies import may_acknowledge, require
from loa.ledger.actions import record
from loa.units.models import Officer


@transaction.atomic
def acknowledge(
    participant: Participant, *, by: Officer | None, at: datetime, note: str = ""
) -> Participant:
    """Say "received" (đã nhận) for a unit. The first one holds; again changes nothing.

    `by` is None where an action has asked its own policy: an answer through a link.
    """
    require(by is None or may_acknowledge(by, participant, timezone.localdate(at)))
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if row.acknowledged_at:
        return row
    row.acknowledged_at, row.acknowledged_by = at, by
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record("participant.acknowledged", row, by=by, at=at, unit_id=row.unit_id, note=note)
    return row
