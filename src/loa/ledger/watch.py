"""No write without a ledger row: a wrapper on the connection that notices one.

`UNRECORDED` is the written list of tables that may change without a ledger row. Tests install
`WriteWatch` on the connection; a block of writes that closes (its savepoint is released, or it
ran outside any transaction) without an entry raises UnrecordedWriteError.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Why each may: sessions and counters change at every click; what Django, Wagtail and allauth
# keep for themselves has its own log; the ledger and its seals are the record.
UNRECORDED = frozenset(
    {
        "ledger_entry",
        "ledger_seal",
        "ledger_stamp",
        "ledger_stamptrouble",
        "django_session",
        "django_migrations",
        "django_content_type",
        "django_site",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "django_tasks_db_dbtaskresult",  # the queue itself
        "units_listprogress",  # how far a job is
        "dispatches_source",  # how far a mailbox was looked through; each arrival has its row
        "evidence_look",  # the line of publications to be looked at; each look has its row
        "evidence_watch",  # which channel's news is read when; what is met has its own row
        "materials_fingerprint",  # made anew at any time from the bytes, which have their row
        "evidence_photomark",  # what was compared; two photos that look like one have a row
        "evidence_hostrest",  # until when a host is left alone
        "units_tries",  # a counter of wrong tries
    }
)
UNRECORDED_PREFIXES = (
    "wagtail",
    "mfa_",
    "account_",
    "socialaccount_",
    "taggit_",
    "sqlite_",
    "django_admin_",
)

WRITE = re.compile(
    r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.I
)
SAVEPOINT = re.compile(r'^\s*SAVEPOINT\s+"?([\w]+)"?', re.I)
RELEASE = re.compile(r'^\s*RELEASE\s+SAVEPOINT\s+"?([\w]+)"?', re.I)
ROLLBACK = re.compile(r'^\s*ROLLBACK\s+TO\s+SAVEPOINT\s+"?([\w]+)"?', re.I)


class UnrecordedWriteError(AssertionError):
    """Rows changed and the ledger does not say so."""

    def __init__(self, tables: set[str]) -> None:
        self.tables = tables
        super().__init__(f"written without a ledger row: {', '.join(sorted(tables))}")


@dataclass
class _Block:
    name: str
    tables: set[str] = field(default_factory=set)
    is_recorded: bool = False


def may_go_unrecorded(table: str) -> bool:
    return table in UNRECORDED or table.startswith(UNRECORDED_PREFIXES)


class WriteWatch:
    """An execute wrapper: `with connection.execute_wrapper(WriteWatch()): …`."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        done = execute(sql, params, many, context)
        if opened := SAVEPOINT.match(sql):
            self._blocks.append(_Block(opened[1]))
        elif closed := RELEASE.match(sql):
            self._close(closed[1])
        elif undone := ROLLBACK.match(sql):
            self._forget(undone[1])
        elif written := WRITE.match(sql):
            self._note(written[1])
        return done

    def _note(self, table: str) -> None:
        if table == "ledger_entry":
            if self._blocks:
                self._blocks[-1].is_recorded = True
        elif not may_go_unrecorded(table):
            if not self._blocks:
                raise UnrecordedWriteError({table})
            self._blocks[-1].tables.add(table)

    def _close(self, name: str) -> None:
        block = self._take(name)
        if block is None:
            return
        if self._blocks:  # an inner block: the outer one answers for it
            self._blocks[-1].tables |= block.tables
            self._blocks[-1].is_recorded |= block.is_recorded
        elif block.tables and not block.is_recorded:
            raise UnrecordedWriteError(block.tables)

    def _forget(self, name: str) -> None:
        for block in self._blocks:
            if block.name == name:
                block.tables.clear()
                block.is_recorded = False

    def _take(self, name: str) -> _Block | None:
        """Take the named block off the stack with all that is still open above it."""
        names = [block.name for block in self._blocks]
        if name not in names:
            return None
        at = names.index(name)
        taken, self._blocks = self._blocks[at:], self._blocks[:at]
        whole = taken[0]
        for inner in taken[1:]:
            whole.tables |= inner.tables
            whole.is_recorded |= inner.is_recorded
        return whole
