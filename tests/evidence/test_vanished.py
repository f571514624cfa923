"""What vanished and why: the report, its file, and the one touch that asks the unit."""

import csv
import io
from datetime import date, datetime

import pytest
import time_machine
from django.core import mail

from loa.evidence.actions import withdraw_publication
from loa.evidence.judging import judge
from loa.evidence.models import Publication
from loa.evidence.vanished import vanished_of, why_of
from loa.ledger.models import Entry
from loa.notices.models import Notice
from tests.evidence.looks_made import NOTHING, found, logged, look, send_with_article
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
TODAY = date(2024, 11, 12)
LIST = "/desk/evidence/vanished/phong-chong-lua-dao/"


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_article(cast)


def seen_once(cast: Cast, sent: Sent, path: str) -> Publication:
    row = logged(sent.participants["p.h1.x1"], cast.binh, path)
    look(row, found(sent.campaign.materials.get(code="m0")), at=after(days=3))
    return row


def reported(cast: Cast, sent: Sent) -> dict[str, str]:
    rows = vanished_of(cast.an, sent.campaign, TODAY)
    return {
        row.publication.address.removeprefix("https://xa.example.vn"): row.why for row in rows
    }


def test_each_way_of_vanishing_is_told_apart(cast: Cast, sent: Sent) -> None:
    ways: dict[str, dict[str, object]] = {
        "/gone": {"code": "gone"},
        "/without": {},
        "/home": {"address": "https://xa.example.vn/"},
        "/other-host": {"address": "https://moi.example.vn/tin/7"},
        "/robots": {"code": "robots"},
        "/sign-in": {"code": "login_wall"},
        "/dead-name": {"code": "dns", "temporary": True},
        "/in-trouble": {"code": "http_503", "temporary": True},
    }
    for path, how in ways.items():
        row = seen_once(cast, sent, path)
        look(row, [] if "code" in how else NOTHING, at=after(days=4), **how)  # type: ignore[arg-type] # as look has them
    assert reported(cast, sent) == {
        "/gone": "gone",
        "/without": "not_there",
        "/home": "moved",
        "/other-host": "moved",
        "/robots": "robots",
        "/sign-in": "login_wall",
        "/dead-name": "site_down",
        "/in-trouble": "site_down",
    }


def test_what_is_still_there_was_never_seen_or_was_taken_off_is_not_reported(
    cast: Cast, sent: Sent
) -> None:
    material = sent.campaign.materials.get(code="m0")
    there, off, back, dated, looked_at = (
        seen_once(cast, sent, path) for path in ("/a", "/c", "/d", "/e", "/f")
    )
    never = logged(sent.participants["p.h1.x1"], cast.binh, "/b")
    look(never, NOTHING, at=after(days=3))
    look(there, found(material), at=after(days=4))
    look(never, NOTHING, at=after(days=4))
    look(off, [], at=after(days=4), code="gone")
    withdraw_publication(off, reason="Nhầm", by=cast.binh, at=after(days=5))
    look(back, [], at=after(days=4), code="gone")
    look(back, found(material), at=after(days=5))
    look(dated, found(material), at=after(days=4), dated=date(2023, 1, 1))
    eye = look(looked_at, [], at=after(days=4), code="robots")
    judge(eye, is_published=True, note="", by=cast.an, at=after(days=5))
    assert reported(cast, sent) == {}


def test_last_seen_and_missing_since_are_the_looks_on_both_sides_of_the_gap(
    cast: Cast, sent: Sent
) -> None:
    row = seen_once(cast, sent, "/1")
    look(row, found(sent.campaign.materials.get(code="m0")), at=after(days=4))
    for day in (5, 6):
        look(row, [], at=after(days=day), code="dns", temporary=True)
    last = look(row, [], at=after(days=7), code="gone")
    (met,) = vanished_of(cast.an, sent.campaign, TODAY)
    assert (met.seen.checked_at, met.since) == (after(days=4), after(days=5))
    assert (met.last, met.why, met.is_gone) == (last, "gone", True)
    assert why_of(met.seen, last) == "gone"
    assert vanished_of(cast.an, sent.campaign, TODAY, why="robots") == []
    assert len(vanished_of(cast.an, sent.campaign, TODAY, unit="tan phu")) == 1
    assert vanished_of(cast.an, sent.campaign, TODAY, unit="khác") == []


def test_the_report_costs_few_queries_however_long_it_is(
    cast: Cast, sent: Sent, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        row = seen_once(cast, sent, f"/{number}")
        look(row, [], at=after(days=4), code="gone")
    with django_assert_max_num_queries(6):  # type: ignore[operator] # a fixture of pytest-django
        assert len(vanished_of(cast.an, sent.campaign, TODAY)) == 5


@time_machine.travel(NOON, tick=False)
def test_the_unit_is_asked_by_one_touch_and_the_file_says_so(
    cast: Cast, sent: Sent, django_capture_on_commit_callbacks: object
) -> None:
    row = seen_once(cast, sent, "/1")
    look(row, [], at=after(days=4), code="gone")
    client = browser(cast.an)
    shown = client.get(LIST).content.decode()
    assert "Bài /1" in shown
    assert "404" in shown
    ask = f"/desk/evidence/publications/{row.pk}/ask/"
    assert browser(cast.binh).post(ask).status_code == 403
    assert not Notice.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # a fixture
        assert client.post(ask).status_code == 303
    notice = Notice.objects.get()
    assert notice.to_officer == cast.binh
    assert "https://xa.example.vn/1" in notice.body
    assert f"/desk/evidence/publications/{row.pk}/" in notice.body
    assert [each.to for each in mail.outbox] == [[cast.binh.email]]
    assert Entry.objects.filter(verb="publication.asked_after", by=cast.an).count() == 1
    assert "đã hỏi ngày" in client.get(LIST).content.decode()
    told = client.get(f"{LIST}list.csv").content.decode("utf-8-sig")
    (line,) = list(csv.reader(io.StringIO(told)))[1:]
    assert line[2] == "https://xa.example.vn/1"
    assert line[-1] == "12/11/2024 12:00"
    look(row, found(sent.campaign.materials.get(code="m0")), at=after(days=9))
    assert client.post(ask).status_code == 303
    assert Notice.objects.count() == 1
    assert "Chưa có bài nào mất" in client.get(LIST).content.decode()
