"""The real story of 2024 and 2025, told once for all tests of a file, then taken back.

And what its rows and the catalogue say by themselves, by no query of reports.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from django.db import connection, transaction
from django.db.models import Max
from pytest_django.plugin import DjangoDbBlocker

from loa.campaigns.models import Part, Participant, Round
from loa.cli.story import Story, tell_story
from loa.crafts.tallying import Facts
from loa.evidence.models import Publication
from loa.ledger.watch import WriteWatch
from loa.reports.models import Report, Submission
from loa.reports.queries import Comparison
from loa.units.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Tell the story from an empty register: some ten seconds, so once a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.execute_wrapper(WriteWatch()):
            told = tell_story()
        yield told
        transaction.set_rollback(True)
    if connection.connection is not None:
        connection.close()


def counted(each: Round) -> dict[str, Counter[str]]:
    """Count a round by unit code straight from its rows, by no query of reports."""
    owed = Participant.objects.filter(campaign=each.campaign, part=Part.TASKED.value)
    found: dict[str, Counter[str]] = {
        code: Counter(expected=1) for code in owed.values_list("unit__code", flat=True)
    }
    counts = Report.objects.filter(round=each, returned_at__isnull=True)
    for code, sent_at in counts.values_list("participant__unit__code", "first_sent_at"):
        found[code]["received"] += 1
        found[code]["on_time"] += sent_at < each.due_at
    logged = Publication.objects.filter(participant__campaign=each.campaign)
    for code in set(logged.values_list("participant__unit__code", flat=True)):
        found[code]["published"] += 1
    last = counts.annotate(last=Max("submissions__pk")).values_list("last", flat=True)
    for row in Submission.objects.filter(pk__in=list(last)).select_related(
        "report__participant__unit"
    ):
        found[row.report.participant.unit.code]["views"] += row.n02 or 0
    return found


def read(comparison: Comparison, facts: Facts | None) -> Counter[str]:
    """Read the same columns of a comparison."""
    if facts is None:
        return Counter()
    place = [row.code for row in comparison.shared].index("views")
    views = facts.figures[place]
    assert views is None or isinstance(views, int)
    return Counter(
        expected=facts.expected,
        received=facts.received,
        on_time=facts.on_time,
        published=facts.published,
        views=views or 0,
    )


@cache
def went_to() -> dict[str, str | None]:
    """Say by the catalogue's own rows where each unit of 2024 went; None: a person decides."""
    by_security = {
        row.predecessor_code: row.successor_code
        for row in CATALOGUE.successions
        if row.duty == "information_security"
    }
    rest = {
        row.predecessor_code: None if row.needs_person else row.successor_code
        for row in CATALOGUE.successions
        if not row.duty
    }

    def last(code: str) -> str | None:
        step = by_security.get(code) or rest.get(code, code)
        return code if step == code else None if step is None else last(step)

    return {row.code: last(row.code) for row in CATALOGUE.units}
