"""The officers' screens, asked for as a browser without script would."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.evidence.models import Publication
from loa.reports.models import Consolidation, Report
from loa.units.models import Officer
from tests.people import VIETNAM, Cast
from tests.rounds import DUE, Sent, send_small_campaign

NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TYPED = {
    "f_web_items": "2", "f_social_items": "0", "f_views": "1.250", "f_broadcasts": "1",
    "f_minutes": "", "f_sessions": "1", "f_people": "120", "f_printed": "",
    "f_staff": "18", "f_staff_whole": "20", "s_results": "Đã dán áp phích.",
}  # fmt: skip


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_small_campaign(cast)


@time_machine.travel(NOON, tick=False)
def test_a_unit_officer_goes_from_the_task_to_the_sent_report(cast: Cast, sent: Sent) -> None:
    unit = sent.participants["p.h1.x1"]
    client = browser(cast.binh)
    assert f"/desk/work/{unit.pk}/received/" in client.get("/desk/").content.decode()
    assert client.post(f"/desk/work/{unit.pk}/received/").status_code == 303
    unit.refresh_from_db()
    assert unit.acknowledged_by == cast.binh
    page = client.get(f"/desk/evidence/{unit.pk}/log/")
    key = page.context["form"]["key"].value()
    logged = client.post(
        f"/desk/evidence/{unit.pk}/log/",
        {
            "kind": "web",
            "address": "https://tanphu.example/1",
            "happened_on": "11/11/2024",
            "turn": "340",
            "photos": SimpleUploadedFile("a.png", PICTURE, "image/png"),
            "key": key,
        },
    )
    assert logged.status_code == 303
    made = Publication.objects.get()
    assert made.counts == {"turn": 340}
    assert made.files.count() == 1
    form = client.get(f"/desk/reports/answer/{unit.pk}/1/").context["form"]
    assert form["f_views"].value() == "340"
    answer = client.post(
        f"/desk/reports/answer/{unit.pk}/1/",
        {**TYPED, "version": "0", "key": form["key"].value(), "do": "send"},
    )
    assert answer.status_code == 303
    report = Report.objects.get()
    assert report.submissions.get().n02 == 1250
    shown = client.get(f"/desk/reports/{report.pk}/").content.decode()
    assert "1.250" in shown
    assert "18/20" in shown
    paper = client.get(f"/desk/reports/{report.pk}/paper.docx")
    assert paper.content.startswith(b"PK")


@time_machine.travel(NOON, tick=False)
def test_a_figure_that_is_no_number_is_said_beside_its_box(cast: Cast, sent: Sent) -> None:
    unit = sent.participants["p.h1.x1"]
    wrong = {**TYPED, "f_people": "nhiều", "version": "0", "key": "k", "do": "send"}
    answer = browser(cast.binh).post(f"/desk/reports/answer/{unit.pk}/1/", wrong)
    assert answer.status_code == 422
    assert "f_people" in answer.context["form"].errors
    assert not Report.objects.exists()


@time_machine.travel(NOON, tick=False)
def test_a_missing_figure_keeps_the_draft_and_asks(cast: Cast, sent: Sent) -> None:
    unit = sent.participants["p.h1.x1"]
    client = browser(cast.binh)
    wrong = {**TYPED, "f_people": "", "version": "0", "key": "k", "do": "send"}
    answer = client.post(f"/desk/reports/answer/{unit.pk}/1/", wrong)
    assert answer.status_code == 422
    assert Report.objects.get().draft["values"]["web_items"] == 2
    again = {**TYPED, "version": answer.context["form"]["version"].value(), "key": "k"}
    assert (
        client.post(f"/desk/reports/answer/{unit.pk}/1/", {**again, "do": "send"}).status_code
        == 303
    )


@time_machine.travel(NOON, tick=False)
def test_two_officers_see_each_others_draft_before_one_holds(cast: Cast, sent: Sent) -> None:
    unit = sent.participants["p.h1.x1"]
    address = f"/desk/reports/answer/{unit.pk}/1/"
    browser(cast.binh).post(address, {**TYPED, "version": "0", "key": "a", "do": "save"})
    other = browser(cast.head_of_commune)
    mine = {**TYPED, "f_people": "7", "version": "0", "key": "b", "do": "save"}
    answer = other.post(address, mine)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Trần Văn Bình" in shown
    assert answer.context["form"]["f_people"].value() == "7"
    version = answer.context["form"]["version"].value()
    assert other.post(address, {**mine, "version": version}).status_code == 303
    assert Report.objects.get().draft["values"]["people"] == 7


def _report(cast: Cast, sent: Sent) -> Report:
    unit = sent.participants["p.h1.x1"]
    filled = {**TYPED, "version": "0", "key": "a", "do": "send"}
    browser(cast.binh).post(f"/desk/reports/answer/{unit.pk}/1/", filled)
    return Report.objects.get()


@time_machine.travel(NOON, tick=False)
def test_the_coordinator_returns_accepts_and_consolidates(cast: Cast, sent: Sent) -> None:
    report = _report(cast, sent)
    an = browser(cast.an)
    board = an.get(f"/desk/board/{sent.campaign.slug}/1/")
    assert board.context["counts"].sent == 1
    given = {"reason": "Thiếu số buổi", "last_day": "15/11/2024"}
    assert an.post(f"/desk/reports/{report.pk}/return/", given).status_code == 303
    assert "Thiếu số buổi" in browser(cast.binh).get("/desk/").content.decode()
    unit = sent.participants["p.h1.x1"]
    again = {**TYPED, "f_sessions": "3", "version": "1", "key": "b", "do": "send"}
    browser(cast.binh).post(f"/desk/reports/answer/{unit.pk}/1/", again)
    address = f"/desk/board/{sent.campaign.slug}/1/accept/"
    assert an.post(address, {"report": [report.pk]}).status_code == 303
    report.refresh_from_db()
    assert report.accepted_at
    made = an.post(f"/desk/reports/consolidated/{sent.campaign.slug}/1/")
    assert made.status_code == 303
    row = Consolidation.objects.get()
    assert row.facts["totals"]["sessions"] == 3
    edited = {**row.text, "difficulties": "Không có."}
    assert an.post(made["Location"], edited).status_code == 303
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        first, second = (an.get(f"{made['Location']}paper.{kind}").content for _ in "12")
        assert first.startswith(start)
        assert first == second


@time_machine.travel(NOON, tick=False)
def test_the_board_searches_filters_pages_and_saves(cast: Cast, sent: Sent) -> None:
    an = browser(cast.an)
    address = f"/desk/board/{sent.campaign.slug}/1/"
    found = an.get(address, {"q": "uong ha"})
    assert [row.participant.name for row, *_ in found.context["lines"]] == [
        "Ủy ban nhân dân xã Ướng Hạ"
    ]
    assert not an.get(address, {"show": "accepted"}).context["lines"]
    assert len(an.get(address, {"page": "99"}).context["lines"]) == len(sent.participants)
    table = an.get(f"{address}units.csv").content.decode("utf-8-sig")
    assert len(table.splitlines()) == len(sent.participants) + 1


def test_a_reminder_goes_to_contact_officers_and_says_who_has_none(
    cast: Cast, sent: Sent, mailoutbox: list[object]
) -> None:
    with time_machine.travel(DUE + timedelta(hours=3), tick=False):
        an = browser(cast.an)
        address = f"/desk/board/{sent.campaign.slug}/1/remind/"
        page = an.get(address)
        initial = page.context["form"].initial
        answer = an.post(address, initial, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 2
    assert "2" in said[0]  # Bình and Chi
    assert "3" in said[1]  # two communes' and a department's officer are not named


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    "address",
    ["/desk/board/{slug}/1/", "/desk/work/{unit}/", "/desk/evidence/{unit}/",
     "/desk/reports/answer/{unit}/1/", "/desk/reports/consolidated/{slug}/1/"],
)  # fmt: skip
def test_who_may_not_know_of_it_finds_nothing(cast: Cast, sent: Sent, address: str) -> None:
    unit = sent.participants["p.h1.x1"]
    asked = address.format(slug=sent.campaign.slug, unit=unit.pk)
    for stranger in (cast.chi, cast.police, cast.former, cast.stranger):
        assert browser(stranger).get(asked).status_code in (403, 404)
    assert Client().get(asked).status_code == 302
