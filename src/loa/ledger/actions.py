"""Writing the ledger. `record` stands in the transaction of every change; `seal` follows it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from loa.ledger.models import Entry, Seal

if TYPE_CHECKING:
    from loa.units.models import Officer

FIRST_HASH = "0" * 64
BATCH = 2000
Change = tuple[Any, Any]


class RecordOutsideTransactionError(RuntimeError):
    """A ledger row must commit or vanish together with the change it tells of."""


def record(
    verb: str,
    thing: models.Model,
    *,
    by: "Officer | None",
    at: datetime,
    changes: dict[str, Change] | None = None,
    unit_id: int | None = None,
    note: str = "",
) -> Entry:
    """Write down that `by` did `verb` ("noun.verb") to `thing` at the instant `at`.

    `changes` maps a field to (from, to), JSON values or dates. `unit_id` names the unit whose
    work it was. Raises RecordOutsideTransactionError outside `transaction.atomic`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RecordOutsideTransactionError(verb)
    return Entry.objects.create(
        at=at,
        verb=verb,
        by=by,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        object_name=str(thing)[:200],
        unit_id_was=unit_id,
        changes={
            field: [_plain(old), _plain(new)] for field, (old, new) in (changes or {}).items()
        },
        note=note,
    )


def record_many(
    verb: str,
    things: Iterable[models.Model],
    *,
    by: "Officer | None",
    at: datetime,
    unit_id_of: Callable[[models.Model], int | None] = lambda _: None,
) -> None:
    """Write down that `by` did `verb` to each of `things`: one row each, in bulk.

    For writes of thousands of rows. Raises RecordOutsideTransactionError.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RecordOutsideTransactionError(verb)
    Entry.objects.bulk_create(
        (
            Entry(
                at=at,
                verb=verb,
                by=by,
                object_type=thing._meta.label_lower,
                object_id=str(thing.pk),
                object_name=str(thing)[:200],
                unit_id_was=unit_id_of(thing),
            )
            for thing in things
        ),
        batch_size=BATCH,
    )


def _plain(value: Any) -> Any:
    """Return the value as JSON keeps it: instants and dates as ISO text, rows as their key."""
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def hash_of(entry: Entry, *, position: int, previous_hash: str) -> str:
    """Return the hash that seals `entry` at `position` on top of `previous_hash`."""
    told = [
        previous_hash,
        position,
        entry.pk,
        entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
        entry.verb,
        entry.by_id,
        entry.object_type,
        entry.object_id,
        entry.object_name,
        entry.unit_id_was,
        entry.changes,
        entry.note,
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal(*, at: datetime, most: int = 1000) -> int:
    """Chain up to `most` committed entries that no seal holds yet; return how many.

    One sealer at a time: a second one finds the same last position and is refused by the
    unique constraint, which is harmless. An entry that commits late simply gets a later place.
    """
    last = Seal.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, FIRST_HASH)
    seals = []
    for entry in Entry.objects.filter(seal__isnull=True).order_by("pk")[:most]:
        position += 1
        digest = hash_of(entry, position=position, previous_hash=previous)
        seals.append(
            Seal(
                entry=entry,
                position=position,
                previous_hash=previous,
                hash=digest,
                sealed_at=at,
            )
        )
        previous = digest
    Seal.objects.bulk_create(seals)
    return len(seals)
