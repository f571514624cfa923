"""Looking at what units logged: against a small web on loopback, twice, and later."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from bench.posters import CHANGES, poster, to_bytes
from loa.campaigns.models import Participant
from loa.doors.archive import read_capture
from loa.evidence.actions import Logged, log_publication, withdraw_publication
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.judging import judge, undo_judgement
from loa.evidence.looks import due, enrol, look_soon
from loa.evidence.models import ActKind, Check, Publication
from loa.evidence.queries import latest_checks
from loa.evidence.running import run_looks
from loa.files.actions import read
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.units.models import Channel
from loa.units.policies import NotAllowedError
from tests.doors.web import Web, page
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.loopback import web_beside
from tests.people import Cast
from tests.rounds import after

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
GIVEN = Logged(kind=ActKind.WEB, happened_on=date(2024, 10, 22), idempotency_key="one")


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@pytest.fixture
def unit(cast: Cast) -> Participant:
    """A commune of a campaign that has an article and two posters of one design."""
    return send_with_material(cast).participants["p.h1.x1"]


def look(web: Web, row: Publication, *, days: int = 3) -> Check:
    at = after(days=days)
    look_soon(row, at=at)
    assert run_looks(web.fetcher(), now=lambda: at) == 1
    return Check.objects.get(publication=row, is_latest=True)


def logged(cast: Cast, unit: Participant, web: Web, path: str = "/tin/1") -> Publication:
    given = replace(GIVEN, address=web.url(path))
    return log_publication(unit, given, by=cast.binh, at=after(days=2))


def test_the_article_on_the_units_page_is_found_and_kept(
    cast: Cast, unit: Participant, web: Web
) -> None:
    web.answers["/tin/1"] = page(html(f"<p>{ARTICLE.text}</p>"))
    check = look(web, logged(cast, unit, web))
    assert (check.outcome, check.needs_person) == ("found", False)
    assert check.reasons == ["full_text", "foreign_host"]
    assert check.capture is not None
    assert ARTICLE.text.encode() in read_capture(read(check.capture))[0].body
    assert Entry.objects.filter(verb="publication.checked").count() == 1


def test_on_a_confirmed_channel_of_the_unit_the_trust_is_higher(
    cast: Cast, unit: Participant, web: Web
) -> None:
    with transaction.atomic():
        channel = Channel.objects.create(
            unit=unit.unit, kind="website", name="Trang xã", host="xa.example.vn",
            confirmed_on=date(2024, 10, 1), valid_from=date(2024, 1, 1),
        )  # fmt: skip
        record("channel.added", channel, by=cast.an, at=after())
    web.answers["/tin/1"] = page(html(f"<p>{ARTICLE.text}</p>"))
    check = look(web, logged(cast, unit, web))
    assert (check.trust, check.reasons) == ("A", ["full_text"])


def test_a_poster_in_a_picture_of_the_page_is_found(
    cast: Cast, unit: Participant, web: Web
) -> None:
    shot = CHANGES["border_caption"](poster(0, 1), random.Random(1))
    web.answers["/tin/1"] = page(html("<p>Tin vui</p><img src='/a.jpg'>"))
    web.answers["/a.jpg"] = page(to_bytes(shot), Content_Type="image/jpeg")
    check = look(web, logged(cast, unit, web))
    assert (check.outcome, check.findings[0]["method"]) == ("found", "image")


def test_a_page_without_the_material_waits_for_a_person(
    cast: Cast, unit: Participant, web: Web
) -> None:
    row = logged(cast, unit, web)
    web.answers["/tin/1"] = page(html("<p>Giá lúa ổn định trong tuần qua.</p>"))
    check = look(web, row)
    assert (check.outcome, check.needs_person) == ("not_found", True)
    today = date(2024, 10, 25)
    assert list(latest_checks(cast.an, today)) == [check]
    assert list(latest_checks(cast.an, today, reason="no_match", unit="tan phu")) == [check]
    assert list(latest_checks(cast.an, today, reason="vanished")) == []
    assert list(latest_checks(cast.chi, today)) == []


def test_another_telephone_number_in_our_text_is_an_alarm_for_a_person(
    cast: Cast, unit: Participant, web: Web
) -> None:
    ours = (
        f"{ARTICLE.text} Cần giúp đỡ, bà con gọi đường dây nóng 0292.3823.456 bất kỳ lúc nào."
    )
    with transaction.atomic():
        unit.campaign.materials.filter(code="m0").update(post_text=ours)
        record("campaign.materials_added", unit.campaign, by=cast.an, at=after())
    web.answers["/tin/1"] = page(html(f"<p>{ours.replace('3823.456', '3823.457')}</p>"))
    check = look(web, logged(cast, unit, web))
    assert (check.outcome, check.needs_person) == ("altered", True)
    assert check.reasons == ["altered"]
    assert check.findings[0]["changes"] == [
        {"kind": "phone", "expected": "02923823456", "said": "02923823457", "region": None}
    ]


def test_a_poster_in_a_pdf_is_found(cast: Cast, unit: Participant, web: Web) -> None:
    leaflet = io.BytesIO()
    poster(0, 1).save(leaflet, "PDF", resolution=100)
    web.answers["/tin/1.pdf"] = page(leaflet.getvalue(), Content_Type="application/pdf")
    check = look(web, logged(cast, unit, web, "/tin/1.pdf"))
    assert (check.outcome, check.reasons[0]) == ("found", "picture")


def test_a_dated_page_of_last_year_is_not_said_to_be_found(
    cast: Cast, unit: Participant, web: Web
) -> None:
    web.answers["/tin/1"] = page(
        b"<html><head><meta property='article:published_time' content='2023-10-22'></head>"
        + f"<body><p>{ARTICLE.text}</p></body></html>".encode()
    )
    check = look(web, logged(cast, unit, web))
    assert (check.outcome, check.reasons[0]) == ("cannot_tell", "outside_period")


def test_a_site_that_is_down_is_never_not_found_and_is_tried_again(
    cast: Cast, unit: Participant, web: Web
) -> None:
    web.answers["/tin/1"] = page(b"busy", "503 Service Unavailable")
    row = logged(cast, unit, web)
    for tries, needs in ((1, False), (2, False), (3, True)):
        check = look(web, row, days=2 + tries)
        assert (check.outcome, check.failures, check.needs_person) == (
            "unreachable", tries, needs,
        )  # fmt: skip
        assert check.next_at is not None


def test_a_site_that_is_down_until_the_campaign_ends_is_laid_before_a_person(
    cast: Cast, unit: Participant, web: Web
) -> None:
    web.answers["/tin/1"] = page(b"busy", "503 Service Unavailable")
    row = logged(cast, unit, web)
    last = unit.campaign.ends_on - after().date()
    check = look(web, row, days=last.days + 1)
    assert (check.outcome, check.failures, check.next_at) == ("unreachable", 1, None)
    assert check.needs_person


def test_what_vanished_is_said_to_have_been_there(
    cast: Cast, unit: Participant, web: Web
) -> None:
    web.answers["/tin/1"] = page(html(f"<p>{ARTICLE.text}</p>"))
    row = logged(cast, unit, web)
    look(web, row)
    web.answers["/tin/1"] = page(b"", "404 Not Found")
    check = look(web, row, days=4)
    assert (check.outcome, check.reasons) == ("not_found", ["vanished", "gone"])


def test_an_address_inside_is_not_touched(cast: Cast, unit: Participant, web: Web) -> None:
    web.names["trong.example.vn"] = ["127.0.0.1"]
    given = replace(GIVEN, address=web.url("/", host="trong.example.vn"))
    check = look(web, log_publication(unit, given, by=cast.binh, at=after(days=2)))
    assert (check.outcome, check.needs_person, web.touches) == ("unreachable", True, [])


def test_what_was_looked_at_is_due_again_later_and_never_when_withdrawn(
    cast: Cast, unit: Participant, web: Web
) -> None:
    row = logged(cast, unit, web)
    enrol(after(days=2))
    assert list(due(after(days=2))) == [row]
    check = look(web, row)
    assert check.next_at == after(days=4)
    assert list(due(after(days=3, hours=23))) == []
    assert list(due(after(days=4))) == [row]
    withdraw_publication(row, reason="nhầm", by=cast.binh, at=after(days=4))
    assert list(due(after(days=4))) == []


def test_a_photo_of_the_poster_on_a_wall_is_found(cast: Cast, unit: Participant) -> None:
    photo = to_bytes(CHANGES["wall_photo"](poster(0, 2), random.Random(1)))
    given = replace(GIVEN, kind=ActKind.PRINT, files=(photo,))
    row = log_publication(unit, given, by=cast.binh, at=after(days=2))
    enrol(after(days=2))
    assert list(due(after(days=2))) == [row]
    with web_beside() as web:
        check = look(web, row)
    assert (check.outcome, check.trust, check.next_at) == ("found", "D", None)


def test_one_person_judges_and_may_take_it_back(
    cast: Cast, unit: Participant, web: Web
) -> None:
    check = look(web, logged(cast, unit, web))
    at = after(days=4)
    with pytest.raises(NotAllowedError):
        judge(check, is_published=True, note="", by=cast.binh, at=at)
    said = judge(check, is_published=True, note="Có ở cuối trang", by=cast.an, at=at)
    assert judge(check, is_published=True, note="", by=cast.an, at=at) == said
    with pytest.raises(AlreadyJudgedError):
        judge(check, is_published=False, note="", by=cast.an, at=at)
    check.refresh_from_db()
    assert check.outcome == "not_found"  # the machine's finding stays what it was
    assert list(latest_checks(cast.an, at.date())) == []
    undo_judgement(said, by=cast.an, at=at + timedelta(minutes=1))
    assert list(latest_checks(cast.an, at.date())) == [check]
    verbs = Entry.objects.filter(verb__startswith="check.").values_list("verb", flat=True)
    assert sorted(verbs) == ["check.judged", "check.judgement_undone"]


def test_a_person_is_not_asked_again_while_the_page_stays_as_it_was(
    cast: Cast, unit: Participant, web: Web
) -> None:
    row = logged(cast, unit, web)
    judge(look(web, row), is_published=True, note="", by=cast.an, at=after(days=3))
    assert look(web, row, days=4).needs_person is False
    web.answers["/tin/1"] = page(html(f"<p>{ARTICLE.text}</p>"))
    assert look(web, row, days=11).outcome == "found"
    web.answers["/tin/1"] = page(b"busy", "401 Unauthorized")
    assert look(web, row, days=12).needs_person is True
