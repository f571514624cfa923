"""The real story of 2024 and 2025, told once for all tests of a file, then taken back."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from loa.cli.story import Story, tell_story
from loa.ledger.watch import WriteWatch


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Tell the story from an empty register: some ten seconds, so once a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.execute_wrapper(WriteWatch()):
            told = tell_story()
        yield told
        transaction.set_rollback(True)
    if connection.connection is not None:
        connection.close()
