from datetime import datetime

from loa.crafts.tallying import Share
from loa.ledger.models import Entry
from loa.reports import actions, queries
from tests.people import Cast
from tests.reports.figures import FIGURES
from tests.rounds import DUE, Sent, after, send_small_campaign


def send(cast: Cast, sent: Sent, code: str, people: int, at: datetime) -> None:
    by = {"p.h1.x1": cast.binh, "p.h2.t1": cast.chi}[code]
    report = actions.save_draft(
        sent.participants[code],
        sent.interim,
        values={**FIGURES, "people": people},
        narratives={"difficulties": "Thiếu loa.", "results": "Tốt"},
        expected_version=0,
        by=by,
        at=at,
    )
    actions.send_report(report, idempotency_key=f"{code}{at}", by=by, at=at)


def test_the_owner_is_the_sum_of_all_and_each_unit_counts_once(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    send(cast, sent, "p.h2.t1", 40, after(days=26))
    rolled = queries.tally(sent.interim, after(days=27))
    owner = cast.units["p.tt"].pk
    assert rolled.tally.figure(owner, "people") == 160
    assert rolled.tally.figure(owner, "staff") == Share(36, 40)
    assert rolled.tally.figure(owner, "printed") is None
    assert rolled.tally.figure(cast.units["p.gd"].pk, "people") == 40
    assert rolled.tally.completeness(owner) == Share(2, 5)
    assert rolled.tally.timeliness(owner) == Share(1, 5)
    assert set(rolled.tally.late(owner)) == {cast.units["p.h2.t1"].pk}


def test_a_returned_report_does_not_count_until_it_is_sent_again(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    report = sent.interim.reports.get()
    actions.return_report(
        report, reason="?", due_again_at=after(days=26), by=cast.an, at=after(days=4)
    )
    facts = queries.round_facts(sent.interim, after(days=5))
    assert facts["received"] == 0
    assert facts["totals"]["people"] is None
    actions.send_report(report, idempotency_key="again", by=cast.binh, at=after(days=6))
    assert queries.round_facts(sent.interim, after(days=7))["received"] == 1


def test_the_same_facts_give_the_same_consolidation(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    first = actions.consolidate(sent.interim, by=cast.an, at=DUE)
    assert actions.consolidate(sent.interim, by=cast.an, at=after(days=27)) == first
    send(cast, sent, "p.h2.t1", 40, after(days=27))
    second = actions.consolidate(sent.interim, by=cast.an, at=after(days=28))
    assert second.number_in_round == 2
    assert first.facts["received"] == 1
    assert Entry.objects.filter(verb="consolidation.made").count() == 2


def test_the_facts_name_every_unit_with_its_group(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    facts = queries.round_facts(sent.interim, DUE)
    names = {unit["name"] for group in facts["groups"] for unit in group["units"]}
    assert names == {row.name for row in sent.participants.values()}
    assert sum(len(group["units"]) for group in facts["groups"]) == facts["expected"] == 5
    assert facts["sender"]["superior"] == "Ủy ban nhân dân tỉnh Sông Xanh"
    communes = next(g for g in facts["groups"] if g["name"] == "Ủy ban nhân dân xã")
    assert communes["totals"]["people"] == 120


def test_the_proposed_text_quotes_what_units_wrote_once(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    send(cast, sent, "p.h2.t1", 40, after(days=3))
    made = actions.consolidate(sent.interim, by=cast.an, at=DUE)
    assert made.text["difficulties"].count("Thiếu loa") == 1
    assert "và 1 đơn vị khác" in made.text["difficulties"]
    assert "đã ban hành" in made.text["direction"]


def test_the_board_counts_what_its_rows_show(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    send(cast, sent, "p.h1.x1", 120, after(days=3))
    counts = queries.board(sent.interim, DUE)
    assert (counts.units, counts.sent, counts.missing, counts.accepted) == (5, 1, 4, 0)
    for name in queries.FILTERS:
        assert queries.board_rows(sent.interim, DUE, show=name).count() <= counts.units
    assert queries.board_rows(sent.interim, DUE, show="missing").count() == counts.missing
    found = queries.board_rows(sent.interim, DUE, search="tan phu").get()
    assert found.name.endswith("Tân Phú")
