"""What the ledger costs: changes a second with a ledger row, to changes without one.

The peer is the same change in the same database with no ledger row, in the same run, and the
chain kept inside the transaction, which decision 4 refused. Run: bin/bench ledger.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

SECONDS = float(os.environ.get("LOA_BENCH_SECONDS", "3"))
WRITERS = (8, 64)


def change_rows(
    kind: str, stop: threading.Event, done: list[int], lock: threading.Lock
) -> None:
    from django.db import OperationalError, connection, transaction
    from django.utils import timezone

    from loa.ledger.actions import hash_of, record
    from loa.ledger.models import Entry, Seal
    from loa.topics.models import TopicPack

    count = 0
    while not stop.is_set():
        at = timezone.now()
        try:
            with transaction.atomic():
                if kind == "chained":  # every writer meets at the last link
                    last = Seal.objects.select_for_update().order_by("-position").first()
                code = uuid4().hex
                pack = TopicPack.objects.create(code=code, name_vi="Gói", name_en="Pack")
                if kind != "bare":
                    entry: Entry = record("pack.made", pack, by=None, at=at)
                if kind == "chained":
                    place = last.position + 1 if last else 1
                    before = last.hash if last else "0" * 64
                    digest = hash_of(entry, position=place, previous_hash=before)
                    Seal.objects.create(
                        entry=entry, position=place, previous_hash=before,
                        hash=digest, sealed_at=at,
                    )  # fmt: skip
        except OperationalError:
            continue
        except Exception as error:
            if "UNIQUE" in str(error) or "unique" in str(error):
                continue  # two writers took the same place in the chain: one must try again
            raise
        count += 1
    with lock:
        done.append(count)
    connection.close()


def rate(kind: str, writers: int) -> float:
    stop, done, lock = threading.Event(), [], threading.Lock()
    crew = [
        threading.Thread(target=change_rows, args=(kind, stop, done, lock))
        for _ in range(writers)
    ]
    begun = time.perf_counter()
    for writer in crew:
        writer.start()
    time.sleep(SECONDS)
    stop.set()
    for writer in crew:
        writer.join()
    return sum(done) / (time.perf_counter() - begun)


def measure(engine: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for writers in WRITERS:
        found = {kind: rate(kind, writers) for kind in ("bare", "recorded", "chained")}
        share = found["recorded"] / found["bare"]
        against = found["recorded"] / found["chained"] if found["chained"] else float("inf")
        print(
            f"ledger {engine:10} {writers:2} writers: bare {found['bare']:7.0f}/s · "
            f"with row {found['recorded']:7.0f}/s (×{share:.2f}) · "
            f"chained inside {found['chained']:7.0f}/s (ours ×{against:.1f})"
        )


def main() -> None:
    root = Path(__file__).parent.parent
    if len(sys.argv) > 1:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        measure(sys.argv[1])
        return
    for engine in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder:
            env = {**os.environ, "LOA_DATA": folder}
            with_postgres = [sys.executable, str(root / "scripts" / "with_postgres.py")]
            run = [sys.executable, __file__, engine]
            command = run if engine == "sqlite" else with_postgres + run
            subprocess.run(command, env=env, check=True)


if __name__ == "__main__":
    main()
