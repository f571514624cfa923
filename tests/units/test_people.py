"""Posts give rights, with dates; nobody lifts themselves into another unit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loa.ledger.models import Entry
from loa.units import actions, policies, queries
from loa.units.errors import OfficerKnownError, PostEndedError, PostHeldError
from loa.units.policies import NotAllowedError
from loa.units.words import Role
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


def test_the_cast_holds_its_posts(cast: Cast) -> None:
    assert policies.holds(cast.an, cast.units["p.tt"], Role.COORDINATOR, on=TODAY)
    assert policies.holds(cast.binh, cast.units["p.h1.x1"], Role.REPORTER, on=TODAY)
    assert not policies.holds(cast.binh, cast.units["p.h2.t1"], on=TODAY)


def test_an_ended_post_gives_nothing_from_the_day_after(cast: Cast) -> None:
    unit = cast.units["p.h1.x1"]
    assert not policies.holds(cast.former, unit, on=TODAY)
    assert policies.holds(cast.former, unit, on=TODAY - timedelta(days=1))
    assert not queries.visible_to(cast.former, TODAY).exists()


def test_an_address_is_one_login_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(OfficerKnownError) as caught:
        actions.register_officer(email="BINH@songxanh.example", name="B", by=cast.an, at=NOW)
    assert caught.value.email == "binh@songxanh.example"


def test_a_coordinator_names_a_reporter_within_reach_and_a_reporter_may_not(
    cast: Cast,
) -> None:
    unit = cast.units["p.h2.x3"]
    with pytest.raises(NotAllowedError):
        actions.give_post(cast.stranger, unit, Role.REPORTER, by=cast.binh, at=NOW)
    post = actions.give_post(cast.stranger, unit, Role.REPORTER, by=cast.an, at=NOW)
    entry = Entry.objects.filter(verb="post.given").latest("pk")
    assert (entry.object_id, entry.by, entry.unit_id_was) == (str(post.pk), cast.an, unit.pk)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.APPROVER])
def test_a_coordinator_makes_no_heads_elsewhere(cast: Cast, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        actions.give_post(cast.stranger, cast.units["p.h1"], role, by=cast.an, at=NOW)


def test_nobody_gives_themselves_a_post_in_another_unit(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        actions.give_post(cast.an, cast.units["p.h1"], Role.REPORTER, by=cast.an, at=NOW)


def test_the_same_post_is_not_held_twice(cast: Cast) -> None:
    with pytest.raises(PostHeldError):
        actions.give_post(
            cast.binh, cast.units["p.h1.x1"], Role.REPORTER, by=cast.head_of_commune, at=NOW
        )


def test_a_post_is_ended_once(cast: Cast) -> None:
    with pytest.raises(PostEndedError):
        actions.end_post(cast.posts["former"], by=cast.an, at=NOW)


def test_a_post_ended_and_given_again_holds_again(cast: Cast) -> None:
    unit = cast.units["p.h1.x1"]
    actions.give_post(cast.former, unit, Role.REPORTER, by=cast.head_of_commune, at=NOW)
    assert policies.holds(cast.former, unit, Role.REPORTER, on=TODAY)


def test_a_shut_login_holds_nothing_until_it_is_opened_again(cast: Cast) -> None:
    unit = cast.units["p.h1.x1"]
    with pytest.raises(NotAllowedError):
        actions.disable_officer(cast.an, by=cast.binh, at=NOW)
    actions.disable_officer(cast.binh, by=cast.an, at=NOW)
    assert not policies.holds(cast.binh, unit, on=TODAY)
    actions.enable_officer(cast.binh, by=cast.an, at=NOW)
    assert policies.holds(cast.binh, unit, on=TODAY)
