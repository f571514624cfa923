"""A coordinating body reads, says what it thinks, and lets content pass; it owes nothing."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns import policies, queries
from loa.campaigns.models import Campaign, Clearance, Remark
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.materials.models import MaterialVersion
from loa.units.models import Officer


class ForeignVersionError(Exception):
    """The edition is of no material of the campaign."""


@transaction.atomic
def say(
    campaign: Campaign,
    text: str,
    *,
    by: Officer,
    at: datetime,
    version: MaterialVersion | None = None,
) -> Remark:
    """Say something of a campaign, or of one edition of its material."""
    on = timezone.localdate(at)
    unit = policies.speaks_for(by, campaign, on)
    policies.require(unit is not None)
    assert unit is not None  # noqa: S101 (required just above)
    _check(campaign, version)
    made = Remark(
        campaign=campaign, version=version, unit=unit, by=by, text=clean(text).strip(), at=at
    )
    made.full_clean()
    made.save()
    record("remark.made", made, by=by, at=at, unit_id=unit.pk)
    return made


@transaction.atomic
def withdraw_remark(remark: Remark, *, by: Officer, at: datetime) -> Remark:
    """Withdraw one's own word; it stays on record, struck out."""
    policies.require(remark.by_id == by.pk)
    if remark.withdrawn_at is None:
        remark.withdrawn_at = at
        remark.save(update_fields=["withdrawn_at"])
        record("remark.withdrawn", remark, by=by, at=at, unit_id=remark.unit_id)
    return remark


@transaction.atomic
def clear(
    campaign: Campaign, version: MaterialVersion, *, by: Officer, at: datetime
) -> Clearance:
    """Let an edition pass, for one's coordinating body. Twice is once."""
    unit = policies.clears_for(by, campaign, timezone.localdate(at))
    policies.require(unit is not None)
    assert unit is not None  # noqa: S101 (required just above)
    _check(campaign, version)
    made, is_new = Clearance.objects.get_or_create(
        campaign=campaign,
        version=version,
        unit=unit,
        undone_at=None,
        defaults={"by": by, "at": at},
    )
    if is_new:
        record("content.cleared", made, by=by, at=at, unit_id=unit.pk)
    return made


@transaction.atomic
def undo_clearance(clearance: Clearance, *, by: Officer, at: datetime) -> Clearance:
    """Take a clearance back, by the same body."""
    unit = policies.clears_for(by, clearance.campaign, timezone.localdate(at))
    policies.require(unit is not None and unit.pk == clearance.unit_id)
    if clearance.undone_at is None:
        clearance.undone_at = at
        clearance.save(update_fields=["undone_at"])
        record("content.clearance_undone", clearance, by=by, at=at, unit_id=clearance.unit_id)
    return clearance


def _check(campaign: Campaign, version: MaterialVersion | None) -> None:
    if version is not None and not queries.has_material(campaign, version.material_id):
        raise ForeignVersionError
