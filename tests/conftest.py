"""What every test stands on: no network, a fresh data folder, every write watched."""

import os
from collections.abc import Generator, Iterator
from contextlib import closing

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

from loa.ledger.watch import WriteWatch
from tests.kept import forget, once
from tests.migrated import copy_anew, filled
from tests.people import Cast, make_cast


def pytest_configure() -> None:
    # A password costs a third of a second on purpose: no test asks for that.
    PBKDF2PasswordHasher.iterations = 1_000


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the other engine leave out what asks no database: it has run on the first."""
    if not os.environ.get("LOA_TEST_POSTGRES"):
        return
    left = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db"}
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("journey"):  # a browser talks to our own server
        enable_socket()
        socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Copy the template again after a test that commits: the flush took what it brought."""
    done = yield
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits and nextitem is not None and connection.vendor == "postgresql":
        connection.close()
        forget()
        copy_anew(connection.settings_dict["NAME"], os.environ["LOA_TEST_TEMPLATE"])
    return done


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Begin with a database that is migrated already (`tests/migrated.py`)."""
    if connection.vendor == "postgresql":
        template = os.environ.get("LOA_TEST_TEMPLATE")
        connection.settings_dict["TEST"]["TEMPLATE"] = template
        yield
        return
    with closing(filled(connection.creation._get_test_db_name())):
        yield


@pytest.fixture(autouse=True)
def _watched_writes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail any test in which rows change without a ledger row."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("db")
    with connection.execute_wrapper(WriteWatch()):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """An, Bình, Chi, Dũng and the units they work for; see `tests/people.py`."""
    return once("cast", make_cast)
