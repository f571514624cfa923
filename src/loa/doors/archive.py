"""Captures as WARC files: what was answered, when, by whom, with hashes; and reading them back.

The same visit gives the same bytes: record ids come from the content, dates from the visit.
A body is kept unpacked (as it was read); the header that said how it was packed is kept under
`X-Archive-Orig-`, as other archives do. Source: ISO 28500 (WARC 1.1).
"""

import base64
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from loa.doors.bodies import sniff
from loa.doors.outcomes import Fetched

_NAMESPACE = uuid.UUID("6f0f8a4c-2f5d-5c0e-9a53-0b3ad0b1c8a5")
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# warcio reads records that miss a header as if they had it.
_WARCIO_STUMBLES = (ValueError, EOFError, AttributeError, TypeError, LookupError)
MOST_BYTES = 64 * 2**20
MOST_RECORDS = 10_000


class WarcError(Exception):
    """A WARC file that is not taken at its word; `code` is unreadable, lies or too_big."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Capture:
    """One page with its pictures, as a WARC file. `sha256` is of the file, in hex."""

    warc: bytes = field(repr=False)
    sha256: str
    body_sha256: tuple[str, ...]


@dataclass(frozen=True)
class Archived:
    """One response read from a WARC file whose digests were checked."""

    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    kind: str
    has_digest: bool


def capture(parts: Sequence[Fetched], *, software: str = "Loa") -> Capture:
    """Write a page (first) and its pictures as one WARC file, each record gzipped."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    hashes = []
    for number, part in enumerate(parts):
        digest = hashlib.sha256(part.body)
        hashes.append(digest.hexdigest())
        at = _warc_date(part.visit.at)
        key = f"{part.visit.final_url} {at} {digest.hexdigest()} {number}"
        concerns = f"<urn:uuid:{uuid.uuid5(_NAMESPACE, key)}>"
        hops = [f"{hop.status} {hop.url}" for hop in part.visit.hops]
        about = {
            "WARC-Record-ID": concerns,
            "WARC-Date": at,
            "WARC-IP-Address": part.visit.hops[-1].peer if part.visit.hops else "",
            "WARC-Payload-Digest": "sha256:" + base64.b32encode(digest.digest()).decode(),
        }
        record = writer.create_warc_record(
            part.visit.final_url,
            "response",
            payload=io.BytesIO(part.body),
            length=len(part.body),
            http_headers=_headers(part),
            warc_headers_dict={name: value for name, value in about.items() if value},
        )
        writer.write_record(record)
        notes = [f"asked: {part.visit.url}", f"software: {software}", *part.visit.notes, *hops]
        block = "\r\n".join(notes).encode()
        told = writer.create_warc_record(
            part.visit.final_url,
            "metadata",
            payload=io.BytesIO(block),
            length=len(block),
            warc_content_type="application/warc-fields",
            warc_headers_dict={
                "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMESPACE, 'told ' + key)}>",
                "WARC-Date": at,
                "WARC-Concurrent-To": concerns,
            },
        )
        writer.write_record(told)
    warc = out.getvalue()
    return Capture(warc, hashlib.sha256(warc).hexdigest(), tuple(hashes))


def read_capture(warc: bytes, *, most_bytes: int = MOST_BYTES) -> list[Archived]:
    """Read the responses of a WARC file, with no trust in it.

    Raises WarcError when it cannot be read, when a digest does not fit its bytes, when a record
    says another length than it has, or when it unfolds to more than `most_bytes`.
    """
    found: list[Archived] = []
    size = 0
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(warc), check_digests=True)):
            if number >= MOST_RECORDS:
                raise WarcError("too_big", f"more than {MOST_RECORDS} records")
            body = b"".join(_steps(record.content_stream(), most_bytes - size))
            size += len(body)
            said = record.rec_headers.get_header("WARC-Payload-Digest")
            if said and not _fits(str(said), body):
                raise WarcError("lies", f"payload is not {said}"[:200])
            checker = record.digest_checker
            if checker is not None and checker.passed is False:
                raise WarcError("lies", "; ".join(checker.problems)[:200])
            if record.rec_type != "response" or record.http_headers is None:
                continue
            headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
            if not _has_its_length(headers, record.rec_headers, body):
                raise WarcError("lies", "the answer says another length than it has")
            status = record.http_headers.get_statuscode()
            found.append(
                Archived(
                    url=str(record.rec_headers.get_header("WARC-Target-URI") or ""),
                    at=_read_date(record.rec_headers.get_header("WARC-Date")),
                    status=int(status) if status and status.isdigit() else 0,
                    headers=headers,
                    body=body,
                    kind=sniff(body),
                    has_digest=bool(said),
                )
            )
    except (ArchiveLoadFailed, zlib.error, *_WARCIO_STUMBLES) as error:
        raise WarcError("unreadable", str(error)[:200]) from error
    if not found:
        raise WarcError("unreadable", "no response in it")
    return found


def chained(previous: str, *facts: str) -> str:
    """Hash one entry of a chain: the entry before it and its own facts, in order.

    Lengths are hashed too, so no two lists of facts give the same bytes.
    """
    digest = hashlib.sha256(previous.encode())
    for fact in facts:
        raw = fact.encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def _headers(part: Fetched) -> StatusAndHeaders:
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _PACKING else name, value)
        for name, value in part.headers
    ]
    headers.append(("Content-Length", str(len(part.body))))
    return StatusAndHeaders(f"{part.status} OK", headers, protocol="HTTP/1.1")


def _has_its_length(
    headers: Sequence[tuple[str, str]], record: StatusAndHeaders, body: bytes
) -> bool:
    """Hold what an answer says of its length against its bytes, where both are unpacked."""
    told = {name.lower(): value for name, value in headers}
    is_packed = {"content-encoding", "transfer-encoding"} & set(told)
    said = told.get("content-length", "")
    if is_packed or not said or record.get_header("WARC-Truncated"):
        return True
    return bool(said.strip() == str(len(body)))


def _fits(said: str, body: bytes) -> bool:
    """Compare a digest like `sha256:BASE32` (or hex) with the body it speaks of."""
    name, _, value = said.partition(":")
    if name not in {"sha1", "sha256", "sha512"}:
        raise WarcError("unreadable", f"digest {name[:20]}")
    digest = hashlib.new(name, body, usedforsecurity=False)
    b32 = base64.b32encode(digest.digest()).decode().rstrip("=")
    return value.rstrip("=").upper() == b32 or value.lower() == digest.hexdigest()


def _steps(stream: io.BufferedIOBase, left: int) -> Iterator[bytes]:
    while chunk := stream.read(65_536):
        left -= len(chunk)
        if left < 0:
            raise WarcError("too_big", "unfolds to too much")
        yield chunk


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _read_date(text: str | None) -> datetime:
    if not text:
        raise ValueError("no WARC-Date")
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
