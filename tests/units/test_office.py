"""The office's own sign-in, against a small provider that speaks OpenID Connect on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from loa.ledger.models import Entry
from loa.units import actions
from loa.units.models import Officer, Visit
from tests.people import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("socket_enabled")]
START = "/accounts/office/office/login/"


@dataclass
class Provider:
    """What the provider says of whoever signs in there."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    told = Provider()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def say(self, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/.well-known/openid-configuration":
                self.say(
                    {
                        "issuer": told.address,
                        "authorization_endpoint": f"{told.address}/authorize",
                        "token_endpoint": f"{told.address}/token",
                        "userinfo_endpoint": f"{told.address}/person",
                        "jwks_uri": f"{told.address}/keys",
                        "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    }
                )
            elif place.path == "/authorize":
                asked = {key: value[0] for key, value in parse_qs(place.query).items()}
                back = urlencode({"code": "c0de", "state": asked["state"]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.say(told.person)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            claims = told.person | {
                "iss": told.address,
                "aud": "loa",
                "iat": int(time.time()),
                "exp": int(time.time()) + 300,
            }
            token = jwt.encode(claims, "k" * 32, algorithm="HS256")
            self.say({"access_token": "t", "token_type": "Bearer", "id_token": token})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "office",
                    "name": "Tài khoản cơ quan",
                    "client_id": "loa",
                    "secret": "s3cret",
                    "settings": {"server_url": told.address, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def walk(client: Client) -> Any:
    """Go the whole way as a browser would; return Loa's last answer."""
    started = client.post(START)
    assert started.status_code == 302
    opener = build_opener(_NoRedirect)
    try:
        opener.open(started["Location"])
    except OSError as answer:  # a redirection that is not followed
        back = urlsplit(answer.headers["Location"])  # type: ignore[attr-defined]
    return client.get(f"{back.path}?{back.query}")


def person(email: str, *, is_verified: bool = True, sub: str = "1") -> dict[str, Any]:
    return {"sub": sub, "email": email, "email_verified": is_verified, "name": "?"}


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_officer_with_a_verified_address_signs_in_and_is_linked_once(
    cast: Cast, provider: Provider
) -> None:
    provider.person = person("BINH@songxanh.example")
    client = Client()
    assert "Tài khoản cơ quan" in client.get("/accounts/login/").content.decode()
    assert walk(client)["Location"] == "/desk/"
    assert is_in(client)
    assert SocialAccount.objects.get().user == cast.binh
    assert Visit.objects.get(officer=cast.binh).way == "office"
    provider.person = person("new-address@songxanh.example")  # known by its subject by now
    again = Client()
    walk(again)
    assert is_in(again)
    assert Entry.objects.filter(verb="officer.office_account_linked").count() == 1


@pytest.mark.parametrize(
    "who",
    [
        person("binh@songxanh.example", is_verified=False),
        person("stranger@elsewhere.example"),
        {"sub": "9"},
    ],
)
def test_whoever_no_unit_named_by_a_verified_address_is_refused_and_nothing_made(
    cast: Cast, provider: Provider, who: dict[str, Any]
) -> None:
    before = Officer.objects.count()
    provider.person = who
    client = Client()
    assert walk(client).status_code == 403
    assert not is_in(client)
    assert (Officer.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_second_account_of_the_office_does_not_take_an_officer_over(
    cast: Cast, provider: Provider
) -> None:
    provider.person = person("binh@songxanh.example")
    walk(Client())
    provider.person = person("binh@songxanh.example", sub="2")
    client = Client()
    assert walk(client).status_code == 403
    assert not is_in(client)


def test_a_shut_login_stays_shut(cast: Cast, provider: Provider) -> None:
    actions.disable_officer(cast.binh, by=None, at=NOW)
    provider.person = person("binh@songxanh.example")
    client = Client()
    assert walk(client).status_code == 403
    assert not is_in(client)


def test_the_office_does_not_go_round_the_second_step(cast: Cast, provider: Provider) -> None:
    provider.person = person("an@songxanh.example")
    client = Client()
    assert walk(client)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_without_the_setting_there_is_no_such_door(cast: Cast) -> None:
    assert Client().post(START).status_code == 404
    assert "office-1" not in Client().get("/accounts/login/").content.decode()
