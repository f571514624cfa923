"""What dated units cost, beside treebeard and a plain recursive query that know no dates.

Import rate, the tree on a date, what hangs below one province, who a coordinator reaches, and
one page of the list, at 2,000, 60,000 and 600,000 units in the same database and run.
Run: bin/bench units (LOA_BENCH_SIZES=2000,60000 for less).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

SIZES = [int(n) for n in os.environ.get("LOA_BENCH_SIZES", "2000,60000,600000").split(",")]
WIDTH = 34  # children of a unit: the number of provinces
DAY = date(2025, 7, 1)
ROUNDS = 5


def best(work: Callable[[], Any]) -> float:
    """Return the milliseconds of the fastest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found) * 1000


def lines(size: int) -> Iterator[list[str]]:
    from loa.units.lists import COLUMNS

    yield [column.key for column in COLUMNS]
    for n in range(size):
        parent = f"u{(n - 1) // WIDTH}" if n else ""
        name = f"Ủy ban nhân dân xã Thứ {n}"
        cells = {
            "code": f"u{n}", "name": name, "kind": "commune_committee", "level": "commune",
            "parent": parent, "valid_from": "2024-01-01", "position": str(n),
        }  # fmt: skip
        yield [cells.get(column.key, "") for column in COLUMNS]


def make_peers() -> tuple[Any, Any]:
    """Make the tables of the peers: treebeard's materialised path, and parent beside child."""
    from django.db import connection, models
    from treebeard.mp_tree import MP_Node

    class Node(MP_Node):  # type: ignore[misc] # treebeard has no types
        name = models.CharField(max_length=300)

        class Meta:
            app_label = "bench"

    class Plain(models.Model):  # noqa: DJ008 (never shown)
        name = models.CharField(max_length=300)
        parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

        class Meta:
            app_label = "bench"

    with connection.schema_editor() as editor:
        editor.create_model(Node)
        editor.create_model(Plain)
    return Node, Plain


def fill_peers(node: Any, plain: Any, size: int) -> float:
    """Fill both peers; return treebeard's own rate of adding, units a second."""
    paths: list[str] = []
    rows = []
    for n in range(size):
        above = paths[(n - 1) // WIDTH] if n else ""
        path = node._get_path(above, len(above) // node.steplen + 1, (n - 1) % WIDTH + 1)
        paths.append(path)
        below = max(0, min(WIDTH, size - 1 - n * WIDTH))
        depth = len(path) // node.steplen
        rows.append(node(path=path, depth=depth, numchild=below, name=f"Xã {n}"))
    node.objects.bulk_create(rows, batch_size=2000)
    plain.objects.bulk_create(
        (
            plain(pk=n + 1, name=f"Xã {n}", parent_id=(n - 1) // WIDTH + 1 if n else None)
            for n in range(size)
        ),
        batch_size=2000,
    )
    some = 200
    parent = node.objects.get(path=paths[1])
    begun = time.perf_counter()
    for n in range(some):
        parent.add_child(name=f"Xã mới {n}")
    rate = some / (time.perf_counter() - begun)
    node.objects.filter(name__startswith="Xã mới").delete()
    return rate


RECURSIVE = """
WITH RECURSIVE found(id) AS (
    SELECT id FROM bench_plain WHERE parent_id = %s
    UNION ALL SELECT c.id FROM bench_plain c JOIN found ON c.parent_id = found.id
) SELECT id FROM found
"""


def recursive(top: int) -> set[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RECURSIVE, [top])
        return {row[0] for row in cursor.fetchall()}


def measure(size: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from loa.units import actions, queries
    from loa.units.lists import write_table
    from loa.units.models import Unit
    from loa.units.words import Role

    call_command("migrate", verbosity=0)
    at = timezone.now()
    actions.add_level("commune", "Cấp xã", "Commune", position=1, by=None, at=at)
    actions.add_kind("commune_committee", "UBND xã", "Committee", position=1, by=None, at=at)
    path = Path(os.environ["LOA_DATA"]) / "units.csv"
    write_table(path, lines(size))
    begun = time.perf_counter()
    done = actions.import_units(path, name="bench", by=None, at=at)
    took = time.perf_counter() - begun
    assert done.opened == size, done.faults[:3]
    node, plain = make_peers()
    adding = fill_peers(node, plain, size)
    print(
        f"units {size:7,} import: {size / took:7.0f}/s checked, from CSV, in {took:.1f} s · "
        f"treebeard add_child {adding:.0f}/s (ours ×{size / took / adding:.1f})"
    )
    ours = best(lambda: queries.parents_on(DAY))
    peer = best(lambda: dict(node.objects.values_list("pk", "path")))
    flat = best(lambda: dict(plain.objects.values_list("pk", "parent_id")))
    tell(size, "tree on a date", ours, peer, flat)
    top = Unit.objects.get(code="u1")
    twin = node.objects.order_by("path")[1]
    found = {len(queries.below_on(top.pk, DAY)), len(recursive(2)), twin.get_descendant_count()}
    assert len(found) == 1, found
    ours = best(lambda: queries.below_on(top.pk, DAY))
    peer = best(lambda: set(twin.get_descendants().values_list("pk", flat=True)))
    tell(size, f"{found.pop():,} below one", ours, peer, best(lambda: recursive(2)))
    officer = actions.register_officer(email="an@bench.example", name="An", by=None, at=at)
    child = Unit.objects.get(code=f"u{WIDTH + 1}")
    actions.give_post(officer, child, Role.COORDINATOR, by=None, at=at, valid_from=DAY)
    print(f"units {size:7,} reach of a coordinator: "
          f"{best(lambda: queries.reach_of(officer.pk, DAY)):.1f} ms")  # fmt: skip

    def first_page() -> list[str]:
        return [row.name for row in queries.names_on(DAY)[:50]]

    with CaptureQueriesContext(
        connection,
    ) as caught:
        first_page()
    peer = best(lambda: [row.name for row in node.objects.order_by("path")[:50]])
    flat = best(lambda: [row.name for row in plain.objects.order_by("pk")[:50]])
    tell(size, f"50 of the list ({len(caught)} query)", best(first_page), peer, flat)


def tell(size: int, what: str, ours: float, peer: float, flat: float) -> None:
    print(
        f"units {size:7,} {what}: ours, dated {ours:.1f} ms · treebeard {peer:.1f} ms "
        f"(×{ours / peer:.2f}) · plain recursive or flat {flat:.1f} ms (×{ours / flat:.2f})",
        flush=True,
    )


def main() -> None:
    if len(sys.argv) > 1:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        measure(int(sys.argv[1]))
        return
    import subprocess

    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            env = {**os.environ, "LOA_DATA": folder}
            subprocess.run([sys.executable, __file__, str(size)], env=env, check=True)


if __name__ == "__main__":
    main()
