"""Many rows of one table in few statements; the caller checks, records and commits."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

MOST_PARAMETERS = 20_000  # of one statement; SQLite's own limit is lower and asked for
Tell = Callable[[int], None]


def write_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    tell: Tell = lambda _: None,
) -> int:
    """Insert tuples in the order of the fields `names`; return how many.

    A third of the time of `bulk_create`, which makes an instance of each row. Values must be
    what the columns hold: text, numbers, booleans, dates or None. `tell` hears of each
    statement how many rows are written.
    """
    ops = connection.ops
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    columns = ", ".join(ops.quote_name(str(field.column)) for field in fields)
    dated = [place for place, field in enumerate(fields) if isinstance(field, models.DateField)]

    @lru_cache(maxsize=4096)
    def adapted(day: date) -> Any:
        return ops.adapt_datefield_value(day)

    most = connection.features.max_query_params or MOST_PARAMETERS
    each = f"({', '.join(['%s'] * len(fields))})"
    table = ops.quote_name(model._meta.db_table)
    step = max(1, min(most, MOST_PARAMETERS) // len(fields))
    waiting = iter(rows)
    written = 0
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, step)):
            values: list[Any] = []
            for row in batch:
                told = list(row)
                for place in dated:
                    if told[place] is not None:
                        told[place] = adapted(told[place])
                values += told
            placed = ", ".join([each] * len(batch))
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {placed}", values)  # noqa: S608 (names of our own tables)
            written += len(batch)
            tell(written)
    return written
