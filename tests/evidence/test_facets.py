"""Inside the campaign's days or not: the page's day, ours, and what says otherwise."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction

from loa.crafts.matching import Reason
from loa.crafts.matching.details import Kind
from loa.evidence.checked_words import CHANGE_WORDS, REASON_WORDS
from loa.evidence.facets import window_of
from loa.ledger.actions import record
from loa.materials.models import Material
from tests.evidence.looks_made import found, logged, look, send_with_article
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
RELEASED = date(2024, 10, 21)


def test_whatever_can_be_different_about_a_material_has_a_word() -> None:
    assert set(CHANGE_WORDS) == {kind.value for kind in Kind}
    assert {reason.value for reason in Reason} <= set(REASON_WORDS)


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_article(cast)


def article(sent: Sent) -> Material:
    return sent.campaign.materials.get(code="m0")


@pytest.mark.parametrize(
    ("dated", "outcome", "is_inside", "against"),
    [
        pytest.param(date(2024, 10, 23), "found", True, (), id="a day of the campaign"),
        pytest.param(
            date(2023, 10, 23), "cannot_tell", False,
            ("outside_period", "other_than_unit"), id="last year",
        ),
        pytest.param(
            date(2024, 11, 2), "cannot_tell", None,
            ("dated_ahead", "other_than_unit"), id="a day that had not come",
        ),
        pytest.param(date(2024, 10, 30), "found", True, ("other_than_unit",), id="another day"),
    ],
)  # fmt: skip
def test_the_pages_day_is_laid_beside_the_campaign(
    cast: Cast, sent: Sent, dated: date, outcome: str, is_inside: bool | None,
    against: tuple[str, ...],
) -> None:  # fmt: skip
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    at = after(days=9) if dated == date(2024, 10, 30) else after(days=3)
    check = look(row, found(article(sent)), at=at, dated=dated)
    assert check.outcome == outcome
    window = window_of(check, [check], None)
    assert (window.is_inside, window.against) == (is_inside, against)


def test_a_page_without_a_day_is_inside_only_where_the_material_is_of_this_campaign(
    cast: Cast, sent: Sent
) -> None:
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    check = look(row, found(article(sent)), at=after(days=3))
    first = sent.campaign.starts_on
    assert window_of(check, [check], max(first, RELEASED)).is_inside is True
    assert window_of(check, [check], date(2024, 1, 1)).is_inside is None
    assert window_of(check, [check], None).is_inside is None


def test_a_page_that_changes_its_day_is_said_to_and_nobody_can_tell(
    cast: Cast, sent: Sent
) -> None:
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    first = look(row, found(article(sent)), at=after(days=3), dated=date(2024, 10, 22))
    second = look(row, found(article(sent)), at=after(days=5), dated=date(2024, 10, 24))
    window = window_of(second, [first, second], None)
    assert (window.is_inside, window.against) == (None, ("day_changed",))
    assert (window.first_seen, window.last_seen) == (after(days=3), after(days=5))


@pytest.mark.parametrize("how", ["past its time", "withdrawn"])
def test_material_that_was_no_longer_to_be_used_is_left_to_a_person(
    cast: Cast, sent: Sent, how: str
) -> None:
    material = article(sent)
    with transaction.atomic():
        if how == "withdrawn":
            material.withdrawn_at, material.withdrawn_reason = after(days=0), "Số cũ"
        else:
            material.valid_to = date(2024, 10, 21)
        material.save()
        record("material.withdrawn", material, by=cast.an, at=after())
    unit = sent.participants["p.h1.x1"]
    late = look(logged(unit, cast.binh, "/1"), found(material), at=after(days=3))
    assert (late.outcome, late.reasons[0]) == ("cannot_tell", "expired_material")
    assert late.needs_person
    earlier = logged(unit, cast.binh, "/2")
    on_its_last_day = look(earlier, found(material), at=after(days=3), dated=date(2024, 10, 21))
    assert on_its_last_day.outcome == "found"


@time_machine.travel(NOON, tick=False)
def test_the_check_shows_each_day_and_what_says_otherwise(cast: Cast, sent: Sent) -> None:
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    check = look(row, found(article(sent)), at=after(days=3), dated=date(2023, 10, 23))
    shown = browser(cast.an).get(f"/desk/evidence/checks/{check.pk}/").content.decode()
    for words in ("23/10/2023", "22/10/2024", "Ngày đơn vị ghi khác ngày trên trang."):
        assert words in shown
