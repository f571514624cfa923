"""Can this installation answer? One function a check; each says what is wrong."""

import uuid
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def database_answers() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"The database does not answer ({type(error).__name__})."
    return ""


def migrations_are_applied() -> str:
    try:
        executor = MigrationExecutor(connection)
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"The migrations cannot be read ({type(error).__name__})."
    return f"{len(left)} migrations are not applied. Run `manage.py migrate`." if left else ""


def storage_takes_a_file() -> str:
    name = f"ready/{uuid.uuid4().hex}"
    try:
        kept = default_storage.save(name, ContentFile(b"loa"))
        default_storage.delete(kept)
    except OSError as error:
        return f"The file store takes no file ({error.strerror})."
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "storage": storage_takes_a_file,
}


def trouble() -> dict[str, str]:
    """Return {check: what is wrong}, empty when all is well. Writes one file, removes it."""
    found = {name: check() for name, check in CHECKS.items()}
    return {name: sentence for name, sentence in found.items() if sentence}
