"""The sample's publications were looked at: each kind of end stands there for a first look."""

from datetime import datetime

import pytest
from django.db import transaction

from loa.cli.living_proof import come_upon, sample_article, show_proof
from loa.evidence.models import Check, Sighting, Watch
from loa.evidence.vanished import vanished_of
from loa.evidence.watches import enrol
from loa.ledger.actions import record
from tests.evidence.looks_made import logged, send_with_article
from tests.people import VIETNAM, Cast
from tests.rounds import after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)


def test_every_kind_of_end_is_there_and_nobody_is_visited_for_it(cast: Cast) -> None:
    sent = send_with_article(cast)
    unit = sent.participants["p.h1.x1"]
    with transaction.atomic():
        sent.campaign.materials.update(post_text="\n".join(sample_article()))
        record("campaign.materials_added", sent.campaign, by=cast.an, at=after())
    for number in range(16):
        logged(unit, cast.binh, f"/{number}")
    assert show_proof(sent.campaign, now=NOON) == 16
    last = Check.objects.filter(is_latest=True, publication__address__gt="")
    reasons = {reason for each in last for reason in each.reasons}
    assert {"found", "altered", "cannot_tell", "not_found", "unreachable"} <= set(
        last.values_list("outcome", flat=True)
    )
    assert {"outside_period", "text_part", "login_wall", "vanished", "no_match"} <= reasons
    whys = {row.why for row in vanished_of(cast.an, sent.campaign, NOON.date())}
    assert whys == {"gone", "not_there", "robots", "site_down"}
    assert come_upon(unit, now=NOON) == Sighting.objects.filter(state="asked").count() == 2
    enrol(NOON)
    assert not Watch.objects.exists()
