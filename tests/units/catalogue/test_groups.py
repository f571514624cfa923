"""Who is meant by the words an official letter uses for many recipients."""

from datetime import date
from pathlib import Path

import pytest

from loa.units.catalogue import Catalogue, expand, load_catalogue, parse_rule

DISPATCH = Path(__file__).parents[4] / "shared/samples/dispatch-2024-tien-giang.txt"
CAMPAIGN = date(2024, 10, 20)
AFTER_JULY = date(2025, 7, 1)


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    return load_catalogue()


def members(sample: Catalogue, said: str, on: date) -> list[str]:
    (rule,) = [
        group.rule
        for group in sample.groups
        if said.casefold() in {word.casefold() for word in (group.name, *group.synonyms)}
    ]
    return [unit.code for unit in expand(parse_rule(rule), sample.units, sample.edges, on=on)]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", 1),
        ("Văn phòng Ủy ban nhân dân tỉnh", 1),
        ("Sở, ban, ngành, đoàn thể tỉnh", 30),
        ("UBND các huyện, thị xã, thành phố", 11),
        ("Các trường Đại học, Cao đẳng trên địa bàn tỉnh", 4),
        ("Ban biên tập Cổng Thông tin điện tử tỉnh", 1),
        ("Báo Ấp Bắc, Đài Phát thanh và Truyền hình Tiền Giang", 2),
        ("UBND tỉnh", 1),
        ("Công an tỉnh", 1),
        ("Các phòng, Trung tâm thuộc Sở", 4),
        ("các trường học, cơ sở giáo dục", 172),
        ("UBND các xã, phường, thị trấn", 164),
        ("Phòng GDĐT các huyện, thị xã, thành phố", 11),
    ],
)
def test_every_recipient_of_the_first_dispatch_expands(
    sample: Catalogue, said: str, count: int
) -> None:
    found = members(sample, said, CAMPAIGN)
    assert len(found) == len(set(found)) == count


@pytest.mark.skipif(not DISPATCH.exists(), reason="the samples are not beside the project")
def test_the_addressees_of_the_real_dispatch_are_known_word_for_word(sample: Catalogue) -> None:
    text = DISPATCH.read_text(encoding="utf-8")
    listed = text.split("Kính gửi:")[1].split("Thực hiện Công văn")[0]
    addressees = [line.strip(" -;.\n") for line in listed.splitlines() if line.strip()]
    assert len(addressees) == 7
    assert all(members(sample, addressee, CAMPAIGN) for addressee in addressees)


def test_the_same_words_mean_the_joined_province_after_july_2025(sample: Catalogue) -> None:
    assert "tg.sgddt" in members(sample, "Các sở", CAMPAIGN)
    assert "dt.sgddt" in members(sample, "Các sở", AFTER_JULY)
    assert members(sample, "UBND các huyện, thị xã, thành phố", AFTER_JULY) == []
    assert len(members(sample, "UBND các xã, phường", AFTER_JULY)) == 102


def test_the_coordinating_police_is_no_member_of_departments_and_bodies(
    sample: Catalogue,
) -> None:
    assert "tg.cat" not in members(sample, "Sở, ban, ngành, đoàn thể tỉnh", CAMPAIGN)
