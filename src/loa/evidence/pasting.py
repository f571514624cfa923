"""Many links pasted at once become publications, each handful in one transaction."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import cast

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks import task

from loa.campaigns.actions import acknowledge
from loa.campaigns.models import Participant
from loa.campaigns.policies import may_answer, require
from loa.evidence.errors import NoLinksError, OutsideCampaignError
from loa.evidence.models import Paste, Publication
from loa.evidence.own_channels import holders, place_of, place_of_channel
from loa.evidence.pasted import find_links, kind_of, page_of
from loa.ledger.actions import record, record_many
from loa.units.models import Channel, Officer

AT_ONCE = 200
"""So many are added while the officer waits; the rest in the background."""
_ASK_AGAIN = timedelta(minutes=2)


@transaction.atomic
def paste_links(
    participant: Participant,
    text: str,
    *,
    happened_on: date,
    key: str,
    by: Officer,
    at: datetime,
) -> Paste:
    """Take the links out of a pasted text and put them on the unit's list.

    Up to AT_ONCE are there when this returns; more come in the background. The same form sent
    twice gives the same row. Raises NoLinksError, OutsideCampaignError, NotAllowedError.
    """
    today = timezone.localdate(at)
    require(may_answer(by, participant, today))
    again = Paste.objects.filter(participant=participant, key=key).first()
    if again:
        return again
    first = participant.campaign.starts_on
    if not first <= happened_on <= today:
        raise OutsideCampaignError(happened_on, first, today)
    found = find_links(text)
    if not found.links:
        raise NoLinksError(len(found.refused))
    acknowledge(participant, by=by, at=at)
    paste = Paste.objects.create(
        participant=participant,
        key=key,
        happened_on=happened_on,
        links=list(found.links),
        refused=[list(pair) for pair in found.refused],
        repeated=found.repeated,
        left_over=found.left_over,
        given_at=at,
        given_by=by,
    )
    record("links.pasted", paste, by=by, at=at, unit_id=participant.unit_id)
    if not go_on(paste.pk, at=at):
        transaction.on_commit(partial(bring_links.enqueue, paste.pk))
    paste.refresh_from_db()
    return paste


@task()
def bring_links(paste_id: int) -> None:
    """Put the rest of the pasted links on the list. May be stopped, and may run twice."""
    while not go_on(paste_id, at=timezone.now()):
        pass


def ask_for_pastes(at: datetime) -> None:
    """Ask again for what was pasted a while ago and is not finished: its worker was stopped."""
    left = Paste.objects.filter(finished_at__isnull=True, given_at__lte=at - _ASK_AGAIN)
    for key in left.values_list("pk", flat=True)[:20]:
        bring_links.enqueue(key)


@transaction.atomic
def go_on(paste_id: int, *, at: datetime) -> bool:
    """Deal with the next handful; True once all are done."""
    paste = Paste.objects.select_for_update().get(pk=paste_id)
    if paste.finished_at:
        return True
    participant = paste.participant
    links = list(paste.links)[paste.done : paste.done + AT_ONCE]
    standing = Publication.objects.filter(participant=participant, withdrawn_at__isnull=True)
    known = {page_of(address) for address in standing.values_list("address", flat=True)}
    rows = Channel.objects.filter(unit_id=participant.unit_id).exclude(host="")
    channels = [(each, place_of_channel(each)) for each in rows]
    made = Publication.objects.bulk_create(
        Publication(
            participant=participant,
            channel=next(iter(holders(place_of(link), channels)), None),
            kind=kind_of(link).value,
            address=link,
            happened_on=paste.happened_on,
            idempotency_key=f"{paste.pk}:{paste.done + number}",
            logged_at=paste.given_at,
            logged_by=paste.given_by,
        )
        for number, link in enumerate(links)
        if page_of(link) not in known
    )
    record_many(
        "publication.logged",
        cast("list[Model]", made),
        by=paste.given_by,
        at=at,
        unit_id_of=lambda _: participant.unit_id,
    )
    paste.done += len(links)
    paste.added += len(made)
    if paste.done >= len(paste.links):
        paste.finished_at = at
    paste.save(update_fields=["done", "added", "finished_at"])
    record("links.brought", paste, by=paste.given_by, at=at, unit_id=participant.unit_id)
    return paste.finished_at is not None
