"""A confirmed letter becomes a campaign; units hold it once it is sent, and not before."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loa.campaigns.actions import (
    DutyWords,
    acknowledge,
    add_recipient,
    close_hole,
    close_holes,
    draw_line,
    give_claim_codes,
    open_campaign,
    remove_recipient,
    send_campaign,
    set_task,
)
from loa.campaigns.errors import (
    AlreadyOpenError,
    AlreadySentError,
    NotConfirmedError,
    UnknownHoleError,
)
from loa.campaigns.models import (
    Addressing,
    Campaign,
    DutyKind,
    HoleKind,
    HoleWord,
    Part,
    Participant,
    Task,
)
from loa.campaigns.queries import holes, open_holes
from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units.policies import NotAllowedError
from tests.campaign_cast import open_small_campaign
from tests.letters import SMALL, receive, small_letter
from tests.people import NOW, VIETNAM, Cast


def parts(campaign: Campaign) -> dict[str, tuple[str, str]]:
    """Return {unit code: (part, code of whom it reports to)}."""
    rows = Participant.objects.filter(campaign=campaign).select_related("unit", "reports_to")
    return {
        row.unit.code: (row.part, row.reports_to.code if row.reports_to else "") for row in rows
    }


def test_a_letter_proposes_two_rounds_and_duties(cast: Cast) -> None:
    campaign = open_small_campaign(cast, is_sent=False)
    first, last = campaign.rounds.order_by("number")
    assert (first.kind, last.kind) == ("interim", "final")
    assert first.due_at == datetime(2024, 11, 15, tzinfo=VIETNAM)
    assert last.cut_off_at == datetime(2024, 11, 21, tzinfo=VIETNAM)
    assert (campaign.starts_on, campaign.ends_on) == (date(2024, 10, 20), date(2024, 11, 20))
    kinds = [[duty.kind for duty in task.duties.all()] for task in campaign.tasks.all()]
    assert kinds[0] == [DutyKind.PUBLISH, DutyKind.INFORM_STAFF]


def test_everyone_tasked_reports_to_the_department_and_schools_through_education(
    cast: Cast,
) -> None:
    found = parts(open_small_campaign(cast))
    assert found["p.h1"] == (Part.TASKED, "p.tt")
    assert found["p.gd"] == (Part.TASKED, "p.tt")
    assert found["p.bao"] == (Part.TASKED, "p.tt")
    assert found["p.h2.t1"] == (Part.TASKED, "p.gd")
    assert found["p.ca"] == (Part.COORDINATING, "")
    assert found["p"] == (Part.REPORTED_TO, "")
    assert "p.tt" not in found


def test_a_letter_founds_one_campaign_and_only_once_confirmed(cast: Cast) -> None:
    received = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    with pytest.raises(NotConfirmedError):
        open_campaign(received, by=cast.an, at=NOW)
    campaign = open_small_campaign_again(cast)
    with pytest.raises(AlreadyOpenError) as known:
        open_campaign(campaign.dispatch, by=cast.an, at=NOW)
    assert known.value.campaign == campaign


def open_small_campaign_again(cast: Cast) -> Campaign:
    other = receive(SMALL.replace("812", "813").encode(), cast.units["p.tt"], by=cast.an)
    from tests.letters import confirm

    return open_campaign(confirm(other, by=cast.an), by=cast.an, at=NOW)


def test_sending_reaches_all_but_the_superior_and_twice_is_once(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    reached = Participant.objects.filter(campaign=campaign, delivered_at=NOW)
    assert not reached.filter(part=Part.REPORTED_TO).exists()
    assert reached.filter(part=Part.COORDINATING).count() == 1
    mails = Notice.objects.count()
    assert mails == 2  # Bình and Chi are the contact officers there are
    again = send_campaign(campaign, by=cast.an, at=NOW)
    assert (again.delivered, Notice.objects.count()) == (0, mails)
    assert Entry.objects.filter(verb="campaign.sent").count() == 1


def test_only_the_coordinator_of_the_owner_sends(cast: Cast) -> None:
    campaign = open_small_campaign(cast, is_sent=False)
    for officer in (cast.binh, cast.dung, cast.head, cast.police, cast.stranger):
        with pytest.raises(NotAllowedError):
            send_campaign(campaign, by=officer, at=NOW)
    assert not Participant.objects.filter(delivered_at__isnull=False).exists()


def test_the_statements_of_sending_do_not_grow_with_the_units(cast: Cast) -> None:
    few = open_small_campaign(cast, with_passing_on=False, is_sent=False)
    with CaptureQueriesContext(
        connection,
    ) as small:
        send_campaign(few, by=cast.an, at=NOW)
    many = open_small_campaign_again(cast)
    for hole in open_holes(many):
        if hole.kind == HoleKind.PASS_ON:
            close_hole(many, hole.kind, hole.place, HoleWord.ADDED, by=cast.an, at=NOW)
    with CaptureQueriesContext(connection) as large:
        send_campaign(many, by=cast.an, at=NOW)
    assert many.participants.count() > few.participants.count()
    assert len(large) <= len(small) + 12


def test_a_unit_acknowledges_once_and_only_what_reached_it(cast: Cast) -> None:
    campaign = open_small_campaign(cast, is_sent=False)
    row = campaign.participants.get(unit=cast.units["p.h1.x1"])
    with pytest.raises(NotAllowedError):
        acknowledge(row, by=cast.binh, at=NOW)
    send_campaign(campaign, by=cast.an, at=NOW)
    row.refresh_from_db()
    assert acknowledge(row, by=cast.binh, at=NOW).acknowledged_by == cast.binh


def test_what_is_sent_is_not_changed_under_the_units_hands_but_added_to(cast: Cast) -> None:
    campaign = open_small_campaign(cast, with_passing_on=False)
    task = campaign.tasks.all()[0]
    with pytest.raises(AlreadySentError):
        set_task(
            task.campaign, task, text="x", duties=[], audiences=[], due_at=None,
            by=cast.an, at=NOW,
        )  # fmt: skip
    with pytest.raises(AlreadySentError):
        remove_recipient(task.addressings.all()[0], by=cast.an, at=NOW)
    add_recipient(task, unit=cast.units["p.h2.t1"], by=cast.an, at=NOW)
    assert send_campaign(campaign, by=cast.an, at=NOW).delivered == 1


def test_a_task_is_changed_added_and_given_before_the_sending(cast: Cast) -> None:
    campaign = open_small_campaign(cast, with_passing_on=False, is_sent=False)
    task = set_task(
        campaign,
        None,
        text="Phát thanh",
        duties=[DutyWords(DutyKind.BROADCAST, "phát trên loa")],
        audiences=["người dân"],
        due_at=None,
        by=cast.an,
        at=NOW,
    )
    add_recipient(task, group=cast.groups["communes"], by=cast.an, at=NOW)
    assert parts(campaign)["p.h1.x1"] == (Part.TASKED, "p.tt")
    row = Addressing.objects.get(task=task)
    remove_recipient(row, by=cast.an, at=NOW)
    assert "p.h1.x1" not in parts(campaign)
    assert Task.objects.filter(campaign=campaign).count() == 4


def test_a_line_drawn_by_hand_outlives_the_next_drawing(cast: Cast) -> None:
    campaign = open_small_campaign(cast, is_sent=False)
    row = campaign.participants.get(unit=cast.units["p.h1.x1"])
    draw_line(row, cast.units["p.h2"], by=cast.an, at=NOW)
    send_campaign(campaign, by=cast.an, at=NOW)
    assert parts(campaign)["p.h1.x1"] == (Part.TASKED, "p.h2")
    draw_line(row, None, by=cast.an, at=NOW)
    assert parts(campaign)["p.h1.x1"] == (Part.TASKED, "p.h1")


def test_every_unit_in_reach_gets_one_code_and_keeps_it(cast: Cast) -> None:
    campaign = open_small_campaign(cast)
    codes = give_claim_codes(campaign, by=cast.an, at=NOW)
    assert {row.part for row, _ in codes} <= {Part.TASKED, Part.FOR_INFORMATION}
    assert len({code.code for _, code in codes}) == len(codes)
    again = give_claim_codes(campaign, by=cast.an, at=NOW)
    assert [code.code for _, code in again] == [code.code for _, code in codes]


def test_holes_are_found_answered_and_no_other_is_made_up(cast: Cast) -> None:
    campaign = open_campaign(small_letter(cast), by=cast.an, at=NOW)
    kinds = {hole.kind for hole in holes(campaign)}
    assert HoleKind.PASS_ON in kinds
    with pytest.raises(UnknownHoleError):
        close_hole(campaign, HoleKind.AUDIENCE, "nobody", HoleWord.AS_IT_IS, by=cast.an, at=NOW)
    for hole in open_holes(campaign):
        close_hole(campaign, hole.kind, hole.place, HoleWord.AS_IT_IS, by=cast.an, at=NOW)
    assert open_holes(campaign) == ()


def test_all_holes_closed_at_once_stand_as_if_closed_one_by_one(cast: Cast) -> None:
    campaign = open_campaign(small_letter(cast), by=cast.an, at=NOW)
    words = {hole.place: HoleWord.AS_IT_IS for hole in open_holes(campaign)}
    many = close_holes(campaign, lambda hole: words.get(hole.place), by=cast.an, at=NOW)
    assert many == len(words) > 0
    assert not open_holes(campaign)
    assert Entry.objects.filter(verb="campaign.hole_closed").count() >= many
    assert close_holes(campaign, lambda _: HoleWord.AS_IT_IS, by=cast.an, at=NOW) == 0
