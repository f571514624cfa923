"""How many wrong tries are too many, counted in the database."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.units import limits
from loa.units.limits import LIMITS, Kind
from loa.units.models import Tries
from loa.units.passwords import classes_of
from loa.units.whence import name_device, shorten
from tests.people import NOW


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(Kind))
def test_the_last_wrong_try_shuts_for_a_window_that_is_not_prolonged(kind: Kind) -> None:
    limit = LIMITS[kind]
    for number in range(limit.most - 1):
        limits.count_wrong(kind, "x", at=NOW + timedelta(seconds=number))
    assert limits.shut_until(kind, "x", at=NOW) is None
    for number in range(3):
        limits.count_wrong(kind, "x", at=NOW + timedelta(minutes=5, seconds=number))
    assert limits.shut_until(kind, "x", at=NOW + timedelta(minutes=6)) == NOW + limit.lasts
    assert limits.shut_until(kind, "x", at=NOW + limit.lasts) is None
    limits.count_wrong(kind, "x", at=NOW + limit.lasts)
    assert Tries.objects.get().count == 1


@pytest.mark.django_db
def test_one_key_does_not_shut_another_and_capitals_are_no_way_round() -> None:
    for _time in range(5):
        limits.count_wrong(Kind.LOGIN, "An@x.example", at=NOW)
    assert limits.shut_until(Kind.LOGIN, " AN@X.example ", at=NOW) is not None
    assert limits.shut_until(Kind.LOGIN, "b@x.example", at=NOW) is None
    assert limits.shut_until(Kind.SECOND, "an@x.example", at=NOW) is None
    limits.forget(Kind.LOGIN, "an@x.example")
    assert limits.shut_until(Kind.LOGIN, "an@x.example", at=NOW) is None


@pytest.mark.django_db
def test_counters_hold_no_address_and_are_swept() -> None:
    limits.count_wrong(Kind.LOGIN, "an@x.example", at=NOW)
    assert "an@x" not in str(list(Tries.objects.values()))
    assert limits.sweep(at=NOW + timedelta(minutes=14)) == 0
    assert limits.sweep(at=NOW + timedelta(minutes=15)) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.x"),
        ("2001:db8:1:2:3::4", "2001:db8:1::x"),
        ("::ffff:203.0.113.77", "203.0.113.x"),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_an_address_is_shortened(address: str, network: str) -> None:
    assert shorten(address) == network


@given(st.ip_addresses())
def test_no_shortened_address_is_an_address(address: object) -> None:
    assert shorten(str(address)) != str(address)
    assert shorten(str(address)).endswith("x")


def test_a_browser_is_named_by_program_and_system() -> None:
    seen = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
    assert name_device(seen) == "Chrome, Android"
    assert name_device("curl/8") == ""


@pytest.mark.parametrize(
    ("password", "many"),
    [("Matkhau1", 3), ("Mật khẩu 1", 4), ("mat-khau-1", 3), ("ĐƯỜNG đi 7", 4), ("12345678", 1)],
)
def test_classes_of_signs_are_counted_in_vietnamese_too(password: str, many: int) -> None:
    assert len(classes_of(password)) == many
