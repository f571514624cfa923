"""The ledger's chain is dated by an outside authority; a failing one holds nothing up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings

from loa.cli.doctor import check_stamps
from loa.cli.tick import tick
from loa.cli.verify import command as verify
from loa.doors.stamps import StampError
from loa.ledger.actions import record, seal
from loa.ledger.models import Seal, Stamp
from loa.ledger.stamping import (
    ask_for_stamp,
    due_seal,
    stamp_chain,
    stamp_newest,
    stamp_state,
    undated,
)
from tests.doors.authority import Authority
from tests.people import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
AT = datetime(2024, 11, 12, 5, 0, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def authority(settings: Settings) -> Iterator[Authority]:
    made = Authority(AT)
    cache.clear()
    with made.listening() as address:
        settings.TSA_URL, settings.TSA_ROOTS = address, made.pem()
        yield made
    cache.clear()


def grow(cast: Cast) -> None:
    with transaction.atomic():
        record("unit.looked_at", cast.units["p.tt"], by=cast.an, at=NOW)
    while seal(at=NOW):
        pass


def test_the_newest_seal_is_stamped_hourly_and_only_where_the_chain_has_grown(
    cast: Cast, authority: Authority
) -> None:
    grow(cast)
    stamp = stamp_newest(at=AT)
    assert stamp is not None
    assert stamp.seal == Seal.objects.order_by("-position").first()
    assert stamp.stamped_at == AT
    assert stamp_newest(at=AT + 2 * HOUR) is None
    grow(cast)
    assert due_seal(AT + HOUR / 2) is None
    assert stamp_newest(at=AT + HOUR) is not None
    assert authority.asked == 2
    state = stamp_state()
    assert (state.known, state.broken, state.is_unchecked) == (2, (), False)
    assert state.dated_to == Seal.objects.count()


def test_a_chain_that_was_written_anew_does_not_fit_its_stamp(
    cast: Cast, authority: Authority
) -> None:
    grow(cast)
    stamp = stamp_newest(at=AT)
    assert stamp is not None
    place = stamp.seal.position
    Stamp.objects.filter(pk=stamp.pk).update(
        seal=Seal.objects.get(position=place - 1)  # the word of one seal put under another
    )
    assert stamp_state().broken == (place - 1,)


def test_a_stamp_with_another_time_written_beside_it_is_caught(
    cast: Cast, authority: Authority
) -> None:
    grow(cast)
    stamp_newest(at=AT)
    Stamp.objects.update(stamped_at=AT - HOUR)
    assert stamp_state().broken != ()


def test_without_roots_stamps_are_said_to_be_unchecked(
    cast: Cast, authority: Authority, settings: Settings
) -> None:
    grow(cast)
    stamp_newest(at=AT)
    settings.TSA_ROOTS = b""
    assert stamp_state().is_unchecked


@pytest.mark.parametrize("mood", ["is_down", "refuses", "babbles"])
def test_a_failing_authority_is_asked_again_later_about_the_newest_seal(
    cast: Cast, authority: Authority, mood: str
) -> None:
    grow(cast)
    authority.mood = mood
    with pytest.raises(StampError):
        stamp_newest(at=AT)
    assert stamp_chain.call() is False  # said in the log; the queue goes on
    assert not Stamp.objects.exists()
    grow(cast)
    authority.mood = "signs"
    later = stamp_newest(at=AT + HOUR)
    assert later is not None
    assert later.seal.position == Seal.objects.count()


def test_it_is_off_unless_a_setting_names_who_stamps(cast: Cast, settings: Settings) -> None:
    grow(cast)
    assert settings.TSA_URL == ""
    assert not ask_for_stamp(AT)


def test_a_tick_asks_once_and_not_again_for_a_while(
    cast: Cast, authority: Authority, django_capture_on_commit_callbacks: object
) -> None:
    grow(cast)
    authority.mood = "is_down"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # a fixture
        for seconds in (0, 30, 60):
            tick(at=NOW + timedelta(seconds=seconds))
    assert not ask_for_stamp(NOW)


def test_a_failing_authority_is_kept_with_its_first_and_last_failure_until_it_stamps(
    cast: Cast, authority: Authority
) -> None:
    grow(cast)
    assert undated(NOW) is None
    authority.mood = "refuses"
    for minutes in (0, 10, 20):
        with time_machine.travel(AT + timedelta(minutes=minutes), tick=False):
            stamp_chain.call()
    trouble = undated(AT + HOUR)
    assert trouble is not None
    assert (trouble.code, trouble.times) == ("refused", 3)
    assert (trouble.since, trouble.last_at) == (AT, AT + timedelta(minutes=20))
    told = check_stamps(AT + HOUR)
    assert told is not None
    assert "từ 12:00 12/11/2024 (3 lần, gần nhất 12:20 12/11/2024)" in told.what
    authority.mood = "signs"
    stamp_newest(at=AT + HOUR)
    assert undated(AT + HOUR) is None
    assert check_stamps(AT + HOUR) is None


def test_a_chain_that_nobody_has_stamped_for_hours_is_said(
    cast: Cast, authority: Authority
) -> None:
    grow(cast)
    assert undated(NOW + HOUR) is None
    silent = undated(NOW + 3 * HOUR)
    assert silent is not None
    assert (silent.code, silent.since) == ("not_asked", NOW)
    told = check_stamps(NOW + 3 * HOUR)
    assert told is not None
    assert "loa work" in told.mend


@pytest.mark.parametrize(
    "roots", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nxx\n"]
)
def test_roots_that_cannot_be_read_are_said_and_raise_nothing(
    cast: Cast, authority: Authority, settings: Settings, roots: bytes
) -> None:
    grow(cast)
    stamp_newest(at=AT)
    settings.TSA_ROOTS = roots
    state = stamp_state()
    assert (state.known, state.is_unchecked, state.broken) == (1, True, ())
    assert state.has_bad_roots == bool(roots)
    told = check_stamps(AT)
    assert told is not None
    assert "LOA_TSA_ROOTS" in told.what
    ended = CliRunner().invoke(verify)
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    assert ended.exit_code == bool(roots)
    assert "LOA_TSA_ROOTS" in ended.output
    assert "✓ Nhật ký liền mạch" in ended.output  # the rest is verified all the same
