"""The main job in a real browser: a letter goes in, a consolidated report comes out.

It begins with what migrations and the sample register brought; every later row is made by a
click. The cost of each part is counted and held against `docs/reference/budget.md`.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from loa.campaigns.models import Campaign
from loa.cli.sample import LOGINS, load_register, mark_sample
from loa.dispatches.models import Dispatch, Reading
from loa.dispatches.queries import needs_person
from loa.dispatches.words import FIELDS
from loa.ledger.models import Entry
from loa.materials.models import Material
from loa.reports.models import Report
from loa.units.actions import give_post, register_officer
from loa.units.models import Unit
from loa.units.words import Role
from tests.journeys.opening import PATIENCE_MS
from tests.journeys.parts import (
    OFFICER,
    Walk,
    accept,
    bring_back,
    consolidate,
    fill_report,
    keep_and_save,
    name_officer,
    publish,
    read_as_director,
    read_letter,
    return_report,
    seek_help,
    send_campaign,
    sign_in_by_code,
    sign_in_by_password,
    words_of,
)
from tests.journeys.walker import DESKTOP, PHONE, Size, Walker, Watch
from tests.letters import FIRE, SCAMS
from tests.people import VIETNAM

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

REAL = Path(__file__).parents[3] / "shared" / "samples" / "dispatch-2024-tien-giang.txt"
MOST_NUMBERS = 6  # typed by the unit's officer, in the whole campaign
BUDGET_S = {
    "coordinator, letter to sent": 600,
    "clerk": 60,
    "officer": 600,
    "consolidated draft": 60,
    "director": 120,
    "grandmother": 30,
}
EVERY_STEP = {
    "dispatch.received", "dispatch.field_accepted", "dispatch.confirmed", "campaign.opened",
    "campaign.hole_closed", "material.published", "campaign.shown", "campaign.sent",
    "claim_codes.issued", "officer.signed_in", "participant.acknowledged",
    "publication.logged", "report.sent", "report.signed", "report.returned",
    "report.accepted", "consolidation.made", "consolidation.edited",
}  # fmt: skip


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, 9, tzinfo=VIETNAM)


REAL_OR_OURS = (
    (REAL, day(2024, 11, 12)) if REAL.exists() else (SCAMS, day(2024, 11, 27))
)  # fmt: skip
WALKS = {
    "online scams": Walk(
        *REAL_OR_OURS, "tg.stttt", "Ủy ban nhân dân huyện Cái Bè", DESKTOP, PHONE
    ),
    "forest fire": Walk(
        FIRE.with_suffix(".docx"), day(2026, 5, 13),
        "dt.snnmt", "Ủy ban nhân dân xã Tràm Chim", PHONE, DESKTOP,
    ),
}  # fmt: skip


@pytest.fixture(params=WALKS.values(), ids=WALKS)
def walk(request: pytest.FixtureRequest) -> Iterator[Walk]:
    """Travel to the letter's day; bring the sample register, and two people of its owner."""
    chosen: Walk = request.param
    with time_machine.travel(chosen.today):
        load_register(at=chosen.today)
        owner = Unit.objects.get(code=chosen.owner)
        for key, name, role in (
            ("chu-tri", "Đặng Thị Mẫu", Role.COORDINATOR),
            ("giam-doc", "Huỳnh Văn Mẫu", Role.APPROVER),
        ):
            person = register_officer(
                email=f"{key}@mau.loa.example", name=name, by=None, at=chosen.today
            )
            give_post(
                person, owner, role, by=None, at=chosen.today, valid_from=date(2024, 1, 1)
            )
            mark_sample(person, at=chosen.today)  # the stopwatch is on for the work
        yield chosen


class Stage:
    """Everyone's browser, and what each part of the job has cost."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.walkers: list[Walker] = []
        self.costs: dict[str, Watch] = {}

    def enter(self, size: Size) -> Walker:
        context: Any = self.browser.new_context(
            viewport={"width": size.width, "height": size.height},
            accept_downloads=True,
            locale="vi-VN",
        )
        walker = Walker(context, self.home)
        walker.page.set_default_timeout(PATIENCE_MS)
        self.walkers.append(walker)
        return walker

    def assert_good(self) -> None:
        assert [fault for walker in self.walkers for fault in walker.faults] == []


def test_a_letter_becomes_a_consolidated_report_by_clicks(
    live_server: LiveServer,
    browser: Browser,
    walk: Walk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = Stage(browser, live_server.url)
    costs = stage.costs
    assert not any(each.objects.exists() for each in (Dispatch, Campaign, Material, Report))
    an = stage.enter(walk.coordinator)
    with an.timed() as costs["coordinator, letter to sent"]:
        if walk.owner == LOGINS[0].unit:
            sign_in_by_password(an, LOGINS[0])
        else:
            sign_in_by_code(an, "chu-tri@mau.loa.example")
        read_letter(an, walk)
        codes = words_of(send_campaign(an))
    code = re.search(re.escape(walk.unit) + r"\|+([A-Z0-9]{4}-[A-Z0-9]{4})", codes)
    assert code, codes[-2000:]

    clerk = stage.enter(PHONE)
    with clerk.timed() as costs["clerk"]:
        name_officer(clerk, code[1])

    officer = stage.enter(walk.officer)
    with officer.timed() as costs["officer"]:
        sign_in_by_code(officer, OFFICER)
        publish(officer)
        fill_report(officer)
        bring_back(officer, walk)
    with an.timed() as costs["coordinator, return"]:
        return_report(an, walk)
    officer.go("/desk/")  # what it costs to complete the report counts as well
    officer.click(".next-thing a[href*='/reports/answer/']")
    officer.type("f_sessions", "2", is_number=True)
    officer.click("main button[value=send]")
    with an.timed() as costs["coordinator, acceptance"]:
        accept(an, walk)
    with an.timed() as costs["consolidated draft"]:
        consolidate(an)
    with an.timed() as costs["consolidated papers"]:
        keep_and_save(an)
    director = stage.enter(walk.coordinator)
    with director.timed() as costs["director"]:
        read_as_director(director)

    citizen = stage.enter(PHONE)
    citizen.go(f"/chien-dich/{Campaign.objects.get().slug}/")
    citizen.go("/tai-lieu/")
    with citizen.timed() as costs["grandmother"]:
        seek_help(citizen)

    with capsys.disabled():
        for who, cost in costs.items():
            print(f"{who}: {cost}")  # noqa: T201 (the stopwatch's figures)
    stage.assert_good()
    done = set(Entry.objects.filter(by__isnull=False).values_list("verb", flat=True))
    assert EVERY_STEP - done - _needless() == set()
    over = {who: str(costs[who]) for who, most in BUDGET_S.items() if costs[who].seconds > most}
    assert over == {}
    assert costs["officer"].numbers <= MOST_NUMBERS
    assert costs["grandmother"].clicks <= 2


def _needless() -> set[str]:
    """Name the step that a letter without a doubtful reading leaves nothing to do for."""
    fields = Reading.objects.get().fields
    doubtful = [
        spec.name
        for spec in FIELDS
        if (read := fields.get(spec.name) or {}).get("value") and needs_person(spec, read)
    ]
    return set() if doubtful else {"dispatch.field_accepted"}


def test_the_walker_says_what_is_wrong_with_a_page(
    live_server: LiveServer, browser: Browser
) -> None:
    stage = Stage(browser, live_server.url)
    walker = stage.enter(PHONE)
    walker.go("/accounts/login/")
    assert walker.faults == []
    walker.page.evaluate(
        """() => {
            const picture = new Image(900, 10);
            picture.src = "https://third.example/a.png";
            document.querySelector("main").append(picture);
            console.error("planted");
        }"""
    )
    walker.go("/nowhere/")
    said = " ".join(walker.faults)
    for planted in ("third.example", "planted", "404"):
        assert planted in said
    walker.page.go_back()
    walker.forget()
    walker.page.evaluate(
        """() => {
            const wide = document.createElement("p");
            wide.style.width = "900px";
            wide.textContent = "Type the code of your letter";
            document.querySelector("main").append(new Image(9, 9), wide);
        }"""
    )
    walker.look()
    said = " ".join(walker.faults)
    for planted in ("image-alt", "px wide", "speaks English"):
        assert planted in said
