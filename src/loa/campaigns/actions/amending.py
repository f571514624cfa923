"""Telling that a campaign's letter was amended, and a person's word that it is done."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from loa.campaigns import policies
from loa.campaigns.errors import NoAmendmentError
from loa.campaigns.models import Amendment, Campaign
from loa.campaigns.queries.amending import amends_it, campaign_amended_by, untold
from loa.dispatches.models import Dispatch
from loa.ledger.actions import record
from loa.notices.actions import Mail, post_mails
from loa.units.models import Officer
from loa.units.queries import holders_of
from loa.units.words import Role

MOST_AT_ONCE = 50


def tell_of_amendments(*, at: datetime) -> int:
    """Write to who coordinates a campaign whose letter was amended; return how many mails.

    Twice is once.
    """
    return sum(_tell(letter, at) for letter in untold()[:MOST_AT_ONCE])


@transaction.atomic
def _tell(letter: Dispatch, at: datetime) -> int:
    campaign = campaign_amended_by(letter)
    if campaign is None:
        return 0
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    row, _ = Amendment.objects.get_or_create(campaign=campaign, dispatch=letter)
    if row.told_at is not None:
        return 0
    row.told_at = at
    row.save(update_fields=["told_at"])
    record("campaign.amended", campaign, by=None, at=at, unit_id=campaign.owner_id)
    if row.settled_at is not None:  # somebody was quicker
        return 0
    people = holders_of(campaign.owner_id, timezone.localdate(at), Role.COORDINATOR)
    mails = []
    for person in people:
        with translation.override(person.language):
            facts = {"officer": person, "campaign": campaign, "site": settings.SITE_URL}
            subject = render_to_string("campaigns/mail/amended_subject.txt", facts).strip()
            body = render_to_string("campaigns/mail/amended.txt", facts).strip() + "\n"
        mails.append(Mail(to=person, subject=subject[:300], body=body))
    return post_mails(mails, about=campaign, by=None, at=at)


@transaction.atomic
def settle_amendment(
    campaign: Campaign, dispatch_id: int, *, by: Officer, at: datetime
) -> Amendment:
    """Say that the campaign stands as the amended letter wants it. Twice is once.

    Raises NoAmendmentError, NotAllowedError.
    """
    return _settle(campaign, dispatch_id, is_settled=True, by=by, at=at)


@transaction.atomic
def reopen_amendment(
    campaign: Campaign, dispatch_id: int, *, by: Officer, at: datetime
) -> Amendment:
    """Undo `settle_amendment`. Raises NoAmendmentError, NotAllowedError."""
    return _settle(campaign, dispatch_id, is_settled=False, by=by, at=at)


def _settle(
    campaign: Campaign, dispatch_id: int, *, is_settled: bool, by: Officer, at: datetime
) -> Amendment:
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    letter = amends_it(campaign, dispatch_id)
    if letter is None:
        raise NoAmendmentError
    row, _ = Amendment.objects.get_or_create(campaign=campaign, dispatch=letter)
    if (row.settled_at is not None) is is_settled:
        return row
    was, row.settled_at = row.settled_at, at if is_settled else None
    row.settled_by = by if is_settled else None
    row.save(update_fields=["settled_at", "settled_by"])
    record(
        "campaign.amendment_settled" if is_settled else "campaign.amendment_reopened",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.owner_id,
        changes={f"amended by {letter.pk}": (was, row.settled_at)},
    )
    return row
