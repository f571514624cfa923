"""A person's word on later looks: it stands while they end alike, and for nothing else."""

from dataclasses import replace

import pytest

from loa.crafts.matching import Finding, Outcome, Reason
from loa.crafts.matching.changes import Change
from loa.crafts.matching.details import Kind
from loa.evidence.auditing import of_the_machine
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.judging import judge, undo_judgement
from loa.evidence.models import Publication
from loa.evidence.queries import act_of, acts_of, latest_checks, without_word
from loa.evidence.vanished import vanished_of
from tests.evidence.looks_made import NOTHING, found, logged, look, send_with_article
from tests.people import Cast
from tests.rounds import after

pytestmark = pytest.mark.django_db
TODAY = after(days=20).date()


def state(row: Publication) -> str:
    return act_of(Publication.objects.get(pk=row.pk)).state


def test_a_no_to_what_the_machine_found_stands_when_it_finds_it_again(cast: Cast) -> None:
    sent = send_with_article(cast)
    part, material = sent.participants["p.h1.x1"], sent.campaign.materials.get(code="m0")
    row = logged(part, cast.binh)
    first = look(row, found(material), at=after(days=3))
    word = judge(first, is_published=False, note="", by=cast.an, at=after(days=3))
    again = look(row, found(material, 0.97), at=after(days=4))
    assert state(row) == "denied"
    assert [act.state for act in acts_of(part)] == ["denied"]
    assert not of_the_machine(sent.campaign).exists()
    assert list(latest_checks(cast.an, TODAY, show="judged")) == [again]
    assert not without_word(latest_checks(cast.an, TODAY, show="all")).exists()
    with pytest.raises(AlreadyJudgedError):
        judge(again, is_published=True, note="", by=cast.an, at=after(days=4))
    undo_judgement(word, by=cast.an, at=after(days=5))
    assert state(row) == "found"
    assert list(of_the_machine(sent.campaign)) == [again]


def test_a_yes_to_what_the_machine_doubted_stands_while_it_doubts_the_same(cast: Cast) -> None:
    sent = send_with_article(cast)
    part, material = sent.participants["p.h1.x1"], sent.campaign.materials.get(code="m0")
    part_left = [Finding(Outcome.CANNOT_TELL, Reason.TEXT_PART, str(material.pk), 0.3, "text")]
    row = logged(part, cast.binh)
    word = judge(
        look(row, part_left, at=after(days=3)),
        is_published=True, note="", by=cast.an, at=after(days=3),
    )  # fmt: skip
    again = look(row, part_left, at=after(days=4))
    assert (again.needs_person, state(row)) == (False, "confirmed")
    assert vanished_of(cast.an, sent.campaign, TODAY) == []
    undo_judgement(word, by=cast.an, at=after(days=5))
    again.refresh_from_db()
    assert (again.needs_person, state(row)) == (True, "waits")


def test_what_is_otherwise_at_a_later_look_is_asked_about_again(cast: Cast) -> None:
    sent = send_with_article(cast)
    part, material = sent.participants["p.h1.x1"], sent.campaign.materials.get(code="m0")

    def altered(said: str) -> list[Finding]:
        change = Change(Kind.PHONE, "02923823456", said)
        best = Finding(Outcome.ALTERED, Reason.ALTERED, str(material.pk), 1.0, "text")
        return [replace(best, changes=(change,))]

    row = logged(part, cast.binh)
    first = look(row, altered("0292382345"), at=after(days=3))
    judge(first, is_published=True, note="Cắt ở mép", by=cast.an, at=after(days=3))
    assert look(row, altered("0292382345"), at=after(days=4)).needs_person is False
    assert look(row, altered("0900000000"), at=after(days=5)).needs_person is True
    assert state(row) == "waits"
    gone = look(row, NOTHING, at=after(days=6))
    assert (gone.needs_person, gone.settled_by) == (True, None)
    assert look(row, altered("0292382345"), at=after(days=7)).needs_person is False
