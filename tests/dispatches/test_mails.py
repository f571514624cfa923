"""Mails as they come: too many files, none, a line that breaks; several boxes, each its own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from config.environment import IntakeSource
from loa.dispatches.actions import retry, take_from_mailbox
from loa.dispatches.actions.arriving import BACK_OFF
from loa.dispatches.actions.polling import take_all
from loa.dispatches.models import Arrival, Dispatch, Source, Stage
from loa.dispatches.queries import sources
from loa.doors import mailbox as doors
from loa.doors.mailbox import MailboxAddress
from tests.dispatches.test_intake import clock
from tests.doors.imap import Post, mailbox
from tests.letters import FIRE, SMALL
from tests.people import NOW, Cast

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def post() -> Iterator[Post]:
    with mailbox() as running:
        yield running


def fetch(post: Post, cast: Cast, *, later: timedelta = timedelta()) -> list[Arrival]:
    address = MailboxAddress.parse(post.address)
    return list(take_from_mailbox(address, cast.units["p.tt"], lambda: clock() + later))


def test_a_mail_with_forty_files_brings_forty(post: Post, cast: Cast) -> None:
    broken = [(f"{n}.pdf", b"%%PDF-1.7 broken %d" % n) for n in range(39)]
    post.put(*broken, ("thu.txt", SMALL.encode()))
    stages = [row.stage for row in fetch(post, cast)]
    assert stages == [Stage.QUARANTINED] * 39 + [Stage.IN_REVIEW]
    assert fetch(post, cast) == []


def test_what_is_too_much_for_one_mail_is_said_and_stays_in_the_mailbox(
    post: Post, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "MOST_FILES", 2)
    post.put(*((f"{n}.pdf", b"%%PDF-1.7 broken %d" % n) for n in range(5)))
    post.put(("thu.txt", SMALL.encode()))
    rows = fetch(post, cast)
    assert [row.code for row in rows[2:]] == ["too_many", ""]
    assert "còn 3 tệp" in rows[2].reason
    retry(rows[2], by=cast.an, at=NOW)  # looked into once more, and said again
    again = fetch(post, cast)
    assert [row.code for row in again if row.pk == rows[2].pk] == ["too_many"]
    assert Arrival.objects.count() == 4


def test_a_mail_over_the_limit_is_not_fetched_even_when_a_person_lets_it_out(
    post: Post, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = post.put(("thu.txt", SMALL.encode()))
    monkeypatch.setattr("loa.dispatches.actions.mailing.LARGEST_MESSAGE_BYTES", 100)
    (row,) = fetch(post, cast)
    assert (row.stage, row.code) == (Stage.QUARANTINED, "too_large")
    retry(row, by=cast.an, at=NOW)
    assert [each.code for each in fetch(post, cast)] == ["too_large"]
    assert not any("BODY" in said for said in post.said)
    del post.messages[uid]
    row.refresh_from_db()
    retry(row, by=cast.an, at=NOW)
    assert [each.code for each in fetch(post, cast)] == ["gone"]


def test_a_line_that_breaks_in_the_middle_loses_nothing(post: Post, cast: Cast) -> None:
    post.put(("1.txt", SMALL.encode()))
    post.put(("2.txt", FIRE.read_bytes()))
    post.put(("3.pdf", b"%PDF-1.7 broken"))
    post.breaks_in = 2
    assert [row.file_name for row in fetch(post, cast)] == ["1.txt"]
    source = Source.objects.get()
    assert "ngắt" in source.fault
    assert source.last_uid == 1
    assert fetch(post, cast) == []  # it rests
    post.breaks_in = 0
    stages = [row.stage for row in fetch(post, cast, later=2 * BACK_OFF[0])]
    assert stages == [Stage.IN_REVIEW, Stage.QUARANTINED]
    assert Dispatch.objects.count() == 2
    assert Source.objects.get().fault == ""


def test_each_mailbox_and_folder_brings_letters_to_its_own_unit(
    post: Post, cast: Cast, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    settings.WATCH_FOLDER, settings.INTAKE_UNIT = str(first), "p.tt"
    settings.INTAKE_SOURCES = (
        IntakeSource("p.h1.x1", "folder", str(second)),
        IntakeSource("p.khong-co", "folder", str(second / "x")),  # the doctor says it
        IntakeSource("p.gd", "mail", post.address),
    )
    for folder in (first, second):
        (folder / "thu.txt").write_text(SMALL, encoding="utf-8")
    post.put(("thu.txt", SMALL.encode()))
    rows = list(take_all(clock))
    assert [(row.owner.code, row.way) for row in rows] == [
        ("p.tt", "folder"),
        ("p.h1.x1", "folder"),
        ("p.gd", "mail"),
    ]
    assert {row.stage for row in rows} == {Stage.IN_REVIEW}
    mine = sources([cast.units["p.gd"]], clock())
    assert [each.key for each in mine] == [MailboxAddress.parse(post.address).key]
    assert not sources([cast.units["p.gd"]], clock() + timedelta(days=8))


def test_a_file_without_an_ending_is_known_by_what_it_is() -> None:
    post = Post()
    uid = post.put(
        ("scan0001", b"%PDF-1.7"),
        ("thu.pdf.", b"x"),
        ("lich.ics", b"BEGIN"),
        ("anh", b"\x89PNG"),
    )
    told = doors.open_mail(post.messages[uid])
    assert [file.name for file in told.files] == ["scan0001", "thu.pdf."]
