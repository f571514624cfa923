"""What a comparison of two rounds costs, as it was and under today's units.

Two living campaigns of the sample province, at 400, 3,000 and 12,000 units each: seconds of one
processor, queries, and the page's bytes. The peer is the roll-up of the same two rounds along
their reporting lines, which knows nothing of days and of who answers.
Run: bin/bench comparing (LOA_BENCH_SIZES=400,3000 for less).
"""

import os
import subprocess
import sys
import tempfile
import time
from typing import Any

SIZES = [int(n) for n in os.environ.get("LOA_BENCH_SIZES", "400,3000,12000").split(",")]
ROUNDS = 3


def best(work: Any) -> float:
    """Return the seconds of processor of the fastest of a few rounds."""
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return min(took)


def measure(size: int) -> None:
    """Print one line for campaigns of this size, in a database of its own."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from loa.campaigns.models import Campaign, Round
    from loa.cli.sample import OWNER, coordinator, load_register
    from loa.cli.simulate import make_living
    from loa.reports.queries import compare, tally
    from loa.units.models import Unit

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)  # the page names its files
    at = timezone.now()
    load_register(at=at)
    owner = Unit.objects.get(code=OWNER)
    for seed in (1, 2):
        if Campaign.objects.count() < seed:
            make_living(units=size, seed=seed, owner=owner, by=coordinator(), at=at)
    one, other = Round.objects.filter(number=1).select_related("campaign__owner")
    today = timezone.localdate(at)
    was = best(lambda: compare(one, other, at))
    now = best(lambda: compare(one, other, at, on=today))
    peer = best(lambda: [tally(each, at) for each in (one, other)])
    with CaptureQueriesContext(connection) as queries:
        compare(one, other, at, on=today)
    asked = len(queries)  # a request empties the list
    client = Client(SERVER_NAME="localhost")
    client.force_login(coordinator(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/desk/compare/", {"units": "now", "rows": "each"})
    print(
        f"{size:>6} units a round: as it was {was:.2f} s, restated {now:.2f} s,"
        f" {asked} queries, page {page.status_code} {len(page.content):,} bytes;"
        f" the two roll-ups alone {peer:.2f} s, ratio {now / peer:.2f}"
    )


def main() -> None:
    """Measure each size in a process and a database of its own."""
    if len(sys.argv) == 1:
        for size in SIZES:
            subprocess.run([sys.executable, "-m", "bench.comparing", str(size)], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "LOA_DATA": folder,
            "LOA_SECOND_FACTOR": "none",
            "LOA_SITE_URL": "http://localhost",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        import django

        django.setup()
        measure(int(sys.argv[1]))


if __name__ == "__main__":
    main()
