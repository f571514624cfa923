"""Whom a phrase means is learned from a person, and never against the register."""

import pytest
import time_machine
from django.db import transaction

from loa.campaigns.actions import close_hole, forget, open_campaign, remove_recipient
from loa.campaigns.actions.learning import learn
from loa.campaigns.errors import UnknownHoleError
from loa.campaigns.models import Addressing, Campaign, HoleKind, HoleWord, LearnedName
from loa.campaigns.queries import propose
from loa.campaigns.queries.meanings import AddressBook
from loa.ledger.models import Entry
from loa.units.models import GroupSynonym, UnitName
from loa.units.policies import NotAllowedError
from tests.dispatches.test_views import browser
from tests.letters import SMALL, confirm, receive
from tests.people import NOW, Cast

PHRASE = "Cụm thi đua số 3"
WITH_PHRASE = SMALL.replace("- Báo Sông Xanh.", f"- {PHRASE};\n- Báo Sông Xanh.", 1)
ISSUER = "Sở Thông tin và Truyền thông"


def opened(cast: Cast, text: str = WITH_PHRASE) -> Campaign:
    letter = confirm(receive(text.encode(), cast.units["p.tt"], by=cast.an), by=cast.an)
    return open_campaign(letter, by=cast.an, at=NOW)


def later(cast: Cast) -> str:
    return WITH_PHRASE.replace("Số: 812/", "Số: 990/").replace("21 tháng 10", "22 tháng 10")


def name_it(cast: Cast, campaign: Campaign, code: str = "p.h1") -> None:
    close_hole(
        campaign, HoleKind.UNKNOWN_WORDS, PHRASE, HoleWord.ADDED,
        unit=cast.units[code], by=cast.an, at=NOW,
    )  # fmt: skip


def test_what_was_said_of_one_letter_is_known_in_the_next_with_its_reason(cast: Cast) -> None:
    campaign = opened(cast)
    name_it(cast, campaign)
    letter = receive(later(cast).encode(), cast.units["p.tt"], by=cast.an)
    proposal = propose(letter)
    assert PHRASE not in proposal.unknown
    ((words, target),) = proposal.learned
    assert (words, target.unit) == (PHRASE, cast.units["p.h1"])
    assert target.learned is not None
    assert (target.learned.by, target.learned.at) == (cast.an, NOW)
    assert target.learned.dispatch == campaign.dispatch


def test_a_name_taken_back_is_asked_again(cast: Cast) -> None:
    name_it(cast, opened(cast))
    said = LearnedName.objects.get()
    for officer in (cast.dung, cast.binh, cast.stranger):
        with pytest.raises(NotAllowedError):
            forget(said, by=officer, at=NOW)
    forget(said, by=cast.an, at=NOW)
    rows = Entry.objects.count()
    forget(said, by=cast.an, at=NOW)
    assert Entry.objects.count() == rows
    letter = receive(later(cast).encode(), cast.units["p.tt"], by=cast.an)
    assert PHRASE in propose(letter).unknown


@time_machine.travel(NOW, tick=False)
def test_said_on_the_page_of_holes_seen_in_the_list_and_taken_back_there(cast: Cast) -> None:
    campaign = opened(cast)
    an, names = browser(cast.an), "/desk/campaigns/names/"
    told = {"kind": "unknown_words", "place": PHRASE, "word": "added", "unit": "p.h1"}
    address = f"/desk/campaigns/{campaign.slug}/"
    assert "holes" in an.post(f"{address}holes/", told)["Location"]
    said = LearnedName.objects.get()
    assert said.words in an.get(names).content.decode()
    another = receive(later(cast).encode(), cast.units["p.tt"], by=cast.an)
    confirm(another, by=cast.an)
    known = an.get(f"/desk/campaigns/open/{another.pk}/").content.decode()
    assert f"“{PHRASE}” → " in known
    assert browser(cast.dung).post(f"{names}{said.pk}/forget/").status_code == 403
    assert browser(cast.binh).post(f"{names}{said.pk}/forget/").status_code == 404
    an.post(f"{names}{said.pk}/forget/")
    assert said.words not in an.get(names).content.decode().split('id="rows"')[1]


def test_taking_the_task_back_from_whom_the_words_were_said_to_mean_unlearns_them(
    cast: Cast,
) -> None:
    campaign = opened(cast, SMALL.replace("4.3. Báo Sông Xanh:", f"4.3. {PHRASE}:"))
    name_it(cast, campaign)
    other = Addressing.objects.filter(task__campaign=campaign).exclude(words=PHRASE)[0]
    remove_recipient(other, by=cast.an, at=NOW)
    assert LearnedName.objects.filter(undone_at=None).exists()
    (row,) = Addressing.objects.filter(task__campaign=campaign, words=PHRASE)
    remove_recipient(row, by=cast.an, at=NOW)
    assert not LearnedName.objects.filter(undone_at=None).exists()


def test_the_last_word_of_a_person_wins_and_the_former_stays_marked(cast: Cast) -> None:
    campaign = opened(cast)
    with transaction.atomic():
        for code in ("p.h1", "p.h2", "p.h2"):
            learn(campaign, PHRASE, group=None, unit=cast.units[code], by=cast.an, at=NOW)
    assert LearnedName.objects.count() == 2
    assert LearnedName.objects.get(undone_at=None).unit == cast.units["p.h2"]


def test_a_letter_of_another_level_or_another_house_asks_for_itself(cast: Cast) -> None:
    name_it(cast, opened(cast))
    owner, day = cast.units["p.tt"], NOW.date()
    assert AddressBook(owner, day, issuer=ISSUER).find(PHRASE)
    assert not AddressBook(owner, day, issuer="Bộ Chưa Có").find(PHRASE)
    assert not AddressBook(cast.units["p.gd"], day, issuer=ISSUER).find(PHRASE)


def test_words_without_a_hole_teach_nothing(cast: Cast) -> None:
    campaign = opened(cast)
    with pytest.raises(UnknownHoleError):
        close_hole(
            campaign, HoleKind.UNKNOWN_WORDS, "Các sở", HoleWord.ADDED,
            unit=cast.units["p.h1"], by=cast.an, at=NOW,
        )  # fmt: skip
    assert not LearnedName.objects.exists()


def test_learning_never_makes_a_name_of_the_register_mean_another(cast: Cast) -> None:
    """Every name, short name and synonym there is, each taught to mean something else."""
    owner, day = cast.units["p.tt"], NOW.date()
    words = {row.name for row in UnitName.objects.all()}
    words |= {row.short_name for row in UnitName.objects.all() if row.short_name}
    words |= {row.text for row in GroupSynonym.objects.all()}
    words |= {f"Các {word}" for word in words} | {f"{a}, {b}" for a, b in zip(
        sorted(words), sorted(words, reverse=True), strict=True)}  # fmt: skip
    before = {word: AddressBook(owner, day, issuer=ISSUER).find(word) for word in words}
    known = {word for word, found in before.items() if found}
    assert len(known) > 20
    campaign = opened(cast)
    for word in sorted(words):
        meant = {target.unit for target in before[word]}
        other = next(unit for unit in cast.units.values() if unit not in meant)
        with transaction.atomic():
            learn(campaign, word, group=None, unit=other, by=cast.an, at=NOW)
    book = AddressBook(owner, day, issuer=ISSUER)
    after = {word: book.find(word) for word in known}
    assert {w: [t.key for t in after[w]] for w in known} == {
        w: [t.key for t in before[w]] for w in known
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [("STTTT", "Sở Thông tin và Truyền thông"), ("SGD&ĐT", "Sở Giáo dục và Đào tạo")],
)
def test_an_abbreviation_means_what_it_abbreviates(
    cast: Cast, written: str, meant: str
) -> None:
    book = AddressBook(cast.units["p.h1"], NOW.date())
    beside = AddressBook(cast.units["p.ca"], NOW.date())
    found = book.find(written) or beside.find(written)
    assert [target.name for target in found] == [
        target.name for target in (book.find(meant) or beside.find(meant))
    ]
    assert found
