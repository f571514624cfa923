"""Past work put where it stands on a day: nothing lost or twice; who answers today."""

from datetime import date
from typing import Any

import pytest

from loa.units import actions
from loa.units.models import Unit
from loa.units.plans import Heir, NewUnit, Plan
from loa.units.stands import answering_now, answers_now, stand_together
from loa.units.words import ActKind
from tests.desk.test_views import browser
from tests.people import NOW, Cast
from tests.rounds import Sent, send_small_campaign

MERGED_ON = date(2024, 12, 1)
LATER = date(2025, 1, 1)


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """Two communes become one, their district ends, the department's duties part."""
    new = NewUnit("p.x", "Ủy ban nhân dân xã Phú Hạ", "commune_committee", "commune", "p")
    plans = [
        Plan(
            ActKind.MERGE, MERGED_ON, "Nghị quyết", ("p.h1.x1", "p.h1.x2"), opens=(new,),
            heirs=(Heir("p.x"),),
        ),
        Plan(ActKind.ABOLISH, MERGED_ON, "Nghị quyết", ("p.h1",)),
        Plan(
            ActKind.SPLIT, MERGED_ON, "Nghị quyết", ("p.bao",),
            heirs=(Heir("p.gd"), Heir("p.ca", "information_security")),
        ),
    ]  # fmt: skip
    actions.apply_acts(plans, by=None, at=NOW)
    cast.units["p.x"] = Unit.objects.get(code="p.x")
    return cast


@pytest.fixture
def sent(merged: Cast) -> Sent:
    return send_small_campaign(merged)


def test_rows_stand_at_who_answers_and_none_is_lost(
    merged: Cast, django_assert_num_queries: Any
) -> None:
    units = merged.units
    rows = [(units[code].pk, code) for code in ("p.h1.x1", "p.h1", "p.gd", "p.h1.x2", "p.bao")]
    with django_assert_num_queries(2):
        stands, waiting = stand_together(rows, LATER)
    assert [(stand.name, stand.rows) for stand in stands] == [
        ("Ủy ban nhân dân xã Phú Hạ", ["p.h1.x1", "p.h1.x2"]),
        ("Sở Giáo dục và Đào tạo", ["p.gd", "p.bao"]),
    ]
    assert waiting == ["p.h1"]
    by_duty, _ = stand_together(rows, LATER, "information_security")
    assert {stand.name: stand.rows for stand in by_duty}["Công an tỉnh"] == ["p.bao"]


def test_before_the_act_everything_stands_where_it_was(merged: Cast) -> None:
    rows = [(merged.units[code].pk, code) for code in ("p.h1", "p.h1.x1")]
    stands, waiting = stand_together(rows, date(2024, 11, 30))
    assert [stand.rows for stand in stands] == [["p.h1"], ["p.h1.x1"]]
    assert waiting == []


def test_who_answers_is_told_by_duty_where_it_went_elsewhere(merged: Cast) -> None:
    units = merged.units
    told = answering_now(units["p.bao"].pk, LATER)
    assert [(each.duty, [name for _, name in each.heirs]) for each in told] == [
        ("", ["Sở Giáo dục và Đào tạo"]),
        ("information_security", ["Công an tỉnh"]),
    ]
    assert [each.heirs for each in answering_now(units["p.h1"].pk, LATER)] == [()]
    assert answers_now([units["p.h1"].pk, units["p.gd"].pk], LATER) == {
        units["p.h1"].pk: (),
        units["p.gd"].pk: ((units["p.gd"].pk, "Sở Giáo dục và Đào tạo"),),
    }


def names(answer: Any) -> dict[str, list[str]]:
    return {row.name: [item[0] for item in row.items] for row in answer.context["stands"]}


@pytest.mark.parametrize("page", ["/desk/board/{slug}/1/", "/desk/campaigns/{slug}/units/"])
def test_lists_stand_as_they_were_until_today_is_chosen(
    sent: Sent, merged: Cast, page: str
) -> None:
    an = browser(merged.an)
    address = page.format(slug=sent.campaign.slug)
    was = an.get(address)
    assert was.context["lens"].on is None
    assert "Ủy ban nhân dân xã Tân Phú" in was.content.decode()
    assert "xã Phú Hạ" not in was.content.decode()
    now = an.get(address, {"units": "now"})
    assert names(now)["Ủy ban nhân dân xã Phú Hạ"] == [
        "Ủy ban nhân dân xã Tân Phú",
        "Ủy ban nhân dân xã Ướng Hạ",
    ]
    assert [item[0] for item in now.context["waiting"].items] == [
        "Ủy ban nhân dân huyện Cồn Lớn"
    ]
    many = sum(len(row.items) for row in now.context["stands"])
    assert many + len(now.context["waiting"].items) == len(sent.participants)
    other = an.get(address, {"units": "day", "day": "30/11/2024"})
    assert not other.context["waiting"].items
    assert an.get(address, {"units": "day", "day": "31/02/2024"}).status_code == 200


def test_the_figures_of_a_round_go_to_who_answers(sent: Sent, merged: Cast) -> None:
    an = browser(merged.an)
    address = f"/desk/board/{sent.campaign.slug}/1/figures/"
    was = an.get(address, {"rows": "each"})
    assert len(was.context["rows"]) == len(sent.participants)
    now = an.get(address, {"units": "now", "rows": "each"})
    expected = {row.label: row.cells[0][1] for row in now.context["rows"]}
    assert expected["Ủy ban nhân dân xã Phú Hạ"] == "2"
    foot = [row.cells[0][1] for row in now.context["foot"]]
    assert foot == ["4", "1", "5"]
    text = an.get(address, {"units": "now", "file": "csv"}).content.decode("utf-8-sig")
    assert text.count("\n") >= 4
    early = an.get(address, {"units": "day", "day": "01/01/2024"})
    assert "21/10/2024" in early.content.decode()
    assert browser(merged.binh).get(address).status_code == 403


def test_a_past_list_says_who_answers_today(merged: Cast) -> None:
    page = browser(merged.an).get("/desk/units/", {"day": "2024-10-21"})
    told = {row.name: [name for _, name in heirs] for row, heirs in page.context["lines"]}
    assert told["Ủy ban nhân dân xã Tân Phú"] == ["Ủy ban nhân dân xã Phú Hạ"]
    assert told["Ủy ban nhân dân huyện Cồn Lớn"] == []


def test_an_ended_units_page_says_who_answers_for_it(merged: Cast) -> None:
    an = browser(merged.an)
    page = an.get(f"/desk/units/{merged.units['p.bao'].pk}/").content.decode()
    assert "Nay ai đảm nhiệm" in page
    assert "An toàn thông tin mạng" in page
    waits = an.get(f"/desk/units/{merged.units['p.h1'].pk}/").content.decode()
    assert "chờ người quyết định" in waits
    lives = an.get(f"/desk/units/{merged.units['p.gd'].pk}/").content.decode()
    assert "Nay ai đảm nhiệm" not in lives
