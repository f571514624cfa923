"""Looking into the watched folders and the mailbox. May run at any time, any number of times.

Each file is taken by itself: one that cannot be read is put away and the next one comes. What
is interrupted at any step is found again by its place and goes on where it stood.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from loa.dispatches.actions.arriving import (
    BACK_OFF,
    ON_THE_WAY,
    begin,
    claim,
    put_off,
    settle,
    sweep,
)
from loa.dispatches.actions.receiving import Comer, take_in
from loa.dispatches.models import Arrival, Source, Stage, Way
from loa.doors.folder import Box, Taken, WatchedFolder
from loa.doors.mailbox import (
    LARGEST_MESSAGE_BYTES,
    Mailbox,
    MailboxAddress,
    MailboxError,
    open_mail,
    open_mailbox,
)
from loa.units.models import Unit

Clock = Callable[[], datetime]
MOST_AT_ONCE = 10  # files or messages a look, so that other jobs have their turn
BUSY = timedelta(minutes=5)  # said anew before each file
_LOCK = "dispatches.take_from_sources"
BOXES = {
    Stage.IN_REVIEW.value: Box.DONE,
    Stage.DECIDED.value: Box.DONE,
    Stage.DUPLICATE.value: Box.DONE,
    Stage.QUARANTINED.value: Box.QUARANTINE,
    Stage.DISMISSED.value: Box.QUARANTINE,
    Stage.REFUSED.value: Box.REFUSED,
}
GONE = "Tệp không còn ở nơi đã nhận (thư mục hoặc hộp thư). Hãy gửi lại."
NOT_READABLE = "Không mở được tệp trong thư mục ({why}). Kiểm tra quyền đọc của tệp."
MAIL_TOO_LARGE = "Thư lớn hơn 40 MB nên không lấy tệp. Hãy mở thư và tải văn bản lên đây."
LEFT_IN_FOLDER = (
    "Tệp gốc vẫn nằm trong thư mục này; Loa không giữ bản nào. Người được giao hãy chuyển tệp "
    "đi theo quy định bảo vệ bí mật nhà nước."
)


@dataclass(frozen=True)
class Watch:
    """One folder, whose letters it brings, by which way."""

    folder: WatchedFolder
    owner: Unit
    way: Way

    @property
    def mark(self) -> str:
        return hashlib.sha256(str(self.folder.path).encode()).hexdigest()[:8]

    @property
    def key(self) -> str:
        return f"{self.way.value}:{self.folder.path}"[-200:]


def ask_for_sources(at: datetime) -> bool:
    """Put the job in the queue where there is something to look into and none waits there."""
    sweep(at=at)
    is_set = settings.WATCH_FOLDER or settings.EDXML_FOLDER or settings.MAILBOX_URL
    is_asked = bool(is_set) and cache.add(_LOCK, at.isoformat(), int(BUSY.total_seconds()))
    if is_asked:
        take_from_sources.enqueue()
    return is_asked


@task()
def take_from_sources() -> int:
    """Look once into everything the settings name; give how many files were taken in."""
    try:
        return sum(1 for _ in take_all(timezone.now))
    finally:
        cache.delete(_LOCK)


def take_all(clock: Clock) -> Iterator[Arrival]:
    """Look into the folders and the mailbox of the settings, one file after the other."""
    owner = Unit.objects.filter(code=settings.INTAKE_UNIT).first()
    if owner is None:
        return
    for path, way in (
        (settings.WATCH_FOLDER, Way.FOLDER),
        (settings.EDXML_FOLDER, Way.EDXML),
    ):
        if path:
            yield from take_from_folder(Watch(WatchedFolder(Path(path)), owner, way), clock)
    if settings.MAILBOX_URL:
        address = MailboxAddress.parse(settings.MAILBOX_URL)
        yield from take_from_mailbox(address, owner, clock)


# ---------------------------------------------------------------- folders
def take_from_folder(watch: Watch, clock: Clock) -> Iterator[Arrival]:
    """Take in what lies in a folder, ten at most, and give each arrival as it now stands."""
    with _visit(watch.key, clock) as source:
        if source is None:
            return
        for row in _released(watch.way, watch.mark, clock()):
            if watch.folder.take_again(row.place.partition("/")[2]) is None:
                yield settle(row, Stage.QUARANTINED, code="gone", reason=GONE, at=clock())
        for path in watch.folder.still(now_s=clock().timestamp())[:MOST_AT_ONCE]:
            watch.folder.take(path)
        for taken in watch.folder.taking()[: 2 * MOST_AT_ONCE]:
            arrival = begin(
                watch.owner,
                watch.way,
                place=f"{watch.mark}/{taken.mark}",
                size_bytes=taken.size_bytes,
                by=None,
                at=clock(),
            )
            was = arrival.stage, arrival.attempts
            _beat(source, clock())
            if arrival.stage in ON_THE_WAY:
                _read_and_take(watch, taken, arrival, clock())
            _put_away(watch, taken, arrival)
            if was != (arrival.stage, arrival.attempts):
                yield arrival


def _read_and_take(watch: Watch, taken: Taken, arrival: Arrival, at: datetime) -> None:
    try:
        data = watch.folder.read(taken, most_bytes=settings.LARGEST_UPLOAD_BYTES)
    except OSError as fault:
        if claim(arrival, at=at):
            why = NOT_READABLE.format(why=fault.strerror)
            put_off(arrival, code="not_readable", reason=why, at=at)
        return
    take_in(arrival, Comer(data, taken.name), by=None, at=at)


def _put_away(watch: Watch, taken: Taken, arrival: Arrival) -> None:
    box = BOXES.get(arrival.stage)
    if box is None:
        return
    reason = arrival.reason
    if box is Box.REFUSED:
        reason = f"{reason}\n{LEFT_IN_FOLDER}"
    watch.folder.put(taken, box, reason=reason)


# ---------------------------------------------------------------- the mailbox
def take_from_mailbox(address: MailboxAddress, owner: Unit, clock: Clock) -> Iterator[Arrival]:
    """Take in the letters of new messages, ten messages at most; the mailbox stays as it is."""
    mark = hashlib.sha256(address.key.encode()).hexdigest()[:8]
    with _visit(address.key, clock) as source:
        if source is None:
            return
        with open_mailbox(address) as mailbox:
            if source.validity != mailbox.validity:
                source.validity, source.last_uid = mailbox.validity, 0
                source.save(update_fields=["validity", "last_uid"])
            for row in _released(Way.MAIL, mark, clock()):
                number = int(row.place.split(":")[1])
                yield from _take_message(mailbox, number, owner, mark, clock, only=row)
            for uid, size in mailbox.after(source.last_uid, most=MOST_AT_ONCE):
                if size > LARGEST_MESSAGE_BYTES:
                    yield _too_large(owner, _place(mark, mailbox, uid, 0), size, clock())
                else:
                    yield from _take_message(mailbox, uid, owner, mark, clock)
                source.last_uid = uid
                source.save(update_fields=["last_uid"])
                _beat(source, clock())


def _take_message(
    mailbox: Mailbox,
    uid: int,
    owner: Unit,
    mark: str,
    clock: Clock,
    *,
    only: Arrival | None = None,
) -> Iterator[Arrival]:
    raw = mailbox.fetch(uid)
    mail = open_mail(raw) if raw is not None else None
    files = mail.files if mail is not None else ()
    found = False
    for file in files:
        place = _place(mark, mailbox, uid, file.part)
        if only is not None and only.place != place:
            continue
        found = True
        arrival = begin(
            owner, Way.MAIL, place=place, size_bytes=len(file.data), by=None, at=clock()
        )
        origin = mail.origin if mail is not None else ""
        yield take_in(arrival, Comer(file.data, file.name, origin), by=None, at=clock())
    if only is not None and not found:
        yield settle(only, Stage.QUARANTINED, code="gone", reason=GONE, at=clock())


def _too_large(owner: Unit, place: str, size: int, at: datetime) -> Arrival:
    arrival = begin(owner, Way.MAIL, place=place, size_bytes=size, by=None, at=at)
    if arrival.stage not in ON_THE_WAY:
        return arrival
    return settle(arrival, Stage.QUARANTINED, code="too_large", reason=MAIL_TOO_LARGE, at=at)


def _place(mark: str, mailbox: Mailbox, uid: int, part: int) -> str:
    return f"{mark}/{mailbox.validity}:{uid}:{part}"


# ---------------------------------------------------------------- both
def _released(way: Way, mark: str, at: datetime) -> list[Arrival]:
    """Return what waits at this place for its next try, or was let out by a person."""
    rows = Arrival.objects.filter(
        way=way.value, place__startswith=f"{mark}/", stage__in=ON_THE_WAY
    ).exclude(next_try_at__gt=at)
    return list(rows.order_by("pk")[:MOST_AT_ONCE])


@contextmanager
def _visit(key: str, clock: Clock) -> Iterator[Source | None]:
    """Hold a source while it is looked into; None: it is in other hands or rests after a fault.

    What goes wrong with the source itself is written on it and rests it for longer each time.
    """
    source = _hold(key, clock())
    if source is None:
        yield None
        return
    try:
        yield source
    except (OSError, MailboxError) as fault:
        source.faults += 1
        source.fault = str(fault)[:300]
        pause = BACK_OFF[min(source.faults, len(BACK_OFF)) - 1]
        source.busy_until = clock() + pause
    except BaseException:
        source.busy_until = None
        source.save(update_fields=["busy_until"])
        raise
    else:
        source.faults, source.fault, source.busy_until = 0, "", None
    source.looked_at = clock()
    source.save(update_fields=["faults", "fault", "busy_until", "looked_at"])


def _beat(source: Source, at: datetime) -> None:
    source.busy_until = at + BUSY
    source.save(update_fields=["busy_until"])


@transaction.atomic
def _hold(key: str, at: datetime) -> Source | None:
    source, _ = Source.objects.select_for_update().get_or_create(key=key)
    if source.busy_until is not None and source.busy_until > at:
        return None
    source.busy_until = at + BUSY
    source.save(update_fields=["busy_until"])
    return source
