"""Rows that hundreds of tests begin with: made once by actions, then put back as they were.

The cast takes 750 statements. What they leave in the database is read once a process and
inserted again for each later test: the same rows under the same keys, in one block with their
ledger rows. A database that is not as it was before the first making gets them made anew.
"""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import connection, transaction

Made = TypeVar("Made")
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Kept:
    """What was made: the value pickled, the rows it added, how many stood there before."""

    value: bytes
    rows: Rows
    columns: Mapping[str, list[str]]
    before: Mapping[str, int]


_kept: dict[str, _Kept] = {}


def once(name: str, make: Callable[[], Made]) -> Made:
    """Give what `make` gives, with its rows; runs it the first time in this process.

    A test that commits makes its own, since its database is emptied afterwards.
    """
    if not connection.in_atomic_block:
        return make()
    kept = _kept.get(name)
    if kept is None:
        return _make_and_keep(name, make)
    if _sizes(kept.before) != kept.before:
        return make()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            cursor.execute(*_insertion(table, kept.columns[table], rows))
    return cast("Made", pickle.loads(kept.value))  # noqa: S301 (our own, of this process)


def forget() -> None:
    """Let all go: the database was copied anew, and counts its keys from the beginning."""
    _kept.clear()


def _make_and_keep(name: str, make: Callable[[], Made]) -> Made:
    before = _all_rows()
    made = make()
    after = _all_rows()
    added = {
        table: [row for row in rows if row not in before[table]]
        for table, rows in after.items()
        if rows != before[table]
    }
    if all(len(after[table]) == len(before[table]) + len(added[table]) for table in added):
        sizes = {table: len(before[table]) for table in added}
        columns = {table: _columns(table) for table in added}
        _kept[name] = _Kept(pickle.dumps(made), added, columns, sizes)
    return made


def _all_rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608 (our own tables)
            found[table] = cursor.fetchall()
    return found


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in described]


def _sizes(tables: Mapping[str, int]) -> dict[str, int]:
    counts = ", ".join(f"(SELECT COUNT(*) FROM {_quoted(table)})" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def _insertion(
    table: str, columns: list[str], rows: list[tuple[Any, ...]]
) -> tuple[str, list[Any]]:
    names = ", ".join(map(_quoted, columns))
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    statement = f"INSERT INTO {_quoted(table)} ({names}) VALUES {places}"  # noqa: S608
    return statement, [value for row in rows for value in row]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
