"""Looking into the watched folders and the mailbox. May run at any time, any number of times.

Each file is taken by itself: one that cannot be read is put away and the next one comes. What
is interrupted at any step is found again by its place and goes on where it stood.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from loa.dispatches.actions.arriving import (
    ON_THE_WAY,
    begin,
    claim,
    put_off,
    settle,
    sweep,
)
from loa.dispatches.actions.mailing import take_from_mailbox
from loa.dispatches.actions.receiving import Comer, take_in
from loa.dispatches.actions.sources import (
    BUSY,
    GONE,
    MOST_AT_ONCE,
    Clock,
    beat,
    released,
    visit,
)
from loa.dispatches.gateways.sources import set_sources
from loa.dispatches.models import Arrival, Stage, Way
from loa.doors.folder import Box, Taken, WatchedFolder
from loa.doors.mailbox import MailboxAddress
from loa.units.models import Unit

_LOCK = "dispatches.take_from_sources"
BOXES = {
    Stage.IN_REVIEW.value: Box.DONE,
    Stage.DECIDED.value: Box.DONE,
    Stage.DUPLICATE.value: Box.DONE,
    Stage.QUARANTINED.value: Box.QUARANTINE,
    Stage.DISMISSED.value: Box.QUARANTINE,
    Stage.REFUSED.value: Box.REFUSED,
}
NOT_READABLE = "Không mở được tệp trong thư mục ({why}). Kiểm tra quyền đọc của tệp."
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
    is_asked = bool(set_sources()) and cache.add(
        _LOCK, at.isoformat(), int(BUSY.total_seconds())
    )
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
    """Look into every folder and mailbox of the settings, one file after the other."""
    for each in set_sources():
        owner = Unit.objects.filter(code=each.unit).first()
        if owner is None:  # `loa doctor` says so
            continue
        if each.way == Way.MAIL:
            yield from take_from_mailbox(MailboxAddress.parse(each.place), owner, clock)
        else:
            watch = Watch(WatchedFolder(Path(each.place)), owner, Way(each.way))
            yield from take_from_folder(watch, clock)


# ---------------------------------------------------------------- folders
def take_from_folder(watch: Watch, clock: Clock) -> Iterator[Arrival]:
    """Take in what lies in a folder, ten at most, and give each arrival as it now stands."""
    with visit(watch.key, watch.owner, clock) as source:
        if source is None:
            return
        for row in released(watch.way, watch.mark, clock()):
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
            beat(source, clock())
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
