import asyncio
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from loa.doors.outcomes import Fetched, Outcome, Unreachable
from tests.doors.web import small_web

pytestmark = pytest.mark.enable_socket
NOW = datetime.now(UTC)


def certificate(
    folder: Path, *, host: str = "xa.example.vn", until: datetime = NOW + timedelta(days=9)
) -> Path:
    """Make a self-signed certificate with its key; it may also be trusted as a root."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    names = x509.SubjectAlternativeName(
        [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=90))
        .not_valid_after(until)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "cert.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def visit(pem: Path, *, trusted: bool, broken_tls: bool = False) -> Outcome:
    async def go() -> Outcome:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(pem)
        async with small_web(tls) as web:
            ca_file = str(pem) if trusted else None
            async with web.fetcher(ca_file=ca_file, broken_tls=broken_tls) as fetcher:
                return await fetcher.fetch(web.url("/", scheme="https"))

    return asyncio.run(go())


def test_a_good_certificate_is_read_through(tmp_path: Path) -> None:
    outcome = visit(certificate(tmp_path), trusted=True)
    assert isinstance(outcome, Fetched)
    assert "tls_unverified" not in outcome.visit.notes


@pytest.mark.parametrize(
    ("host", "until", "trusted", "code"),
    [
        pytest.param(
            "xa.example.vn", NOW - timedelta(days=1), True, "tls_expired", id="expired"
        ),
        pytest.param("khac.vn", NOW + timedelta(days=9), True, "tls_name", id="another's"),
        pytest.param(
            "xa.example.vn", NOW + timedelta(days=9), False, "tls_chain", id="unknown"
        ),
    ],
)
def test_a_broken_certificate_is_unreachable_or_said_never_silent(
    tmp_path: Path, host: str, until: datetime, trusted: bool, code: str
) -> None:
    pem = certificate(tmp_path, host=host, until=until)
    strict = visit(pem, trusted=trusted)
    assert isinstance(strict, Unreachable)
    assert strict.code == code
    lenient = visit(pem, trusted=trusted, broken_tls=True)
    assert isinstance(lenient, Fetched)
    assert {"tls_unverified", code} <= set(lenient.visit.notes)
