"""The comparison as a browser without script sees it: choices, rows, files, rights."""

import io
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from loa.units import actions
from loa.units.models import Unit
from loa.units.plans import Heir, NewUnit, Plan
from loa.units.words import ActKind, Role
from tests.desk.test_views import browser
from tests.people import NOW, VIETNAM, Cast
from tests.reports.two_rounds import Did, make_letter, make_round

PAGE = "/desk/compare/"
MERGED_ON = date(2025, 7, 1)


@pytest.fixture
def both(cast: Cast) -> Cast:
    """The department runs 2024, the police 2025; a commune of two and a district went between.

    An moved with the duty: she holds a post in both.
    """
    units = cast.units
    new = NewUnit("p.x", "Ủy ban nhân dân xã Phú Hạ", "commune_committee", "commune", "p")
    plans = [
        Plan(
            ActKind.MERGE, MERGED_ON, "Nghị quyết", ("p.h1.x1", "p.h1.x2"), opens=(new,),
            heirs=(Heir("p.x"),),
        ),
        Plan(ActKind.ABOLISH, MERGED_ON, "Nghị quyết", ("p.h1",)),
        Plan(
            ActKind.SPLIT, MERGED_ON, "Nghị quyết", ("p.tt",),
            heirs=(Heir("p.gd"), Heir("p.ca", "information_security")),
        ),
    ]  # fmt: skip
    actions.apply_acts(plans, by=None, at=NOW)
    units["p.x"] = Unit.objects.get(code="p.x")
    actions.give_post(
        cast.an, units["p.ca"], Role.COORDINATOR, by=None, at=NOW, valid_from=date(2024, 1, 1)
    )
    make_round(
        make_letter(units["p.tt"], cast.an, text="2024"),
        units["p.tt"],
        date(2024, 10, 10),
        {
            units["p.h1"]: Did({"web_items": 5, "staff": [9, 10]}),
            units["p.h1.x1"]: Did({"web_items": 2, "staff": [1, 2]}),
            units["p.h1.x2"]: Did({"web_items": 3, "staff": [3, 4]}),
            units["p.h2.t1"]: Did({"web_items": 1, "staff": [1, 1]}),
        },
        by=cast.an,
    )
    make_round(
        make_letter(units["p.ca"], cast.an, text="2025"),
        units["p.ca"],
        date(2025, 10, 10),
        {
            units["p.x"]: Did({"web_items": 8, "staff": [9, 10]}),
            units["p.h2.t1"]: Did({"web_items": 1, "staff": [1, 1]}),
        },
        by=cast.an,
    )
    return cast


@pytest.fixture
def an(both: Cast) -> Any:
    with time_machine.travel(date(2026, 11, 29), tick=False):
        yield browser(both.an)


def told(answer: Any) -> dict[str, tuple[str, str, str]]:
    return {
        row.label: (row.first, row.second, row.difference) for row in answer.context["rows"]
    }


def test_the_two_last_campaigns_are_compared_as_they_were(an: Client) -> None:
    answer = an.get(PAGE, {"figure": "web_items", "rows": "each"})
    assert answer.context["heads"] == ("2024", "2025")
    assert told(answer)["Ủy ban nhân dân huyện Cồn Lớn"] == ("5", "—", "—")
    assert told(answer)["Trường THPT Đất Sét"] == ("1", "1", "0")
    assert not answer.context["waits"]


def test_restated_facts_stand_at_who_answers_and_what_waits_by_itself(an: Client) -> None:
    answer = an.get(PAGE, {"units": "now", "figure": "web_items"})
    assert told(answer) == {
        "Ủy ban nhân dân xã Phú Hạ": ("5", "8", "+3"),
        "Ủy ban nhân dân huyện Đất Sét": ("1", "1", "0"),
    }
    assert [(row.first, row.second) for row in answer.context["foot"]] == [
        ("6", "9"), ("5", "—"), ("11", "9"),
    ]  # fmt: skip
    assert answer.context["by_owner"]["second"] == "Công an tỉnh"
    only = an.get(PAGE, {"units": "now", "figure": "web_items", "show": "waiting"})
    assert told(only) == {"Ủy ban nhân dân huyện Cồn Lớn": ("5", "—", "—")}


def test_one_goes_down_the_tree_and_a_unit_itself_comes_first(an: Client) -> None:
    top = an.get(PAGE, {"units": "now", "figure": "web_items"})
    district = next(row.line for row in top.context["rows"] if row.line.has_below)
    below = an.get(PAGE, {"units": "now", "figure": "web_items", "under": district.unit_id})
    assert list(told(below)) == ["Trường THPT Đất Sét"]
    assert an.get(PAGE, {"under": "999999"}).status_code == 404
    assert an.get(PAGE, {"under": "x"}).status_code == 404


def test_it_searches_former_names_filters_and_sorts(an: Client) -> None:
    asked = {"units": "now", "figure": "web_items", "rows": "each"}
    assert list(told(an.get(PAGE, {**asked, "q": "ướng hạ"}))) == ["Ủy ban nhân dân xã Phú Hạ"]
    assert list(told(an.get(PAGE, {**asked, "q": "uong ha"}))) == ["Ủy ban nhân dân xã Phú Hạ"]
    assert list(told(an.get(PAGE, {**asked, "show": "changed"}))) == [
        "Ủy ban nhân dân xã Phú Hạ"
    ]
    down = list(told(an.get(PAGE, {**asked, "sort": "-difference"})))
    assert down == ["Ủy ban nhân dân xã Phú Hạ", "Trường THPT Đất Sét"]
    assert list(told(an.get(PAGE, {**asked, "sort": "first"}))) == down[::-1]
    assert an.get(PAGE, {**asked, "q": "không ai"}).status_code == 200


def test_a_wrong_day_is_said_and_nothing_is_restated(an: Client) -> None:
    for day in ("01/01/2025", "31/02/2026", ""):
        answer = an.get(PAGE, {"units": "day", "day": day, "figure": "web_items"})
        assert answer.status_code == 200
        assert answer.context["form"].errors["day"]
        assert answer.context["comparison"].on is None
    early = an.get(PAGE, {"units": "day", "day": "01/01/2025"})
    assert "10/10/2025" in early.content.decode()


def test_the_duty_can_be_chosen(an: Client) -> None:
    asked = {"units": "now", "rows": "each"}
    assert an.get(PAGE, asked).context["comparison"].duty == "information_security"
    assert an.get(PAGE, {**asked, "duty": "rest"}).context["comparison"].duty == ""


def test_the_files_hold_every_figure_of_the_rows_asked_for(an: Client) -> None:
    asked = {"units": "now", "rows": "each", "q": "Phú Hạ"}
    answer = an.get(f"{PAGE}figures.xlsx", asked)
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    place = next(
        n for n, head in enumerate(rows[0]) if "2024" in str(head) and "Tin" in str(head)
    )
    assert [(row[0], row[place : place + 3]) for row in rows[1:]] == [
        ("Ủy ban nhân dân xã Phú Hạ", (5, 8, 3)),
        ("Cộng tại các đơn vị", (6, 9, 3)),
        ("Chờ người quyết định", (5, None, None)),
        ("Toàn bộ số đã nhận", (11, 9, -2)),
    ]
    text = an.get(f"{PAGE}figures.csv", asked).content.decode("utf-8-sig")
    assert len(text.splitlines()) == len(rows)
    assert an.get(f"{PAGE}figures.pdf", asked).status_code == 404


def test_who_sees_only_one_of_the_campaigns_compares_nothing(both: Cast) -> None:
    """The viewer's rights win: the other round is neither offered nor found, nor in a file."""
    with time_machine.travel(date(2026, 11, 29), tick=False):
        dung = browser(both.dung)  # a reader of the department only
        page = dung.get(PAGE)
        assert "comparison" not in page.context
        assert "2025" not in page.content.decode()
        slugs = [each.slug for each in campaigns()]
        for address in (PAGE, f"{PAGE}figures.csv"):
            both_asked = {"first": f"{slugs[0]}:1", "second": f"{slugs[1]}:1"}
            assert dung.get(address, both_asked).status_code == 404
        stranger = browser(both.stranger)
        assert "comparison" not in stranger.get(PAGE).context
        assert stranger.get(f"{PAGE}figures.xlsx").status_code == 404


def campaigns() -> list[Any]:
    from loa.campaigns.models import Campaign

    return list(Campaign.objects.order_by("starts_on"))


def test_pages_do_not_cost_more_queries_for_more_rows(
    an: Client, django_assert_num_queries: Any
) -> None:
    an.get(PAGE)
    with django_assert_num_queries(28):
        an.get(PAGE, {"units": "now", "rows": "each"})
    with django_assert_num_queries(28):
        an.get(PAGE, {"units": "now", "rows": "each", "q": "Phú Hạ"})


def test_it_speaks_english_too(an: Client) -> None:
    an.post("/lang/", {"language": "en", "next": "/"})
    page = an.get(PAGE, {"units": "now"}).content.decode()
    assert "Compare two campaigns" in page
    assert "answers for it in place of" in page


def test_htmx_gets_the_rows_alone(an: Client) -> None:
    piece = an.get(PAGE, {"units": "now"}, headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="figures">')
    assert "<html" not in piece


def test_the_days_are_vietnams(both: Cast) -> None:
    """Just after midnight in Vietnam "today" is the new day, though it is not in London."""
    from datetime import datetime

    with time_machine.travel(datetime(2026, 11, 30, 0, 30, tzinfo=VIETNAM), tick=False):
        page = browser(both.an).get(PAGE, {"units": "now"})
    assert page.context["comparison"].on == date(2026, 11, 30)
