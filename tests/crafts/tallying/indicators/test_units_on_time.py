import pytest

from loa.crafts.tallying import Share, UnitFacts
from loa.crafts.tallying.indicators import units_on_time


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        pytest.param(UnitFacts(True, True, True), Share(1, 1), id="in time"),
        pytest.param(UnitFacts(True, True, False), Share(0, 1), id="late"),
        pytest.param(
            UnitFacts(True, False, False), Share(0, 1), id="missing counts in the whole"
        ),
        pytest.param(UnitFacts(False, True, True), Share(0, 0), id="owes nothing"),
    ],
)
def test_a_unit_counts_as_in_time(facts: UnitFacts, share: Share) -> None:
    assert units_on_time(facts) == share
