"""The public site: two taps to a person, nothing kept, nothing shown that is not public."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.materials.test_actions import published
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_from_the_first_page_a_person_is_two_taps_away(client: Client) -> None:
    home = client.get("/").content.decode()
    assert f'href="{reverse("portal:first_aid")}"' in home
    aid = client.get(reverse("portal:first_aid")).content.decode()
    assert re.findall(r'href="tel:(\d+)"', aid) == ["113", "156", "111"]


@pytest.mark.parametrize("name", ["home", "first_aid", "materials"])
def test_no_page_sets_a_cookie_or_asks_a_third_party(client: Client, name: str) -> None:
    answer = client.get(reverse(f"portal:{name}"))
    assert not answer.cookies
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', answer.content.decode())
    assert loaded == []


def test_only_public_materials_are_found(cast: Cast, client: Client) -> None:
    made = published(cast)
    address = reverse("portal:material", args=[made.code])
    assert client.get(address).status_code == 404
    assert client.get(reverse("portal:file", args=[made.code])).status_code == 404


def test_an_unknown_campaign_is_not_found(client: Client) -> None:
    assert client.get(reverse("portal:campaign", args=["khong-co"])).status_code == 404
