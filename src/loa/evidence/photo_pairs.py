"""Two photos that look like one: which wait, and what a person said of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.campaigns.models import Campaign
from loa.campaigns.policies import may_run, require
from loa.crafts.viet import clean
from loa.evidence.models import Publication, SamePhoto
from loa.ledger.actions import record
from loa.units.models import Officer

MOST_TWINS = 5


@dataclass(frozen=True)
class Said:
    """A person's word: both were there (a joint activity), or one of them has to explain."""

    is_fine: bool
    note: str = ""


def pairs_of(campaign: Campaign, *, show: str = "") -> QuerySet[SamePhoto]:
    """Return the pairs of a campaign. `show`: "" wait for a word, "fine", "asked" or "all"."""
    rows = SamePhoto.objects.filter(
        second__publication__participant__campaign=campaign,
        first__publication__withdrawn_at__isnull=True,
        second__publication__withdrawn_at__isnull=True,
    )
    if show == "":
        rows = rows.filter(is_fine__isnull=True)
    elif show != "all":
        rows = rows.filter(is_fine=show == "fine")
    return rows.select_related(
        "first__photo",
        "second__photo",
        "first__publication__participant__campaign",
        "second__publication__participant__campaign",
        "said_by",
    ).order_by("pk")


@transaction.atomic
def say_of(pair: SamePhoto, said: Said | None, *, by: Officer, at: datetime) -> SamePhoto:
    """Keep a person's word on two equal photos; None takes it back. Raises NotAllowedError."""
    participant = pair.second.publication.participant
    require(may_run(by, participant.campaign, timezone.localdate(at)))
    row = SamePhoto.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    row.is_fine = said.is_fine if said else None
    row.note = clean(said.note).strip()[:300] if said else ""
    row.said_at, row.said_by = (at, by) if said else (None, None)
    row.save(update_fields=["is_fine", "note", "said_at", "said_by"])
    word = "taken_back" if said is None else ("fine" if said.is_fine else "asked")
    record("photo.said_of", row, by=by, at=at, unit_id=participant.unit_id, note=word)
    return row


def twins_of(publication: Publication) -> list[SamePhoto]:
    """Return the pairs in which a publication's photos stand, whatever was said of them."""
    rows = SamePhoto.objects.filter(
        Q(first__publication=publication) | Q(second__publication=publication),
        first__publication__withdrawn_at__isnull=True,
        second__publication__withdrawn_at__isnull=True,
    )
    return list(
        rows.select_related(
            "first__publication__participant", "second__publication__participant"
        ).order_by("pk")[:MOST_TWINS]
    )
