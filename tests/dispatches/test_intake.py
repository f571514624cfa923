"""From the first byte to the decision: every way in, nothing lost, nothing twice."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from loa.dispatches.actions import (
    Comer,
    NotAtHandError,
    Watch,
    begin,
    dismiss,
    retry,
    sweep,
    take_from_folder,
    take_from_mailbox,
    take_in,
)
from loa.dispatches.actions.arriving import LEASE, MOST_ATTEMPTS, claim, put_off
from loa.dispatches.models import Arrival, Dispatch, Source, Stage, Way
from loa.doors.folder import Box, Taken, WatchedFolder
from loa.doors.mailbox import MailboxAddress
from loa.files.models import StoredFile
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.doors.imap import Post, mailbox
from tests.letters import SMALL, confirm
from tests.people import NOW, Cast

SECRET = SMALL.replace("Kính gửi:", "MẬT\n\nKính gửi:", 1)
BROKEN = b"%PDF-1.7 broken"
SOON = timedelta(hours=9)  # files written now are still by then


def clock() -> datetime:
    """A clock that stands where files written in this test are still."""
    return datetime.now(tz=NOW.tzinfo) + SOON


@pytest.fixture
def folder(tmp_path: Path, cast: Cast) -> Watch:
    return Watch(WatchedFolder(tmp_path), cast.units["p.tt"], Way.FOLDER)


def put(watch: Watch, name: str, data: bytes) -> None:
    (watch.folder.path / name).write_bytes(data)


def files_in(watch: Watch, box: Box) -> list[str]:
    found = watch.folder.path / box.value
    names = [path.name for path in found.iterdir()] if found.is_dir() else []
    return sorted(name.partition("-")[2] for name in names if not name.startswith("reason-"))


def take(watch: Watch) -> list[Arrival]:
    return list(take_from_folder(watch, clock))


# ---------------------------------------------------------------- stages
def test_an_arrival_has_an_instant_and_a_ledger_row_for_every_step(cast: Cast) -> None:
    arrival = begin(cast.units["p.tt"], Way.UPLOAD, size_bytes=9, by=cast.an, at=NOW)
    assert (arrival.stage, arrival.file_name) == (Stage.RECEIVED, "")
    take_in(arrival, Comer(SMALL.encode(), "a.txt"), by=cast.an, at=NOW)
    assert arrival.opened_at is not None
    assert arrival.read_at is not None
    assert arrival.received_at <= arrival.opened_at <= arrival.read_at
    assert arrival.dispatch is not None
    confirm(arrival.dispatch, by=cast.an, at=NOW + timedelta(hours=1))
    arrival.refresh_from_db()
    assert (arrival.stage, arrival.settled_at) == (Stage.DECIDED, NOW + timedelta(hours=1))
    verbs = Entry.objects.filter(object_type="dispatches.arrival").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "arrival.received", "arrival.tried", "arrival.in_review", "arrival.decided",
    ]  # fmt: skip


def test_what_is_known_of_an_unscreened_file_names_nothing(cast: Cast) -> None:
    for data, stage in ((SECRET.encode(), Stage.REFUSED), (BROKEN, Stage.QUARANTINED)):
        arrival = begin(cast.units["p.tt"], Way.UPLOAD, size_bytes=9, by=cast.an, at=NOW)
        take_in(arrival, Comer(data, "ke-hoach-kin.pdf", "a@b.example"), by=cast.an, at=NOW)
        assert (arrival.stage, arrival.file_name, arrival.origin) == (stage, "", "")
        assert arrival.reason
    assert not StoredFile.objects.exists()
    told = "".join(f"{e.object_name}{e.changes}{e.note}" for e in Entry.objects.all())
    assert "ke-hoach-kin" not in told


def test_a_second_try_of_the_same_arrival_does_nothing(cast: Cast) -> None:
    arrival = begin(cast.units["p.tt"], Way.UPLOAD, size_bytes=9, by=cast.an, at=NOW)
    take_in(arrival, Comer(SMALL.encode(), "a.txt"), by=cast.an, at=NOW)
    rows = Entry.objects.count()
    take_in(arrival, Comer(SMALL.encode(), "a.txt"), by=cast.an, at=NOW)
    assert (Dispatch.objects.count(), Entry.objects.count()) == (1, rows)


def test_a_temporary_fault_waits_longer_each_time_and_then_goes_to_quarantine(
    cast: Cast,
) -> None:
    arrival = begin(
        cast.units["p.tt"], Way.MAIL, place="m/7:1:2", size_bytes=9, by=None, at=NOW
    )
    at, waits = NOW, []
    while claim(arrival, at=at):
        put_off(arrival, code="door_failed", reason="x", at=at)
        if arrival.next_try_at is None:
            break
        assert not claim(arrival, at=arrival.next_try_at - timedelta(seconds=1))
        waits.append(arrival.next_try_at - at)
        at = arrival.next_try_at
    assert waits == sorted(waits)
    assert waits[-1] > 10 * waits[0]
    assert (arrival.stage, len(waits)) == (Stage.QUARANTINED, MOST_ATTEMPTS - 1)


def test_a_file_that_ends_the_process_each_time_goes_to_quarantine(cast: Cast) -> None:
    arrival = begin(cast.units["p.tt"], Way.FOLDER, place="m/1", size_bytes=9, by=None, at=NOW)
    at, tries = NOW, 0
    while claim(arrival, at=at):  # and nobody lives to settle it
        assert not claim(arrival, at=at)
        at, tries = at + LEASE, tries + 1
    arrival.refresh_from_db()
    assert (arrival.stage, arrival.code, tries) == (Stage.QUARANTINED, "broke_off", 5)


def test_an_upload_that_broke_off_is_closed_and_says_so(cast: Cast) -> None:
    arrival = begin(cast.units["p.tt"], Way.UPLOAD, size_bytes=9, by=cast.an, at=NOW)
    assert sweep(at=NOW + LEASE) == 0
    assert sweep(at=NOW + 2 * LEASE) == 1
    arrival.refresh_from_db()
    assert (arrival.stage, arrival.code) == (Stage.QUARANTINED, "broke_off")
    with pytest.raises(NotAtHandError):
        retry(arrival, by=cast.an, at=NOW)
    dismiss(arrival, by=cast.an, at=NOW)
    assert dismiss(arrival, by=cast.an, at=NOW).stage == Stage.DISMISSED


def test_only_who_receives_for_the_unit_lets_out_or_dismisses(cast: Cast) -> None:
    arrival = begin(
        cast.units["p.tt"], Way.MAIL, place="m/7:1:2", size_bytes=9, by=None, at=NOW
    )
    take_in(arrival, Comer(BROKEN, "a.pdf"), by=None, at=NOW)
    for officer in (cast.dung, cast.binh, cast.stranger):
        with pytest.raises(NotAllowedError):
            retry(arrival, by=officer, at=NOW)
        with pytest.raises(NotAllowedError):
            dismiss(arrival, by=officer, at=NOW)
    assert retry(arrival, by=cast.an, at=NOW).stage == Stage.WAITING


# ---------------------------------------------------------------- the folder
def test_each_file_of_a_folder_goes_to_its_box_and_none_stops_the_next(folder: Watch) -> None:
    put(folder, "1-hong.pdf", BROKEN)
    put(folder, "2-mat.txt", SECRET.encode())
    put(folder, "3-thu.txt", SMALL.encode())
    put(folder, "4-lai.txt", SMALL.replace("  ", " ").encode())
    assert {row.stage for row in take(folder)} == {
        Stage.QUARANTINED, Stage.REFUSED, Stage.IN_REVIEW, Stage.DUPLICATE,
    }  # fmt: skip
    assert files_in(folder, Box.DONE) == ["3-thu.txt", "4-lai.txt"]
    assert files_in(folder, Box.QUARANTINE) == ["1-hong.pdf"]
    assert files_in(folder, Box.REFUSED) == ["2-mat.txt"]
    reasons = sorted(folder.folder.path.glob("*/reason-*.txt"))
    assert len(reasons) == 2
    assert "quy định bảo vệ bí mật" in reasons[1].read_text(encoding="utf-8")
    assert take(folder) == []


def test_a_file_that_is_still_growing_waits_and_the_others_come_in(folder: Watch) -> None:
    put(folder, "lon-dan.txt", SMALL.encode()[:300])
    put(folder, "xong.pdf", BROKEN)
    growing = folder.folder.path / "lon-dan.txt"
    just_now = (clock() - timedelta(seconds=2)).timestamp()
    os.utime(growing, (just_now, just_now))
    assert [row.code for row in take(folder)] == ["corrupt"]
    assert growing.read_bytes() == SMALL.encode()[:300]  # where it was, as it was
    growing.write_bytes(SMALL.encode())
    assert [row.stage for row in take(folder)] == [Stage.IN_REVIEW]


def test_a_file_let_out_of_quarantine_is_read_again(folder: Watch, cast: Cast) -> None:
    put(folder, "a.txt", BROKEN)
    arrival = take(folder)[0]
    held = folder.folder.find(arrival.place.partition("/")[2])
    assert held is not None
    held.path.write_bytes(SMALL.encode())  # somebody mended it where it lies
    retry(arrival, by=cast.an, at=NOW)
    assert [row.stage for row in take(folder)] == [Stage.IN_REVIEW]
    assert files_in(folder, Box.DONE) == ["a.txt"]


def test_a_file_that_somebody_took_away_is_said_to_be_gone(folder: Watch, cast: Cast) -> None:
    put(folder, "a.pdf", BROKEN)
    arrival = take(folder)[0]
    for path in (folder.folder.path / "quarantine").iterdir():
        path.unlink()
    retry(arrival, by=cast.an, at=NOW)
    assert [row.code for row in take(folder)] == ["gone"]


def test_a_folder_that_is_not_there_rests_and_says_why(folder: Watch) -> None:
    folder.folder.path.rmdir()
    assert take(folder) == []
    source = Source.objects.get()
    assert source.fault
    assert source.busy_until is not None
    assert take(folder) == []
    assert Source.objects.get().faults == 1


class Killed(BaseException):
    """The process ends here."""


class Dying(WatchedFolder):
    """A folder whose process is killed at one of its steps, before or after it is done."""

    def __init__(self, path: Path, at_step: int) -> None:
        super().__init__(path)
        self._left = at_step

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise Killed

    def clock(self) -> datetime:
        self._step()
        return clock()

    def take(self, path: Path) -> Taken:
        self._step()
        taken = super().take(path)
        self._step()
        return taken

    def read(self, taken: Taken, *, most_bytes: int) -> bytes:
        data = super().read(taken, most_bytes=most_bytes)
        self._step()
        return data

    def put(self, taken: Taken, box: Box, *, reason: str = "") -> Path:
        self._step()
        put_there = super().put(taken, box, reason=reason)
        self._step()
        return put_there


def test_killed_at_any_step_nothing_is_lost_and_nothing_comes_twice(
    folder: Watch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    letters = {"a.txt": SMALL.encode(), "b.pdf": BROKEN, "c.txt": SECRET.encode()}
    survived = 0
    for step in range(1, 60):
        path = tmp_path_factory.mktemp(f"step{step}")
        dying = Dying(path, step)
        watch = Watch(dying, folder.owner, Way.FOLDER)
        for name, data in letters.items():
            put(watch, name, data)
        with _undone():
            try:
                list(take_from_folder(watch, dying.clock))
            except Killed:
                survived += 1
            whole = Watch(WatchedFolder(path), folder.owner, Way.FOLDER)
            later = clock() + 2 * LEASE
            list(take_from_folder(whole, lambda later=later: later))
            assert files_in(whole, Box.TAKING) == [], step
            assert files_in(whole, Box.DONE) == ["a.txt"], step
            assert files_in(whole, Box.QUARANTINE) == ["b.pdf"], step
            assert files_in(whole, Box.REFUSED) == ["c.txt"], step
            assert Dispatch.objects.count() == 1, step
            stages = sorted(Arrival.objects.values_list("stage", flat=True))
            assert stages == ["in_review", "quarantined", "refused"], step
        if dying._left > 0:
            break
    assert survived > 20  # the last round went through whole
    assert not Arrival.objects.exists()


class _undone:  # noqa: N801 (reads as a word)
    """Take back what the block writes."""

    def __enter__(self) -> None:
        self._block = transaction.atomic()
        self._block.__enter__()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        transaction.set_rollback(True)
        self._block.__exit__(None, None, None)


# ---------------------------------------------------------------- the mailbox
@pytest.fixture
def post() -> Iterator[Post]:
    with mailbox() as running:
        yield running


def fetch(post: Post, cast: Cast) -> list[Arrival]:
    address = MailboxAddress.parse(post.address)
    return list(take_from_mailbox(address, cast.units["p.tt"], clock))


@pytest.mark.enable_socket
def test_letters_of_a_mail_come_in_once_with_who_sent_them(post: Post, cast: Cast) -> None:
    post.put(("a.txt", SMALL.encode()), ("b.pdf", BROKEN), subject="Gửi công văn 812")
    post.put(subject="Không có tệp")
    first = fetch(post, cast)
    stages = [Stage.IN_REVIEW, Stage.QUARANTINED, Stage.EMPTY]
    assert [row.stage for row in first] == stages
    assert (first[2].origin, first[2].code) == ("", "no_letter")  # of the mail without a file
    assert first[2].reason.endswith(".")
    assert "Gửi công văn 812" in first[0].origin
    assert first[1].origin == ""
    assert fetch(post, cast) == []
    post.put(("a.txt", SMALL.encode()))
    assert [row.stage for row in fetch(post, cast)] == [Stage.DUPLICATE]
    assert len(post.messages) == 3


@pytest.mark.enable_socket
def test_a_secret_letter_in_a_mail_leaves_only_where_it_lies(post: Post, cast: Cast) -> None:
    post.put(("kin.txt", SECRET.encode()), subject="Kế hoạch kín")
    arrival = fetch(post, cast)[0]
    assert (arrival.stage, arrival.file_name, arrival.origin) == (Stage.REFUSED, "", "")
    told = "".join(f"{e.object_name}{e.changes}{e.note}" for e in Entry.objects.all())
    assert "kín" not in told
    assert "kin.txt" not in told


@pytest.mark.enable_socket
def test_a_mailbox_that_numbers_anew_brings_nothing_twice(post: Post, cast: Cast) -> None:
    post.put(("a.txt", SMALL.encode()))
    fetch(post, cast)
    post.validity = 8
    assert [row.stage for row in fetch(post, cast)] == [Stage.DUPLICATE]
    assert Dispatch.objects.count() == 1


@pytest.mark.enable_socket
def test_a_mail_released_after_its_message_is_gone_says_so(post: Post, cast: Cast) -> None:
    uid = post.put(("a.pdf", BROKEN))
    arrival = fetch(post, cast)[0]
    post.messages[uid] = post.messages[uid].replace(b"a.pdf", b"a.ics")
    retry(arrival, by=cast.an, at=NOW)
    assert [row.code for row in fetch(post, cast)] == ["gone"]


@pytest.mark.enable_socket
def test_a_mailbox_that_refuses_rests_and_keeps_no_password(post: Post, cast: Cast) -> None:
    post.refuses = True
    assert fetch(post, cast) == []
    source = Source.objects.get()
    assert source.fault
    assert "khau" not in f"{source.fault}{source.key}"
