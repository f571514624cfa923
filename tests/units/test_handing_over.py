"""Somebody takes over in one step, somebody stands in for a while; both can be taken back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units import actions, policies, queries
from loa.units.errors import (
    LinkUnknownError,
    NothingToTakeOverError,
    ReplacementOverlaidError,
    ReplacementUndoneError,
    StandInDatesError,
)
from loa.units.models import Officer, Post
from loa.units.policies import NotAllowedError
from loa.units.words import Role
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
NEW = {"email": "moi@songxanh.example", "name": "Mai Thị Mới"}


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def holders(cast: Cast, unit: str, role: Role, on: date) -> set[str]:
    return {officer.email for officer in queries.holders_of(cast.units[unit].pk, on, role)}


def replace(cast: Cast, on: date = TODAY, **facts: object) -> object:
    return actions.replace_officer(
        cast.binh, **{**NEW, **facts}, on=on, by=cast.head_of_commune, at=NOW
    )  # type: ignore[arg-type]


def test_the_work_moves_on_the_day_and_the_past_stays(cast: Cast) -> None:
    on = TODAY + 10 * DAY
    made = replace(cast, on)
    role = Role.REPORTER
    assert holders(cast, "p.h1.x1", role, on - DAY) == {cast.binh.email}
    assert holders(cast, "p.h1.x1", role, on) == {NEW["email"]}
    assert holders(cast, "p.h1.x1", role, on + 900 * DAY) == {NEW["email"]}
    actions.undo_replacement(made, by=cast.head_of_commune, at=NOW)
    for day in (TODAY, on, on + 900 * DAY):
        assert holders(cast, "p.h1.x1", role, day) == {cast.binh.email}
    assert Post.objects.filter(officer__email=NEW["email"]).count() == 0
    with pytest.raises(ReplacementUndoneError):
        actions.undo_replacement(made, by=cast.head_of_commune, at=NOW)


def test_after_the_first_day_an_undoing_keeps_the_days_that_were(cast: Cast) -> None:
    made = replace(cast)
    later = NOW + timedelta(days=5)
    actions.undo_replacement(made, by=cast.head_of_commune, at=later)
    role = Role.REPORTER
    assert holders(cast, "p.h1.x1", role, TODAY + 2 * DAY) == {NEW["email"], cast.binh.email}
    assert holders(cast, "p.h1.x1", role, TODAY + 5 * DAY) == {cast.binh.email}


def test_delegations_and_unused_links_move_or_end_with_the_posts(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW)
    away = actions.stand_in(
        cast.posts["binh"],
        email=cast.clerk_of_commune.email,
        valid_from=TODAY,
        valid_to=TODAY + 30 * DAY,
        by=cast.binh,
        at=NOW,
    )
    made = replace(cast, TODAY + 3 * DAY)
    away.refresh_from_db()
    assert away.stands_in_for is not None
    assert away.stands_in_for.officer.email == NEW["email"]
    with pytest.raises(LinkUnknownError):
        actions.use_sign_in_link(token, at=NOW)
    actions.undo_replacement(made, by=cast.head_of_commune, at=NOW)
    away.refresh_from_db()
    assert away.stands_in_for == cast.posts["binh"]


def test_only_posts_in_the_hands_of_who_asks_move(cast: Cast) -> None:
    elsewhere = actions.give_post(
        cast.binh, cast.units["p.h2.t1"], Role.READER, by=None, at=NOW
    )
    replace(cast)
    elsewhere.refresh_from_db()
    assert elsewhere.officer == cast.binh
    assert elsewhere.valid_to is None


@pytest.mark.parametrize("who", ["binh", "chi", "dung", "police", "stranger", "former"])
def test_nobody_else_hands_a_post_over(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowedError):
        actions.replace_officer(cast.binh, **NEW, on=TODAY, by=getattr(cast, who), at=NOW)


def test_nobody_takes_over_from_themselves_and_no_coordinator_takes_over_a_far_unit(
    cast: Cast,
) -> None:
    with pytest.raises(NothingToTakeOverError):
        replace(cast, email=cast.binh.email)
    with pytest.raises(NotAllowedError):
        actions.replace_officer(cast.binh, email=cast.an.email, on=TODAY, by=cast.an, at=NOW)


def test_who_leaves_is_shut_when_the_successor_begins(cast: Cast) -> None:
    on = TODAY + 3 * DAY
    replace(cast, on, has_left=True)
    cast.binh.refresh_from_db()
    assert cast.binh.is_active
    assert actions.shut_those_who_left(at=NOW + timedelta(days=2)) == 0
    assert actions.shut_those_who_left(at=NOW + timedelta(days=3)) == 1
    assert actions.shut_those_who_left(at=NOW + timedelta(days=3)) == 0
    cast.binh.refresh_from_db()
    assert not cast.binh.is_active


def test_a_post_changed_since_is_not_overwritten_by_an_undoing(cast: Cast) -> None:
    made = replace(cast, TODAY + 3 * DAY)
    post = Post.objects.get(officer__email=NEW["email"])
    actions.end_post(post, by=None, at=NOW, last_day=TODAY + 20 * DAY)
    before = list(Post.objects.order_by("pk").values())
    with pytest.raises(ReplacementOverlaidError):
        actions.undo_replacement(made, by=cast.head_of_commune, at=NOW)
    assert list(Post.objects.order_by("pk").values()) == before


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(wait=st.integers(0, 40), undone=st.integers(0, 60))
def test_replacing_and_undoing_leaves_every_day_as_it_was(
    cast: Cast, wait: int, undone: int
) -> None:
    """Days before the undoing are not rewritten; after it, all is as it was before."""
    on, role, code = TODAY + wait * DAY, Role.REPORTER, "p.h1.x1"
    days = [TODAY + n * DAY for n in range(0, 90, 3)]
    with transaction.atomic():
        before = {day: holders(cast, code, role, day) for day in days}
        made = replace(cast, on)
        between = {day: holders(cast, code, role, day) for day in days}
        later = NOW + timedelta(days=undone)
        actions.undo_replacement(made, by=cast.head_of_commune, at=later)
        after = {day: holders(cast, code, role, day) for day in days}
        transaction.set_rollback(True)
    for day in days:
        assert len(between[day]) == 1
        assert (between[day] == before[day]) == (day < on)
        has_been = on <= day < later.date() or on == day == later.date()
        assert after[day] == (between[day] | before[day] if has_been else before[day])


# ------------------------------------------------------------------ standing in


def test_who_stands_in_has_the_rights_for_those_days_only(cast: Cast) -> None:
    first, last = TODAY + 2 * DAY, TODAY + 9 * DAY
    made = actions.stand_in(
        cast.posts["binh"], **NEW, valid_from=first, valid_to=last,
        by=cast.head_of_commune, at=NOW,
    )  # fmt: skip
    unit = cast.units["p.h1.x1"]
    for day, has in ((first - DAY, False), (first, True), (last, True), (last + DAY, False)):
        assert policies.holds(made.officer, unit, Role.REPORTER, on=day) is has
        assert policies.holds(cast.binh, unit, Role.REPORTER, on=day)
    mail = Notice.objects.get(to_officer=made.officer)
    assert "làm thay Trần Văn Bình" in mail.body
    with pytest.raises(NotAllowedError):  # nobody further
        actions.stand_in(
            made, email=cast.chi.email, valid_from=first, valid_to=last,
            by=made.officer, at=NOW,
        )  # fmt: skip


def test_the_holder_names_a_colleague_only_the_leader_anybody(cast: Cast) -> None:
    days = {"valid_from": TODAY, "valid_to": TODAY + DAY, "at": NOW}
    with pytest.raises(NotAllowedError):
        actions.stand_in(cast.posts["binh"], email=cast.chi.email, by=cast.binh, **days)
    with pytest.raises(NotAllowedError):
        actions.stand_in(cast.posts["binh"], **NEW, by=cast.binh, **days)
    with pytest.raises(NotAllowedError):
        actions.stand_in(cast.posts["chi"], email=cast.binh.email, by=cast.binh, **days)
    clerk = cast.clerk_of_commune.email
    assert actions.stand_in(cast.posts["binh"], email=clerk, by=cast.binh, **days)
    assert Entry.objects.filter(note="stands in for Trần Văn Bình").count() == 1


@pytest.mark.parametrize(("first", "last"), [(0, -1), (5, 4), (-20, -10), (0, 400)], ids=str)
def test_days_that_do_not_fit_are_refused(cast: Cast, first: int, last: int) -> None:
    with pytest.raises(StandInDatesError):
        actions.stand_in(
            cast.posts["binh"], **NEW, valid_from=TODAY + first * DAY,
            valid_to=TODAY + last * DAY, by=cast.head_of_commune, at=NOW,
        )  # fmt: skip


def test_a_post_that_ends_takes_whoever_stands_in_with_it(cast: Cast) -> None:
    soon, later = (
        actions.stand_in(
            cast.posts["binh"], email=email, name="?", valid_from=TODAY + n * DAY,
            valid_to=TODAY + 30 * DAY, by=cast.head_of_commune, at=NOW,
        )
        for n, email in ((0, "a@x.example"), (20, "b@x.example"))
    )  # fmt: skip
    actions.end_post(cast.posts["binh"], by=None, at=NOW + timedelta(days=5))
    soon.refresh_from_db()
    assert soon.valid_to == TODAY + 4 * DAY
    assert not Post.objects.filter(pk=later.pk).exists()


# ------------------------------------------------------------------ screens


@pytest.fixture
def _now() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.mark.usefixtures("_now")
def test_the_preview_changes_nothing_and_the_second_button_does_it(cast: Cast) -> None:
    client = browser(cast.head_of_commune)
    address = f"/desk/officers/{cast.binh.pk}/replace/"
    assert client.get(address).status_code == 200
    asked = {**NEW, "on": "25/10/2024"}
    before = list(Post.objects.values())
    shown = client.post(address, {**asked, "do": "show"})
    assert shown.status_code == 200
    assert "Đầu mối" in shown.content.decode()
    assert list(Post.objects.values()) == before
    assert client.post(address, {"email": NEW["email"], "on": "25/10/2024"}).status_code == 422
    done = client.post(address, {**asked, "do": "replace"})
    assert done["Location"] == f"/desk/officers/{cast.binh.pk}/"
    page = client.get(done["Location"]).content.decode()
    assert "Mai Thị Mới" in page
    made = cast.binh.replacements.get()
    assert client.post(f"/desk/officers/replacements/{made.pk}/undo/").status_code == 303
    assert [row["valid_to"] for row in Post.objects.values()] == [r["valid_to"] for r in before]


@pytest.mark.usefixtures("_now")
def test_standing_in_is_said_on_the_desk_of_both_and_among_the_people(cast: Cast) -> None:
    client = browser(cast.binh)
    address = f"/desk/posts/{cast.posts['binh'].pk}/stand-in/"
    clerk = {"email": cast.clerk_of_commune.email, "valid_from": "21/10/2024"}
    assert client.get(address).status_code == 200
    assert client.post(address, {**clerk, "valid_to": "1/1/2020"}).status_code == 422
    stranger = {**clerk, "email": "la@x.example", "valid_to": "30/10/2024"}
    assert "email" in client.post(address, stranger).context["form"].errors
    assert client.post(address, {**clerk, "valid_to": "30/10/2024"}).status_code == 303
    assert "Đỗ Thị Lan đang làm thay bạn" in client.get("/desk/").content.decode()
    other = browser(cast.clerk_of_commune)
    assert "Bạn đang làm thay Trần Văn Bình" in other.get("/desk/").content.decode()
    people = client.get(f"/desk/units/{cast.units['p.h1.x1'].pk}/people/").content.decode()
    assert "thay cho Trần Văn Bình" in people


@pytest.mark.usefixtures("_now")
def test_a_login_is_shut_and_opened_by_the_head_and_by_no_one_else(cast: Cast) -> None:
    address = f"/desk/officers/{cast.binh.pk}/login/"
    for other in (cast.binh, cast.chi, cast.dung, cast.clerk_of_commune):
        assert browser(other).post(address).status_code == 403
    inside, head = browser(cast.binh), browser(cast.head_of_commune)
    assert inside.get("/desk/").status_code == 200
    assert head.get(address).status_code == 200
    assert head.post(address).status_code == 303
    assert inside.get("/desk/").status_code == 302
    assert head.post(address).status_code == 303
    cast.binh.refresh_from_db()
    assert cast.binh.is_active
    assert cast.binh.reopened_at is not None


@pytest.mark.usefixtures("_now")
def test_the_page_of_an_officer_is_not_for_strangers(cast: Cast) -> None:
    address = f"/desk/officers/{cast.binh.pk}/"
    for other, status in (
        (cast.binh, 200), (cast.clerk_of_commune, 200), (cast.an, 200), (cast.chi, 403),
        (cast.police, 403), (cast.stranger, 403), (cast.former, 403),
    ):  # fmt: skip
        assert browser(other).get(address).status_code == status
    assert (
        browser(cast.head_of_commune).get(f"/desk/officers/{cast.former.pk}/").status_code
        == 200
    )


@pytest.mark.usefixtures("_now")
def test_posts_are_given_with_days_from_the_screen(cast: Cast) -> None:
    client = browser(cast.head_of_commune)
    address = f"/desk/units/{cast.units['p.h1.x1'].pk}/people/"
    asked = {**NEW, "role": "reader", "valid_from": "01/11/2024", "valid_to": "30/11/2024"}
    assert client.post(address, {**asked, "valid_to": "1/10/2024"}).status_code == 422
    assert client.post(address, asked).status_code == 303
    post = Post.objects.get(officer__email=NEW["email"])
    assert (post.valid_from, post.valid_to) == (date(2024, 11, 1), date(2024, 11, 30))
    page = client.get(address).content.decode()
    assert "Sắp tới" in page
    assert "Vị trí đã kết thúc" in page  # of the former reporter
