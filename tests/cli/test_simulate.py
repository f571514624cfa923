"""A living campaign: of the size asked for, told in the ledger, the same from the same seed."""

import pytest

from loa.campaigns.models import Campaign, Participant
from loa.cli.living import Plan
from loa.cli.sample import OWNER, coordinator, load_register
from loa.cli.simulate import make_living
from loa.evidence.models import Publication
from loa.ledger.models import Entry
from loa.reports.models import Report, Submission
from loa.units.models import Unit
from tests.people import NOW

MORE_THAN_THE_LETTER_REACHES = 420


@pytest.mark.django_db
def test_a_campaign_of_the_size_asked_for_lives_in_every_state() -> None:
    load_register(at=NOW)
    owner = Unit.objects.get(code=OWNER)
    tasked, received = make_living(
        units=MORE_THAN_THE_LETTER_REACHES, seed=3, owner=owner, by=coordinator(), at=NOW
    )
    campaign = Campaign.objects.get()
    assert campaign.sent_at is not None
    assert campaign.is_public
    assert tasked <= Participant.objects.filter(campaign=campaign).count()
    assert Participant.objects.filter(campaign=campaign).count() >= MORE_THAN_THE_LETTER_REACHES
    assert 0 < received < tasked
    reports = Report.objects.filter(round__campaign=campaign)
    for state in ("accepted_at", "returned_at"):
        assert 0 < reports.exclude(**{state: None}).count() < reports.count()
    assert Submission.objects.count() == reports.count()
    told = Entry.objects.filter(verb="publication.logged").count()
    assert told == Publication.objects.count()


def test_the_same_seed_writes_the_same_letter() -> None:
    assert Plan(NOW, 7).letter() == Plan(NOW, 7).letter()
    assert Plan(NOW, 7).letter() != Plan(NOW, 8).letter()
