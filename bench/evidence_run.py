"""A campaign of 500 units with 2,000 publications, looked at end to end.

Against as many pages on loopback, with slow, broken, redirecting, hostile hosts and such as ask
us to stay away (bench/evidence_web.py); one in twenty is a neighbour's. Two workers, which are
killed (SIGKILL) at random instants in the second of the two runs. Time is moved on between
passes, so that what did not answer is tried again. Printed: what each kind of page ended in,
proofs a minute, and whether anything was lost, kept twice, left open without a reason, or
touched that is inside.

`python -m bench.evidence_run UNITS PUBLICATIONS KILLS` is one run of another size. Modes of the
same file, used by the scenario and by tests/evidence/test_killed.py:
`prepare UNITS PUBLICATIONS PORT` · `look PORT AT` · `tell`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
# When the first pass begins, after the sending; the next a quarter of an hour after the first
# of what is not decided yet is due again.
BEGINS, AFTER, MOST_PASSES = timedelta(days=3), timedelta(minutes=15), 24
SENT_AT = datetime(2024, 10, 21, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # tests/people.py
LARGE = (500, 2_000)
BETWEEN = timedelta(minutes=4)  # what the killed held is free again after three
WORKERS = 2
NEIGHBOURS = 3  # of a unit's four publications, counted from 0


def prepare(units: int, publications: int, port: int) -> None:
    """Make the campaign, its materials, units with a confirmed channel, and publications."""
    from django.db import transaction

    from bench.evidence_web import ARTICLES, POSTERS, address_of
    from bench.posters import poster, to_bytes
    from bench.tables import make_tables
    from bench.wordings import articles
    from loa.campaigns.models import Participant
    from loa.evidence.models import Publication
    from loa.files.actions import store
    from loa.ledger.actions import record
    from loa.materials.making import make_waiting
    from loa.materials.models import Format, Material, MaterialVersion
    from loa.units.models import Channel, Unit
    from tests.people import make_cast
    from tests.rounds import after, send_small_campaign

    make_tables()
    cast = make_cast()
    with transaction.atomic():
        sent = send_small_campaign(cast)
        facts = {
            "owner": cast.units["p.tt"], "issuer_name": "Sở", "ground_of_use": "Kèm công văn",
            "valid_from": after().date(),
        }  # fmt: skip
        for number in range(ARTICLES + len(POSTERS)):
            is_text = number < ARTICLES
            text = articles()[number].text if is_text else ""
            form = Format.ARTICLE if is_text else Format.POSTER
            made = Material.objects.create(
                code=f"m{number}", title=f"Tài liệu {number}", post_text=text,
                format=form.value, **facts,
            )  # fmt: skip
            if not is_text:
                drawn = to_bytes(poster(*POSTERS[number - ARTICLES]))
                MaterialVersion.objects.create(
                    material=made, number=1, file=store(drawn, by=cast.an, at=after()),
                    made_at=after(), made_by=cast.an,
                )  # fmt: skip
            sent.campaign.materials.add(made)
        first = sent.participants["p.h1.x1"]
        made_units = Unit.objects.bulk_create(
            Unit(code=f"bench.{n}", valid_from=after().date()) for n in range(units)
        )
        Channel.objects.bulk_create(
            Channel(
                unit=unit, kind="website", name=f"Trang xã {n}", host=f"xa{n:03}.example.vn",
                confirmed_on=after().date(), valid_from=after().date(),
            )
            for n, unit in enumerate(made_units)
        )  # fmt: skip
        parts = Participant.objects.bulk_create(
            Participant(
                campaign=sent.campaign, unit=unit, part=first.part, position=10 + n,
                reports_to=first.reports_to, name=f"Xã số {n}", name_fold=f"xa so {n}",
                delivered_at=after(),
            )
            for n, unit in enumerate(made_units)
        )  # fmt: skip
        Publication.objects.bulk_create(
            Publication(
                participant=parts[n % units], kind="web", idempotency_key=str(n),
                address=address_of(given(n, units), port),
                happened_on=after(days=1).date(), logged_at=after(days=2), logged_by=cast.binh,
            )
            for n in range(publications)
        )  # fmt: skip
        record("publications.brought", sent.campaign, by=cast.an, at=after())
    make_waiting.func()  # as the background does when materials arrive


def given(number: int, units: int) -> int:
    """Give the page of a publication: the unit's own, or (one in twenty) its neighbour's."""
    from bench.evidence_web import page_of

    unit, nth = number % units, number // units
    is_neighbours = nth == NEIGHBOURS and unit % 5 == 0
    return page_of((unit + 1) % units if is_neighbours else unit, nth)


def look(port: int, begins_at: datetime, *, killed_at_s: float | None = None) -> None:
    """Look at all that is due, as a worker would, with the clock set to `begins_at`."""
    import ipaddress
    import threading

    import cv2

    from bench.evidence_web import PUBLIC, Names
    from loa.doors.addresses import Allowance
    from loa.doors.fetch import Fetcher
    from loa.evidence.running import run_looks

    def killer(at_s: float) -> None:
        while time.process_time() < at_s:
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGKILL)

    if killed_at_s is not None:
        # By its own CPU time: on a busy machine a second of the clock may be no work at all.
        ends = time.process_time() + killed_at_s
        threading.Thread(target=killer, args=(ends,), daemon=True).start()
    cv2.setNumThreads(1)
    began = time.monotonic()

    def now() -> datetime:
        return begins_at + timedelta(seconds=time.monotonic() - began)

    allowance = Allowance(networks=(ipaddress.ip_network(f"{PUBLIC}/32"),), ports=(port,))
    fetcher = Fetcher(allowance=allowance, resolve=Names().resolve)
    made = run_looks(fetcher, now=now, for_s=3_600)
    print(json.dumps({"made": made, "cpu_s": time.process_time()}), flush=True)
    os._exit(0)  # a timer may still be waiting


def tell() -> None:
    """Print as JSON what was kept: a line for each publication, and what does not fit."""
    from loa.cli.verify import broken_files
    from loa.evidence.models import Check, HostRest, Look, Publication
    from loa.ledger.models import Entry

    numbers: dict[int, list[int]] = defaultdict(list)
    for publication, number in Check.objects.values_list("publication_id", "number"):
        numbers[publication].append(number)
    latest = {row.publication_id: row for row in Check.objects.filter(is_latest=True)}
    rests = dict(HostRest.objects.values_list("host", "free_at"))
    due = []
    for wait in Look.objects.filter(due_at__isnull=False):
        check = latest.get(wait.publication_id)
        if check is None or (check.outcome == "unreachable" and not check.needs_person):
            due.append(max(wait.due_at, rests.get(wait.host, wait.due_at)))
    rows = []
    for row in Publication.objects.order_by("pk"):
        check = latest.get(row.pk)
        rows.append(
            {
                "address": row.address, "outcome": check and check.outcome,
                "needs_person": bool(check and check.needs_person),
                "reasons": check.reasons if check else [],
                "trust": check.trust if check else "",
                "looks": sorted(numbers[row.pk]),
            }
        )  # fmt: skip
    told = {
        "rows": rows,
        "taken": Look.objects.exclude(taken_by="").count(),
        "checks": Check.objects.count(),
        "entries": Entry.objects.filter(verb="publication.checked").count(),
        "broken_files": broken_files(),
        "next_at": min(due).isoformat() if due else None,
    }
    print(json.dumps(told))


@contextmanager
def web(pages: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Serve the local web; give its port, and when left what was asked of it."""
    command = [sys.executable, "-m", "bench.evidence_web", str(pages)]
    told: dict[str, Any] = {}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield int(process.stdout.readline()), told
        finally:
            process.stdin.close()
            told |= json.loads(process.stdout.readline() or "{}")


def mode(folder: Path, *words: object) -> subprocess.Popen[str]:
    """Start this file in one of its modes, on the database in `folder`."""
    env = {
        **os.environ, "LOA_DATA": str(folder), "LOA_TASKS": "database", "LOA_DEBUG": "no",
        "DJANGO_SETTINGS_MODULE": "config.settings", "LOA_EMAIL_URL": "memory://",
    }  # fmt: skip
    command = [sys.executable, "-m", "bench.evidence_run", *(str(word) for word in words)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def told_by(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate()
    last = out.strip().splitlines()[-1] if out.strip() else "{}"
    return dict(json.loads(last))


def work(
    folder: Path, port: int, at: datetime, rng: random.Random, kills: int, *, within_s: float
) -> Counter[str]:
    """Let the workers look until nothing is due; kill `kills` of them on the way.

    Each is killed after up to `within_s` of CPU at its work.
    """
    told: Counter[str] = Counter()
    late = timedelta()
    while True:
        crew: list[subprocess.Popen[str]] = []
        for _ in range(WORKERS):
            is_killed = told["killed"] + len(crew) < kills
            after_s = [round(rng.uniform(0.02, within_s), 2)] if is_killed else []
            crew.append(mode(folder, "look", port, (at + late).isoformat(), *after_s))
        ended = [(told_by(each), each.returncode) for each in crew]
        killed = sum(code == -signal.SIGKILL for _, code in ended)
        told["killed"] += killed
        for each, _ in ended:
            told.update(
                {"made": each.get("made", 0), "cpu_ms": int(each.get("cpu_s", 0) * 1000)}
            )
        if not killed:
            return told
        told["rounds"] += 1
        late += BETWEEN


def scenario(units: int, publications: int, kills: int) -> bool:
    from bench.evidence_web import kind_of

    rng = random.Random(11)
    with (
        tempfile.TemporaryDirectory(prefix="loa-run-") as name,
        web(2 * units) as (port, asked),
    ):
        folder = Path(name)
        told_by(mode(folder, "prepare", units, publications, port))
        clock = SENT_AT + BEGINS
        for number in range(MOST_PASSES):
            begun = time.perf_counter()
            many = 0 if number else kills
            told = work(folder, port, clock, rng, many, within_s=publications / 100)
            took = time.perf_counter() - begun
            rate = f"{told['made']} looks, {told['made'] / took * 60:.0f} a minute"
            cpu = f"{told['cpu_ms'] / max(told['made'], 1):.1f} ms of CPU each"
            told_apart = f"{told['killed']} workers killed" if many else f"{rate}, {cpu}"
            print(f"  {clock:%d/%m %H:%M}: {took:6.1f} s, {told_apart}", flush=True)
            kept = told_by(mode(folder, "tell"))
            if not kept["next_at"]:
                break
            ended = clock + timedelta(seconds=took) + told["rounds"] * BETWEEN
            due = datetime.fromisoformat(kept["next_at"]).astimezone(clock.tzinfo)
            clock = max(ended, due + AFTER)
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    faults = Counter(
        lost=0, twice=0, open=0, unrecorded=kept["checks"] - kept["entries"],
        held=kept["taken"], broken_files=len(kept["broken_files"]),
        touched_inside=asked.get("touches", 0),
    )  # fmt: skip
    for row in kept["rows"]:
        kind = kind_of(int(row["address"].rsplit("/", 1)[-1]))
        word = f"{row['outcome']}{' → person' if row['needs_person'] else ''}"
        ends[kind][word] += 1
        faults["lost"] += row["outcome"] is None
        faults["twice"] += row["looks"] != list(range(1, len(row["looks"]) + 1))
        is_done = row["outcome"] in {"found", "claimed"} or row["needs_person"]
        faults["open"] += not (is_done and row["reasons"])
    for kind, words in sorted(ends.items()):
        print(f"  {kind:16} {', '.join(f'{n} {word}' for word, n in words.most_common())}")
    decided = sum(row["outcome"] == "found" for row in kept["rows"])
    print(f"  decided by the machine {decided}, before a person {publications - decided}")
    print(f"  asked: {asked.get('asked')}")
    print("  faults: " + ", ".join(f"{name} {many}" for name, many in faults.items()))
    return not any(faults.values())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:]
    if words[:1] in (["prepare"], ["look"], ["tell"]):
        import django

        django.setup()
    match words:
        case ["prepare", units, publications, port]:
            prepare(int(units), int(publications), int(port))
        case ["look", port, at, *killed]:
            stop = float(killed[0]) if killed else None
            look(int(port), datetime.fromisoformat(at), killed_at_s=stop)
        case ["tell"]:
            tell()
        case _:
            size = (int(words[0]), int(words[1])) if len(words) > 1 else LARGE
            good = True
            for kills in (int(words[2]),) if len(words) > 2 else (0, 6):
                print(f"{size[0]} units, {size[1]} publications, {kills} workers killed:")
                good = scenario(*size, kills) and good
            sys.exit(not good)


if __name__ == "__main__":
    main()
