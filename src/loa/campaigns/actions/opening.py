"""Putting a confirmed letter to work: the campaign with its rounds, tasks and recipients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns import policies
from loa.campaigns.actions.drawing import draw
from loa.campaigns.errors import AlreadyOpenError, NotConfirmedError, PeriodMissingError
from loa.campaigns.models import (
    Addressee,
    Addressing,
    Campaign,
    Duty,
    Round,
    Task,
    UpwardDuty,
)
from loa.campaigns.queries.proposing import Proposal, RoundDraft, TaskDraft, propose
from loa.crafts.viet import slug
from loa.dispatches.models import Dispatch
from loa.ledger.actions import record
from loa.topics.models import TopicPack
from loa.units.models import Officer

LONGEST_SLUG = 72  # room for "-12" where the same title comes again


@dataclass(frozen=True)
class Choices:
    """What the coordinator says where the letter's proposal is not taken as it is.

    None: as proposed. `rounds` replaces both proposed rounds.
    """

    title: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    units_on: date | None = None
    scope: str | None = None
    pack: TopicPack | None = None
    rounds: tuple[RoundDraft, ...] | None = None


@transaction.atomic
def open_campaign(
    dispatch: Dispatch, choices: Choices | None = None, *, by: Officer, at: datetime
) -> Campaign:
    """Open the campaign that a confirmed letter founds; nothing is sent yet.

    Raises NotConfirmedError, AlreadyOpenError, PeriodMissingError, NotAllowedError.
    """
    policies.require(policies.may_open(by, dispatch, timezone.localdate(at)))
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.confirmed_at is None:
        raise NotConfirmedError
    if known := Campaign.objects.filter(dispatch=dispatch).first():
        raise AlreadyOpenError(campaign=known)
    proposal, said = propose(dispatch), choices or Choices()
    starts_on, ends_on = said.starts_on or proposal.starts_on, said.ends_on or proposal.ends_on
    if starts_on is None or ends_on is None:
        raise PeriodMissingError
    title = (said.title or proposal.title or dispatch.file_name)[:500]
    campaign = Campaign(
        slug=free_slug(title),
        title=title,
        owner=dispatch.owner,
        dispatch=dispatch,
        pack=said.pack,
        starts_on=starts_on,
        ends_on=ends_on,
        units_on=said.units_on or proposal.units_on,
        scope=(proposal.scope if said.scope is None else said.scope)[:300],
        audiences=list(proposal.audiences),
        opened_at=at,
        opened_by=by,
    )
    campaign.full_clean(exclude=["audiences"])  # a letter may name none
    campaign.save()
    rounds = [each for each in (proposal.interim, proposal.final) if each]
    _add_rounds(campaign, rounds if said.rounds is None else said.rounds)
    for position, draft in enumerate(proposal.tasks, start=1):
        _add_task(campaign, position, draft)
    _add_addressees(campaign, proposal)
    UpwardDuty.objects.bulk_create(
        UpwardDuty(
            campaign=campaign,
            to_name=each.to_name[:300] or "—",
            founded_on=each.founded_on[:300],
            due_on=each.due_on,
        )
        for each in proposal.upward
    )
    draw(campaign)
    record("campaign.opened", campaign, by=by, at=at, unit_id=campaign.owner_id)
    return campaign


def free_slug(title: str) -> str:
    """Return an address no campaign has yet."""
    base = slug(title)[:LONGEST_SLUG].strip("-") or "chien-dich"
    taken = set(Campaign.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, free = 1, base
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    return free


def _add_rounds(campaign: Campaign, drafts: Sequence[RoundDraft]) -> None:
    for number, draft in enumerate(drafts, start=1):
        row = Round(
            campaign=campaign,
            kind=draft.kind.value,
            number=number,
            phrase=draft.phrase[:300],
            cut_off_at=draft.cut_off_at,
            due_at=draft.due_at,
            closes_at=draft.closes_at,
        )
        row.full_clean()
        row.save()


def _add_task(campaign: Campaign, position: int, draft: TaskDraft) -> None:
    task = Task(
        campaign=campaign,
        number=draft.number[:10] or str(position),
        position=position,
        text=draft.text or "—",
        recipients_text=[each.words for each in draft.recipients],
        source=[list(span) for span in draft.source],
        audiences=list(draft.audiences),
        due_at=draft.due_at,
    )
    task.full_clean(exclude=["recipients_text", "source", "audiences"])  # may be empty lists
    task.save()
    Duty.objects.bulk_create(
        Duty(task=task, position=at, kind=duty.kind.value, text=duty.text[:500])
        for at, duty in enumerate(draft.duties, start=1)
    )
    rows: dict[tuple[int | None, int | None], Addressing] = {}
    for recipient in draft.recipients:
        for target in recipient.targets:
            rows.setdefault(
                target.key,
                Addressing(
                    task=task,
                    group=target.group,
                    unit=target.unit,
                    words=recipient.words[:300],
                ),
            )
    Addressing.objects.bulk_create(rows.values())


def _add_addressees(campaign: Campaign, proposal: Proposal) -> None:
    rows = []
    for position, draft in enumerate(proposal.addressees, start=1):
        for target in draft.recipient.targets or (None,):
            rows.append(
                Addressee(
                    campaign=campaign,
                    position=position,
                    place=draft.place.value,
                    words=draft.recipient.words[:300],
                    part=draft.part.value,
                    group=target.group if target else None,
                    unit=target.unit if target else None,
                )
            )
    Addressee.objects.bulk_create(rows)
