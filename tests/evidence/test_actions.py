from dataclasses import replace
from datetime import date

import pytest

from loa.evidence import actions, queries
from loa.evidence.errors import (
    AlreadyLoggedError,
    CountError,
    NothingToShowError,
    OutsideCampaignError,
)
from loa.evidence.models import ActKind, Publication
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.people import Cast
from tests.rounds import after, send_small_campaign

POST = actions.Logged(
    kind=ActKind.WEB,
    happened_on=date(2024, 10, 22),
    idempotency_key="one",
    address="https://tanphu.example/tin/1",
    counts={"turn": 340},
)


def test_a_form_sent_twice_gives_one_publication(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    first = actions.log_publication(unit, POST, by=cast.binh, at=after(days=2))
    again = actions.log_publication(unit, POST, by=cast.binh, at=after(days=2, seconds=1))
    assert first == again
    assert Entry.objects.filter(verb="publication.logged").count() == 1


def test_the_same_address_is_announced_not_counted_twice(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    first = actions.log_publication(unit, POST, by=cast.binh, at=after(days=2))
    other = replace(POST, idempotency_key="two")
    with pytest.raises(AlreadyLoggedError) as raised:
        actions.log_publication(unit, other, by=cast.head_of_commune, at=after(days=3))
    assert raised.value.known == first


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (replace(POST, address="", counts={}), NothingToShowError),
        (replace(POST, counts={"turn": -1}), CountError),
        (replace(POST, counts={"share": 1}), CountError),
        (replace(POST, happened_on=date(2024, 10, 9)), OutsideCampaignError),
        (replace(POST, happened_on=date(2024, 10, 24)), OutsideCampaignError),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    cast: Cast, given: actions.Logged, error: type[Exception]
) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    with pytest.raises(error):
        actions.log_publication(unit, given, by=cast.binh, at=after(days=2))
    assert not Publication.objects.exists()


def test_only_the_unit_itself_logs_its_work(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    for other in (cast.an, cast.chi, cast.dung, cast.former, cast.stranger):
        with pytest.raises(NotAllowedError):
            actions.log_publication(unit, POST, by=other, at=after(days=2))


def test_a_withdrawn_publication_no_longer_counts_and_can_be_restored(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    made = actions.log_publication(unit, POST, by=cast.binh, at=after(days=2))
    actions.withdraw_publication(made, reason="nhầm", by=cast.binh, at=after(days=3))
    assert not queries.standing_publications(unit).exists()
    anew = actions.log_publication(
        unit, replace(POST, idempotency_key="two"), by=cast.binh, at=after(days=4)
    )
    with pytest.raises(AlreadyLoggedError):
        actions.restore_publication(made, by=cast.binh, at=after(days=5))
    actions.withdraw_publication(anew, reason="nhầm", by=cast.binh, at=after(days=5))
    actions.restore_publication(made, by=cast.binh, at=after(days=6))
    assert list(queries.standing_publications(unit)) == [made]


def test_publications_are_seen_along_the_reporting_lines_only(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    actions.log_publication(sent.participants["p.h1.x1"], POST, by=cast.binh, at=after(days=2))
    day = date(2024, 10, 24)
    names = ("an", "dung", "binh", "chi", "police", "former", "stranger")
    seen = {name for name in names if queries.visible_to(getattr(cast, name), day).exists()}
    assert seen == {"an", "dung", "binh"}


def test_counts_add_up_as_the_rule_says(cast: Cast) -> None:
    unit = send_small_campaign(cast).participants["p.h1.x1"]
    talk = replace(
        POST, kind=ActKind.SESSION, address="", counts={"person": 120}, idempotency_key="2"
    )
    for given in (POST, talk):
        actions.log_publication(unit, given, by=cast.binh, at=after(days=2))
    rows = list(queries.standing_publications(unit))
    assert queries.counted(rows, {"kinds": ["web"], "count": "publications"}) == 1
    assert queries.counted(rows, {"kinds": ["web"], "count": "turn"}) == 340
    assert queries.counted(rows, {"kinds": ["session"], "count": "session", "default": 1}) == 1
    assert queries.counted(rows, {"kinds": ["session"], "count": "person"}) == 120
