"""A unit without a login answers through a link or a code: its own report, and nothing else."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from loa.ledger.models import Entry
from loa.reports import actions
from loa.reports.errors import LinkDeadError, LinkNotNeededError
from loa.reports.models import AnswerLink, Report, Submission
from loa.units.models import Officer
from loa.units.policies import NotAllowedError
from tests.people import Cast
from tests.reports.figures import FIGURES
from tests.rounds import Sent, after, send_small_campaign

pytestmark = pytest.mark.django_db
DAY_1 = after(days=1)


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_small_campaign(cast)


def make(sent: Sent, by: Officer, unit: str = "p.h1.x2") -> actions.NewLink:
    return actions.make_answer_link(sent.participants[unit], by=by, at=DAY_1)


def answer(sent: Sent, link: AnswerLink, unit: str = "p.h1.x2", **time: int) -> Report:
    return actions.save_draft(
        sent.participants[unit],
        sent.interim,
        values=FIGURES,
        narratives={},
        expected_version=0,
        by=None,
        through=link,
        at=after(**(time or {"days": 2})),
    )


def test_neither_address_nor_code_is_kept(sent: Sent, cast: Cast) -> None:
    made = make(sent, cast.an)
    for kept in (str(list(AnswerLink.objects.values())), str(list(Entry.objects.values()))):
        assert made.token not in kept
        assert made.code not in kept
    small = made.code.lower().replace("-", " ")
    assert actions.open_answer_link(token=made.token, at=DAY_1) == made.link
    assert actions.open_answer_link(code=small, at=DAY_1) == made.link


def test_what_is_sent_through_a_link_says_through_which(sent: Sent, cast: Cast) -> None:
    made = make(sent, cast.an)
    report = answer(sent, made.link)
    done = actions.send_report(
        report, idempotency_key="k", by=None, through=made.link, at=after(days=3)
    )
    assert (done.sent_by, done.sent_through) == (None, made.link)
    for verb in ("report.drafted", "report.sent", "participant.acknowledged"):
        entry = Entry.objects.get(verb=verb)
        assert (entry.by, entry.note) == (None, f"through answer link {made.link.pk}")


def test_a_link_does_nothing_for_another_unit_nor_after_its_end(sent: Sent, cast: Cast) -> None:
    made = make(sent, cast.an)
    with pytest.raises(NotAllowedError):
        answer(sent, made.link, unit="p.h1.x1")
    with pytest.raises(NotAllowedError):
        answer(sent, made.link, days=60)
    with pytest.raises(NotAllowedError):  # nor does nobody without a link
        actions.save_draft(
            sent.participants["p.h1.x2"], sent.interim, values={}, narratives={},
            expected_version=0, by=None, at=DAY_1,
        )  # fmt: skip
    actions.revoke_answer_link(made.link, by=cast.an, at=after(days=2))
    with pytest.raises(NotAllowedError):
        answer(sent, made.link, days=3)
    for opened in ({"token": made.token}, {"code": made.code}, {"token": made.token + "x"}):
        with pytest.raises(LinkDeadError):
            actions.open_answer_link(**opened, at=after(days=2))
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["binh", "chi", "head_of_commune", "dung", "police", "stranger"]
)
def test_only_who_receives_the_report_makes_and_revokes(
    sent: Sent, cast: Cast, who: str
) -> None:
    with pytest.raises(NotAllowedError):
        make(sent, getattr(cast, who))
    made = make(sent, cast.an)
    with pytest.raises(NotAllowedError):
        actions.revoke_answer_link(made.link, by=getattr(cast, who), at=DAY_1)


def test_a_coordinating_body_needs_none(sent: Sent, cast: Cast) -> None:
    body = sent.participants["p.h1.x2"]
    body.part = "coordinating"
    with pytest.raises(LinkNotNeededError):
        actions.make_answer_link(body, by=cast.an, at=DAY_1)


def test_from_the_link_to_the_sent_report_without_signing_in(sent: Sent, cast: Cast) -> None:
    with time_machine.travel(after(days=2), tick=False):
        an = Client()
        an.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
        participant = sent.participants["p.h1.x2"]
        screen = f"/desk/reports/links/{participant.pk}/"
        shown = an.post(screen, {"do": "make"})
        made = shown.context["made"]
        assert made.code in shown.content.decode()
        assert made.code not in an.get(screen).content.decode()  # this once
        client = Client()
        assert client.get("/answer/report/")["Location"] == "/answer/"
        opened = client.get(f"/answer/{made.token}/")
        assert opened["Location"] == "/answer/report/"
        form = client.get("/answer/report/")
        assert participant.name in form.content.decode()
        assert "no-store" in form["Cache-Control"]
        typed = {field.html_name: "1" for field in form.context["form"]}
        typed["version"], typed["key"] = "0", "a-key"
        sent_now = client.post("/answer/report/", typed | {"do": "send"})
        if sent_now.status_code == 422:  # say what is wrong, not only that it is
            raise AssertionError(sent_now.context["form"].errors)
        assert sent_now["Location"] == "/answer/done/"
        assert client.get("/answer/done/").status_code == 200
        assert Report.objects.get(participant=participant).sent_at is not None
        for closed in ("/desk/", reverse("desk:work", args=[participant.pk]), "/desk/account/"):
            assert client.get(closed).status_code == 302
        an.post(screen, {"revoke": made.link.pk})
        assert client.get("/answer/report/")["Location"] == "/answer/"
        wrong = client.post("/answer/", {"code": "CCCC-CCCC"})
        assert wrong.status_code == 422
        assert client.get(f"/answer/{made.token}/").status_code == 410
