"""Whose work may one read: own, another's, a child's, a parent's, an ended unit's.

The same questions for every address that shows one unit's work, its files and papers among
them. The tree gives no right over another unit's work; reporting lines and posts do, and the
last officers of a unit that has ended still read what it did (docs/rules/people.md).
"""

from dataclasses import dataclass

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from loa.campaigns.models import Participant
from loa.evidence.models import Publication
from loa.reports import actions as reports
from loa.reports.models import Report
from loa.units import actions as units
from loa.units.models import Officer
from loa.units.plans import Heir, Plan
from loa.units.words import ActKind, Role
from tests.house.rights_world import log
from tests.people import NOW, Cast
from tests.reports.figures import FIGURES
from tests.rounds import Sent, after, send_small_campaign

AT = after(days=30)
OTHER, PARENT, CHILD, ENDED = "p.h2.t1", "p.h1", "p.h1.x1", "p.h1.x2"
READ, HIDDEN = 200, 404


@dataclass(frozen=True)
class Work:
    """What one unit did in the campaign."""

    participant: Participant
    publication: Publication
    report: Report

    def addresses(self) -> dict[str, str]:
        file = self.publication.files.get().pk
        return {
            "work": reverse("desk:work", args=[self.participant.pk]),
            "publications": reverse("evidence:publications", args=[self.participant.pk]),
            "publication": reverse("evidence:publication", args=[self.publication.pk]),
            "picture": reverse("evidence:file", args=[self.publication.pk, file]),
            "report": reverse("reports:report", args=[self.report.pk]),
            "paper": reverse("reports:paper", args=[self.report.pk, "docx"]),
        }


@pytest.fixture
def officers(cast: Cast) -> dict[str, Officer]:
    """One contact officer in every unit that works, by the unit's code."""
    found = {CHILD: cast.binh, OTHER: cast.chi}
    for code in (PARENT, ENDED, "p.gd"):
        found[code] = units.register_officer(
            email=f"{code}@songxanh.example", name=code, by=None, at=NOW
        )
        unit = cast.units[code]
        units.give_post(found[code], unit, Role.REPORTER, by=None, at=NOW)
    return found


@pytest.fixture
def works(cast: Cast, officers: dict[str, Officer]) -> dict[str, Work]:
    """Each unit published and reported; then one of them merged into its parent."""
    sent: Sent = send_small_campaign(cast)
    found = {}
    for number, (code, officer) in enumerate(officers.items()):
        participant = sent.participants[code]
        publication = _log(participant, number, cast, officer)
        report = reports.save_draft(
            participant,
            sent.interim,
            values=FIGURES,
            narratives={"results": f"của {code}"},
            expected_version=0,
            by=officer,
            at=after(days=3),
        )
        reports.send_report(report, idempotency_key=code, by=officer, at=after(days=4))
        found[code] = Work(participant, publication, report)
    merger = Plan(
        ActKind.MERGE,
        after(days=10).date(),
        "Nghị quyết 1",
        (ENDED,),
        heirs=(Heir(CHILD),),
    )
    units.apply_acts([merger], by=None, at=after(days=9))
    return found


def _log(participant: Participant, number: int, cast: Cast, officer: Officer) -> Publication:
    return log(participant, number, _As(cast, officer))  # type: ignore[arg-type]


@dataclass(frozen=True)
class _As:
    """The cast with another officer in Bình's place, for a helper that asks for Bình."""

    cast: Cast
    binh: Officer


def statuses(officer: Officer, work: Work) -> dict[str, int]:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for name, address in work.addresses().items():
        with transaction.atomic():
            answer = client.get(address)
            b"".join(answer)
        found[name] = answer.status_code
    return found


# who asks → whose work → what they get: own, other, child, parent, ended
RELATIONS = [
    ("own", CHILD, CHILD, READ),
    ("other", CHILD, OTHER, HIDDEN),
    ("other", OTHER, CHILD, HIDDEN),
    ("parent", CHILD, PARENT, HIDDEN),
    ("child", PARENT, CHILD, HIDDEN),
    ("child by reporting line", "p.gd", OTHER, READ),
    ("parent by reporting line", OTHER, "p.gd", HIDDEN),
    ("ended, by its last officer", ENDED, ENDED, READ),
    ("ended, by its heir", CHILD, ENDED, HIDDEN),
    ("ended, by its former parent", PARENT, ENDED, HIDDEN),
    ("heir's, by the last officer of what ended", ENDED, CHILD, HIDDEN),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("_silent")
def test_every_relation_gets_what_the_rules_say_at_every_address(
    officers: dict[str, Officer], works: dict[str, Work]
) -> None:
    faults = []
    with time_machine.travel(AT, tick=False):
        for relation, asks, whose, wanted in RELATIONS:
            got = statuses(officers[asks], works[whose])
            faults += [
                f"{relation}: {asks} at {name} of {whose}: {status}, not {wanted}"
                for name, status in got.items()
                if status != wanted
            ]
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
@pytest.mark.usefixtures("_silent")
def test_who_runs_the_campaign_reads_all_and_who_left_nothing(
    cast: Cast, works: dict[str, Work]
) -> None:
    with time_machine.travel(AT, tick=False):
        for work in works.values():
            assert set(statuses(cast.an, work).values()) == {READ}
            for nobody in (cast.former, cast.stranger, cast.root, cast.police):
                assert set(statuses(nobody, work).values()) == {HIDDEN}


@pytest.mark.django_db
@pytest.mark.usefixtures("_silent")
def test_no_answer_with_a_units_work_may_be_kept_by_a_shared_cache(
    cast: Cast, works: dict[str, Work]
) -> None:
    with time_machine.travel(AT, tick=False):
        client = Client()
        client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
        for work in works.values():
            for address in work.addresses().values():
                answer = client.get(address)
                b"".join(answer)
                told = answer["Cache-Control"]
                assert "private" in told or "no-store" in told, address
                assert "public" not in told, address


@pytest.fixture
def _silent() -> object:
    import logging

    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
