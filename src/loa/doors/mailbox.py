"""A mailbox by IMAP: what lies in it is read and never changed, marked, moved or deleted.

Messages are fetched with BODY.PEEK by their UID. TLS always, but for a mailbox on this machine;
every answer within 20 seconds; no message over 40 MB is fetched.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 20.0
LARGEST_MESSAGE_BYTES = 40_000_000
MOST_PARTS = 30
SMALLEST_PICTURE_BYTES = 30_000  # below, a logo in somebody's signature
_LETTERS = (
    ".pdf", ".docx", ".doc", ".rtf", ".html", ".htm", ".txt", ".md", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".edxml", ".xml", ".zip", ".rar", ".7z",  # packed ones are said to be so
)  # fmt: skip
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"\bUID (\d+)")


class MailboxError(Exception):
    """The mailbox cannot be used now. `str()` says what it answered, never the password."""


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where the mailbox is. Made from `imaps://user:password@host:993/folder`."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    scheme: str

    @classmethod
    def parse(cls, address: str) -> "MailboxAddress":
        parts = urlsplit(address)
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (993 if parts.scheme == "imaps" else 143),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            scheme=parts.scheme,
        )

    @property
    def key(self) -> str:
        """What names the mailbox without opening it."""
        return f"mail:{self.user}@{self.host}:{self.port}/{self.folder}"[:200]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a message; `part` counts from 1 and stays the same for the same message."""

    part: int
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One message: who sent it about what, and its files that may be letters."""

    sender: str
    subject: str
    files: tuple[Attached, ...]

    @property
    def origin(self) -> str:
        return " · ".join(part for part in (self.sender, self.subject) if part)


class Mailbox:
    """An open mailbox, read only. Methods raise MailboxError."""

    def __init__(self, client: imaplib.IMAP4, validity: str) -> None:
        self._client = client
        self.validity = validity  # UIDs mean the same messages as long as this is the same

    def after(self, uid: int, *, most: int) -> list[tuple[int, int]]:
        """Return (UID, size in bytes) of the oldest messages after `uid`."""
        # "n:*" answers with the newest message even where its UID is smaller
        found = self._ask("SEARCH", None, f"UID {uid + 1}:*")
        numbers = [n for each in found if isinstance(each, bytes) for n in each.split()]
        uids = sorted(n for n in map(int, numbers) if n > uid)[:most]
        if not uids:
            return []
        sizes = dict.fromkeys(uids, LARGEST_MESSAGE_BYTES + 1)
        for answer in self._ask("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)"):
            line = answer[0] if isinstance(answer, tuple) else answer or b""
            if (of := _UID.search(line)) and (size := _SIZE.search(line)):
                sizes[int(of[1])] = int(size[1])
        return [(each, sizes[each]) for each in uids]

    def fetch(self, uid: int) -> bytes | None:
        """Return a message as it was sent, left unread; None where it is no longer there."""
        for answer in self._ask("FETCH", str(uid), "(UID RFC822.SIZE BODY.PEEK[])"):
            if isinstance(answer, tuple):
                data: bytes = answer[1]
                return data
        return None

    def _ask(self, command: str, *told: str | None) -> list[bytes | tuple[bytes, bytes] | None]:
        try:
            kind, answer = self._client.uid(command, *told)  # type: ignore[arg-type]  # None is a charset
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxError(_words(error)) from error
        if kind != "OK":
            raise MailboxError(f"{command}: {kind}")
        return list(answer)


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """Sign in and open the folder for reading. Raises MailboxError."""
    client: imaplib.IMAP4 | None = None
    try:
        client = _connected(address)
        client.login(address.user, address.password)
        folder = address.folder.replace("\\", "\\\\").replace('"', '\\"')
        kind, _ = client.select(f'"{folder}"', readonly=True)
        if kind != "OK":
            raise MailboxError(f"{address.folder}: {kind}")
        told = client.response("UIDVALIDITY")[1]
        validity = (told[0] or b"").decode() if told else ""
    except (imaplib.IMAP4.error, OSError) as error:
        _close(client)
        raise MailboxError(_words(error)) from error
    try:
        yield Mailbox(client, validity)
    finally:
        _close(client)


def open_mail(raw: bytes) -> Mail:
    """Take a message apart. A broken one has what could be made out, maybe nothing."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 (what policy.default makes)
    files: list[Attached] = []
    for part, each in enumerate(message.walk(), start=1):
        if part > MOST_PARTS:
            break
        if (attached := _attached(part, each)) is not None:
            files.append(attached)
    return Mail(_head(message, "From"), _head(message, "Subject"), tuple(files))


def _attached(part: int, each: object) -> Attached | None:
    if not isinstance(each, EmailMessage) or each.is_multipart():
        return None
    try:
        name = each.get_filename() or ""
        data = each.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        return None
    if not isinstance(data, bytes) or not data or not name.lower().endswith(_LETTERS):
        return None
    is_picture = each.get_content_maintype() == "image"
    if is_picture and len(data) < SMALLEST_PICTURE_BYTES:
        return None
    return Attached(part, name, data)


def _head(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())[:200]
    except (ValueError, LookupError, TypeError, IndexError):
        return ""


def _connected(address: MailboxAddress) -> imaplib.IMAP4:
    if address.scheme == "imaps":
        return imaplib.IMAP4_SSL(
            address.host,
            address.port,
            ssl_context=ssl.create_default_context(),
            timeout=TIMEOUT_S,
        )
    client = imaplib.IMAP4(address.host, address.port, timeout=TIMEOUT_S)
    if address.scheme == "imap+starttls":
        client.starttls(ssl_context=ssl.create_default_context())
    return client


def _close(client: imaplib.IMAP4 | None) -> None:
    if client is None:
        return
    try:
        client.logout()
    except (imaplib.IMAP4.error, OSError):
        client.shutdown()


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
