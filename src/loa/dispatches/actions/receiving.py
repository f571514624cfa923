"""Taking a letter in: screened in memory first, then kept with its reading, or not at all.

The one path for all ways: upload, folder, mailbox, command. Twice is once.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from loa.crafts.viet import clean, fold
from loa.dispatches import queries
from loa.dispatches.actions.arriving import (
    KEPT_OUTSIDE,
    ON_THE_WAY,
    begin,
    claim,
    put_off,
    settle,
    tell_page,
)
from loa.dispatches.actions.drawing import HAS_PAGES, draw_pages
from loa.dispatches.actions.errors import (
    DuplicateDispatchError,
    RefusedDispatchError,
    Same,
)
from loa.dispatches.gateways.opening import look
from loa.dispatches.models import Arrival, Dispatch, Kinship, Reading, Refusal, Stage, Way
from loa.dispatches.queries import Text, is_same_letter, known_like, named_in, words_of
from loa.doors.apart import Look, Unread
from loa.files.actions import store
from loa.ledger.actions import record
from loa.units.models import Officer, Unit

READER_VERSION = "1"
LONGEST_NAME = 255
TEMPORARY = frozenset({"busy", "door_failed"})  # a program outside that may do it next time
NAMED_WITHIN = 60  # lines: what a letter replaces stands in its subject and first paragraphs
STAMPED = "Văn bản có dấu độ mật. Loa không nhận và không lưu văn bản mật."
DISK_FULL = "Không lưu được văn bản ({why}). Kiểm tra ổ đĩa và cơ sở dữ liệu; Loa sẽ thử lại."


@dataclass(frozen=True)
class Comer:
    """A file at the door. `origin`: sender and subject of the mail that brought it."""

    data: bytes
    name: str
    origin: str = ""

    @property
    def kept_name(self) -> str:
        return clean(self.name)[-LONGEST_NAME:] or "—"


def receive_dispatch(
    data: bytes,
    file_name: str,
    owner: Unit,
    *,
    by: Officer,
    at: datetime,
    way: Way = Way.UPLOAD,
) -> Dispatch:
    """Read a letter and keep it with its reading; nothing is stored of one that is refused.

    Raises RefusedDispatchError (the arrival keeps when, by whom and why, and nothing of the
    letter), DuplicateDispatchError, NotAllowedError. Not atomic as a whole: the refusal must
    stay when the letter goes.
    """
    arrival = begin(owner, way, size_bytes=len(data), by=by, at=at)
    take_in(arrival, Comer(data, file_name), by=by, at=at)
    if arrival.stage == Stage.DUPLICATE:
        assert arrival.dispatch is not None  # noqa: S101 (a constraint of the table)
        raise DuplicateDispatchError(known=arrival.dispatch, same=Same(arrival.code))
    if arrival.dispatch is None:
        raise RefusedDispatchError(code=arrival.code, message=arrival.reason)
    return arrival.dispatch


def take_in(arrival: Arrival, comer: Comer, *, by: Officer | None, at: datetime) -> Arrival:
    """Read an arrival's bytes and say what it came to; the arrival is changed in place.

    Does nothing with one that is settled, not due, or being read elsewhere.
    """
    if not claim(arrival, at=at):
        arrival.refresh_from_db()
        return arrival
    seen = look(comer.data, comer.name, on_page=partial(tell_page, arrival.pk))
    try:
        if isinstance(seen, Unread):
            return _turn_away(arrival, seen, by=by, at=at)
        return _decide(arrival, comer, seen, by=by, at=at)
    except (OSError, DatabaseError) as fault:
        arrival.refresh_from_db()
        if arrival.stage not in ON_THE_WAY:
            return arrival
        reason = DISK_FULL.format(why=type(fault).__name__)
        return put_off(arrival, code="not_kept", reason=reason, at=at)


@transaction.atomic
def _turn_away(arrival: Arrival, why: Unread, *, by: Officer | None, at: datetime) -> Arrival:
    if why.code in TEMPORARY:
        return put_off(arrival, code=why.code, reason=why.message, at=at)
    refusal = Refusal.objects.create(code=why.code, by=by, at=at)
    record("dispatch.refused", refusal, by=by, at=at)
    if why.code != "secret":
        return settle(
            arrival, Stage.QUARANTINED, code=why.code, reason=why.message, by=by, at=at
        )
    reason = STAMPED if arrival.way in KEPT_OUTSIDE else why.message
    return settle(arrival, Stage.REFUSED, code=why.code, reason=reason, by=by, at=at)


def _decide(
    arrival: Arrival, comer: Comer, seen: Look, *, by: Officer | None, at: datetime
) -> Arrival:
    """Keep the letter or tell that it is known; once more where another came in meanwhile."""
    try:
        return _keep_or_tell(arrival, comer, seen, by=by, at=at)
    except IntegrityError:  # the same letter came in at the same moment
        arrival.refresh_from_db()
        return _keep_or_tell(arrival, comer, seen, by=by, at=at)


@transaction.atomic
def _keep_or_tell(
    arrival: Arrival, comer: Comer, seen: Look, *, by: Officer | None, at: datetime
) -> Arrival:
    facts: dict[str, Any] = {
        "file_name": comer.kept_name,
        "origin": clean(comer.origin)[:300],
        "size_bytes": len(comer.data),
        "opened_at": at + timedelta(seconds=seen.opened_after),
        "read_at": at + timedelta(seconds=seen.read_after),
    }
    heads = heads_of(seen.fields)
    text_sha256 = text_hash(seen.lines)
    known, same, kin = _known(arrival.owner, comer.data, text_sha256, seen, heads)
    if same is not None:
        return settle(
            arrival, Stage.DUPLICATE, code=same.value, dispatch=known, by=by, at=at, **facts
        )
    dispatch = Dispatch(
        owner=arrival.owner,
        file=store(comer.data, by=by, at=at),
        file_name=comer.kept_name,
        format=seen.format,
        lines=list(seen.lines),
        places=list(seen.places) if any(seen.places) else [],
        pages=seen.pages,
        text_sha256=text_sha256,
        arrived_at=arrival.received_at,
        arrived_by=by,
        amends=known,
        amends_how=kin.value if kin else "",
        **heads,
    )
    _keep(dispatch, seen, by=by, at=at)
    return settle(arrival, Stage.IN_REVIEW, dispatch=dispatch, by=by, at=at, **facts)


def _known(
    owner: Unit, data: bytes, text_sha256: str, seen: Look, heads: dict[str, Any]
) -> tuple[Dispatch | None, Same | None, Kinship | None]:
    """Return the earlier letter this one is or amends, with which of the two it is."""
    mine = Dispatch.objects.filter(owner=owner)
    if known := mine.filter(file__sha256=hashlib.sha256(data).hexdigest()).first():
        return known, Same.FILE, None
    if known := mine.filter(text_sha256=text_sha256).first():
        return known, Same.TEXT, None
    known = known_like(
        owner,
        issuer=heads["issuer_name"],
        number=heads["number"],
        symbol=heads["symbol"],
        issued_on=heads["issued_on"],
    )
    if known is not None:
        new = Text(seen.format, seen.lines, seen.fields)
        texts = [known, *known.amended_by.filter(amends_how=Kinship.VERSION.value)]
        for each in texts:
            fields = queries.reading_of(each).fields
            if is_same_letter(Text(each.format, tuple(each.lines), fields), new):
                return each, Same.KEY, None
        return known, None, Kinship.VERSION
    if named := named_in(owner, seen.lines[:NAMED_WITHIN]):
        return named[0], None, named[1]
    return None, None, None


def text_hash(lines: tuple[str, ...]) -> str:
    """Return a hash of the letter's words that is the same for its PDF, DOCX and text."""
    return hashlib.sha256(" ".join(words_of(lines)).encode()).hexdigest()


def _keep(dispatch: Dispatch, seen: Look, *, by: Officer | None, at: datetime) -> None:
    dispatch.search_text = search_text(dispatch)
    dispatch.full_clean()
    dispatch.save()
    row = Reading(
        dispatch=dispatch,
        reader_version=READER_VERSION,
        fields=seen.fields,
        findings=list(seen.findings),
        read_at=at,
    )
    row.full_clean(exclude=["findings"])  # a letter may have none
    row.save()
    if dispatch.format in HAS_PAGES:
        transaction.on_commit(partial(draw_pages.enqueue, dispatch.pk))
    changes = {"amends": (None, dispatch.amends_id)} if dispatch.amends_id else {}
    record(
        "dispatch.received", dispatch, by=by, at=at, unit_id=dispatch.owner_id, changes=changes
    )


def heads_of(fields: Any) -> dict[str, Any]:
    """Return the columns of a Dispatch from its fields ({name: {"value": …}})."""
    values = {name: field.get("value") for name, field in fields.items()}
    issued_on: date | None = queries.as_date(values.get("date"))
    return {
        "doc_type": _cut(values.get("doc_type"), 60),
        "number": _cut(values.get("number"), 20),
        "symbol": _cut(values.get("symbol"), 60),
        "issued_on": issued_on,
        "issuer_name": _cut(values.get("issuer"), 300),
        "subject": _cut(values.get("subject"), 5000),
    }


def search_text(dispatch: Dispatch) -> str:
    """Return what a search in the list compares."""
    return fold(
        " ".join(
            (
                dispatch.number,
                dispatch.symbol,
                dispatch.issuer_name,
                dispatch.subject,
                dispatch.file_name,
            )
        )
    )


def _cut(value: Any, longest: int) -> str:
    return " ".join(str(value or "").split())[:longest]
