"""Working through the queue: both sides shown, one word each, undo; and the audit's sample."""

import io
import random
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from PIL import Image

from bench.posters import CHANGES, poster, to_bytes
from loa.evidence.actions import Logged, log_publication
from loa.evidence.auditing import draw_audit, error_record, of_the_machine, result_of
from loa.evidence.judging import judge
from loa.evidence.looks import look_soon
from loa.evidence.models import ActKind, Check, Judgement
from loa.evidence.running import run_looks
from loa.units.policies import NotAllowedError
from tests.doors.web import Web, page
from tests.evidence.library import ARTICLE, html, send_with_material
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
WHOLE = f"<p>Lời dẫn của xã.</p><p>{ARTICLE.text}</p><p>Cuối trang.</p>"
HALF = f"<p>{' '.join(ARTICLE.sentences[: len(ARTICLE.sentences) // 2])}</p>"


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_material(cast)


def looked_at(cast: Cast, sent: Sent, web: Web, bodies: dict[str, str]) -> list[Check]:
    for path, body in bodies.items():
        web.answers[path] = page(html(body))
        given = Logged(
            kind=ActKind.WEB, happened_on=date(2024, 10, 22), idempotency_key=path,
            address=web.url(path), title=f"Bài {path}",
        )  # fmt: skip
        log_publication(sent.participants["p.h1.x1"], given, by=cast.binh, at=after(days=2))
    run_looks(web.fetcher(), now=lambda: after(days=3))
    return list(Check.objects.order_by("publication_id"))


def test_one_answer_leads_to_the_next_and_may_be_taken_back(
    cast: Cast, sent: Sent, web: Web
) -> None:
    checks = looked_at(cast, sent, web, {"/1": HALF, "/2": "<p>Giá lúa.</p>", "/3": WHOLE})
    assert [check.needs_person for check in checks] == [True, True, False]
    checks = sorted(checks[:2], key=lambda check: check.pk)
    with time_machine.travel(NOON, tick=False):
        client = browser(cast.an)
        first = client.get("/desk/evidence/checks/next/", follow=True)
        assert f"/checks/{checks[0].pk}/judge/" in first.content.decode()
        action = f"/desk/evidence/checks/{checks[0].pk}/judge/?line=1"
        second = client.post(action, {"word": "yes"}, follow=True)
        shown = second.content.decode()
        assert f"/checks/{checks[1].pk}/judge/" in shown
        assert f"/checks/{checks[0].pk}/undo/" in shown
        undone = client.post(f"/desk/evidence/checks/{checks[0].pk}/undo/?line=1", follow=True)
        assert f"/checks/{checks[0].pk}/judge/" in undone.content.decode()
        skipped = client.get(f"/desk/evidence/checks/next/?after={checks[0].pk}", follow=True)
        assert f"/checks/{checks[1].pk}/judge/" in skipped.content.decode()
        half = Check.objects.get(publication__title="Bài /1")
        assert "<mark>" in client.get(f"/desk/evidence/checks/{half.pk}/").content.decode()
        for check in checks:
            where = f"/desk/evidence/checks/{check.pk}/judge/?line=1"
            done = client.post(where, {"word": "no"}, follow=True)
        assert "checks/next/" in done.redirect_chain[-1][0]
    assert Judgement.objects.filter(undone_at__isnull=True).count() == 2


def test_an_answer_to_a_look_that_was_replaced_is_asked_for_again(
    cast: Cast, sent: Sent, web: Web
) -> None:
    (old,) = looked_at(cast, sent, web, {"/1": HALF})
    look_soon(old.publication, at=after(days=4))
    run_looks(web.fetcher(), now=lambda: after(days=4))
    newer = Check.objects.get(is_latest=True)
    assert newer.pk != old.pk
    with time_machine.travel(NOON, tick=False):
        where = f"/desk/evidence/checks/{old.pk}/judge/?line=1"
        answer = browser(cast.an).post(where, {"word": "yes"}, follow=True)
        assert answer.redirect_chain == [(f"/desk/evidence/checks/{newer.pk}/?line=1", 303)]
        assert "xem lại trang" in answer.content.decode()
        opened = browser(cast.an).get(f"/desk/evidence/checks/{old.pk}/")
        assert (opened.status_code, opened["Location"]) == (
            303, f"/desk/evidence/checks/{newer.pk}/",
        )  # fmt: skip
        assert browser(cast.chi).get(f"/desk/evidence/checks/{old.pk}/").status_code == 404
    assert not Judgement.objects.exists()


def test_who_comes_second_is_told_and_stays_in_the_queue(
    cast: Cast, sent: Sent, web: Web
) -> None:
    (check,) = looked_at(cast, sent, web, {"/1": HALF})
    judge(check, is_published=True, note="", by=cast.an, at=after(days=4))
    with time_machine.travel(NOON, tick=False):
        where = f"/desk/evidence/checks/{check.pk}/judge/?line=1"
        answer = browser(cast.an).post(where, {"word": "no"}, follow=True)
    assert answer.redirect_chain == [(f"/desk/evidence/checks/{check.pk}/?line=1", 303)]
    assert "đã kết luận mục này" in answer.content.decode()
    assert Judgement.objects.get().is_published


def test_the_region_is_framed_on_the_picture_that_was_kept(
    cast: Cast, sent: Sent, web: Web
) -> None:
    shot = CHANGES["screenshot"](poster(0, 1), random.Random(1))
    web.answers["/a.jpg"] = page(to_bytes(shot), Content_Type="image/jpeg")
    (check,) = looked_at(cast, sent, web, {"/1": "<p>Tin</p><img src='/a.jpg'>"})
    with time_machine.travel(NOON, tick=False):
        client = browser(cast.an)
        drawn = client.get(f"/desk/evidence/checks/{check.pk}/pictures/0/")
        assert client.get(f"/desk/evidence/checks/{check.pk}/pictures/7/").status_code == 404
        assert (
            browser(cast.chi).get(f"/desk/evidence/checks/{check.pk}/pictures/0/").status_code
            == 404
        )
    left, top, width, _ = next(each["region"] for each in check.findings if each["region"])
    image = Image.open(io.BytesIO(drawn.content))
    by = image.width / shot.width
    red, green, blue = image.getpixel((round((left + width / 2) * by), round(top * by)))
    assert red > 150
    assert green < 120 > blue
    assert drawn["Content-Type"] == "image/jpeg"


def test_a_sample_is_drawn_by_its_seed_and_says_how_often_the_machine_was_wrong(
    cast: Cast, sent: Sent, web: Web
) -> None:
    looked_at(cast, sent, web, {f"/{n}": WHOLE for n in range(6)})
    assert of_the_machine(sent.campaign).count() == 6
    at = after(days=4)
    with pytest.raises(NotAllowedError):
        draw_audit(sent.campaign, seed=5, by=cast.dung, at=at)
    audit = draw_audit(sent.campaign, seed=5, by=cast.an, at=at, size=4)
    again = draw_audit(sent.campaign, seed=5, by=cast.an, at=at, size=4)
    assert audit is not None
    assert again is not None
    drawn = list(audit.checks.order_by("pk"))
    assert drawn == list(again.checks.order_by("pk"))
    assert result_of(audit).interval == (0.0, 1.0)
    for number, check in enumerate(drawn):
        judge(check, is_published=number > 0, note="", by=cast.an, at=at)
    result = result_of(audit)
    assert (result.judged, result.wrong, result.left, result.share) == (4, 1, 0, 0.25)
    assert result.interval == pytest.approx((0.0063, 0.8059), abs=5e-4)
    (line,) = error_record(sent.campaign)
    assert (line.outcome, line.reason, line.yes, line.no) == ("found", "full_text", 3, 1)
    with time_machine.travel(NOON, tick=False):
        shown = browser(cast.an).get(f"/desk/evidence/accuracy/{sent.campaign.slug}/")
    assert "25,0%" in shown.content.decode()


def test_the_sample_is_worked_through_like_the_queue(cast: Cast, sent: Sent, web: Web) -> None:
    looked_at(cast, sent, web, {"/1": WHOLE, "/2": WHOLE})
    with time_machine.travel(NOON, tick=False):
        client: Client = browser(cast.an)
        assert (
            client.post(f"/desk/evidence/accuracy/{sent.campaign.slug}/draw/").status_code
            == 303
        )
        audit = sent.campaign.audits.get()
        shown = client.get(f"/desk/evidence/checks/next/?audit={audit.pk}", follow=True)
        first = audit.checks.order_by("pk").first()
        assert (
            f"/checks/{first.pk}/judge/?audit={audit.pk}&amp;line=1" in shown.content.decode()
        )
        client.post(
            f"/desk/evidence/checks/{first.pk}/judge/?audit={audit.pk}&line=1", {"word": "yes"}
        )
    assert result_of(audit).left == 1


def test_without_a_single_finding_there_is_nothing_to_draw(cast: Cast, sent: Sent) -> None:
    assert draw_audit(sent.campaign, seed=1, by=cast.an, at=after(days=4)) is None
