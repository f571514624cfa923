"""Each thing that can be wrong with a catalogue is found, and named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from loa.units.catalogue import Catalogue, EdgeRow, Tree, faults, load_catalogue

JULY = date(2025, 7, 1)


def change_unit(which: str, /, **values: object) -> Callable[[Catalogue], Catalogue]:
    def change(sample: Catalogue) -> Catalogue:
        units = tuple(
            replace(unit, **values) if unit.code == which else unit  # type: ignore[arg-type] # values name fields
            for unit in sample.units
        )
        return replace(sample, units=units)

    return change


def add_edge(edge: EdgeRow) -> Callable[[Catalogue], Catalogue]:
    return lambda sample: replace(sample, edges=(*sample.edges, edge))


def without_succession(code: str) -> Callable[[Catalogue], Catalogue]:
    return lambda sample: replace(
        sample,
        successions=tuple(row for row in sample.successions if row.predecessor_code != code),
    )


def second_heir(code: str, heir: str) -> Callable[[Catalogue], Catalogue]:
    return lambda sample: replace(
        sample,
        successions=(
            *sample.successions,
            *(
                replace(row, successor_code=heir)
                for row in sample.successions
                if row.predecessor_code == code
            ),
        ),
    )


def without_rest(code: str) -> Callable[[Catalogue], Catalogue]:
    return lambda sample: replace(
        sample,
        successions=tuple(
            row for row in sample.successions if row.duty or row.predecessor_code != code
        ),
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(change_unit("tg.stp", code="tg.stc"), "code_not_unique", id="code twice"),
        pytest.param(change_unit("tg.stp", kind="guild"), "unknown_kind", id="unknown kind"),
        pytest.param(
            change_unit("tg.stp", level="galaxy"), "unknown_level", id="unknown level"
        ),
        pytest.param(change_unit("tg.stp", source="hearsay"), "unknown_source", id="no source"),
        pytest.param(
            change_unit("tg.stp", valid_to=date(2023, 1, 1)),
            "ends_before_it_begins",
            id="ends before it begins",
        ),
        pytest.param(
            change_unit("tg", valid_to=date(2025, 1, 1)),
            "edge_outlives_unit",
            id="a parent that ends before its child",
        ),
        pytest.param(
            change_unit("tg.stp", name="So\u031b\u0309 Tư pháp"), "text_not_clean", id="not NFC"
        ),
        pytest.param(
            add_edge(
                EdgeRow(Tree.TERRITORIAL, "tg.stp", date(2024, 5, 1), JULY, "vn", "editorial")
            ),
            "two_parents_on_a_day",
            id="two parents on a day",
        ),
        pytest.param(
            add_edge(
                EdgeRow(Tree.TERRITORIAL, "vn", date(2024, 1, 1), JULY, "tg", "editorial")
            ),
            "cycle",
            id="cycle",
        ),
        pytest.param(
            without_succession("tg.stp"), "end_without_succession", id="an end nobody explains"
        ),
        pytest.param(second_heir("tg.stp", "dt.snv"), "duty_goes_twice", id="two heirs unsaid"),
        pytest.param(without_rest("tg.stttt"), "duties_do_not_cover", id="duties with a hole"),
    ],
)
def test_a_fault_is_found(change: Callable[[Catalogue], Catalogue], code: str) -> None:
    assert code in {fault.code for fault in faults(change(load_catalogue()))}
