"""The list of what needs a person's eye, and one check, asked for by a browser."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from loa.campaigns.models import Participant
from loa.crafts.matching import Finding, Outcome, Reason
from loa.evidence.actions import Logged, log_publication
from loa.evidence.checking import store_check
from loa.evidence.looking import Visited
from loa.evidence.models import ActKind, Check, Judgement
from loa.units.models import Officer
from tests.people import VIETNAM, Cast
from tests.rounds import after, send_small_campaign

NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
pytestmark = pytest.mark.django_db


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_check(cast: Cast, unit: Participant, number: int = 1) -> Check:
    given = Logged(
        kind=ActKind.WEB,
        happened_on=after(days=1).date(),
        idempotency_key=str(number),
        address=f"https://xa.example.vn/{number}",
        title=f"Bài số {number}",
    )
    row = log_publication(unit, given, by=cast.binh, at=after(days=2))
    nothing = [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]
    check = store_check(row, Visited(), nothing, at=after(days=3))
    assert check is not None
    return check


@time_machine.travel(NOON, tick=False)
def test_what_needs_an_eye_is_listed_judged_and_taken_back(cast: Cast) -> None:
    check = a_check(cast, send_small_campaign(cast).participants["p.h1.x1"])
    client = browser(cast.an)
    listed = client.get("/desk/evidence/checks/").content.decode()
    assert "Bài số 1" in listed
    assert "Không gặp văn bản" in listed
    assert "Bài số 1" not in client.get("/desk/evidence/checks/?q=khác").content.decode()
    assert client.get(f"/desk/evidence/checks/{check.pk}/").status_code == 200
    done = client.post(f"/desk/evidence/checks/{check.pk}/judge/", {"word": "yes"})
    assert done.status_code == 303
    assert Judgement.objects.get().made_by == cast.an
    assert "Bài số 1" not in client.get("/desk/evidence/checks/").content.decode()
    assert "Bài số 1" in client.get("/desk/evidence/checks/?show=judged").content.decode()
    assert "đã đăng" in client.get(f"/desk/evidence/checks/{check.pk}/").content.decode()
    assert client.post(f"/desk/evidence/checks/{check.pk}/undo/").status_code == 303
    assert "Bài số 1" in client.get("/desk/evidence/checks/").content.decode()


@time_machine.travel(NOON, tick=False)
def test_another_unit_does_not_know_of_it_and_the_unit_itself_may_not_judge(cast: Cast) -> None:
    check = a_check(cast, send_small_campaign(cast).participants["p.h1.x1"])
    where = f"/desk/evidence/checks/{check.pk}/"
    assert browser(cast.chi).get(where).status_code == 404
    assert browser(cast.binh).get(where).status_code == 200
    assert browser(cast.binh).post(f"{where}judge/", {"word": "yes"}).status_code == 403
    assert Judgement.objects.count() == 0


@time_machine.travel(NOON, tick=False)
def test_the_list_is_cut_into_pages(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    for number in range(31):
        a_check(cast, unit, number)
    client = browser(cast.an)
    assert len(client.get("/desk/evidence/checks/").context["lines"]) == 30
    assert len(client.get("/desk/evidence/checks/?page=2").context["lines"]) == 1
    assert client.get("/desk/evidence/checks/?show=nonsense").status_code == 404
