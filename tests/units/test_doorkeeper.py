"""The way from the door to the desk: second step, password to change, limits, sessions."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units import actions
from loa.units.models import Officer, Visit
from loa.units.second_factor import demand_on
from loa.units.visits import Way
from loa.units.whence import Whence
from loa.units.words import Role
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
PASSWORD = "Đúng mật khẩu 9"
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


def with_password(officer: Officer, password: str = PASSWORD) -> Officer:
    actions.give_password(officer, password, by=None, at=NOW)
    return officer


def chosen(officer: Officer) -> Officer:
    """Give an officer a password that they chose themselves."""
    with_password(officer)
    client = Client()
    sign_in(client, officer)
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    )
    officer.refresh_from_db()
    return officer


def sign_in(client: Client, officer: Officer, password: str = PASSWORD) -> str:
    """Sign in by password; return where that leads, or nothing where it was refused."""
    answer = client.post("/accounts/login/", {"login": officer.email, "password": password})
    return str(answer.get("Location", ""))


def drop_second_step(officer: Officer) -> None:
    actions.reset_second_factor(officer, by=None, at=NOW)


def code_of(officer: Officer) -> str:
    """Return what the officer's app shows now."""
    secret = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    return code_from(secret)


def code_from(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_a_coordinator_without_second_step_reaches_nothing_but_its_setting_up(
    cast: Cast,
) -> None:
    drop_second_step(cast.an)
    chosen(cast.an)
    client = Client()
    assert sign_in(client, cast.an, PASSWORD + "!") == "/desk/"
    for address in ("/desk/", "/desk/units/", "/desk/campaigns/", "/cms/", "/admin/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/in/second-step/")
    piece = client.get("/desk/units/", headers={"HX-Request": "true"})
    assert piece["HX-Redirect"] == "/in/second-step/"
    assert client.post("/desk/units/acts/new/", {}).status_code == 302
    shown = client.get("/in/second-step/").content.decode()
    assert "/accounts/2fa/totp/activate/" in shown


def test_setting_up_an_app_opens_the_desk_and_gives_recovery_codes(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    drop_second_step(cast.an)
    chosen(cast.an)
    client = Client()
    sign_in(client, cast.an, PASSWORD + "!")
    client.get("/accounts/2fa/totp/activate/")
    asked = client.post("/accounts/reauthenticate/", {"password": PASSWORD + "!"})
    assert asked.status_code == 302
    form = client.get("/accounts/2fa/totp/activate/").context["form"]
    given = {"code": code_from(form.secret)}
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", given)
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/desk/").status_code == 200
    assert Entry.objects.filter(
        verb="officer.second_factor_changed", note="totp_activated", by=cast.an
    ).exists()
    gone = client.post("/accounts/2fa/totp/deactivate/")
    assert gone.status_code == 200  # refused: the role keeps one
    assert Authenticator.objects.filter(user=cast.an, type="totp").exists()


def test_with_a_second_step_the_password_alone_opens_nothing(cast: Cast) -> None:
    actions.give_password(cast.an, PASSWORD, by=None, at=NOW)
    client = Client()
    assert sign_in(client, cast.an) == "/accounts/2fa/authenticate/"
    assert client.get("/desk/").status_code == 302
    assert "/accounts/login/" in client.get("/desk/")["Location"]
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(cast.an)})
    assert right.status_code == 302
    assert Visit.objects.filter(officer=cast.an, way="password", is_refused=False).exists()


def test_a_mailed_link_does_not_go_round_the_second_step(cast: Cast) -> None:
    token = actions.make_sign_in_link(cast.posts["an"], at=LATER)
    client = Client()
    answer = client.post(f"/in/{token}/")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_five_wrong_codes_of_the_second_step_stop_even_the_right_one(cast: Cast) -> None:
    actions.give_password(cast.an, PASSWORD, by=None, at=NOW)
    client = Client()
    sign_in(client, cast.an)
    for _time in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(cast.an)})
    assert "_auth_user_id" not in client.session


def test_grace_counts_from_the_post_and_only_reminds(cast: Cast, settings: Settings) -> None:
    drop_second_step(cast.an)
    settings.SECOND_FACTOR_GRACE_DAYS = 30
    today = LATER.date()
    post = actions.give_post(
        cast.chi, cast.units["p.tt"], Role.COORDINATOR, by=None, at=NOW, valid_from=today
    )
    demand = demand_on(cast.chi, today)
    assert demand is not None
    assert not demand.is_owed(today + timedelta(days=29))
    assert demand.is_owed(today + timedelta(days=30))
    client = Client()
    client.force_login(cast.chi, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/").status_code == 200
    assert "Từ ngày" in client.get("/in/second-step/").content.decode()
    assert post.valid_from == today


def test_roles_are_a_setting_and_a_sample_is_spared(cast: Cast, settings: Settings) -> None:
    drop_second_step(cast.an)
    today = LATER.date()
    assert demand_on(cast.an, today) is not None
    assert demand_on(cast.binh, today) is None
    settings.SECOND_FACTOR_ROLES = ["reporter"]
    assert demand_on(cast.an, today) is None
    assert demand_on(cast.binh, today) is not None
    settings.SECOND_FACTOR_ROLES = []
    assert demand_on(cast.root, today) is None
    settings.SECOND_FACTOR_ROLES = ["coordinator"]
    cast.an.is_sample = True
    assert demand_on(cast.an, today) is None


def test_the_head_resets_a_lost_second_step_and_a_far_coordinator_may_not(
    cast: Cast,
) -> None:
    inside = Client()
    inside.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    assert inside.get("/desk/").status_code == 200
    address = f"/desk/officers/{cast.an.pk}/second-step/"
    for other in (cast.an, cast.dung, cast.binh, cast.head_of_commune):
        client = Client()
        client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(address).status_code == 403
    head = Client()
    head.force_login(cast.head, backend="django.contrib.auth.backends.ModelBackend")
    assert head.get(address).status_code == 200
    assert head.post(address).status_code == 303
    assert not Authenticator.objects.filter(user=cast.an).exists()
    entry = Entry.objects.get(verb="officer.second_factor_reset")
    assert (entry.by, entry.changes["steps"][0]) == (cast.head, ["recovery_codes", "totp"])
    assert "/accounts/login/" in inside.get("/desk/")["Location"]  # signed out everywhere


def test_a_password_that_another_knows_is_changed_before_anything_else(cast: Cast) -> None:
    with_password(cast.binh)
    client = Client()
    assert sign_in(client, cast.binh) == "/desk/"
    assert client.get("/desk/")["Location"] == "/accounts/password/change/"
    weak = {"oldpassword": PASSWORD, "password1": "matkhau1", "password2": "matkhau1"}
    assert client.post("/accounts/password/change/", weak).status_code == 200
    cast.binh.refresh_from_db()
    assert cast.binh.must_change_password
    new = {"oldpassword": PASSWORD, "password1": "Mới-toanh-10", "password2": "Mới-toanh-10"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_five_wrong_passwords_shut_the_password_of_known_and_unknown_alike(
    cast: Cast,
) -> None:
    with_password(cast.binh)
    for address in (cast.binh.email, "nobody@songxanh.example"):
        for _time in range(5):
            client = Client()
            client.post("/accounts/login/", {"login": address, "password": "wrong"})
        shown = client.post("/accounts/login/", {"login": address, "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        assert "09:15" in shown.content.decode()
    assert Visit.objects.filter(is_refused=True).count() == 5
    client.post("/accounts/login/code/", {"email": cast.binh.email})
    assert len(mail.outbox) == 1  # a mailed code works all the while


def test_after_a_quarter_of_an_hour_the_right_password_opens_again(
    cast: Cast, clock: Any
) -> None:
    with_password(cast.binh)
    for _time in range(5):
        sign_in(Client(), cast.binh, "wrong")
    assert sign_in(Client(), cast.binh) == ""
    clock.shift(timedelta(minutes=15))
    assert sign_in(Client(), cast.binh) == "/desk/"


def test_one_network_is_stopped_over_many_addresses(cast: Cast) -> None:
    with_password(cast.binh)
    client = Client(REMOTE_ADDR="192.0.2.9")
    for number in range(30):
        client.post("/accounts/login/", {"login": f"a{number}@x.example", "password": "w"})
    assert sign_in(client, cast.binh) == ""
    assert sign_in(Client(REMOTE_ADDR="192.0.2.10"), cast.binh) == "/desk/"


def test_every_sign_in_is_listed_with_a_short_address_and_can_be_ended(cast: Cast) -> None:
    chosen(cast.binh)
    here = Client(REMOTE_ADDR="203.0.113.5", HTTP_USER_AGENT="Firefox/130 Windows")
    there = Client(REMOTE_ADDR="203.0.113.6")
    third = Client()
    for client in (here, there, third):
        assert sign_in(client, cast.binh, PASSWORD + "!") == "/desk/"
    page = here.get("/desk/account/").content.decode()
    assert "203.0.113.x" in page
    assert "203.0.113.5" not in page
    assert "Firefox, Windows" in page
    visit = Visit.objects.get(session_key=there.session.session_key)
    assert here.post(f"/desk/account/sessions/{visit.pk}/end/").status_code == 303
    assert there.get("/desk/").status_code == 302
    assert here.post("/desk/account/sessions/end/").status_code == 303
    assert third.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    left = Visit.objects.filter(officer=cast.binh, ended_at__isnull=True, is_refused=False)
    assert [v.session_key for v in left.exclude(session_key="")][:1] == [
        here.session.session_key
    ]


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    whence = Whence(session_key="k")
    visit = actions.note_sign_in(cast.binh, at=NOW, how=Way.CODE, whence=whence)
    client = Client()
    client.force_login(cast.chi, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/desk/account/sessions/{visit.pk}/end/").status_code == 404


def test_signing_out_closes_the_row(cast: Cast) -> None:
    chosen(cast.binh)
    client = Client()
    sign_in(client, cast.binh, PASSWORD + "!")
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert Visit.objects.get(session_key=key).ended_at is not None
    assert Entry.objects.filter(verb="officer.signed_out", by=cast.binh).exists()


def test_heads_and_coordinators_see_the_sign_ins_of_their_own_people_only(
    cast: Cast,
) -> None:
    for officer in (cast.binh, cast.chi):
        actions.note_sign_in(officer, at=NOW, how=Way.CODE)

    def seen(officer: Officer, query: str = "") -> set[str] | int:
        client = Client()
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(f"/desk/sign-ins/{query}")
        if answer.status_code != 200:
            return answer.status_code
        return {row["visit"].officer.email for row in answer.context["rows"]}

    assert seen(cast.head_of_commune) == {cast.binh.email}
    assert seen(cast.an) == {cast.binh.email, cast.chi.email}
    assert seen(cast.an, "?q=binh") == {cast.binh.email}
    assert seen(cast.an, "?refused=on") == set()
    assert seen(cast.binh) == 403


def test_no_token_stays_in_the_outbox_once_the_mail_has_left(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notice = actions.invite(cast.posts["binh"], by=cast.an, at=LATER)
    sent = re.search(r"/in/([\w-]{20,})/", str(mail.outbox[0].body))
    assert sent
    assert sent[1] not in str(list(Notice.objects.values()))
    assert sent[1] not in str(list(Entry.objects.values()))
    notice.refresh_from_db()
    assert notice.sent_at is not None
    assert Client().post(f"/in/{sent[1]}/").status_code == 303


def test_pages_of_officers_are_for_no_shared_cache(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/desk/", "/desk/units/", "/desk/units/export.xlsx", "/desk/account/"):
        assert "private" in client.get(address)["Cache-Control"]
