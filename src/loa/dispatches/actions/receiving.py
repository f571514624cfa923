"""Taking a letter in: screened in memory first, then kept with its reading, or not at all."""

import hashlib
import re
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from loa.crafts.opening import Document, OpeningError, TooLargeError
from loa.crafts.reading import Reading as CraftReading
from loa.crafts.reading import read_document
from loa.crafts.viet import clean, fold
from loa.dispatches import policies, queries
from loa.dispatches.actions.errors import (
    DuplicateDispatchError,
    RefusedDispatchError,
    Same,
)
from loa.dispatches.gateways.opening import open_file
from loa.dispatches.models import Dispatch, Reading, Refusal
from loa.files.actions import store
from loa.ledger.actions import record
from loa.units.models import Officer, Unit

READER_VERSION = "1"
_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
LONGEST_NAME = 255


def receive_dispatch(
    data: bytes, file_name: str, owner: Unit, *, by: Officer, at: datetime
) -> Dispatch:
    """Read a letter and keep it with its reading; nothing is stored of one that is refused.

    Raises RefusedDispatchError (a `Refusal` row keeps when, by whom and why, and nothing of the
    letter), DuplicateDispatchError, NotAllowedError. Not atomic as a whole: the refusal must
    stay when the letter goes.
    """
    policies.require(policies.may_receive(by, owner, timezone.localdate(at)))
    try:
        document, reading = screen(data, file_name)
    except RefusedDispatchError as refused:
        _note_refusal(refused.code, by=by, at=at)
        raise
    sha256, text_sha256 = hashlib.sha256(data).hexdigest(), text_hash(document)
    try:
        with transaction.atomic():
            _refuse_known(owner, sha256, text_sha256, reading)
            return _keep(
                data, clean(file_name), document, reading, text_sha256, owner, by=by, at=at
            )
    except IntegrityError:  # the same letter came in at the same moment
        _refuse_known(owner, sha256, text_sha256, reading)
        raise


def screen(data: bytes, file_name: str) -> tuple[Document, CraftReading]:
    """Open and read bytes in memory. Raises RefusedDispatchError; touches nothing else."""
    try:
        if len(data) > settings.LARGEST_UPLOAD_BYTES:
            raise TooLargeError(
                measure="dung lượng",
                size=f"hơn {settings.LARGEST_UPLOAD_BYTES // 1_000_000} MB",
                limit=f"{settings.LARGEST_UPLOAD_BYTES // 1_000_000} MB",
            )
        document = open_file(data, name=file_name)
    except OpeningError as error:
        raise RefusedDispatchError(code=error.code, message=error.message) from error
    reading = read_document(document)
    if reading.refused is not None:
        raise RefusedDispatchError(code=reading.refused.code, message=reading.refused.message)
    return document, reading


def text_hash(document: Document) -> str:
    """Return a hash of the letter's words that is the same for its PDF, DOCX and text.

    Order is left out, since a two-column letterhead comes out in different orders; so are page
    numbers, marks and case.
    """
    lines = (line.text for line in document.lines if not _PAGE_NUMBER.fullmatch(line.text))
    words = sorted(_WORD.findall(fold(" ".join(lines))))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


@transaction.atomic
def _note_refusal(code: str, *, by: Officer, at: datetime) -> None:
    refusal = Refusal.objects.create(code=code, by=by, at=at)
    record("dispatch.refused", refusal, by=by, at=at)


def _refuse_known(owner: Unit, sha256: str, text_sha256: str, reading: CraftReading) -> None:
    mine = Dispatch.objects.filter(owner=owner)
    if known := mine.filter(file__sha256=sha256).first():
        raise DuplicateDispatchError(known=known, same=Same.FILE)
    if known := mine.filter(text_sha256=text_sha256).first():
        raise DuplicateDispatchError(known=known, same=Same.TEXT)
    heads = heads_of({name: field.to_json() for name, field in reading.fields.items()})
    known = queries.known_like(
        owner,
        issuer=heads["issuer_name"],
        number=heads["number"],
        symbol=heads["symbol"],
        issued_on=heads["issued_on"],
    )
    if known is not None:
        raise DuplicateDispatchError(known=known, same=Same.KEY)


def _keep(
    data: bytes,
    file_name: str,
    document: Document,
    reading: CraftReading,
    text_sha256: str,
    owner: Unit,
    *,
    by: Officer,
    at: datetime,
) -> Dispatch:
    told = reading.to_json()
    dispatch = Dispatch(
        owner=owner,
        file=store(data, by=by, at=at),
        file_name=file_name[-LONGEST_NAME:] or "—",
        format=str(told["format"]),
        lines=[line.text for line in document.lines],
        text_sha256=text_sha256,
        arrived_at=at,
        arrived_by=by,
        **heads_of(told["fields"]),
    )
    dispatch.search_text = search_text(dispatch)
    dispatch.full_clean()
    dispatch.save()
    row = Reading(
        dispatch=dispatch,
        reader_version=READER_VERSION,
        fields=told["fields"],
        findings=told["findings"],
        read_at=at,
    )
    row.full_clean(exclude=["findings"])  # a letter may have none
    row.save()
    record("dispatch.received", dispatch, by=by, at=at, unit_id=owner.pk)
    return dispatch


def heads_of(fields: dict[str, Any]) -> dict[str, Any]:
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
