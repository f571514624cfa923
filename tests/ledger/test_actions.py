"""The ledger keeps what was done, in order, and shows when someone touched it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from loa.ledger import actions, queries
from loa.ledger.models import Entry
from loa.topics.models import TopicPack
from tests.people import NOW

pytestmark = pytest.mark.django_db


def make_entries(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            pack = TopicPack.objects.create(
                code=f"pack-{number}", name_vi="Gói", name_en="Pack"
            )
            actions.record("pack.made", pack, by=None, at=NOW + timedelta(seconds=number))


def test_sealed_entries_form_an_unbroken_chain() -> None:
    make_entries(3)
    assert actions.seal(at=NOW) == 3
    make_more = queries.chain_state()
    assert (make_more.sealed_to, make_more.unsealed, make_more.broken_at) == (3, 0, None)


def test_sealing_twice_adds_nothing() -> None:
    make_entries(2)
    actions.seal(at=NOW)
    assert actions.seal(at=NOW) == 0


def test_the_database_refuses_to_change_or_remove_an_entry() -> None:
    make_entries(1)
    for sql in ("UPDATE ledger_entry SET note = 'x'", "DELETE FROM ledger_entry"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert Entry.objects.get().note == ""


def test_a_forged_entry_breaks_the_chain_where_it_stands() -> None:
    make_entries(3)
    actions.seal(at=NOW)
    second = Entry.objects.order_by("pk")[1]
    forged = queries.Entry(
        pk=second.pk, at=second.at, verb="pack.stolen", object_type=second.object_type
    )
    honest = actions.hash_of(second, position=2, previous_hash=second.seal.previous_hash)
    assert honest == second.seal.hash
    assert (
        actions.hash_of(forged, position=2, previous_hash=second.seal.previous_hash) != honest
    )
