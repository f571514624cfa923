"""How official papers name a body: place, notation, who signs."""

from datetime import date

import pytest

from loa.units.bodies import authority_of, body_on, notation_of, place_of
from tests.people import Cast


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("Tỉnh Tiền Giang", "Tiền Giang"),
        ("Xã An Hữu", "An Hữu"),
        ("Thị trấn Cái Bè", "Cái Bè"),
        ("Phường 1", "Phường 1"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("", ""),
    ],
)
def test_the_place_is_the_name_of_the_area(area: str, place: str) -> None:
    assert place_of(area) == place


@pytest.mark.parametrize(
    ("name", "kind", "notation"),
    [
        ("Sở Giáo dục và Đào tạo tỉnh Tiền Giang", "department", "SGDĐT"),
        ("Trường THPT Đất Sét", "high_school", "TTHPTĐS"),
        ("Ủy ban nhân dân xã An Hữu", "commune_committee", "UBND"),
    ],
)
def test_a_notation_has_capitals_only(name: str, kind: str, notation: str) -> None:
    assert notation_of(name, kind) == notation


def test_a_committee_is_signed_for_by_its_chairman() -> None:
    assert authority_of("commune_committee") == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert authority_of("department") == ("GIÁM ĐỐC",)
    assert authority_of("enterprise") == ("THỦ TRƯỞNG CƠ QUAN",)


def test_a_body_stands_under_the_one_above_it_on_the_day(cast: Cast) -> None:
    body = body_on(cast.units["p.h1.x1"].pk, date(2024, 10, 21))
    assert (body.name, body.kind) == ("Ủy ban nhân dân xã Tân Phú", "commune_committee")
    assert body.superior == "Ủy ban nhân dân huyện Cồn Lớn"
    top = body_on(cast.units["p"].pk, date(2024, 10, 21))
    assert top.superior == ""
