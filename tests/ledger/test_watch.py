"""A write without a ledger row is caught, whichever way it is made."""

import pytest
from django.db import transaction

from loa.ledger.actions import record
from loa.ledger.watch import UnrecordedWriteError
from loa.topics.models import TopicPack
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_a_bare_write_is_caught() -> None:
    with pytest.raises(UnrecordedWriteError, match="topics_topicpack"):
        TopicPack.objects.create(code="a", name_vi="A", name_en="A")


def test_a_transaction_that_closes_without_an_entry_is_caught() -> None:
    with pytest.raises(UnrecordedWriteError), transaction.atomic():
        TopicPack.objects.create(code="a", name_vi="A", name_en="A")


def test_an_inner_block_may_leave_the_entry_to_the_outer_one() -> None:
    with transaction.atomic():
        with transaction.atomic():
            pack = TopicPack.objects.create(code="a", name_vi="A", name_en="A")
        record("pack.made", pack, by=None, at=NOW)
    assert TopicPack.objects.count() == 1


def test_what_was_rolled_back_needs_no_entry() -> None:
    class Stop(Exception):  # noqa: N818 (only a way out of the block)
        pass

    with pytest.raises(Stop), transaction.atomic():  # noqa: PT012
        TopicPack.objects.create(code="a", name_vi="A", name_en="A")
        raise Stop
    assert TopicPack.objects.count() == 0
