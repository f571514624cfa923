"""The line of looks: taken for a while, one a host, brought back by its holder alone."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Count

from loa.campaigns.models import Participant
from loa.crafts.matching import Finding, Outcome, Reason
from loa.evidence import looks
from loa.evidence.actions import Logged, log_publication
from loa.evidence.checking import store_check
from loa.evidence.looking import Visited, library_of
from loa.evidence.models import ActKind, Check, Look, Publication
from loa.evidence.running import run_looks
from loa.files.models import StoredFile
from loa.ledger.actions import record
from loa.materials.models import Fingerprint, Material, MaterialVersion
from tests.doors.web import page
from tests.evidence.loopback import web_beside
from tests.people import Cast
from tests.rounds import after, send_small_campaign

pytestmark = pytest.mark.django_db
NOTHING = [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]
AT = after(days=3)


@pytest.fixture
def unit(cast: Cast) -> Participant:
    return send_small_campaign(cast).participants["p.h1.x1"]


def log(cast: Cast, unit: Participant, address: str, **more: object) -> Publication:
    given = Logged(
        kind=ActKind.WEB, happened_on=date(2024, 10, 22), idempotency_key=address or "files",
        address=address, **more,  # type: ignore[arg-type] # a test's kwargs
    )  # fmt: skip
    return log_publication(unit, given, by=cast.binh, at=after(days=2))


def take(at: object = AT, most: int = 10) -> list[looks.Taken]:
    looks.enrol(AT)
    return looks.take(at, most=most)  # type: ignore[arg-type] # an instant


def test_what_one_worker_holds_no_other_gets_until_its_time_is_over(
    cast: Cast, unit: Participant
) -> None:
    log(cast, unit, "https://xa.vn/1")
    (mine,) = take()
    assert take() == []
    assert take(AT + looks.HELD_FOR - timedelta(seconds=1)) == []
    (other,) = take(AT + looks.HELD_FOR)
    assert other.look_id == mine.look_id
    late = AT + looks.HELD_FOR
    assert store_check(mine.publication, Visited(), NOTHING, at=late, taken=mine) is None
    assert store_check(other.publication, Visited(), NOTHING, at=late, taken=other) is not None
    assert store_check(other.publication, Visited(), NOTHING, at=late, taken=other) is None
    assert Check.objects.count() == 1


def test_who_says_that_it_is_still_at_it_keeps_the_look(cast: Cast, unit: Participant) -> None:
    log(cast, unit, "https://xa.vn/1")
    (mine,) = take()
    assert looks.hold_on([mine], at=AT + timedelta(minutes=2)) == 1
    assert take(AT + looks.HELD_FOR) == []
    (other,) = take(AT + timedelta(minutes=2) + looks.HELD_FOR)
    assert looks.hold_on([mine], at=AT) == 0
    assert looks.hold_on([other], at=AT) == 1


def test_a_host_is_visited_for_one_page_at_a_time_and_rests_between(
    cast: Cast, unit: Participant
) -> None:
    for number in range(50):
        log(cast, unit, f"https://dong.vn/{number}")
    last = log(cast, unit, "https://vang.vn/1")
    taken = take()
    assert sorted(each.host for each in taken) == ["dong.vn", "vang.vn"]
    assert last in {each.publication for each in taken}
    busy = next(each for each in taken if each.host == "dong.vn")
    looks.leave_alone("dong.vn", until=AT + timedelta(seconds=2))
    store_check(busy.publication, Visited(), NOTHING, at=AT, taken=busy)
    assert take(AT + timedelta(seconds=1)) == []
    assert looks.soon_free(AT) == AT + timedelta(seconds=2)
    assert [each.host for each in take(AT + timedelta(seconds=2))] == ["dong.vn"]


def test_a_page_that_fails_does_not_hold_up_the_others_of_its_host(
    cast: Cast, unit: Participant
) -> None:
    both = {log(cast, unit, f"https://xa.vn/{number}") for number in range(2)}
    (broken,) = take()
    again = AT + timedelta(minutes=1)
    looks.bring_back(broken, due_at=again)
    assert {each.publication for each in take(again)} == both - {broken.publication}


@pytest.mark.enable_socket
def test_every_publication_stands_in_the_line_once_and_what_is_only_said_is_so_decided(
    cast: Cast, unit: Participant
) -> None:
    seen = log(cast, unit, "https://xa.vn/1")
    sample = log(cast, unit, "https://xa.example/1")
    said = log(cast, unit, "", counts={"turn": 3})
    assert looks.enrol(AT) == 3
    assert looks.enrol(AT) == 0
    Look.objects.filter(publication=seen).update(due_at=None)
    with web_beside() as web:
        assert run_looks(web.fetcher(), now=lambda: AT) == 2
        assert web.asked == []
        assert run_looks(web.fetcher(), now=lambda: AT + timedelta(days=2)) == 0
    for each in (sample, said):
        check = each.checks.get()
        assert (check.outcome, check.reasons) == ("claimed", ["nothing_shown"])
        assert (check.trust, check.needs_person, check.next_at) == ("E", False, None)


@pytest.mark.enable_socket
def test_a_host_that_never_answers_is_laid_before_a_person_with_all_that_waits_for_it(
    cast: Cast, unit: Participant
) -> None:
    at = AT + timedelta(minutes=17)
    with web_beside() as web:
        for number in range(30):
            log(cast, unit, web.url(f"/{number}", host="dong.example.vn"))
            web.answers[f"/{number}"] = page(b"", "503 Service Unavailable")
        for late in (0, 2, 15, 17):
            moment = AT + timedelta(minutes=late)
            run_looks(web.fetcher(), now=lambda moment=moment: moment)  # type: ignore[misc] # bound
        assert len(web.asked_paths()) == 3
    latest = Check.objects.filter(is_latest=True)
    assert latest.count() == 30
    assert set(latest.values_list("outcome", "needs_person")) == {("unreachable", True)}
    reasons = {reason for each in latest for reason in each.reasons}
    assert reasons == {"host_silent"}
    assert not looks.waiting(at).exists()
    assert all(each.next_at and each.next_at > at for each in latest)


@pytest.mark.enable_socket
def test_what_stops_the_worker_thrice_is_laid_before_a_person(
    cast: Cast, unit: Participant
) -> None:
    row = log(cast, unit, "https://xa.vn/1")
    at = AT
    for _ in range(looks.MOST_TRIES):
        (taken,) = take(at)
        with transaction.atomic():
            looks.begin(taken, at=at)
        at += looks.HELD_FOR  # killed: nobody brings it back
    with web_beside() as web:
        run_looks(web.fetcher(), now=lambda: at)
        assert web.asked == []
    check = Check.objects.get(publication=row)
    assert (check.outcome, check.reasons, check.needs_person) == (
        "cannot_tell", ["looking_failed"], True,
    )  # fmt: skip
    assert check.next_at is None


def test_a_campaign_of_many_materials_has_its_library(cast: Cast) -> None:
    sent = send_small_campaign(cast)
    facts = {
        "format": "article", "owner": cast.units["p.tt"], "issuer_name": "Sở",
        "ground_of_use": "Kèm công văn", "valid_from": AT.date(),
    }  # fmt: skip
    with transaction.atomic():
        made = Material.objects.bulk_create(
            Material(code=f"m{n}", title=f"Tài liệu {n}", post_text=f"Bài số {n}", **facts)
            for n in range(1_100)
        )
        files = StoredFile.objects.bulk_create(
            StoredFile(sha256=str(n), size_bytes=1, media_type="video/mp4", stored_at=AT)
            for n in range(len(made))
        )
        MaterialVersion.objects.bulk_create(
            MaterialVersion(material=each, number=1, file=file, made_at=AT, made_by=cast.an)
            for each, file in zip(made, files, strict=True)
        )
        for first in range(0, len(made), 300):
            sent.campaign.materials.add(*made[first : first + 300])
        record("campaign.materials_added", sent.campaign, by=cast.an, at=AT)
    library = library_of(sent.campaign)
    assert library is library_of(sent.campaign)
    # A text and, since a clip whose bytes are not there has no frames, an empty row each.
    counts = Fingerprint.objects.values_list("kind").annotate(many=Count("pk"))
    assert dict(counts) == {"text": 1_100, "clip": 1_100}


def test_a_worker_whose_clock_is_wrong_holds_nothing_and_closes_no_host(
    cast: Cast, unit: Participant
) -> None:
    log(cast, unit, "https://xa.vn/1")
    (wrong,) = take(AT + timedelta(days=400))
    looks.leave_alone(wrong.host, until=AT + timedelta(days=400))
    (right,) = take()
    assert (right.look_id, right.token == wrong.token) == (wrong.look_id, False)
    assert (looks.is_held(wrong), looks.is_held(right)) == (False, True)
    assert take() == []
