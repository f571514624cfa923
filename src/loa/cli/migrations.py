"""How the database stands to the code: steps not yet taken, steps the code does not know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatabaseState:
    waiting: tuple[str, ...]  # in the code, not in the database
    unknown: tuple[str, ...]  # in the database, not in the code: it is newer


def database_state() -> DatabaseState:
    """Compare the migrations applied with those on disk. Raises OperationalError."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    waiting = tuple(f"{step.app_label}.{step.name}" for step, _ in plan)
    on_disk = executor.loader.disk_migrations or {}
    ours = {label for label, _ in on_disk}
    replaced = {key for step in on_disk.values() for key in step.replaces}
    unknown = tuple(
        f"{label}.{name}"
        for label, name in executor.loader.applied_migrations
        if label in ours and (label, name) not in on_disk and (label, name) not in replaced
    )
    return DatabaseState(waiting, unknown)
