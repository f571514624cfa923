"""`loa work`: the background worker. Runs jobs, seals the ledger, and ticks."""

import threading
from contextlib import suppress

import click

from loa.cli.house import check_database, open_house

SEAL_EVERY_S = 1.0
TICK_EVERY_S = 30.0


def keep_time(stopping: threading.Event) -> None:
    """Seal once a second and tick every half minute until told to stop.

    A fault in one beat is logged and the next beat comes all the same: a full disk or a
    database that restarts must not end the sealer.
    """
    import logging

    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from loa.cli.tick import tick
    from loa.ledger.actions import seal

    since_tick = TICK_EVERY_S
    while not stopping.wait(SEAL_EVERY_S):
        close_old_connections()
        try:
            while seal(at=timezone.now()):
                pass
            since_tick += SEAL_EVERY_S
            if since_tick >= TICK_EVERY_S:
                since_tick = 0.0
                tick(at=timezone.now())
        except (DatabaseError, OSError):
            logging.getLogger(__name__).exception("a beat of the worker failed")


@click.command()
def command() -> None:
    """Run background jobs, seal the ledger every second, and tick."""
    open_house()
    check_database()
    from django.conf import settings
    from django.core.management import call_command

    stopping = threading.Event()
    beat = threading.Thread(target=keep_time, args=(stopping,), daemon=True)
    beat.start()
    with suppress(KeyboardInterrupt):
        if settings.TASKS_KIND == "rq":
            call_command("rqworker", "default")
        else:
            call_command("db_worker", interval=0.5, verbosity=0)
    stopping.set()
