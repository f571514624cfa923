"""A worker that is really killed, again and again: nothing is lost, nothing kept twice."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bench.evidence_run import SENT_AT, mode, told_by, web, work
from bench.evidence_web import MAY_END, kind_of
from tests.migrated import migrated_file

UNITS, PUBLICATIONS, KILLS = 20, 40, 4
# All the work takes two workers 3 s of CPU each.
WITHIN_S = 1.5


@pytest.mark.slow
@pytest.mark.enable_socket
def test_killing_the_worker_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    shutil.copy(migrated_file(), tmp_path / "loa.sqlite3")
    with web(2 * UNITS) as (port, asked):
        told_by(mode(tmp_path, "prepare", UNITS, PUBLICATIONS, port))
        at = SENT_AT + timedelta(days=3)
        told = work(tmp_path, port, at, random.Random(3), KILLS, within_s=WITHIN_S)
        # A host that answered 503 asked for a minute of rest: its other pages come up later.
        work(tmp_path, port, at + timedelta(hours=1), random.Random(3), kills=0, within_s=0)
        kept = told_by(mode(tmp_path, "tell"))
    assert told["killed"] >= 1
    assert len(kept["rows"]) == PUBLICATIONS
    # Who was at hand in three of the kills is laid before a person, and opened no more.
    blamed = [row for row in kept["rows"] if row["reasons"] == ["looking_failed"]]
    assert len(blamed) <= KILLS // 3
    assert all(row["needs_person"] for row in blamed)
    for row in kept["rows"]:
        if row in blamed:
            continue
        kind = kind_of(int(row["address"].rsplit("/", 1)[-1]))
        assert row["outcome"] in MAY_END.get(kind, {"unreachable"}), row
        assert row["looks"] == list(range(1, len(row["looks"]) + 1)), row
    assert (kept["checks"], kept["taken"], kept["broken_files"]) == (kept["entries"], 0, [])
    assert asked["touches"] == 0
