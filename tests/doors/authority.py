"""A time-stamp authority (RFC 3161) on loopback: its own root, real signatures, real ASN.1."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MADE = datetime(2024, 1, 1, tzinfo=UTC)
SHA512 = bytes.fromhex("0609608648016503040203")
TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
ECDSA_SHA512 = bytes.fromhex("06082a8648ce3d040304")
POLICY = bytes.fromhex("06042a030405")


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    told = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(told)]) + told + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def integer(value: int) -> bytes:
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def children(data: bytes) -> list[bytes]:
    """Split a constructed value into its parts, each with its tag and length."""
    parts, at = [], header(data)
    while at < len(data):
        end = at + header(data[at:]) + length(data[at:])
        parts.append(data[at:end])
        at = end
    return parts


def header(data: bytes) -> int:
    return 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)


def length(data: bytes) -> int:
    return int.from_bytes(data[2 : header(data)], "big") if data[1] & 0x80 else data[1]


@dataclass
class Authority:
    """Signs what it is asked to, at its clock `at`, unless its `mood` is another."""

    at: datetime
    name: str = "Root"
    mood: str = "signs"
    asked: int = 0
    root: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        self._root_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in "ab")
        self.root = self._certificate(self.name, self._root_key, is_root=True)
        self._leaf = self._certificate("Stamps", self._key, is_root=False)

    def _certificate(
        self, name: str, key: ec.EllipticCurvePrivateKey, *, is_root: bool
    ) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(MADE)
            .not_valid_after(MADE + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        )
        if not is_root:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            made = made.add_extension(usage, critical=True)
        return made.sign(self._root_key, hashes.SHA256())

    def pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, query: bytes) -> bytes:
        """Answer one TimeStampReq with a TimeStampResp."""
        if self.mood == "refuses":
            return sequence(sequence(integer(2)))
        if self.mood == "babbles":
            return b"<html>welcome</html>"
        parts = children(query)
        imprint, nonce = parts[1], next(part for part in parts[2:] if part[0] == 2)
        now = self.at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
        info = sequence(integer(1), POLICY, imprint, integer(7), der(0x18, now), nonce)
        return sequence(sequence(integer(0)), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        leaf = self._leaf.public_bytes(Encoding.DER)
        known = sequence(sequence(sequence(der(4, hashlib.sha256(leaf).digest()))))
        told = [
            sequence(CONTENT_TYPE, der(0x31, TST_INFO)),
            sequence(MESSAGE_DIGEST, der(0x31, der(4, hashlib.sha512(info).digest()))),
            sequence(SIGNING_CERTIFICATE, der(0x31, known)),
        ]
        attributes = b"".join(sorted(told))
        seal = self._key.sign(der(0x31, attributes), ec.ECDSA(hashes.SHA512()))
        who = sequence(self._leaf.issuer.public_bytes(), integer(self._leaf.serial_number))
        signer = sequence(
            integer(1), who, sequence(SHA512), der(0xA0, attributes), sequence(ECDSA_SHA512),
            der(4, seal),
        )  # fmt: skip
        signed = sequence(
            integer(3), der(0x31, sequence(SHA512)),
            sequence(TST_INFO, der(0xA0, der(4, info))), der(0xA0, leaf), der(0x31, signer),
        )  # fmt: skip
        return sequence(SIGNED_DATA, der(0xA0, signed))

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Listen on a free port of loopback; give the address."""
        authority = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                authority.asked += 1
                query = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(503 if authority.mood == "is_down" else 200)
                self.end_headers()
                self.wfile.write(authority.answer(query))

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
