"""A unit's claim codes and channels, from the screen."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from loa.units import actions
from loa.units.models import Channel, ClaimCode, Officer
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW + timedelta(days=1), tick=False) as clock:
        yield clock


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_code_is_given_again_kept_while_open_and_shut(cast: Cast) -> None:
    address = f"/desk/units/{cast.units['p.h1.x2'].pk}/codes/"
    an = browser(cast.an)
    for _time in range(2):
        assert an.post(address, {"do": "issue"}).status_code == 303
    code = ClaimCode.objects.get()
    assert code.code in an.get(address).content.decode()
    assert an.post(address, {"revoke": code.pk}).status_code == 303
    assert code.code not in an.get(address).content.decode()
    an.post(address, {"do": "issue"})
    assert ClaimCode.objects.filter(revoked_at__isnull=True).count() == 1
    for other in (cast.binh, cast.head_of_commune, cast.dung, cast.stranger):
        assert browser(other).get(address).status_code == 403
        assert browser(other).post(address, {"revoke": code.pk}).status_code == 403


def test_a_code_of_another_unit_is_not_shut_here(cast: Cast) -> None:
    ends = NOW + timedelta(days=30)
    unit = cast.units["p.h2"]
    code = actions.issue_claim_codes([unit], by=cast.an, at=NOW, expires_at=ends)[unit.pk]
    address = f"/desk/units/{cast.units['p.h1.x2'].pk}/codes/"
    assert browser(cast.an).post(address, {"revoke": code.pk}).status_code == 404


def test_a_channel_is_proposed_by_the_unit_and_confirmed_by_its_head_only(cast: Cast) -> None:
    address = f"/desk/units/{cast.units['p.h1.x1'].pk}/channels/"
    given = {"kind": "fanpage", "name": "Xã Tân Phú", "address": "https://fb.example/tanphu"}
    assert browser(cast.binh).post(address, {**given, "name": ""}).status_code == 422
    assert browser(cast.binh).post(address, given).status_code == 303
    channel = Channel.objects.get()
    assert (channel.host, channel.confirmed_on) == ("fb.example", None)
    confirm = f"/desk/units/channels/{channel.pk}/"
    for other in (cast.binh, cast.an, cast.chi, cast.clerk_of_commune):
        assert browser(other).post(confirm).status_code == 403
    for other in (cast.chi, cast.an, cast.dung):
        assert browser(other).get(address).status_code == 200
        assert browser(other).post(address, given).status_code == 403
    head = browser(cast.head_of_commune)
    assert "xác nhận" in head.get(address).content.decode()
    assert head.post(confirm).status_code == 303
    channel.refresh_from_db()
    assert channel.confirmed_by == cast.head_of_commune
