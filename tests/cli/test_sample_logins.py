"""The logins that `bin/run` prints open the desk at once; no other door is weaker for it."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from loa.cli.officers import make_password
from loa.cli.sample import LOGINS, load_register, password_of, sample_logins
from loa.units.actions import give_post, register_officer
from loa.units.models import Officer, Unit
from loa.units.passwords import classes_of
from loa.units.second_factor import demand_on
from loa.units.words import Role


@pytest.mark.django_db
def test_each_printed_password_opens_the_desk_without_a_second_step() -> None:
    load_register(at=timezone.now())
    told = "\n".join(sample_logins())
    for login in LOGINS:
        assert password_of(login) in told
        client = Client()
        given = {"login": login.address, "password": password_of(login)}
        assert client.post("/accounts/login/", given)["Location"] == "/desk/"
        assert client.get("/desk/").status_code == 200
    unit = Unit.objects.get(code=LOGINS[0].unit)
    real = register_officer(email="that@x.example", name="Thật", by=None, at=timezone.now())
    give_post(real, unit, Role.COORDINATOR, by=None, at=timezone.now())
    demand = demand_on(real, timezone.localdate())
    assert settings.SECOND_FACTOR_ROLES == ["coordinator"]
    assert demand is not None
    assert demand.is_owed(timezone.localdate())
    assert not Officer.objects.get(pk=real.pk).is_sample


def test_a_given_password_has_four_classes_and_no_sign_that_is_misread() -> None:
    made = {make_password() for _time in range(200)}
    assert len(made) == 200
    assert all(len(classes_of(each)) == 4 for each in made)
    assert not set("".join(made)) & set("ilIoO")
