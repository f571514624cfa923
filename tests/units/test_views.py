"""Ways in and the register, asked for as a browser without script would."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from loa.ledger.models import Entry
from loa.units import actions
from loa.units.models import ClaimCode, Officer, Post
from loa.units.words import Role
from tests.people import NOW, Cast

PERSON = {"name": "Mai Thị Mới", "email": "moi@songxanh.example", "phone": "0900000000"}


def browser(officer: Officer | None) -> Client:
    client = Client()
    if officer is not None:
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def _at_nine() -> object:
    with time_machine.travel(NOW + timedelta(days=1), tick=False) as clock:
        yield clock


def _code(cast: Cast, *, days: int = 30) -> ClaimCode:
    unit = cast.units["p.h1.x2"]
    ends = NOW + timedelta(days=days)
    return actions.issue_claim_codes([unit], by=cast.an, at=NOW, expires_at=ends)[unit.pk]


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# ------------------------------------------------------------------ a mailed link


def test_looking_at_a_link_signs_nobody_in_and_its_button_does_once(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW + timedelta(hours=23))
    client = browser(None)
    assert "Trần Văn Bình" in client.get(f"/in/{token}/").content.decode()
    assert not _is_in(client)
    done = client.post(f"/in/{token}/")
    assert done.status_code == 303
    assert done["Location"] == "/desk/"
    assert _is_in(client)
    assert Entry.objects.filter(verb="officer.signed_in").exists()
    second = browser(None)
    again = second.post(f"/in/{token}/")
    assert again.status_code == 410
    assert second.get(f"/in/{token}/").status_code == 410
    assert not _is_in(second)


def test_an_expired_and_an_unknown_link_offer_a_code_instead(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW, lasts=timedelta(minutes=10))
    for address in (f"/in/{token}/", "/in/nothing/"):
        for answer in (browser(None).get(address), browser(None).post(address)):
            assert answer.status_code == 410
            assert "/accounts/login/code/" in answer.content.decode()


def test_a_link_dies_with_the_post_it_was_made_for(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["binh"], at=NOW + timedelta(hours=23))
    actions.end_post(cast.posts["binh"], by=None, at=NOW + timedelta(hours=23))
    client = browser(None)
    assert client.post(f"/in/{token}/").status_code == 410
    assert not _is_in(client)


# ------------------------------------------------------------------ typed address and code


def test_an_officer_signs_in_with_a_typed_address_and_a_mailed_code(cast: Cast) -> None:
    client = browser(None)
    asked = client.post("/accounts/login/code/", {"email": cast.binh.email})
    assert asked.status_code == 302
    [letter] = mail.outbox
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(letter.body), re.M)
    assert found
    wrong = client.post("/accounts/login/code/confirm/", {"code": "000000"})
    assert not _is_in(client)
    assert wrong.status_code in {200, 422}
    right = client.post("/accounts/login/code/confirm/", {"code": found[1]})
    assert right.status_code == 302
    assert _is_in(client)
    assert Entry.objects.filter(verb="officer.signed_in").count() == 1
    client.post("/accounts/logout/")
    assert not _is_in(client)


def test_a_wrong_password_is_on_record(cast: Cast) -> None:
    answer = browser(None).post(
        "/accounts/login/", {"login": cast.binh.email, "password": "wrong"}
    )
    assert answer.status_code == 200
    assert Entry.objects.filter(verb="officer.sign_in_failed").count() == 1


# ------------------------------------------------------------------ the code of a letter


def test_a_clerk_types_the_code_and_names_the_officer_who_then_signs_in(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    code = _code(cast).code
    client = browser(None)
    shown = client.post("/in/code/", {"code": code.lower().replace("-", " ")})
    assert shown.status_code == 200
    assert "xã Ướng Hạ" in shown.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/in/code/", {"code": code, **PERSON})
    assert done.status_code == 303
    assert PERSON["email"] in client.get(done["Location"]).content.decode()
    officer = Officer.objects.get(email=PERSON["email"])
    assert officer.posts.get().role == Role.REPORTER.value
    [letter] = mail.outbox
    assert "xã Ướng Hạ" in letter.body
    assert settings.SITE_URL in letter.body
    link = re.search(r"/in/[\w-]+/", str(letter.body))
    assert link
    assert browser(None).post(link[0]).status_code == 303


def test_a_code_that_opens_nothing_is_said_beside_its_box(cast: Cast) -> None:
    used, late = _code(cast).code, None
    actions.claim_unit(code=used, name="Ai", email="ai@songxanh.example", at=NOW)
    late = actions.issue_claim_codes(
        [cast.units["p.gd"]], by=cast.an, at=NOW, expires_at=NOW + timedelta(hours=1)
    )[cast.units["p.gd"].pk].code
    before = Post.objects.count()
    for typed in (used, late, "CCCC-CCCC", ""):
        for more in ({}, PERSON):
            answer = browser(None).post("/in/code/", {"code": typed, **more})
            assert answer.status_code == 422
            assert "code" in answer.context["form"].errors
    assert Post.objects.count() == before


def test_guessing_codes_is_stopped_even_for_the_right_one(cast: Cast) -> None:
    code = _code(cast).code
    client = Client(REMOTE_ADDR="192.0.2.77")
    for _time in range(20):
        client.post("/in/code/", {"code": "CCCC-CCCC"})
    answer = client.post("/in/code/", {"code": code})
    assert answer.status_code == 422
    assert browser(None).post("/in/code/", {"code": code}).status_code == 200


# ------------------------------------------------------------------ people


@pytest.mark.parametrize("who", ["head_of_commune", "clerk_of_commune", "an"])
def test_head_clerk_and_coordinator_name_a_contact_officer(cast: Cast, who: str) -> None:
    unit = cast.units["p.h1.x1"]
    client = browser(getattr(cast, who))
    address = f"/desk/units/{unit.pk}/people/"
    answer = client.post(address, {**PERSON, "role": "reporter"})
    assert answer.status_code == 303
    post = Post.objects.get(officer__email=PERSON["email"])
    assert (post.unit, post.role) == (unit, "reporter")
    again = client.post(address, {**PERSON, "role": "reporter"})
    assert again.status_code == 422
    assert "email" in again.context["form"].errors
    ended = client.post(f"/desk/posts/{post.pk}/end/")
    assert ended.status_code == 303
    assert PERSON["email"] in client.get(address).content.decode()  # until the day ends
    post.refresh_from_db()
    assert post.valid_to is not None


def test_others_neither_see_nor_name_people_of_a_unit(cast: Cast) -> None:
    address = f"/desk/units/{cast.units['p.h1.x1'].pk}/people/"
    post = cast.posts["binh"]
    before = Post.objects.count()
    for officer, status in ((cast.chi, 403), (cast.police, 403), (cast.stranger, 404)):
        client = browser(officer)
        assert client.get(address).status_code == status
        assert client.post(address, {**PERSON, "role": "reporter"}).status_code == status
        assert client.post(f"/desk/posts/{post.pk}/end/").status_code == 404
        assert client.post(f"/desk/posts/{post.pk}/invite/").status_code == 404
    mate = browser(cast.binh)
    assert mate.get(address).status_code == 200
    assert mate.post(address, {**PERSON, "role": "reader"}).status_code == 403
    assert Post.objects.count() == before


def test_a_clerk_makes_nobody_head(cast: Cast) -> None:
    address = f"/desk/units/{cast.units['p.h1.x1'].pk}/people/"
    answer = browser(cast.clerk_of_commune).post(address, {**PERSON, "role": "approver"})
    assert answer.status_code == 422
    assert not Officer.objects.filter(email=PERSON["email"]).exists()


def test_an_invitation_is_sent_again(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser(cast.head_of_commune).post(
            f"/desk/posts/{cast.posts['binh'].pk}/invite/"
        )
    assert answer.status_code == 303
    assert mail.outbox[0].to == [cast.binh.email]


def test_my_posts_show_mine_and_let_me_leave(cast: Cast) -> None:
    client = browser(cast.binh)
    assert "xã Tân Phú" in client.get("/desk/posts/").content.decode()
    address = f"/desk/posts/{cast.posts['binh'].pk}/end/"
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == "/desk/posts/"
    assert client.post(address)["Location"] == "/desk/posts/"  # ended before, and said so
    assert browser(cast.stranger).get("/desk/posts/").status_code == 200


# ------------------------------------------------------------------ the register


def test_units_are_found_without_tone_marks_and_narrowed(cast: Cast) -> None:
    client = browser(cast.dung)

    def found(query: str) -> list[str]:
        listed = client.get(f"/desk/units/?{query}").context["listed"]
        return [row.code for row in listed]

    assert found("q=uong ha") == ["p.h1.x2"]
    assert found("q=X04") == ["p.bao"]
    assert found("q=p.h1.x2") == ["p.h1.x2"]
    assert found("kind=school") == ["p.h2.t1"]
    assert found("level=district&kind=district_committee") == ["p.h1", "p.h2"]
    assert found("q=khong co gi") == []
    assert found("day=01/01/2020") == []
    assert len(found("kind=nonsense")) == 11


def test_a_piece_of_the_list_is_only_its_rows(cast: Cast) -> None:
    piece = browser(cast.dung).get("/desk/units/?q=sở", headers={"HX-Request": "true"})
    assert piece.content.decode().lstrip().startswith('<div id="rows">')


def test_a_unit_shows_its_places_codes_groups_and_its_past(cast: Cast) -> None:
    unit = cast.units["p.h1.x1"]
    client = browser(cast.dung)
    shown = client.get(f"/desk/units/{unit.pk}/").content.decode()
    for words in ("xã Tân Phú", "huyện Cồn Lớn", "X07", "UBND các xã"):
        assert words in shown
    past = client.get(f"/desk/units/{unit.pk}/?day=2020-01-01")
    assert not past.context["sheet"].is_there
    assert past.status_code == 200


def test_groups_expand_on_a_day(cast: Cast) -> None:
    client = browser(cast.dung)
    assert "UBND các huyện" in client.get("/desk/units/groups/").content.decode()
    shown = client.get("/desk/units/groups/districts/").content.decode()
    assert "huyện Đất Sét" in shown
    assert client.get("/desk/units/groups/nothing/").status_code == 404


def test_without_a_post_the_register_is_closed(cast: Cast) -> None:
    for address in ("/desk/units/", "/desk/units/groups/", "/desk/units/groups/schools/"):
        assert browser(cast.stranger).get(address).status_code == 403
        assert browser(None).get(address).status_code == 302
