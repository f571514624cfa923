"""A database that migrations were run on, for each process of tests to copy.

246 migrations take half a minute of CPU, and each process of each run paid it. SQLite: a file
in `.cache/`, named by what the migrations and the lock say, made by whoever comes first.
PostgreSQL: the template that `scripts/with_postgres.py` has made. Django's `migrate` still runs
on the copy, finds nothing waiting, and adds what the models of this very tree ask for.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".cache" / "tests"
_FORGOTTEN_S = 7 * 86_400


def migrated_file() -> Path:
    """Give the migrated SQLite file of this tree; half a minute where it has to be made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"migrated-{_digest()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other processes wait for the one that makes it
        if not path.exists():
            _forget_old_ones()
            half = path.with_suffix(".half")
            half.unlink(missing_ok=True)
            migrate(f"sqlite:///{half}")
            half.replace(path)
    os.utime(path)
    return path


def migrate(database_url: str) -> None:
    """Run every migration on a database, in a process of its own."""
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "-v0"],
        env={**os.environ, "LOA_DATABASE_URL": database_url},
        check=True,
    )


def filled(name: str) -> sqlite3.Connection:
    """Fill the in-memory database of this name from the file; it lives as long as this."""
    memory = sqlite3.connect(name, uri=True)
    with closing(sqlite3.connect(f"file:{migrated_file()}?mode=ro", uri=True)) as kept:
        kept.backup(memory)
    return memory


def copy_anew(name: str, template: str) -> None:
    """Put a fresh copy of a PostgreSQL template in place of the database of this name."""
    with psycopg.connect(os.environ["LOA_DATABASE_URL"], autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
        copied = SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(copied.format(Identifier(name), Identifier(template)))


def _digest() -> str:
    files = [*sorted(ROOT.glob("src/loa/*/migrations/*.py")), ROOT / "requirements" / "dev.txt"]
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old_ones() -> None:
    for old in FOLDER.glob("migrated-*"):
        if old.stat().st_mtime < time.time() - _FORGOTTEN_S:
            old.unlink(missing_ok=True)
