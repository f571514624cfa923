import pytest

from loa.crafts.tallying import Share, UnitFacts
from loa.crafts.tallying.indicators import units_reported


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        pytest.param(UnitFacts(True, True, False), Share(1, 1), id="late is received"),
        pytest.param(UnitFacts(True, False, False), Share(0, 1), id="missing"),
        pytest.param(UnitFacts(False, True, True), Share(0, 0), id="owes nothing"),
    ],
)
def test_a_unit_counts_as_having_reported(facts: UnitFacts, share: Share) -> None:
    assert units_reported(facts) == share
