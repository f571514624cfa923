"""A mailbox is trusted by its certificate, as the machine's own list of authorities says."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from loa.doors.mailbox import MailboxAddress, MailboxError, open_mailbox
from tests.doors.imap import Post, mailbox
from tests.doors.test_fetch_tls import NOW, certificate

pytestmark = pytest.mark.enable_socket


def uids(pem: Path, host: str) -> tuple[list[int], Post]:
    """Open a box behind this certificate on the loopback; list what lies in it."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(pem)
    with mailbox(tls) as post:
        post.put(("a.pdf", b"%PDF"))
        address = post.address.replace("imap://", "imaps://").replace("127.0.0.1", host)
        with open_mailbox(MailboxAddress.parse(address)) as box:
            return [uid for uid, _ in box.after(0, most=9)], post


def test_an_authority_of_the_office_is_trusted_when_the_machine_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, host="localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    found, post = uids(pem, "localhost")
    assert found == [1]
    assert any(said.startswith("LOGIN") for said in post.said)


@pytest.mark.parametrize(
    ("named", "days", "is_trusted"),
    [
        pytest.param("localhost", 9, False, id="unknown authority"),
        pytest.param("127.0.0.1", 9, True, id="another machine's name"),
        pytest.param("localhost", -1, True, id="expired"),
    ],
)
def test_a_bad_certificate_is_refused_before_the_password_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, days: int, is_trusted: bool
) -> None:
    pem = certificate(tmp_path, host="localhost", until=NOW + timedelta(days=days))
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(pem)
    with mailbox(tls) as post:
        address = post.address.replace("imap://", "imaps://").replace("127.0.0.1", named)
        with (
            pytest.raises(MailboxError, match="Chứng thư số của máy chủ thư không được tin"),
            open_mailbox(MailboxAddress.parse(address)),
        ):
            pass
    assert post.said == []
