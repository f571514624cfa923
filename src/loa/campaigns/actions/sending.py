"""Sending a campaign: onto the units' desks, by mail, and on paper with a code for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from loa.campaigns import policies
from loa.campaigns.actions.drawing import draw
from loa.campaigns.errors import NobodyTaskedError, NoRoundError
from loa.campaigns.models import Campaign, Part, Participant, Round
from loa.crafts.timing import VIETNAM, Deadline, last_day
from loa.crafts.viet import write_date
from loa.ledger.actions import record
from loa.notices.actions import Mail, post_mails
from loa.units.actions import issue_claim_codes
from loa.units.models import ClaimCode, Officer, Unit
from loa.units.policies import may_issue_codes
from loa.units.queries import contacts_of, reach_of

HOLDS_CODE = (Part.TASKED.value, Part.FOR_INFORMATION.value)
CODES_OUTLIVE = timedelta(days=30)  # the campaign's end, for those who join late


@dataclass(frozen=True)
class Sending:
    """What the sending did: units newly reached, mails posted, units without an officer."""

    delivered: int
    mails: int
    without_officer: int


@transaction.atomic
def send_campaign(campaign: Campaign, *, by: Officer, at: datetime) -> Sending:
    """Put the campaign on the desk of every unit, with a mail to each contact officer.

    Twice is once; units added since are reached then. Whoever coordinates is told, whom the
    owner reports to is not. Bulk writes. Raises NoRoundError, NobodyTaskedError,
    NotAllowedError.
    """
    policies.require(policies.may_run(by, campaign, timezone.localdate(at)))
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    rounds = list(Round.objects.filter(campaign=campaign).order_by("number"))
    if not rounds:
        raise NoRoundError
    draw(campaign)
    rows = list(
        Participant.objects.filter(campaign=campaign, delivered_at__isnull=True)
        .exclude(part=Part.REPORTED_TO.value)
        .order_by("position", "pk")
    )
    tasked = Participant.objects.filter(campaign=campaign, part=Part.TASKED.value)
    if not tasked.exists():
        raise NobodyTaskedError
    was_sent = campaign.sent_at
    if was_sent is not None and not rows:
        return Sending(0, 0, 0)
    Participant.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)
    if was_sent is None:
        campaign.sent_at, campaign.sent_by = at, by
        campaign.save(update_fields=["sent_at", "sent_by"])
    record(
        "campaign.sent" if was_sent is None else "campaign.sent_on",
        campaign,
        by=by,
        at=at,
        unit_id=campaign.owner_id,
        changes={
            "sent_at": (was_sent, campaign.sent_at),
            "delivered": (None, [row.unit_id for row in rows]),
        },
    )
    contacts = contacts_of([row.unit_id for row in rows], timezone.localdate(at))
    mails = post_mails(
        _mails(campaign, rounds[0], rows, contacts), about=campaign, by=by, at=at
    )
    without = sum(row.unit_id not in contacts for row in rows if row.part in HOLDS_CODE)
    return Sending(len(rows), mails, without)


def _mails(
    campaign: Campaign,
    first: Round,
    rows: Iterable[Participant],
    contacts: dict[int, list[Officer]],
) -> list[Mail]:
    with override("vi"):
        day = write_date(last_day(Deadline(first.due_at)))
        subject = _("Campaign: %(title)s") % {"title": campaign.title}
        tasked = _(
            "%(owner)s sent your unit, %(unit)s, the campaign “%(title)s”.\n\n"
            "The first report is asked for by %(day)s at the latest.\n\n"
            "To see what is to be done, open Loa by typing its address yourself, and sign in. "
            "This mail asks you to follow no link."
        )
        told = _(
            "%(owner)s sent your unit, %(unit)s, the campaign “%(title)s” for information.\n\n"
            "No report is asked of you. To read it, open Loa by typing its address yourself, "
            "and sign in. This mail asks you to follow no link."
        )
    owner = campaign.owner.names.order_by("-valid_from").first()
    mails = []
    for row in rows:
        body = (tasked if row.part == Part.TASKED else told) % {
            "owner": owner.name if owner else campaign.owner.code,
            "unit": row.name,
            "title": campaign.title,
            "day": day,
        }
        mails += [
            Mail(officer, subject[:300], body) for officer in contacts.get(row.unit_id, [])
        ]
    return mails


@transaction.atomic
def give_claim_codes(
    campaign: Campaign, *, by: Officer, at: datetime
) -> list[tuple[Participant, ClaimCode]]:
    """Give every unit of the campaign its code; the same ones as long as they are open.

    Units out of the coordinator's reach (another province) get none. Bulk writes.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_run(by, campaign, today))
    reached = reach_of(by.pk, campaign.units_on) | reach_of(by.pk, today)
    rows = [
        row
        for row in Participant.objects.filter(campaign=campaign, part__in=HOLDS_CODE)
        .select_related("unit")
        .order_by("position", "name_fold")
        if row.unit_id in reached
    ]
    units: list[Unit] = [row.unit for row in rows]
    if not units:
        return []
    # The day of the campaign, unless the coordinator came later and reaches them today.
    ids = [unit.pk for unit in units]
    day = next((d for d in (campaign.units_on, today) if may_issue_codes(by, ids, on=d)), None)
    if day is None:
        return []
    end = datetime.combine(campaign.ends_on, time.min, VIETNAM) + CODES_OUTLIVE
    codes = issue_claim_codes(
        units, by=by, at=at, expires_at=max(end, at + CODES_OUTLIVE), reach_on=day
    )
    return [(row, codes[row.unit_id]) for row in rows]
