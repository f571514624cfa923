"""The key of a unit's page: given by the platform alone, kept closed, taken back at once."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from loa.cli.doctor import check_page_keys, connected_pages
from loa.doors.platforms import PlatformError
from loa.doors.sealing import SealError
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units import actions
from loa.units.actions.connecting import opened
from loa.units.errors import KeyClosedError, NotConnectableError, PageNotAmongError
from loa.units.models import Channel, Officer, PageKey
from loa.units.page_keys import KeyState
from loa.units.policies import NotAllowedError
from loa.units.words import ChannelKind
from tests.doors.platforms_made import OA, PAGE, PAGE_KEY, SECRETS, Platforms, may_hold
from tests.evidence.loopback import web_beside
from tests.people import NOW, Cast
from tests.units.test_keeping import browser

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
AT = NOW + timedelta(days=1)
FACEBOOK = "https://www.facebook.com/XaTanPhu"
ZALO = f"https://zalo.me/{OA}"


@pytest.fixture
def made(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platforms]:
    with web_beside() as web, time_machine.travel(AT, tick=False):
        made = Platforms(web)
        connect_here(made, settings)
        monkeypatch.setattr("loa.units.views.connecting.Fetcher", web.fetcher)
        yield made


def connect_here(made: Platforms, settings: Settings) -> None:
    settings.KEYS_KEYS = (Fernet.generate_key().decode(),)
    facebook, zalo = made.facebook, made.zalo
    settings.FACEBOOK_APP = {
        "id": facebook.id, "secret": facebook.secret, "api": facebook.api,
        "consent": facebook.consent,
    }  # fmt: skip
    settings.ZALO_APP = {
        "id": zalo.id, "secret": zalo.secret, "api": zalo.api, "oauth": zalo.oauth,
    }  # fmt: skip


def channel(cast: Cast, address: str = FACEBOOK, *, is_confirmed: bool = True) -> Channel:
    kind = ChannelKind.FANPAGE if "facebook" in address else ChannelKind.ZALO
    unit = cast.units["p.h1.x1"]
    made = actions.add_channel(unit, kind, "Trang xã", by=cast.binh, at=NOW, address=address)
    if is_confirmed:
        actions.confirm_channel(made, by=cast.head_of_commune, at=NOW)
    made.refresh_from_db()
    return made


def connect(made: Platforms, row: Channel, by: Officer) -> PageKey:
    consent = actions.ask_consent(row, by=by, at=AT)
    made.challenge = parse_qs(urlsplit(consent.address).query).get("code_challenge", [""])[0]
    return actions.connect_page(
        row, code="ok", verifier=consent.verifier, by=by, at=AT, fetcher=made.web.fetcher()
    )


def whole_database() -> str:
    out = io.StringIO()
    call_command("dumpdata", "units.pagekey", "ledger", "notices", "sessions", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("address", [FACEBOOK, ZALO])
def test_a_key_is_given_kept_closed_and_stands_nowhere_else(
    cast: Cast, made: Platforms, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        key = connect(made, channel(cast, address), cast.binh)
    assert key.page == (PAGE if address == FACEBOOK else OA)
    assert key.state(AT) is KeyState.HOLDS
    assert opened(key)["key"] == (PAGE_KEY if address == FACEBOOK else "zalo-access-1")
    assert Entry.objects.filter(verb="page.connected", by=cast.binh).count() == 1
    kept = whole_database() + caplog.text + repr(key.__dict__)
    for secret in SECRETS:
        assert secret not in kept
    reader = actions.reader_of(key, at=AT, fetcher=made.web.fetcher())
    assert may_hold(reader, address)


def test_a_copy_of_the_database_opens_nothing_and_a_moved_key_opens_nothing(
    cast: Cast, made: Platforms, settings: Settings
) -> None:
    key = connect(made, channel(cast), cast.binh)
    other = connect(made, channel(cast, ZALO), cast.binh)
    other.sealed, key.sealed = key.sealed, other.sealed
    for moved in (key, other):
        with pytest.raises(SealError):
            opened(moved)
    other.refresh_from_db()
    old = settings.KEYS_KEYS
    settings.KEYS_KEYS = (Fernet.generate_key().decode(),)
    with pytest.raises(KeyClosedError) as caught:
        actions.reader_of(other, at=AT, fetcher=made.web.fetcher())
    assert caught.value.code == "key_unreadable"
    settings.KEYS_KEYS = (*settings.KEYS_KEYS, *old)
    assert actions.reader_of(other, at=AT, fetcher=made.web.fetcher()).key == "zalo-access-1"


def test_only_a_confirmed_channel_by_its_own_people_and_only_where_it_is_on(
    cast: Cast, made: Platforms, settings: Settings
) -> None:
    waiting = channel(cast, is_confirmed=False)
    with pytest.raises(NotConnectableError, match="not_confirmed"):
        actions.ask_consent(waiting, by=cast.binh, at=AT)
    row = channel(cast)
    for other in (cast.an, cast.chi, cast.clerk_of_commune, cast.dung, cast.former, cast.root):
        with pytest.raises(NotAllowedError):
            actions.ask_consent(row, by=other, at=AT)
        with pytest.raises(NotAllowedError):
            connect(made, row, other)
    nameless = channel(cast, "https://www.facebook.com/share/1AbC/")
    with pytest.raises(NotConnectableError, match="no_page"):
        actions.ask_consent(nameless, by=cast.binh, at=AT)
    settings.FACEBOOK_APP = {}
    with pytest.raises(NotConnectableError, match="off"):
        actions.ask_consent(row, by=cast.head_of_commune, at=AT)
    assert not PageKey.objects.exists()


def test_another_page_of_the_same_person_is_not_taken(cast: Cast, made: Platforms) -> None:
    made.pages = [{"id": "99", "name": "Trang khác", "link": "", "access_token": PAGE_KEY}]
    with pytest.raises(PageNotAmongError) as caught:
        connect(made, channel(cast), cast.binh)
    assert caught.value.titles == ("Trang khác",)
    with pytest.raises(PageNotAmongError):
        connect(made, channel(cast, "https://zalo.me/1111111111"), cast.binh)
    assert not PageKey.objects.exists()


def test_the_doctor_says_what_does_not_open_and_since_when(
    cast: Cast, made: Platforms, settings: Settings
) -> None:
    assert check_page_keys(AT) is None
    assert "facebook, zalo" in connected_pages()
    key = connect(made, channel(cast), cast.binh)
    assert check_page_keys(AT) is None
    old = settings.KEYS_KEYS
    settings.KEYS_KEYS = (Fernet.generate_key().decode(),)
    told = check_page_keys(AT)
    assert told is not None
    assert "LOA_KEYS_KEY" in told.what
    settings.KEYS_KEYS = old
    actions.fail_key(key, 190, at=AT)
    told = check_page_keys(AT)
    assert told is not None
    assert "UBND xã Tân Phú từ 09:00 22/10/2024" in told.what
    settings.FACEBOOK_APP = settings.ZALO_APP = {}
    assert connected_pages() == ""


def test_one_key_lives_and_connecting_anew_deletes_the_one_before(
    cast: Cast, made: Platforms
) -> None:
    row = channel(cast)
    first = connect(made, row, cast.binh)
    second = connect(made, row, cast.head_of_commune)
    first.refresh_from_db()
    assert (first.sealed, first.ended_why) == (None, "replaced")
    assert second.state(AT) is KeyState.HOLDS
    facts = {"channel": row, "platform": "facebook", "page": "1", "sealed": b"x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PageKey.objects.create(**facts, given_at=AT, given_by=cast.binh)
    with pytest.raises(IntegrityError), transaction.atomic():
        PageKey.objects.filter(pk=first.pk).update(sealed=b"x")


def test_taking_back_deletes_the_bytes_and_the_platforms_consent(
    cast: Cast, made: Platforms
) -> None:
    key = connect(made, channel(cast), cast.binh)
    with pytest.raises(NotAllowedError):
        actions.take_back(key, by=cast.an, at=AT, fetcher=made.web.fetcher())
    by = cast.head_of_commune
    assert actions.take_back(key, by=by, at=AT, fetcher=made.web.fetcher())
    assert len(made.revoked) == 1
    key.refresh_from_db()
    assert (key.sealed, key.ended_by, key.state(AT)) == (None, by, KeyState.ENDED)
    assert Entry.objects.filter(verb="page.key_ended", by=by).count() == 1
    assert not actions.take_back(key, by=by, at=AT, fetcher=made.web.fetcher())
    with pytest.raises(KeyClosedError):
        actions.reader_of(key, at=AT, fetcher=made.web.fetcher())


def test_a_consent_that_another_page_lives_by_is_not_withdrawn_and_failure_deletes_too(
    cast: Cast, made: Platforms
) -> None:
    made.pages.append({"id": "77", "name": "Công an xã", "username": "caxa", "link": "",
                       "access_token": PAGE_KEY})  # fmt: skip
    key = connect(made, channel(cast), cast.binh)
    other = connect(made, channel(cast, "https://www.facebook.com/caxa"), cast.binh)
    assert not actions.take_back(key, by=cast.binh, at=AT, fetcher=made.web.fetcher())
    assert made.revoked == []
    made.error = {"code": 2, "message": "down"}
    assert not actions.take_back(other, by=cast.binh, at=AT, fetcher=made.web.fetcher())
    assert not PageKey.objects.filter(sealed__isnull=False).exists()


def test_a_key_goes_with_its_channel_and_with_its_unit(cast: Cast, made: Platforms) -> None:
    key = connect(made, channel(cast), cast.binh)
    fetcher = made.web.fetcher()
    assert actions.end_orphans(at=AT, fetcher=fetcher) == 0
    with transaction.atomic():
        Channel.objects.filter(pk=key.channel_id).update(valid_to=AT.date())
        record("channel.ended", key.channel, by=cast.an, at=AT)
    assert actions.end_orphans(at=AT, fetcher=fetcher) == 0  # its last day
    assert actions.end_orphans(at=AT + timedelta(days=1), fetcher=fetcher) == 1
    key.refresh_from_db()
    assert (key.sealed, key.ended_why) == (None, "channel_ended")


def test_zalos_key_is_changed_before_its_time_and_a_refused_one_asks_the_unit(
    cast: Cast, made: Platforms
) -> None:
    key = connect(made, channel(cast, ZALO), cast.binh)
    assert key.opens_until is not None
    late = key.opens_until - timedelta(minutes=5)
    assert actions.reader_of(key, at=late, fetcher=made.web.fetcher()).key == "zalo-access-2"
    key.refresh_from_db()
    assert key.renewed_at == late
    assert Entry.objects.filter(verb="page.key_renewed").count() == 1
    made.rounds = 9  # the key to renew that we hold is good no more
    later = late + timedelta(days=2)
    for _time in range(2):
        with pytest.raises(KeyClosedError) as caught:
            actions.reader_of(key, at=later, fetcher=made.web.fetcher())
        assert caught.value.code == "key_refused"
    key.refresh_from_db()
    assert key.state(later) is KeyState.FAILING
    (told,) = Notice.objects.all()
    assert told.to_officer == cast.binh
    assert f"/desk/units/channels/{key.channel_id}/page/" in told.body
    assert "zalo-" not in told.body + told.subject


def test_a_key_that_nobody_uses_is_kept_alive_before_its_time_is_over(
    cast: Cast, made: Platforms
) -> None:
    key = connect(made, channel(cast, ZALO), cast.binh)
    connect(made, channel(cast), cast.binh)
    assert actions.keep_alive(at=AT + timedelta(days=59), fetcher=made.web.fetcher()) == 0
    late = AT + timedelta(days=61)
    assert actions.keep_alive(at=late, fetcher=made.web.fetcher()) == 1
    key.refresh_from_db()
    assert (key.good_until, made.rounds) == (late + timedelta(days=90), 2)
    never = late + timedelta(days=91)
    assert key.state(never) is KeyState.EXPIRED
    with pytest.raises(KeyClosedError):
        actions.reader_of(key, at=never, fetcher=made.web.fetcher())


def test_a_platform_that_is_down_costs_no_key(cast: Cast, made: Platforms) -> None:
    key = connect(made, channel(cast, ZALO), cast.binh)
    made.status = "503 Service Unavailable"
    late = AT + timedelta(days=2)
    with pytest.raises(KeyClosedError) as caught:
        actions.reader_of(key, at=late, fetcher=made.web.fetcher())
    assert caught.value.code == "http_429"
    made.status = "200 OK"
    assert actions.reader_of(key, at=late, fetcher=made.web.fetcher()).key == "zalo-access-2"


def test_a_worker_that_comes_second_finds_the_key_changed(cast: Cast, made: Platforms) -> None:
    key = connect(made, channel(cast, ZALO), cast.binh)
    second = PageKey.objects.get(pk=key.pk)
    late = AT + timedelta(days=2)
    with time_machine.travel(late, tick=False):
        for row in (key, second):
            reader = actions.reader_of(row, at=late, fetcher=made.web.fetcher())
            assert reader.key == "zalo-access-2"
    assert made.rounds == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite in memory has no second connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_change_a_key_once(cast: Cast, made: Platforms) -> None:
    key = connect(made, channel(cast, ZALO), cast.binh)
    made.is_slow = 0.3
    late, got = AT + timedelta(days=2), list[str]()

    def work() -> None:
        try:
            row = PageKey.objects.get(pk=key.pk)
            got.append(actions.reader_of(row, at=late, fetcher=made.web.fetcher()).key)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    with time_machine.travel(late, tick=False):  # until when the new key opens is the clock's
        for each in workers:
            each.start()
        for each in workers:
            each.join(30)
    assert got == ["zalo-access-2", "zalo-access-2"]
    assert made.rounds == 2


def came_back(client: Client, row: Channel, **said: str) -> tuple[int, str]:
    """Open the channel's page, come back from the platform, and follow to what is shown."""
    page = client.get(f"/desk/units/channels/{row.pk}/page/").content.decode()
    address = page.split('data-kind="primary"')[0].rpartition('href="')[2].partition('"')[0]
    query = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    told = {"code": "ok", "state": query["state"][0]} | said
    there = "facebook" if "client_id" in query else "zalo"
    answer = client.get(f"/desk/units/channels/back/{there}/", told, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_way_there_and_back_on_screen(cast: Cast, made: Platforms) -> None:
    row, binh = channel(cast), browser(cast.binh)
    status, shown = came_back(binh, row)
    assert status == 200
    assert "Đã kết nối" in shown
    assert cast.binh.name in shown
    for secret in SECRETS:
        assert secret not in shown
        assert secret not in json.dumps(dict(binh.session))
    listed = binh.get(f"/desk/units/{row.unit_id}/channels/").content.decode()
    assert f"/desk/units/channels/{row.pk}/page/" in listed
    assert binh.post(f"/desk/units/channels/{row.pk}/page/end/").status_code == 303
    assert not PageKey.objects.filter(sealed__isnull=False).exists()


def test_a_state_opens_once_in_its_own_session_and_for_ten_minutes(
    cast: Cast, made: Platforms
) -> None:
    row, binh = channel(cast), browser(cast.binh)
    assert came_back(binh, row, state="another")[0] == 400
    back = "/desk/units/channels/back/facebook/"
    binh.get(f"/desk/units/channels/{row.pk}/page/")
    state = binh.session["page_consent"]["state"]
    told = {"code": "ok", "state": state}
    assert browser(cast.binh).get(back, told).status_code == 400
    with time_machine.travel(AT + timedelta(minutes=11), tick=False):
        assert binh.get(back, told).status_code == 400
    assert binh.get(back, told).status_code == 400  # used up by the try
    assert not PageKey.objects.exists()
    assert came_back(binh, row)[0] == 200
    assert PageKey.objects.count() == 1


def test_a_refusal_a_wrong_page_and_a_platform_in_trouble_are_said(
    cast: Cast, made: Platforms
) -> None:
    row, binh = channel(cast), browser(cast.binh)
    assert "bạn chưa đồng ý" in came_back(binh, row, code="", error="access_denied")[1]
    made.pages = [{"id": "99", "name": "Trang khác", "link": "", "access_token": PAGE_KEY}]
    assert "Trang khác" in came_back(binh, row)[1]
    made.error = {"code": 2, "message": f"x {PAGE_KEY}"}
    shown = came_back(binh, row)[1]
    assert "chưa đưa khoá" in shown
    assert PAGE_KEY not in shown
    assert not PageKey.objects.exists()


def test_an_error_of_a_platform_shows_nothing_of_what_it_said() -> None:
    assert "EAA" not in repr(PlatformError("key_refused", 190))
