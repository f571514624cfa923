"""Pages of the list of units that cost the same at the first and at the last of 12,000.

A page begins after (or ends before) a row that its address names, not at a number of rows to
be passed over. How many there are in all is counted from an index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from loa.units.models import UnitName

ORDER = ("position", "name_sort", "id")


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as one line of the list, kind and level in the language asked for."""

    key: int  # of the name row: where the next page begins
    unit_id: int
    code: str
    name: str
    kind: str
    level: str


@dataclass(frozen=True)
class Stretch:
    """One page: its rows, how many rows there are in all, and where its neighbours begin."""

    rows: tuple[Row, ...]
    total: int
    before: int | None
    """The previous page ends before this row; None: there is none."""
    after: int | None
    """The next page begins after this row; None: there is none."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class _Beyond(Func):
    """(column, …) > (value, …) as a whole: SQLite and PostgreSQL go there by the index."""

    output_field = BooleanField()

    def __init__(self, *expressions: Any, sign: str) -> None:
        super().__init__(*expressions)
        self.sign = sign

    def as_sql(  # type: ignore[override] # narrower: every engine writes it alike
        self, compiler: SQLCompiler, _connection: Any, **_more: Any
    ) -> tuple[str, list[Any]]:
        told = [compiler.compile(each) for each in self.source_expressions]
        half = len(told) // 2
        left, right = (", ".join(sql for sql, _ in part) for part in (told[:half], told[half:]))
        return f"({left}) {self.sign} ({right})", [one for _, some in told for one in some]


def _beyond(place: tuple[Any, ...], sign: str) -> _Beyond:
    return _Beyond(*map(F, ORDER), *map(Value, place), sign=sign)


def stretch_of(
    rows: QuerySet[UnitName],
    *,
    size: int,
    after: int | None = None,
    before: int | None = None,
    is_english: bool = False,
) -> Stretch:
    """Return the page of `rows` after, or before, a row named by its key; else the first.

    A key that is gone (its act was undone) gives the first page.
    """
    word = "name_en" if is_english else "name_vi"
    fields = ("pk", "unit_id", "unit__code", "name", f"kind__{word}", f"level__{word}")
    listed = rows.select_related(None).values_list(*fields)
    key = after or before
    place = UnitName.objects.filter(pk=key).values_list(*ORDER).first() if key else None
    is_back = place is not None and after is None
    if place is None:
        listed = listed.order_by(*ORDER)
    elif is_back:
        listed = listed.filter(_beyond(place, "<")).order_by(*(f"-{name}" for name in ORDER))
    else:
        listed = listed.filter(_beyond(place, ">")).order_by(*ORDER)
    found = [Row(*each) for each in listed[: size + 1]]
    more = len(found) > size
    found = found[:size]
    if is_back:
        found.reverse()
    has_previous, has_next = (more, True) if is_back else (place is not None, more)
    is_all = place is None and not more
    return Stretch(
        rows=tuple(found),
        total=len(found) if is_all else rows.select_related(None).order_by().count(),
        before=found[0].key if found and has_previous else None,
        after=found[-1].key if found and has_next else None,
    )
