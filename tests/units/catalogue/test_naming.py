"""What the People's Committee of an area is called."""

import pytest

from loa.units.catalogue.naming import AreaNounError, committee_names


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("Tỉnh Tiền Giang", ("Ủy ban nhân dân tỉnh Tiền Giang", "UBND tỉnh Tiền Giang")),
        ("Thành phố Mỹ Tho", ("Ủy ban nhân dân thành phố Mỹ Tho", "UBND TP. Mỹ Tho")),
        ("Thị xã Cai Lậy", ("Ủy ban nhân dân thị xã Cai Lậy", "UBND TX. Cai Lậy")),
        ("Thị trấn Cái Bè", ("Ủy ban nhân dân thị trấn Cái Bè", "UBND thị trấn Cái Bè")),
        ("Phường 4", ("Ủy ban nhân dân Phường 4", "UBND Phường 4")),
        ("Xã Tân Lập 1", ("Ủy ban nhân dân xã Tân Lập 1", "UBND xã Tân Lập 1")),
        ("Đặc khu Phú Quý", ("Ủy ban nhân dân đặc khu Phú Quý", "UBND đặc khu Phú Quý")),
    ],
)
def test_a_committee_is_named_as_the_decree_wants(area: str, names: tuple[str, str]) -> None:
    assert committee_names(area) == names


@pytest.mark.parametrize("area", ["Mỹ Tho", "Xã", "", "xã Đạo Thạnh"])
def test_an_area_without_its_noun_is_refused(area: str) -> None:
    with pytest.raises(AreaNounError):
        committee_names(area)
