"""The bundled lists arrive once, whole, with their cross-walk and a ledger row each."""

import pytest

from loa.ledger.models import Entry
from loa.topics.actions import load_topics
from loa.topics.models import ListVersion, Term
from tests.people import NOW

EDITIONS = {
    ("audiences", "2024"): 6,
    ("patterns", "2023"): 24,
    ("patterns", "2025"): 7,
    ("skills", "2024"): 5,
}


@pytest.mark.django_db
def test_every_bundled_edition_arrives_whole_and_is_written_down() -> None:
    load_topics(by=None, at=NOW)
    counts = {
        (version.term_list.code, version.label): version.terms.count()
        for version in ListVersion.objects.select_related("term_list")
    }
    assert counts == EDITIONS
    assert Entry.objects.filter(verb="list_version.added").count() == len(EDITIONS)


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    assert load_topics(by=None, at=NOW) == len(EDITIONS)
    entries = Entry.objects.count()
    assert load_topics(by=None, at=NOW) == 0
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_every_term_of_a_later_edition_leads_back_to_the_one_before() -> None:
    load_topics(by=None, at=NOW)
    later = Term.objects.filter(version__label="2025")
    assert all(term.same_as.filter(version__label="2023").exists() for term in later)
