"""What dated units cost, beside treebeard and a plain recursive query that know no dates.

Import rate and memory, the tree on a date, what hangs below one province, what the permission
filters add, pages of the list, and the list's own view with its queries and bytes: at 2,000,
60,000 and 600,000 units, the peers in the same database and run.
Run: bin/bench units (LOA_BENCH_SIZES=2000,60000 for less). On PostgreSQL, one size a time:
LOA_BENCH_SIZES=60000 scripts/with_postgres.py bin/bench units.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

SIZES = [int(n) for n in os.environ.get("LOA_BENCH_SIZES", "2000,60000,600000").split(",")]
WIDTH = 34  # children of a unit: the number of provinces
DAY = date(2025, 7, 1)
ROUNDS = 9


def best(*works: Callable[[], Any]) -> list[float]:
    """Return the milliseconds of the fastest round of each.

    By turns, so that all meet the same neighbours on the machine.
    """
    found: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, took in zip(works, found, strict=True):
            begun = time.perf_counter()
            work()
            took.append((time.perf_counter() - begun) * 1000)
    return [min(took) for took in found]


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
    from django.utils import timezone

    from loa.units import actions, queries
    from loa.units.lists import write_table
    from loa.units.models import Unit

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)  # the view names its files
    at = timezone.now()
    actions.add_level("commune", "Cấp xã", "Commune", position=1, by=None, at=at)
    actions.add_kind("commune_committee", "UBND xã", "Committee", position=1, by=None, at=at)
    path = Path(os.environ["LOA_DATA"]) / "units.csv"
    write_table(path, lines(size))
    begun = time.perf_counter()
    done = actions.import_units(path, name="bench", by=None, at=at)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert done.opened == size, done.faults[:3]
    begun = time.perf_counter()
    again = actions.import_units(path, name="bench", by=None, at=at)
    known = time.perf_counter() - begun
    assert again.unchanged == size
    print(f"units {size:7,} import: memory {peak:,.0f} MB · the same file again {known:.1f} s")
    node, plain = make_peers()
    adding = fill_peers(node, plain, size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(
        f"units {size:7,} import: {size / took:7.0f}/s checked, from CSV, in {took:.1f} s · "
        f"treebeard add_child {adding:.0f}/s (ours ×{size / took / adding:.1f})"
    )
    tell(
        size,
        "tree on a date",
        lambda: queries.parents_on(DAY),
        lambda: dict(node.objects.values_list("pk", "path")),
        lambda: dict(plain.objects.values_list("pk", "parent_id")),
    )
    top = Unit.objects.get(code="u1")
    twin = node.objects.order_by("path")[1]
    found = {len(queries.below_on(top.pk, DAY)), len(recursive(2)), twin.get_descendant_count()}
    assert len(found) == 1, found
    tell(
        size,
        f"{found.pop():,} below one",
        lambda: queries.below_on(top.pk, DAY),
        lambda: set(twin.get_descendants().values_list("pk", flat=True)),
        lambda: recursive(2),
    )
    measure_permissions(size, child_of(top))
    measure_pages(size, child_of(top), node, plain)


def child_of(unit: Any) -> str:
    """Return the code of a unit below another: the first of its children."""
    return f"u{int(unit.code[1:]) * WIDTH + 1}"


def measure_permissions(size: int, code: str) -> None:
    """Say what the questions of rights cost for a coordinator of the unit `code`."""
    from django.utils import timezone

    from loa.cli.sample import mark_sample
    from loa.units import actions, policies, queries
    from loa.units.models import Unit
    from loa.units.words import Role

    at = timezone.now()
    unit = Unit.objects.get(code=code)
    officer = actions.register_officer(email="an@bench.example", name="An", by=None, at=at)
    actions.give_post(officer, unit, Role.COORDINATOR, by=None, at=at, valid_from=DAY)
    mark_sample(officer, at=at)
    other = Unit.objects.get(code=f"u{size - 1}")
    every, mine, one, reach = best(
        lambda: list(Unit.objects.order_by("code")[:50]),
        lambda: list(queries.visible_to(officer, DAY).order_by("code")[:50]),
        lambda: policies.may_name_people(officer, other, on=DAY),
        lambda: queries.reach_of(officer.pk, DAY),
    )
    print(
        f"units {size:7,} permission: 50 of all {every:.2f} ms, 50 visible to one {mine:.2f} ms"
        f" · may one name people of a unit {one:.2f} ms · all within reach {reach:.1f} ms",
        flush=True,
    )


def measure_pages(size: int, code: str, node: Any, plain: Any) -> None:
    """Pages of the list, by query and by view; a reader of the unit `code` looks."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from loa.units import actions, queries
    from loa.units.models import Unit, UnitName
    from loa.units.paging import ORDER, page_rows
    from loa.units.words import Role

    middle = size // 2
    key = UnitName.objects.order_by(*ORDER)[middle].pk
    for what, first, after in (("first", 0, None), ("middle", middle, key)):
        tell(
            size,
            f"50 of the list, {what}",
            partial(page_rows, queries.names_on(DAY), 50, after=after),
            partial(names_from, node.objects.order_by("path"), first),
            partial(names_from, plain.objects.order_by("pk"), first),
        )
    tell(
        size,
        "how many",
        queries.names_on(DAY).order_by().count,
        node.objects.count,
        plain.objects.count,
    )
    at = timezone.now()
    reader = actions.register_officer(email="dung@bench.example", name="Dũng", by=None, at=at)
    unit = Unit.objects.get(code=code)
    actions.give_post(reader, unit, Role.READER, by=None, at=at, valid_from=DAY)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    day = DAY.isoformat()
    for what, query in (
        ("first page", ""),
        ("middle page", f"after={key}"),
        ("one kind", "kind=commune_committee"),
        ("search by name", f"q=thu+{size - 1}"),
    ):
        address = f"/desk/units/?day={day}&{query}"
        with CaptureQueriesContext(connection) as caught:
            answer = browser.get(address)
        assert answer.status_code == 200, answer.status_code
        queries_made = len(caught)  # the next request empties the log
        slow = sum(float(each["time"]) for each in caught.captured_queries) * 1000
        [took] = best(partial(browser.get, address))
        print(
            f"units {size:7,} view, {what}: {queries_made} queries, {took:.1f} ms"
            f" ({slow:.0f} ms in the database), {len(answer.content):,} bytes",
            flush=True,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"units {size:7,} memory at its peak, peers' tables and all: {peak:,.0f} MB")


def names_from(rows: Any, first: int) -> list[str]:
    return [row.name for row in rows[first : first + 50]]


def tell(size: int, what: str, *works: Callable[[], Any]) -> None:
    ours, peer, flat = best(*works)
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
