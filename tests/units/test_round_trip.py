"""What is written out is read in again, whatever the names; the template explains itself."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from loa.crafts.viet import clean
from loa.units import actions, listing
from loa.units.lists import COLUMNS, write_table, write_template
from loa.units.models import Identifier, Kind, Level, Unit, UnitName, UnitParent
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db

WORD = st.text(
    st.sampled_from("aĐđƯưếẠ '\"-;,:()&/.\u0301") | st.characters(categories=["L", "N", "P"]),
    min_size=1,
    max_size=20,
)


def is_plain(text: str) -> bool:
    return bool(clean(text).strip()) and not clean(text).strip().startswith(("=", "+", "@"))


NAMES = WORD.filter(is_plain).map(lambda text: clean(text).strip())
DAYS = st.dates(date(2000, 1, 1), NOW.date())
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES, "short": NAMES, "area": NAMES, "first": DAYS,
            "position": st.integers(0, 9), "above": st.integers(0, 9),
            "marks": st.lists(st.sampled_from("abc"), max_size=3, unique=True),
        }
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def as_list(told: list[dict[str, Any]]) -> list[list[str]]:
    lines = []
    for number, one in enumerate(told):
        first = max(each["first"] for each in told)  # a parent is there before its child
        above = one["above"] % (number + 1)
        cells = {
            "code": f"u{number}", "name": one["name"], "short_name": one["short"],
            "area": one["area"], "kind": "k", "level": "l",
            "parent": f"u{above}" if above != number else "",
            "valid_from": first.isoformat(),
            "position": str(one["position"]),
            "identifier": "; ".join(f"s{mark}:{number}" for mark in one["marks"]),
            "source": "thử",
        }  # fmt: skip
        lines.append([str(cells.get(column.key, "")) for column in COLUMNS])
    return [[column.key for column in COLUMNS], *lines]


def rows_of_register() -> list[list[tuple[object, ...]]]:
    names = UnitName.objects.order_by("unit__code").values_list(
        "unit__code", "name", "short_name", "area", "kind__code", "level__code", "position",
        "valid_from", "unit__source",
    )  # fmt: skip
    places = UnitParent.objects.order_by("unit__code").values_list(
        "unit__code", "parent__code", "tree", "valid_from"
    )
    marks = Identifier.objects.order_by("scheme", "value").values_list(
        "unit__code", "scheme", "value", "valid_from"
    )
    return [list(names), list(places), list(marks)]


def forget_all() -> None:
    for model in (UnitName, UnitParent, Identifier, Unit):
        model._default_manager.all().delete()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(told=LINES)
def test_the_register_written_out_and_read_into_an_empty_one_is_the_same(
    tmp_path: Path, suffix: str, told: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        Kind.objects.create(code="k", name_vi="Loại", name_en="Kind", position=1)
        Level.objects.create(code="l", name_vi="Cấp", name_en="Level", position=1)
        first = tmp_path / f"first.{suffix}"
        write_table(first, as_list(told))
        done = actions.import_units(first, name="a", by=None, at=NOW)
        assert done.faults == ()
        before = rows_of_register()
        path = tmp_path / f"out.{suffix}"
        write_table(path, listing.lines_on(NOW.date()))
        again = actions.import_units(path, name="a", by=None, at=NOW)
        assert (again.opened, again.faults) == (0, ())
        forget_all()
        back = actions.import_units(path, name="a", by=None, at=NOW)
        assert (back.opened, back.faults) == (len(told), ())
        assert rows_of_register() == before
        transaction.set_rollback(True)


def test_the_template_explains_each_column_and_offers_kinds_and_levels(
    cast: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, **listing.choices())
    book = load_workbook(path)
    units, explained, choices = book.worksheets
    assert [sheet.title for sheet in book.worksheets] == ["Đơn vị", "Giải thích", "Loại và cấp"]
    headers = [cell.value for cell in units[1]]
    assert [row[0] for row in explained.iter_rows(min_row=2, values_only=True)] == headers
    assert all(row[2] for row in explained.iter_rows(min_row=2, values_only=True))
    offered = {rule.formula1 for rule in units.data_validations.dataValidation}
    kinds, levels = Kind.objects.count(), Level.objects.count()
    assert offered == {
        f"'Loại và cấp'!$A$2:$A${kinds + 1}",
        f"'Loại và cấp'!$D$2:$D${levels + 1}",
    }
    assert choices["A2"].value == Kind.objects.order_by("position")[0].name_vi
    done = actions.import_units(path, name="t", by=cast.an, at=NOW, is_dry=True)
    assert {fault.column for fault in done.faults} <= {"parent", "kind", "level"}
