"""What a campaign shows: the material its units take, and its public page."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns import policies
from loa.campaigns.models import Campaign
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.materials.models import Material
from loa.units.models import Officer


@transaction.atomic
def show_campaign(
    campaign: Campaign,
    *,
    materials: Iterable[Material],
    is_public: bool,
    public_intro: str,
    by: Officer,
    at: datetime,
) -> Campaign:
    """Say which material goes with the campaign, and whether it has a public page."""
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    chosen = sorted({row.pk for row in materials})
    was = sorted(campaign.materials.values_list("pk", flat=True))
    new = {"is_public": is_public, "public_intro": clean(public_intro).strip()}
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(campaign, name), value)
        for name, value in new.items()
        if getattr(campaign, name) != value
    }
    if was != chosen:
        changes["materials"] = (was, chosen)
    if not changes:
        return campaign
    for name, value in new.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(new))
    campaign.materials.set(chosen)
    record("campaign.shown", campaign, by=by, at=at, changes=changes)
    return campaign
