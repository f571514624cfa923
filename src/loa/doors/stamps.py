"""Time stamps of an outside authority (RFC 3161) over some bytes: asked for, and checked.

What is stamped proves that the bytes existed at that time, by the word of the authority and not
by ours. A token that does not hold against the authority's own root is never taken.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

LONGEST_S = 10.0
MOST_BYTES = 64 * 1024
_KIND = {"Content-Type": "application/timestamp-query"}


class StampError(Exception):
    """No stamp; `code` is no_answer, refused, unreadable or not_genuine."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True)
class Stamped:
    """What an authority signed: the whole answer, and the instant that it gives."""

    answer: bytes
    at: datetime


def roots_from(pem: bytes) -> tuple[Certificate, ...]:
    """Read an authority's root certificates. Raises StampError where there is none."""
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError as error:
        raise StampError("unreadable", str(error)) from error


def ask(address: str, data: bytes, roots: Sequence[Certificate]) -> Stamped:
    """Have bytes stamped; at most LONGEST_S seconds. Raises StampError.

    Only the SHA-512 of the bytes leaves this house.
    """
    wanted = TimestampRequestBuilder(data, HashAlgorithm.SHA512).build()
    try:
        answer = asyncio.run(_post(address, wanted.as_bytes()))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise StampError("no_answer", f"{type(error).__name__}: {error}"[:200]) from error
    return check(answer, data, roots, nonce=wanted.nonce)


async def _post(address: str, body: bytes) -> bytes:
    limit = aiohttp.ClientTimeout(total=LONGEST_S)
    async with aiohttp.ClientSession(timeout=limit) as client:
        asked = client.post(address, data=body, headers=_KIND, allow_redirects=False)
        async with asked as answer:
            answer.raise_for_status()
            told = bytearray()
            async for piece in answer.content.iter_any():
                told += piece
                if len(told) > MOST_BYTES:
                    raise ValueError("the answer is too long")
            return bytes(told)


def check(
    answer: bytes, data: bytes, roots: Sequence[Certificate], *, nonce: int | None = None
) -> Stamped:
    """Hold a stamp against the bytes and the authority's roots. Raises StampError."""
    told = _decoded(answer)
    try:
        verifier = VerifierBuilder(roots=list(roots), nonce=nonce).build()
        verifier.verify_message(told, data)
    except (VerificationError, ValueError) as error:
        raise StampError("not_genuine", str(error)[:200]) from error
    return Stamped(answer, told.tst_info.gen_time)


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        told = decode_timestamp_response(answer)
        status, words = told.status, "; ".join(told.status_string)
    except ValueError as error:
        raise StampError("unreadable", str(error)[:200]) from error
    if status != 0:
        raise StampError("refused", f"{status} {words}"[:200])
    return told
