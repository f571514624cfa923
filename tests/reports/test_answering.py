from datetime import timedelta

import pytest

from loa.crafts.timing import Standing
from loa.evidence.actions import log_publication
from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.reports import actions, queries
from loa.reports.errors import (
    AlreadyAcceptedError,
    DoorShutError,
    DraftMovedError,
    FiguresError,
    NotSentError,
)
from loa.reports.models import Report
from loa.units.policies import NotAllowedError
from tests.evidence.test_actions import POST
from tests.people import Cast
from tests.reports.figures import FIGURES
from tests.rounds import CLOSES, DUE, Sent, after, send_small_campaign


def draft(cast: Cast, sent: Sent, *, version: int = 0, people: int = 120) -> Report:
    return actions.save_draft(
        sent.participants["p.h1.x1"],
        sent.interim,
        values={**FIGURES, "people": people},
        narratives={"results": " Đã dán áp phích. "},
        expected_version=version,
        by=cast.binh,
        at=after(days=3),
    )


def test_two_officers_saving_the_same_draft_are_told_and_nothing_is_lost(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    draft(cast, sent)
    with pytest.raises(DraftMovedError) as raised:
        draft(cast, sent, version=0, people=7)
    assert raised.value.theirs.draft["values"]["people"] == 120
    assert draft(cast, sent, version=1, people=7).draft["values"]["people"] == 7


def test_saving_the_same_draft_again_changes_nothing(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    assert draft(cast, sent).draft_version == draft(cast, sent).draft_version == 1


def test_a_report_sent_twice_with_one_key_is_one_sending(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = draft(cast, sent)
    for seconds in (0, 1):
        actions.send_report(
            report, idempotency_key="k", by=cast.binh, at=after(days=4, seconds=seconds)
        )
    assert report.submissions.get().n06 == 120
    assert Entry.objects.filter(verb="report.sent").count() == 1


def test_missing_and_impossible_figures_are_named(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = actions.save_draft(
        sent.participants["p.h1.x1"],
        sent.interim,
        values={**FIGURES, "web_items": None, "staff": [21, 20], "views": -1},
        narratives={},
        expected_version=0,
        by=cast.binh,
        at=after(days=3),
    )
    with pytest.raises(FiguresError) as raised:
        actions.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    assert raised.value.faults == {
        "web_items": "missing",
        "views": "negative",
        "staff": "part_over_whole",
    }


def test_after_the_door_shuts_only_a_returned_report_is_taken(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = draft(cast, sent)
    with pytest.raises(DoorShutError):
        actions.send_report(report, idempotency_key="k", by=cast.binh, at=CLOSES)
    actions.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    again = CLOSES + timedelta(days=2)
    actions.return_report(report, reason="Thiếu số", due_again_at=again, by=cast.an, at=DUE)
    report.refresh_from_db()
    late = CLOSES + timedelta(days=1)
    assert queries.standing_of(report, sent.interim, late) is Standing.DUE
    actions.send_report(report, idempotency_key="k2", by=cast.binh, at=late)
    report.refresh_from_db()
    assert queries.standing_of(report, sent.interim, late) is Standing.ON_TIME


def test_a_returned_report_tells_the_unit_and_has_a_reason(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = draft(cast, sent)
    with pytest.raises(NotSentError):
        actions.return_report(report, reason="?", due_again_at=CLOSES, by=cast.an, at=DUE)
    actions.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    actions.return_report(report, reason="Thiếu số", due_again_at=CLOSES, by=cast.an, at=DUE)
    told = set(Notice.objects.values_list("to_address", flat=True))
    assert told == {cast.binh.email, cast.head_of_commune.email}


def test_an_accepted_report_is_changed_only_after_reopening(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = draft(cast, sent)
    actions.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    actions.accept_report(report, by=cast.an, at=after(days=5))
    with pytest.raises(AlreadyAcceptedError):
        draft(cast, sent, version=1, people=9)
    actions.reopen_report(report, by=cast.an, at=after(days=6))
    assert draft(cast, sent, version=1, people=9).draft_version == 2


def test_nobody_accepts_their_own_report_and_strangers_nothing(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    report = draft(cast, sent)
    actions.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    for other in (cast.binh, cast.head_of_commune, cast.dung, cast.chi, cast.police):
        with pytest.raises(NotAllowedError):
            actions.accept_report(report, by=other, at=after(days=5))


def test_the_form_is_filled_from_what_was_logged(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    unit = sent.participants["p.h1.x1"]
    log_publication(unit, POST, by=cast.binh, at=after(days=2))
    known = queries.prefill(unit, sent.interim, after(days=3))
    assert (known["web_items"].value, known["views"].value) == (1, 340)
    assert "staff" not in known
