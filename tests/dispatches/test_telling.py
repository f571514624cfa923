"""The digest of what waits: in working hours, never twice, and it names no letter."""

from datetime import datetime, timedelta

from loa.dispatches.actions import Comer, begin, dismiss, take_in, tell_of_arrivals
from loa.dispatches.actions.telling import EVERY, READ_FOR, STUCK_FOR
from loa.dispatches.models import Arrival, Way
from loa.notices.models import Notice
from tests.letters import SMALL, confirm, receive
from tests.people import NOW, VIETNAM, Cast

BROKEN = b"%PDF-1.7 broken"
SOON = NOW + STUCK_FOR


def stuck(cast: Cast, number: int = 1, *, at: datetime = NOW) -> Arrival:
    arrival = begin(
        cast.units["p.tt"], Way.MAIL, place=f"m/7:{number}:2", size_bytes=9, by=None, at=at
    )
    return take_in(arrival, Comer(BROKEN, "ke-hoach-kin.pdf", "a@b.example"), by=None, at=at)


def test_who_receives_is_told_once_of_what_cannot_be_taken(cast: Cast) -> None:
    arrival = stuck(cast)
    assert tell_of_arrivals(at=SOON - timedelta(seconds=1)) == 0
    assert tell_of_arrivals(at=SOON) == 1
    (notice,) = Notice.objects.all()
    assert notice.to_officer == cast.an
    assert arrival.reason in notice.body
    assert "ke-hoach-kin" not in f"{notice.subject}{notice.body}"
    assert "http" not in notice.body.replace("http://localhost:8000", "")
    assert tell_of_arrivals(at=SOON + EVERY) == 0


def test_the_next_digest_waits_four_hours_and_tells_of_all_that_still_waits(cast: Cast) -> None:
    stuck(cast)
    tell_of_arrivals(at=SOON)
    stuck(cast, 2, at=SOON)
    assert tell_of_arrivals(at=SOON + EVERY - timedelta(seconds=1)) == 0
    assert tell_of_arrivals(at=SOON + EVERY) == 1
    assert Notice.objects.order_by("pk").last().body.count("\n- ") == 2  # type: ignore[union-attr]


def test_nobody_is_written_to_at_night_or_of_what_is_settled(cast: Cast) -> None:
    arrival = stuck(cast)
    for hour in (0, 6, 18, 23):
        assert tell_of_arrivals(at=datetime(2024, 10, 22, hour, tzinfo=VIETNAM)) == 0
    dismiss(arrival, by=cast.an, at=NOW)
    assert tell_of_arrivals(at=datetime(2024, 10, 22, 9, tzinfo=VIETNAM)) == 0


def test_a_letter_nobody_reviews_is_told_of_after_hours_and_not_once_confirmed(
    cast: Cast,
) -> None:
    letter = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    assert tell_of_arrivals(at=NOW + READ_FOR - timedelta(seconds=1)) == 0
    assert tell_of_arrivals(at=NOW + READ_FOR) == 1
    assert "1 văn bản" in Notice.objects.get().body
    other = receive(SMALL.replace("812/", "813/").encode(), cast.units["p.tt"], by=cast.an)
    for each in (letter, other):
        confirm(each, by=cast.an)
    assert tell_of_arrivals(at=NOW + READ_FOR + EVERY) == 0
