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
    found, is_first, is_back = page_rows(
        rows, size + 1, after=after, before=before, is_english=is_english
    )
    more = len(found) > size
    if is_back:
        found = found[-size:]
        has_previous, has_next = more, True
    else:
        found = found[:size]
        has_previous, has_next = not is_first, more
    is_all = is_first and not more
    return Stretch(
        rows=tuple(found),
        total=len(found) if is_all else rows.select_related(None).order_by().count(),
        before=found[0].key if found and has_previous else None,
        after=found[-1].key if found and has_next else None,
    )


def page_rows(
    rows: QuerySet[UnitName],
    most: int,
    *,
    after: int | None = None,
    before: int | None = None,
    is_english: bool = False,
) -> tuple[list[Row], bool, bool]:
    """Return up to `most` rows in order, whether they are the first, and whether walked back.

    One query, and one more to find the place of the row that is named.
    """
    word = "name_en" if is_english else "name_vi"
    fields = ("pk", "unit_id", "unit__code", "name", f"kind__{word}", f"level__{word}")
    listed = rows.select_related(None).values_list(*fields)
    key = after or before
    place = UnitName.objects.filter(pk=key).values_list(*ORDER).first() if key else None
    is_back = place is not None and after is None
    if is_back and place is not None:
        listed = listed.filter(_beyond(place, "<"))
    elif place is not None:
        listed = listed.filter(_beyond(place, ">"))
    signs = [f"-{name}" for name in ORDER] if is_back else ORDER
    found = [Row(*each) for each in listed.order_by(*signs)[:most]]
    if is_back:
        found.reverse()
    return found, place is None, is_back
