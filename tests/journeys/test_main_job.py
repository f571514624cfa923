"""The main job in a real browser: a letter goes in, a consolidated report comes out.

It begins with what migrations and the sample register brought; every later row is made by a
click. The cost of each part is counted and held against `docs/reference/budget.md`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from loa.campaigns.models import Campaign
from loa.cli.sample import LOGINS, Login, load_register, password_of
from loa.crafts.viet import write_date
from loa.dispatches.models import Dispatch
from loa.ledger.models import Entry
from loa.materials.models import Material
from loa.reports.models import Consolidation, Report
from loa.units.actions import give_post, register_officer
from loa.units.models import Unit
from loa.units.words import Role
from tests.journeys.walker import Walker, Watch
from tests.letters import FIRE, SCAMS
from tests.people import VIETNAM

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1440, "height": 900}
REAL = Path(__file__).parents[3] / "shared" / "samples" / "dispatch-2024-tien-giang.txt"
PRIMARY = "main form.form button[data-kind=primary]"
SUBMIT = "main form button[type=submit], main form button:not([type])"
PICTURE = {
    "name": "anh.png",
    "mimeType": "image/png",
    "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 64,
}
OFFICER = "dau-moi@mau.loa.example"
SIGNED = {"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 signed"}
MOST_NUMBERS = 6  # typed by the unit's officer, in the whole campaign
BUDGET_S = {
    "coordinator, letter to sent": 600,
    "clerk": 60,
    "officer": 600,
    "consolidated draft": 60,
    "director": 120,
    "grandmother": 30,
}
ZALO_TEXT = "Chậm lại một phút: hỏi người thân trước khi làm theo lời lạ."
EVERY_STEP = {
    "dispatch.received", "dispatch.field_accepted", "dispatch.confirmed", "campaign.opened",
    "campaign.hole_closed", "material.published", "campaign.shown", "campaign.sent",
    "claim_codes.issued", "officer.signed_in", "participant.acknowledged",
    "publication.logged", "report.sent", "report.signed", "report.returned",
    "report.accepted", "consolidation.made", "consolidation.edited",
}  # fmt: skip


@dataclass(frozen=True)
class Walk:
    """One letter, the day on which it is walked, its owner and the unit that answers."""

    letter: Path
    today: datetime
    owner: str
    unit: str


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, 9, tzinfo=VIETNAM)


WALKS = {
    "online scams": (
        Walk(REAL, day(2024, 11, 12), "tg.stttt", "Ủy ban nhân dân huyện Cái Bè")
        if REAL.exists()
        else Walk(SCAMS, day(2024, 11, 27), "tg.stttt", "Ủy ban nhân dân huyện Cái Bè")
    ),
    "forest fire": Walk(
        FIRE.with_suffix(".docx"), day(2026, 5, 13), "dt.snnmt", "Ủy ban nhân dân xã Tràm Chim"
    ),
}


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
        yield chosen


class Stage:
    """Everyone's browser, and what each part of the job has cost."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.walkers: list[Walker] = []
        self.costs: dict[str, Watch] = {}

    def enter(self, size: dict[str, int]) -> Walker:
        context: Any = self.browser.new_context(
            viewport=size, accept_downloads=True, locale="vi-VN"
        )
        walker = Walker(context, self.home)
        walker.page.set_default_timeout(60_000)
        self.walkers.append(walker)
        return walker

    def assert_good(self) -> None:
        assert [fault for walker in self.walkers for fault in walker.faults] == []


def sign_in_by_code(walker: Walker, address: str) -> None:
    """Type the site's address, one's own, and the code from the mail."""
    walker.go("/accounts/login/")
    walker.click("main a[href*='login/code']")
    walker.type("email", address)
    walker.click(SUBMIT)
    mailed = next(each for each in reversed(mail.outbox) if address in each.to)
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mailed.body), re.MULTILINE)
    assert code, mailed.body
    walker.type("code", code[1])
    walker.click(SUBMIT)
    assert walker.page.url.endswith("/desk/")


def sign_in_by_password(walker: Walker, login: Login) -> None:
    """Sign in with the address and the password that `bin/run` prints."""
    walker.go("/accounts/login/")
    walker.type("login", login.address)
    walker.type("password", password_of(login))
    walker.click(SUBMIT)
    assert walker.page.url.endswith("/desk/")


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        xml = file.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "|", xml)


# ---------------------------------------------------------------- the coordinator begins
def read_letter(walker: Walker, walk: Walk) -> None:
    """Upload the letter, answer each field that waits, confirm, and open the campaign."""
    walker.click("nav.rooms a[href='/desk/dispatches/']")
    walker.page.set_input_files("#files", walk.letter)
    walker.click(PRIMARY)
    for _ in range(40):
        open_field = walker.page.locator("article.fact:has(button[value=none])")
        if open_field.count() == 0:
            break
        read = open_field.first.locator("button[value=accept]")
        walker.click(read if read.count() else open_field.first.locator("button[value=none]"))
    walker.click("#done form button")
    assert "/desk/campaigns/open/" in walker.page.url
    walker.click(PRIMARY)


def send_campaign(walker: Walker) -> bytes:
    """Close the holes, show a material, send; return the letter with the claim codes."""
    campaign = walker.page.url
    for _ in range(60):
        hole = walker.page.locator("#holes article form")
        if hole.count() == 0:
            break
        if hole.first.locator("select[name=group]").count():
            walker.click(hole.first.locator("button[value=left_out]"))
        else:
            walker.click(hole.first.locator("button[data-kind=primary]"))
    walker.click("nav.rooms a[href='/desk/materials/']")
    walker.click("main a[href='/desk/materials/new/']")
    walker.type("title", "Chậm lại một phút")
    walker.type("text", "Không chuyển tiền theo lời người lạ.")
    walker.type("post_text", ZALO_TEXT)
    walker.type("issuer_name", "Tổ biên soạn mẫu")
    walker.type("ground_of_use", "CC BY 4.0")
    walker.type("valid_from", "01/10/2024")
    walker.touch("main input[name=is_public]")
    walker.click(PRIMARY)
    walker.go(campaign.removeprefix(walker.home))
    walker.click("main a[href$='/show/']")
    walker.touch("main input[name=materials]")
    walker.touch("main input[name=is_public]")
    walker.click(PRIMARY)
    walker.click("main a[href$='/send/']")
    walker.click(PRIMARY)
    return walker.save("main form[action$='codes.docx'] button")


# ---------------------------------------------------------------- the unit answers
def name_officer(walker: Walker, code: str) -> None:
    """Type the code of the letter and name the officer."""
    walker.go("/in/code/")
    walker.type("code", code)
    walker.click(PRIMARY)
    walker.type("name", "Mai Thị Mẫu")
    walker.type("email", OFFICER)
    walker.click(PRIMARY)
    assert walker.page.url.endswith("/in/code/done/")


def publish(walker: Walker) -> None:
    """Open the task, copy the text for Zalo, and log what was published."""
    assert walker.page.locator(".next-thing").count() == 1
    walker.click(".next-thing form button")
    walker.touch("main [data-copy-from]")
    walker.page.wait_for_function(
        "navigator.clipboard.readText().then(text => text.length > 9)"
    )
    assert walker.page.evaluate("navigator.clipboard.readText()") == ZALO_TEXT
    walker.click(".next-thing a[href$='/log/']")
    walker.choose("kind", "web")
    walker.type("address", "https://don-vi.example/1")
    walker.type("turn", "340", is_number=True)
    walker.page.set_input_files("main input[name=photos]", PICTURE)
    walker.watch.clicks += 3  # the box, the picture, "Open"
    walker.click(PRIMARY)


def fill_report(walker: Walker) -> None:
    """Type what Loa could not count; send the report."""
    walker.click("nav.rooms a[href='/desk/']")
    walker.click(".next-thing a[href*='/reports/answer/']")
    for box in walker.page.locator("main input[name^=f_]").all():
        name = box.get_attribute("name") or ""
        if not box.input_value() and box.get_attribute("aria-required") != "false":
            optional = name in {"f_minutes", "f_printed"}
            if not optional:
                walker.type(name, "20", is_number=True)
    walker.type("s_results", "Đã đăng bài và nhắc trong họp.")
    walker.click("main button[value=send]")
    assert Report.objects.get().first_sent_at


def bring_back(walker: Walker, walk: Walk) -> None:
    """Save the paper to sign; put its number and day on record."""
    paper = walker.save("main a[href$='paper.docx']")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words_of(paper)
    walker.click("main a[href$='/signed/']")
    walker.type("number", "45", is_number=True)
    walker.type("issued_on", write_date(walk.today.date()))
    walker.page.set_input_files("main input[name=signed]", SIGNED)
    walker.watch.clicks += 3  # the box, the file, "Open"
    walker.click(PRIMARY)
    assert Report.objects.get().number == "45"


# ---------------------------------------------------------------- the coordinator ends
def return_report(walker: Walker, walk: Walk) -> None:
    """Find the unit on the board, and ask it to complete its report."""
    walker.go("/desk/")
    walker.click("main a[href*='/desk/board/']")
    walker.type("q", walk.unit)
    walker.touch("main form.filters button")
    walker.click("main #rows tr:only-child a[href^='/desk/reports/']")
    walker.click("main a[href$='/return/']")
    walker.type("reason", "Đề nghị bổ sung số buổi.")
    walker.click(PRIMARY)


def accept(walker: Walker, walk: Walk) -> None:
    """Find the unit again, and accept what it completed."""
    walker.go("/desk/")
    walker.click("main a[href*='/desk/board/']")
    walker.type("q", walk.unit)
    walker.touch("main form.filters button")
    walker.click("main #rows tr:only-child a[href^='/desk/reports/']")
    walker.click("main form[action$='/accept/'] button")
    assert Report.objects.get().accepted_at


def consolidate(walker: Walker) -> None:
    """Go from the last report to the consolidated one."""
    walker.click("nav.rooms a[href='/desk/']")
    walker.click("main a[href*='/desk/board/']")
    walker.click("main a[href*='/reports/consolidated/']")
    walker.click("main form[method=post] button[data-kind=primary]")


def keep_and_save(walker: Walker) -> None:
    """Say one thing more in the text, keep it, and save the three papers."""
    walker.type("difficulties", "Không có.")
    walker.click(PRIMARY)
    for kind, start in (("docx", b"PK"), ("xlsx", b"PK")):
        assert walker.save(f"main a[href$='paper.{kind}']").startswith(start)
    assert open_pdf(walker).startswith(b"%PDF")
    assert Consolidation.objects.get().facts["received"] == 1


def open_pdf(walker: Walker) -> bytes:
    """Touch the link to the PDF; return the file."""
    address = walker.page.locator("main a[href$='paper.pdf']").first.get_attribute("href")
    walker.watch.clicks += 1
    body: bytes = walker.context.request.get(f"{walker.home}{address}").body()
    return body


def read_as_director(walker: Walker) -> None:
    """Sign in, open the consolidated report that waits, and read its PDF."""
    sign_in_by_code(walker, "giam-doc@mau.loa.example")
    walker.click("main a[href^='/desk/reports/consolidated/']")
    assert open_pdf(walker).startswith(b"%PDF")


def seek_help(walker: Walker) -> None:
    """Open the site, touch "I already sent money", touch "Call 113"."""
    walker.go("/")
    walker.click("main a[href='/so-cuu/']")
    walker.watch.clicks += walker.page.locator("main a[href='tel:113']").count()


def test_a_letter_becomes_a_consolidated_report_by_clicks(
    live_server: LiveServer,
    browser: Browser,
    walk: Walk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = Stage(browser, live_server.url)
    costs = stage.costs
    assert not any(each.objects.exists() for each in (Dispatch, Campaign, Material, Report))
    an = stage.enter(DESKTOP)
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

    officer = stage.enter(PHONE)
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
    director = stage.enter(DESKTOP)
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
    assert EVERY_STEP - done == set()
    over = {who: str(costs[who]) for who, most in BUDGET_S.items() if costs[who].seconds > most}
    assert over == {}
    assert costs["officer"].numbers <= MOST_NUMBERS
    assert costs["grandmother"].clicks <= 2


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
