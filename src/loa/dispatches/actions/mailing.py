"""Taking letters out of a mailbox; what a message brings is said, and it stays where it is."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from loa.dispatches.actions.arriving import ON_THE_WAY, begin, settle
from loa.dispatches.actions.receiving import Comer, take_in
from loa.dispatches.actions.sources import GONE, MOST_AT_ONCE, Clock, beat, released, visit
from loa.dispatches.models import Arrival, Source, Stage, Way
from loa.doors.mailbox import (
    LARGEST_MESSAGE_BYTES,
    MOST_FILES,
    Mailbox,
    MailboxAddress,
    open_mail,
    open_mailbox,
)
from loa.units.models import Unit

THE_MAIL = 0  # the part that stands for the message itself
TOO_LARGE = "Thư lớn hơn 40 MB nên không lấy tệp. Hãy mở thư và tải văn bản lên đây."
TOO_MANY = (
    "Thư có {many} tệp; Loa đã lấy {taken} tệp đầu, còn {left} tệp. Hãy mở thư và tải các tệp "
    "còn lại lên đây."
)
NO_LETTER = (
    "Thư không có tệp nào là văn bản (PDF, Word, bản quét, edXML), nên không có gì để đọc. Nếu "
    "văn bản nằm ngay trong lời thư, hãy mở thư, in ra PDF và tải lên đây."
)


@dataclass(frozen=True)
class Post:
    """An open mailbox, for whom it is read, and by which mark its places are known."""

    mailbox: Mailbox
    owner: Unit
    source: Source
    clock: Clock
    mark: str

    def place(self, uid: int, part: int) -> str:
        return f"{self.mark}/{self.mailbox.validity}:{uid}:{part}"


def take_from_mailbox(address: MailboxAddress, owner: Unit, clock: Clock) -> Iterator[Arrival]:
    """Take in the letters of new messages, ten messages at most; the mailbox stays as it is."""
    mark = hashlib.sha256(address.key.encode()).hexdigest()[:8]
    with visit(address.key, owner, clock) as source:
        if source is None:
            return
        with open_mailbox(address) as mailbox:
            post = Post(mailbox, owner, source, clock, mark)
            if source.validity != mailbox.validity:
                source.validity, source.last_uid = mailbox.validity, 0
                source.save(update_fields=["validity", "last_uid"])
            for row in released(Way.MAIL, mark, clock()):
                yield from _take_again(post, row)
            for uid, size in mailbox.after(source.last_uid, most=MOST_AT_ONCE):
                yield from _take_message(post, uid, size)
                source.last_uid = uid
                source.save(update_fields=["last_uid"])
                beat(source, clock())


def _take_again(post: Post, row: Arrival) -> Iterator[Arrival]:
    """Look once more at what a person let out, or what waited for its next try."""
    uid = int(row.place.split(":")[1])
    size = post.mailbox.size(uid) if row.place.startswith(post.place(uid, 0)[:-1]) else None
    if size is not None:
        is_whole = row.place == post.place(uid, THE_MAIL)
        yield from _take_message(post, uid, size, only=None if is_whole else row)
        row.refresh_from_db()
    if size is None:
        yield settle(row, Stage.QUARANTINED, code="gone", reason=GONE, at=post.clock())


def _take_message(
    post: Post, uid: int, size: int, *, only: Arrival | None = None
) -> Iterator[Arrival]:
    if size > LARGEST_MESSAGE_BYTES:
        yield _say(post, uid, size, Stage.QUARANTINED, "too_large", TOO_LARGE)
        return
    raw = post.mailbox.fetch(uid)
    mail = open_mail(raw if raw is not None else b"")
    is_found = False
    for file in mail.files:
        place = post.place(uid, file.part)
        if only is not None and only.place != place:
            continue
        is_found = True
        beat(post.source, post.clock())
        arrival = begin(
            post.owner, Way.MAIL, place=place, size_bytes=len(file.data), by=None,
            at=post.clock(),
        )  # fmt: skip
        comer = Comer(file.data, file.name, mail.origin)
        yield take_in(arrival, comer, by=None, at=post.clock())
    if only is not None and not is_found:
        yield settle(only, Stage.QUARANTINED, code="gone", reason=GONE, at=post.clock())
    elif only is None and mail.left:
        many = len(mail.files) + mail.left
        told = TOO_MANY.format(many=many, taken=MOST_FILES, left=mail.left)
        yield _say(post, uid, size, Stage.QUARANTINED, "too_many", told)
    elif only is None and not mail.files:
        yield _say(post, uid, size, Stage.EMPTY, "no_letter", NO_LETTER)


def _say(post: Post, uid: int, size: int, stage: Stage, code: str, reason: str) -> Arrival:
    """Say something of a message as a whole. It names nobody: nothing of it was screened."""
    at = post.clock()
    arrival = begin(
        post.owner, Way.MAIL, place=post.place(uid, THE_MAIL), size_bytes=size, by=None, at=at
    )
    if arrival.stage not in ON_THE_WAY:
        return arrival
    return settle(arrival, stage, code=code, reason=reason, at=at)
