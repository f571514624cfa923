"""A campaign is told that its letter was amended; what follows is a person's word."""

import pytest
import time_machine
from django.utils import timezone

from loa.campaigns.actions import reopen_amendment, settle_amendment, tell_of_amendments
from loa.campaigns.errors import NoAmendmentError
from loa.campaigns.models import Amendment
from loa.campaigns.queries import amended, amending
from loa.dispatches.actions import set_aside
from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units.policies import NotAllowedError
from tests.campaign_cast import open_small_campaign
from tests.dispatches.test_kinship import LATER
from tests.dispatches.test_views import browser
from tests.letters import SMALL, confirm, receive
from tests.people import NOW, Cast

AGAIN = SMALL.replace("Số: 812/", "Số: 840/").replace(
    "V/v tham gia", "V/v thay thế Công văn số 812/STTTT-CNTT tham gia"
)


@time_machine.travel(NOW, tick=False)
def test_from_the_amending_letter_to_a_campaign_that_follows_it(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    an = browser(cast.an)
    address = f"/desk/campaigns/{campaign.slug}/"
    assert an.get(address).context["amending"] == []
    letter = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    shown = an.get(address).content.decode()
    assert "15/11/2024" in shown
    assert "18/11/2024" in shown
    assert f'data-kind="primary" href="/desk/dispatches/{letter.pk}/"' in shown
    assert "đã được sửa đổi" in an.get("/desk/").content.decode()
    assert an.get(f"/desk/board/{campaign.slug}/1/").context["is_amended"]

    for field in an.get(f"/desk/dispatches/{letter.pk}/").context["open_rows"]:
        do = "accept" if field.view.read else "none"
        an.post(f"/desk/dispatches/{letter.pk}/fields/{field.view.name}/", {"do": do})
    confirmed = an.post(f"/desk/dispatches/{letter.pk}/confirm/", {"to": "amended"})
    assert confirmed["Location"] == f"{address}#amended"
    shown = an.get(address).content.decode()
    assert f'data-kind="primary" href="{address}rounds/1/"' in shown  # the days were moved

    assert an.post(f"{address}amended/{letter.pk}/", {"do": "settle"}).status_code == 303
    shown = an.get(address)
    assert [each.is_settled for each in shown.context["amending"]] == [True]
    assert amended([campaign]) == set()
    assert "đã được sửa đổi" not in an.get("/desk/").content.decode()
    an.post(f"{address}amended/{letter.pk}/", {"do": "reopen"})
    assert amended([campaign]) == {campaign.pk}


def test_the_coordinator_is_written_to_once(cast: Cast) -> None:
    open_small_campaign(cast)
    assert tell_of_amendments(at=NOW) == 0
    receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    assert tell_of_amendments(at=NOW) == 1
    (notice,) = Notice.objects.filter(subject__contains="đã được sửa đổi")
    assert notice.to_officer == cast.an
    assert tell_of_amendments(at=NOW) == 0


def test_nobody_is_told_of_a_copy_set_aside_or_of_what_is_done(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    copy = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    set_aside(copy, by=cast.an, at=NOW)
    other = receive(AGAIN.encode(), cast.units["p.tt"], by=cast.an)
    settle_amendment(campaign, other.pk, by=cast.an, at=NOW)
    assert tell_of_amendments(at=NOW) == 0
    assert amended([campaign]) == set()
    assert [each.dispatch for each in amending(campaign)] == [other]


def test_a_letter_that_amends_the_amending_one_counts_too(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    second = receive(AGAIN.encode(), cast.units["p.tt"], by=cast.an)
    third = receive(
        AGAIN.replace("840/", "851/").replace("Công văn số 812/", "Công văn số 840/").encode(),
        cast.units["p.tt"], by=cast.an,
    )  # fmt: skip
    assert third.amends == second
    assert [each.dispatch for each in amending(campaign)] == [second, third]
    settle_amendment(campaign, second.pk, by=cast.an, at=NOW)
    assert amended([campaign]) == {campaign.pk}


def test_only_who_runs_the_campaign_settles_and_only_what_amends_it(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    letter = receive(LATER.encode(), cast.units["p.tt"], by=cast.an)
    for officer in (cast.head, cast.dung, cast.binh, cast.stranger):
        for do in (settle_amendment, reopen_amendment):
            with pytest.raises(NotAllowedError):
                do(campaign, letter.pk, by=officer, at=NOW)
    other = receive(SMALL.replace("812/", "900/").encode(), cast.units["p.tt"], by=cast.an)
    for wrong in (other.pk, campaign.dispatch_id, 999_999):
        with pytest.raises(NoAmendmentError):
            settle_amendment(campaign, wrong, by=cast.an, at=NOW)
    settle_amendment(campaign, letter.pk, by=cast.an, at=NOW)
    rows = Entry.objects.count()
    settle_amendment(campaign, letter.pk, by=cast.an, at=NOW)
    assert (Entry.objects.count(), Amendment.objects.count()) == (rows, 1)


def test_a_confirmed_letter_stays_as_it_was_when_another_amends_it(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    confirm(receive(LATER.encode(), cast.units["p.tt"], by=cast.an), by=cast.an)
    due_at = campaign.rounds.get(number=1).due_at
    assert timezone.localdate(due_at).isoformat() == "2024-11-15"
