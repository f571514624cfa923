"""Which letters amend the one a campaign is founded on, and what they change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.campaigns.models import Amendment, Campaign
from loa.dispatches.models import Dispatch, Kinship
from loa.dispatches.queries import FieldChange, changes

# Which of a campaign's parts follow from which fields of its letter.
DAYS = frozenset({"deadlines", "report", "periods"})
WORK = frozenset({"tasks", "addressees", "audience", "scope"})


@dataclass(frozen=True)
class Amending:
    """One such letter. `row` is there once somebody was told of it, or settled it."""

    dispatch: Dispatch
    changes: tuple[FieldChange, ...]
    row: Amendment | None

    @property
    def is_settled(self) -> bool:
        return self.row is not None and self.row.settled_at is not None

    @property
    def is_reviewed(self) -> bool:
        return self.dispatch.confirmed_at is not None

    @property
    def withdraws(self) -> bool:
        return self.dispatch.amends_how == Kinship.WITHDRAWS.value

    @property
    def moves_days(self) -> bool:
        return any(change.after.name in DAYS for change in self.changes)

    @property
    def changes_work(self) -> bool:
        return any(change.after.name in WORK for change in self.changes)


def amending(campaign: Campaign) -> list[Amending]:
    """Return the letters that amend the campaign's, the oldest first. One query where none do.

    Those that amend an amending one too.
    """
    letters = list(
        Dispatch.objects.filter(_amends(campaign.dispatch_id), set_aside_at__isnull=True)
        .select_related("amends", "owner")
        .order_by("arrived_at", "pk")
    )
    if not letters:
        return []
    rows = {row.dispatch_id: row for row in Amendment.objects.filter(campaign=campaign)}
    return [Amending(letter, changes(letter), rows.get(letter.pk)) for letter in letters]


def amended(campaigns: Iterable[Campaign]) -> set[int]:
    """Return the ids of those campaigns whose letter has an open amendment. One query."""
    ids = [campaign.pk for campaign in campaigns]
    if not ids:
        return set()
    settled = Amendment.objects.filter(
        campaign=OuterRef(OuterRef("pk")), dispatch=OuterRef("pk"), settled_at__isnull=False
    )
    letters = Dispatch.objects.filter(
        _amends(OuterRef("dispatch")), set_aside_at__isnull=True
    ).exclude(Exists(settled))
    rows = Campaign.objects.filter(Exists(letters), pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def amends_it(campaign: Campaign, dispatch_id: int) -> Dispatch | None:
    """Return the letter, if it amends the campaign's."""
    rows = Dispatch.objects.filter(_amends(campaign.dispatch_id), pk=dispatch_id)
    return rows.first()


def untold() -> QuerySet[Dispatch]:
    """Return the amending letters of campaigns of which nobody was told by mail."""
    told = Amendment.objects.filter(dispatch=OuterRef("pk"), told_at__isnull=False)
    return (
        Dispatch.objects.filter(
            Q(amends__campaign__isnull=False) | Q(amends__amends__campaign__isnull=False),
            set_aside_at__isnull=True,
        )
        .exclude(Exists(told))
        .order_by("pk")
    )


def campaign_amended_by(letter: Dispatch) -> Campaign | None:
    """Return the campaign whose letter this one amends, directly or through another."""
    ids = [letter.amends_id, letter.amends.amends_id if letter.amends else None]
    return Campaign.objects.filter(dispatch__in=[each for each in ids if each]).first()


def _amends(dispatch: object) -> Q:
    return Q(amends=dispatch) | Q(amends__amends=dispatch)
