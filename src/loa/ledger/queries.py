"""Reading the ledger: the history of a thing, and whether the chain still holds."""

from dataclasses import dataclass

from django.db import models

from loa.ledger.actions import FIRST_HASH, hash_of
from loa.ledger.models import Entry, Seal


@dataclass(frozen=True)
class ChainState:
    """What a walk along the chain found; `broken_at` is the first position that misfits."""

    sealed_to: int
    unsealed: int
    broken_at: int | None
    last_hash: str


def history_of(thing: models.Model) -> models.QuerySet[Entry]:
    """Return the entries about one thing, newest first."""
    return (
        Entry.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))
        .select_related("by")
        .order_by("-pk")
    )


def chain_state() -> ChainState:
    """Recompute every hash of the chain, from the first seal to the last."""
    position, previous, broken_at = 0, FIRST_HASH, None
    for seal in Seal.objects.select_related("entry").order_by("position").iterator(2000):
        position += 1
        expected = hash_of(seal.entry, position=position, previous_hash=previous)
        if seal.position != position or seal.previous_hash != previous or seal.hash != expected:
            broken_at = position
            break
        previous = seal.hash
    unsealed = Entry.objects.filter(seal__isnull=True).count()
    return ChainState(position, unsealed, broken_at, previous)
