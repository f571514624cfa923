"""Posts of connected pages: class B, tied to the address given or left to a person."""

import logging
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from pytest_django import Settings

from bench.posters import CHANGES, poster, to_bytes
from loa.campaigns.models import Participant
from loa.doors.archive import read_capture
from loa.evidence.actions import Logged, log_publication
from loa.evidence.captures import capture_state
from loa.evidence.finding import confirm_sighting, run_watches
from loa.evidence.looks import enrol as line_up
from loa.evidence.looks import look_soon
from loa.evidence.models import ActKind, Check, HostRest, Look, Publication, Sighting
from loa.evidence.owners import wake
from loa.evidence.running import run_looks
from loa.evidence.showing import page_text
from loa.files.actions import read
from loa.files.models import StoredFile
from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units import actions
from tests.doors.platforms_made import GRAPH, OA, PAGE, SECRETS, Platforms, article, post
from tests.doors.web import page as web_page
from tests.evidence.library import ARTICLE, send_with_material
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.people import Cast
from tests.rounds import after
from tests.units.test_connecting import FACEBOOK, ZALO, channel, connect, connect_here

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
AT = after(days=3)
OWN = "https://www.facebook.com/xatanphu/posts/1234567"
SHARED = "https://www.facebook.com/share/p/1AbCdEf/"


@pytest.fixture
def made(settings: Settings) -> Iterator[Platforms]:
    with web_beside() as web:
        made = Platforms(web)
        connect_here(made, settings)
        yield made


@pytest.fixture
def unit(cast: Cast) -> Participant:
    return send_with_material(cast).participants["p.h1.x1"]


def logged(cast: Cast, unit: Participant, address: str = OWN) -> Publication:
    given = Logged(
        kind=ActKind.SOCIAL, happened_on=date(2024, 10, 23), idempotency_key=address[-60:],
        address=address,
    )  # fmt: skip
    return log_publication(unit, given, by=cast.binh, at=after(days=2))


def look(made: Platforms, row: Publication, *, at: datetime = AT) -> Check:
    look_soon(row, at=at)
    assert run_looks(made.web.fetcher(), now=lambda: at) >= 1
    return Check.objects.get(publication=row, is_latest=True)


def test_the_named_post_is_found_with_the_owners_key_and_its_day_counts(
    cast: Cast, unit: Participant, made: Platforms, caplog: pytest.LogCaptureFixture
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text, "2024-10-22T18:30:00+0000"))
    with caplog.at_level(logging.DEBUG):
        check = look(made, logged(cast, unit))
    assert (check.outcome, check.trust, check.reasons) == ("found", "B", ["full_text"])
    assert check.dated_on == date(2024, 10, 23)
    assert check.final_address == f"https://www.facebook.com/{PAGE}/posts/1234567"
    assert page_text(check).startswith(ARTICLE.text.split()[0])
    assert capture_state().broken == ()
    kept = [read(each) for each in StoredFile.objects.all()]
    assert check.capture is not None
    (answer,) = read_capture(read(check.capture))
    told = repr((answer.url, answer.headers)) + answer.body.decode() + caplog.text
    told += repr(list(Entry.objects.values())) + repr(list(Check.objects.values()))
    for secret in (*SECRETS, "appsecret"):
        assert secret not in told
        assert all(secret.encode() not in each for each in kept)
    assert all(GRAPH in each.host for each in made.web.asked)  # nobody visited the page itself
    shown = browser(cast.an).get(reverse("evidence:check", args=[check.pk])).content.decode()
    assert "đọc bằng khoá của chủ trang" in shown


def test_a_poster_on_the_post_is_found_though_robots_txt_closes_its_picture(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    shot = CHANGES["border_caption"](poster(0, 1), random.Random(1))
    made.web.answers["scontent.example.vn/a.jpg"] = web_page(
        to_bytes(shot), Content_Type="image/jpeg"
    )
    image = {"image": {"src": made.web.url("/a.jpg", "scontent.example.vn")}}
    attached = {"data": [{"media_type": "photo", "media": image, "target": {"id": "55667"}}]}
    made.add(post("1234567", "Mời bà con xem", attachments=attached))
    check = look(made, logged(cast, unit, "https://www.facebook.com/photo/?fbid=55667"))
    assert (check.outcome, check.trust) == ("found", "B")
    assert check.findings[0]["method"] == "image"
    assert capture_state().broken == ()


@pytest.mark.parametrize(
    "address", [SHARED, "https://www.facebook.com/xatanphu/posts/pfbid0New"]
)
def test_a_post_that_the_address_does_not_name_counts_only_after_a_persons_yes(
    cast: Cast, unit: Participant, made: Platforms, address: str
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1111111", "Giá lúa ổn định trong tuần"), post("1234567", ARTICLE.text))
    row = logged(cast, unit, address)
    check = look(made, row)
    assert (check.outcome, check.needs_person, check.trust) == ("cannot_tell", True, "B")
    assert check.reasons[0] == "untied_post"
    assert check.final_address.endswith("/posts/1234567")


def test_where_no_post_carries_it_nothing_is_said_to_be_missing(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1111111", "Giá lúa ổn định trong tuần"))
    check = look(made, logged(cast, unit, SHARED))
    assert (check.outcome, check.reasons[0]) == ("unreachable", "post_not_tied")
    check = look(made, logged(cast, unit, OWN))
    assert (check.outcome, check.reasons[0]) == ("unreachable", "post_not_given")
    assert check.needs_person


def test_the_posts_of_another_page_and_what_a_visitor_wrote_are_not_this_units(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text, **{"from": {"id": "person-9"}}))
    assert look(made, logged(cast, unit)).outcome == "unreachable"
    made.asked.clear()
    made.posts.clear()
    made.add(post("7654321", ARTICLE.text))
    other = logged(cast, unit, "https://www.facebook.com/xakhac/posts/7654321")
    assert look(made, other).trust in {"D", "E"}
    assert made.asked == []  # its page is not connected: nobody is asked with our key


def test_a_key_of_another_unit_reads_nothing_for_this_one(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text))
    elsewhere = Participant.objects.exclude(unit=unit.unit).get(
        campaign=unit.campaign, unit=cast.units["p.h2.t1"]
    )
    given = Logged(kind=ActKind.SOCIAL, happened_on=date(2024, 10, 23), idempotency_key="1",
                   address=OWN)  # fmt: skip
    made.asked.clear()
    look(made, log_publication(elsewhere, given, by=cast.chi, at=after(days=2)))
    assert made.asked == []


def test_a_day_outside_the_campaign_is_left_to_a_person(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text, "2023-10-22T18:30:00+0000"))
    check = look(made, logged(cast, unit))
    assert (check.outcome, check.reasons[0]) == ("cannot_tell", "outside_period")


def test_a_refused_key_makes_the_page_unreachable_never_removed_and_asks_the_unit(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    row = channel(cast)
    key = connect(made, row, cast.binh)
    made.add(post("1234567", ARTICLE.text))
    what = logged(cast, unit)
    assert look(made, what).outcome == "found"
    made.error = {"code": 190, "error_subcode": 460, "message": "changed"}
    for days in (4, 5):
        check = look(made, what, at=after(days=days))
        assert (check.outcome, check.reasons[0]) == ("unreachable", "key_refused")
    key.refresh_from_db()
    assert key.failing_code == "key_refused 190"
    assert Notice.objects.filter(about_type="units.pagekey").count() == 1
    made.error = None
    later = after(days=6)
    consent = actions.ask_consent(row, by=cast.binh, at=later)
    actions.connect_page(
        row, code="ok", verifier=consent.verifier, by=cast.binh, at=later,
        fetcher=made.web.fetcher(),
    )  # fmt: skip
    Look.objects.filter(publication=what).update(due_at=None)
    assert wake(later) == 1
    assert run_looks(made.web.fetcher(), now=lambda: later) == 1
    assert Check.objects.get(publication=what, is_latest=True).outcome == "found"
    assert wake(later) == 0


def test_taken_back_the_key_is_used_no_more(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    key = connect(made, channel(cast), cast.binh)
    actions.take_back(key, by=cast.binh, at=AT, fetcher=made.web.fetcher())
    made.add(post("1234567", ARTICLE.text))
    made.asked.clear()
    assert look(made, logged(cast, unit)).outcome == "unreachable"
    assert made.asked == []


@pytest.mark.parametrize("number", [4, 17, 32, 613])
def test_a_platform_that_wants_rest_is_left_alone_with_all_its_pages(
    cast: Cast, unit: Participant, made: Platforms, number: int
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text), post("7654321", ARTICLE.text))
    made.error = {"code": number, "message": "too many"}
    check = look(made, logged(cast, unit))
    assert (check.outcome, check.reasons[0]) == ("unreachable", "http_429")
    assert HostRest.objects.get(host=GRAPH).free_at > AT
    made.error = None
    made.asked.clear()
    other = logged(cast, unit, OWN.replace("1234567", "7654321"))
    line_up(AT)
    assert run_looks(made.web.fetcher(), now=lambda: AT + timedelta(seconds=5)) == 0
    assert made.asked == []
    assert not Check.objects.filter(publication=other).exists()
    assert look(made, other, at=AT + timedelta(hours=2)).outcome == "found"
    assert HostRest.objects.get(host=GRAPH).failures == 0


def test_an_article_of_a_zalo_account_is_found_and_its_key_changed_on_the_way(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    with time_machine.travel(AT, tick=False):
        connect(made, channel(cast, ZALO), cast.binh)
    made.articles = [article("f74f6c92", "Cảnh giác", ARTICLE.text)]
    late = after(days=6)
    row = logged(cast, unit, f"https://rd.zapps.vn/detail/{OA}?id=f74f6c92&pageId={OA}")
    check = look(made, row, at=late)
    assert (check.outcome, check.trust) == ("found", "B")
    assert made.rounds == 2
    assert capture_state().broken == ()
    assert check.capture is not None
    kept = read(check.capture)
    assert all(secret.encode() not in kept for secret in SECRETS)
    assert b"Ng\xc6\xb0\xe1\xbb\x9di Vi\xe1\xba\xbft" not in b"".join(
        each.body for each in read_capture(kept)
    )


def test_new_posts_of_a_connected_page_are_asked_about_once_and_count_after_a_yes(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(
        post("1234567", ARTICLE.text), post("1111111", "Giá lúa ổn định"),
        post("2222222", ARTICLE.text),
    )  # fmt: skip
    logged(cast, unit, OWN)  # known by another form of its address than the platform gives
    run_watches(made.web.fetcher(), now=lambda: AT)
    asked = Sighting.objects.get(state="asked")
    assert asked.address == f"https://www.facebook.com/{PAGE}/posts/2222222"
    assert asked.dated_on == date(2024, 10, 23)
    row = confirm_sighting(asked, by=cast.binh, at=AT)
    assert look(made, row, at=after(days=4)).outcome == "found"
    made.asked.clear()
    run_watches(made.web.fetcher(), now=lambda: after(days=5))
    assert Sighting.objects.count() == 2
    assert made.asked


def test_a_page_without_key_is_not_watched_and_a_refused_key_ends_the_watch(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    row = channel(cast)
    run_watches(made.web.fetcher(), now=lambda: AT)
    assert made.web.asked == []
    key = connect(made, row, cast.binh)
    made.error = {"code": 190, "message": "x"}
    run_watches(made.web.fetcher(), now=lambda: AT)
    key.refresh_from_db()
    assert key.failing_since == AT
    assert not Sighting.objects.exists()


def test_with_the_app_turned_off_everything_is_as_before(
    cast: Cast, unit: Participant, made: Platforms, settings: Settings
) -> None:
    connect(made, channel(cast), cast.binh)
    settings.FACEBOOK_APP = {}
    made.asked.clear()
    look(made, logged(cast, unit, FACEBOOK + "/posts/1234567"))
    run_watches(made.web.fetcher(), now=lambda: AT)
    assert made.asked == []


def test_a_kept_answer_that_names_another_post_is_found_out(
    cast: Cast, unit: Participant, made: Platforms
) -> None:
    connect(made, channel(cast), cast.binh)
    made.add(post("1234567", ARTICLE.text))
    check = look(made, logged(cast, unit))
    moved = replace_address(check, check.final_address.replace("1234567", "9999999"))
    assert capture_state().broken == (moved.pk,)


def replace_address(check: Check, address: str) -> Check:
    from django.db import transaction

    from loa.ledger.actions import record

    with transaction.atomic():
        Check.objects.filter(pk=check.pk).update(final_address=address)
        record("check.moved", check, by=None, at=AT)
    return check
