"""A link signs one post in, once, for a short time."""

from datetime import timedelta

import pytest

from loa.ledger.models import Entry
from loa.units import actions
from loa.units.errors import (
    LinkExpiredError,
    LinkPostEndedError,
    LinkUnknownError,
    LinkUsedError,
)
from loa.units.models import SignInLink
from loa.units.visits import Way
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_a_link_is_used_once(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW, next_path="/desk/")
    link = actions.use_sign_in_link(token, at=NOW + timedelta(hours=1))
    assert (link.post, link.next_path) == (cast.posts["binh"], "/desk/")
    with pytest.raises(LinkUsedError):
        actions.use_sign_in_link(token, at=NOW + timedelta(hours=2))


def test_the_token_itself_is_kept_nowhere(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW)
    assert token not in str(list(SignInLink.objects.values()))
    assert token not in str(list(Entry.objects.values()))


def test_a_link_dies_of_age_and_with_its_post(cast: Cast) -> None:
    post = cast.posts["binh"]
    token = actions.make_sign_in_link(post, at=NOW)
    with pytest.raises(LinkExpiredError):
        actions.use_sign_in_link(token, at=NOW + timedelta(hours=24))
    actions.end_post(post, by=cast.an, at=NOW)
    with pytest.raises(LinkPostEndedError):
        actions.use_sign_in_link(token, at=NOW + timedelta(hours=1))
    with pytest.raises(LinkUnknownError):
        actions.use_sign_in_link("x" + token, at=NOW)


def test_a_link_leads_nowhere_else(cast: Cast) -> None:
    post = cast.posts["binh"]
    token = actions.make_sign_in_link(post, at=NOW, next_path="https://evil.example/")
    assert actions.use_sign_in_link(token, at=NOW).next_path == ""


def test_a_failed_try_is_written_down_for_a_known_address_only(cast: Cast) -> None:
    actions.note_failed_sign_in("BINH@songxanh.example", at=NOW, how=Way.PASSWORD)
    actions.note_failed_sign_in("nobody@songxanh.example", at=NOW, how=Way.PASSWORD)
    entry = Entry.objects.get(verb="officer.sign_in_failed")
    assert (entry.object_id, entry.by) == (str(cast.binh.pk), None)
