"""Keeping whom a phrase means, as a person said it, for the next letters of such issuers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns import policies
from loa.campaigns.models import Campaign, LearnedName
from loa.campaigns.queries.meanings import AddressBook, loosen
from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.units.models import Group, Officer, Unit


def learn(
    campaign: Campaign,
    words: str,
    *,
    group: Group | None,
    unit: Unit | None,
    by: Officer,
    at: datetime,
) -> LearnedName | None:
    """Remember whom words of the campaign's letter mean; the last word of a person wins.

    Stands in the transaction of the hole that it closes. None: the words say nothing.
    """
    loose = loosen(words)
    if not loose or (group is None and unit is None):
        return None
    letter = campaign.dispatch
    level = AddressBook(campaign.owner, campaign.units_on, issuer=letter.issuer_name).level
    held = LearnedName.objects.filter(
        owner=campaign.owner, level=level, words_loose=loose, undone_at__isnull=True
    ).first()
    if held is not None:
        if (held.group, held.unit) == (group, None if group else unit):
            return held
        _take_back(held, by=by, at=at)
    said = LearnedName(
        owner=campaign.owner,
        level=level,
        words=clean(words)[:300],
        words_loose=loose[:450],
        group=group,
        unit=None if group else unit,
        dispatch=letter,
        by=by,
        at=at,
    )
    said.full_clean()
    said.save()
    record(
        "name.learned", said, by=by, at=at, unit_id=campaign.owner_id,
        changes={"meant": (None, str(group or unit))},
    )  # fmt: skip
    return said


def unlearn(
    campaign: Campaign,
    words: str,
    *,
    group: Group | None = None,
    unit: Unit | None = None,
    by: Officer,
    at: datetime,
) -> None:
    """Take back what was learned from this campaign's letter of these words.

    With a group or unit only what names it.
    """
    rows = LearnedName.objects.filter(
        dispatch=campaign.dispatch, words_loose=loosen(words), undone_at__isnull=True
    )
    if group is not None or unit is not None:
        rows = rows.filter(group=group, unit=unit)
    for row in rows:
        _take_back(row, by=by, at=at)


@transaction.atomic
def forget(said: LearnedName, *, by: Officer, at: datetime) -> LearnedName:
    """Take a learned name back: the next letters ask again. Twice is once.

    What it did in campaigns that are open stays. Raises NotAllowedError.
    """
    policies.require(policies.may_forget(by, said, timezone.localdate(at)))
    said = LearnedName.objects.select_for_update().get(pk=said.pk)
    if said.undone_at is None:
        _take_back(said, by=by, at=at)
    return said


def _take_back(said: LearnedName, *, by: Officer, at: datetime) -> None:
    said.undone_at = at
    said.save(update_fields=["undone_at"])
    record(
        "name.forgotten", said, by=by, at=at, unit_id=said.owner_id,
        changes={"undone_at": (None, at)},
    )  # fmt: skip
