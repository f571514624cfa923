"""Pages that begin at a row: no unit left out or shown twice, in the order of the list."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.units import queries, sheets
from loa.units.models import Kind, Level, Unit, UnitName
from loa.units.naming import name_keys
from loa.units.paging import Stretch, stretch_of
from loa.units.words import Role
from tests.people import NOW, Cast
from tests.units.histories import days_of, histories
from tests.units.test_registry_against_oracle import store

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 21)
SIZES = st.integers(1, 5)
NAMES = st.sampled_from(["Xã An", "Xã Ân", "Xã Áng", "Xã Ý", "Xã Yên", "Xã Đỗ"])


def forward(size: int) -> list[Stretch]:
    pages = [stretch_of(queries.names_on(DAY), size=size)]
    while pages[-1].after is not None:
        pages.append(stretch_of(queries.names_on(DAY), size=size, after=pages[-1].after))
    return pages


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    told=st.lists(st.tuples(st.integers(0, 2), NAMES, st.booleans()), max_size=14), size=SIZES
)
def test_walking_the_pages_on_and_back_shows_every_unit_once_and_in_order(
    told: list[tuple[int, str, bool]], size: int
) -> None:
    with transaction.atomic():
        kind = Kind.objects.create(code="k", name_vi="Loại", name_en="Kind", position=1)
        level = Level.objects.create(code="l", name_vi="Cấp", name_en="Level", position=1)
        for number, (position, name, is_there) in enumerate(told):
            first = date(2024, 1, 1) if is_there else date(2025, 1, 1)
            unit = Unit.objects.create(code=f"u{number}", valid_from=first)
            UnitName.objects.create(
                unit=unit, name=name, kind=kind, level=level, position=position,
                valid_from=first, **name_keys(name),
            )  # fmt: skip
        whole = list(
            queries.names_on(DAY)
            .order_by("position", "name_sort", "pk")
            .values_list("pk", flat=True)
        )
        pages = forward(size)
        assert [row.key for each in pages for row in each] == whole
        assert {page.total for page in pages} == {len(whole)}
        back = [pages[-1]]
        while back[-1].before is not None:
            back.append(stretch_of(queries.names_on(DAY), size=size, before=back[-1].before))
        assert [row.key for each in reversed(back) for row in each] == whole
        transaction.set_rollback(True)


def test_a_page_is_two_queries_and_one_more_to_find_its_place(
    cast: Cast, django_assert_num_queries: object
) -> None:
    rows = sheets.units_on(DAY)
    with django_assert_num_queries(2):  # type: ignore[operator]
        first = stretch_of(rows, size=5)
    with django_assert_num_queries(3):  # type: ignore[operator]
        stretch_of(rows, size=5, after=first.after)
    assert (first.total, len(first), first.before) == (11, 5, None)


def test_a_row_that_is_gone_gives_the_first_page(cast: Cast) -> None:
    gone = stretch_of(queries.names_on(DAY), size=3, after=10**15)
    assert gone == stretch_of(queries.names_on(DAY), size=3)


def test_kinds_and_levels_are_told_in_the_language_asked_for(cast: Cast) -> None:
    rows = sheets.units_on(DAY, kind="school")
    [vi], [en] = stretch_of(rows, size=3), stretch_of(rows, size=3, is_english=True)
    assert (vi.code, vi.kind, en.kind) == ("p.h2.t1", "Trường học", "School")


def test_reach_asked_of_one_unit_is_the_reach_of_all(cast: Cast) -> None:
    for officer in (cast.an, cast.binh, cast.police, cast.stranger):
        reached = queries.reach_of(officer.pk, DAY)
        for unit in Unit.objects.all():
            within = queries.is_within_reach(unit.pk, officer.pk, DAY)
            assert within == (unit.pk in reached), (officer, unit)
    assert cast.units["p.h1.x1"].pk in queries.reach_of(cast.an.pk, DAY)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(log=histories(), data=st.data())
def test_reach_by_walking_up_and_by_walking_down_agree_on_every_day(
    log: object, data: st.DataObject
) -> None:
    from loa.units import actions

    with transaction.atomic():
        units = store(log)  # type: ignore[arg-type]
        first = min(units, key=lambda code: units[code].valid_from)
        code = data.draw(st.sampled_from(sorted(units)))
        officer = actions.register_officer(email="a@b.example", name="An", by=None, at=NOW)
        on = min(units[first].valid_from, NOW.date())
        actions.give_post(
            officer, units[code], Role.COORDINATOR, by=None, at=NOW, valid_from=on
        )
        for day in days_of(log):  # type: ignore[arg-type]
            reached = queries.reach_of(officer.pk, day)
            for unit in units.values():
                within = queries.is_within_reach(unit.pk, officer.pk, day)
                assert within == (unit.pk in reached)
        transaction.set_rollback(True)
