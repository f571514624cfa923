"""A mailbox by IMAP: what lies in it is read and never changed, marked, moved or deleted.

Messages are fetched with BODY.PEEK by their UID. TLS always, but for a mailbox on this machine;
every answer within 20 seconds; no message over 40 MB is fetched.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 20.0
LARGEST_MESSAGE_BYTES = 40_000_000
MOST_FILES = 60  # of one message; the rest is said to be there, and stays in the mailbox
MOST_PARTS = 400  # of one message, nested ones counted: above, somebody plays with it
SMALLEST_PICTURE_BYTES = 30_000  # below, a logo in somebody's signature
_LETTERS = (
    ".pdf", ".docx", ".doc", ".rtf", ".html", ".htm", ".txt", ".md", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".edxml", ".xml", ".zip", ".rar", ".7z",  # packed ones are said to be so
)  # fmt: skip
_TYPES = frozenset({
    "application/pdf", "application/msword", "application/rtf", "text/rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
})  # fmt: skip
_BEGINNINGS = (b"%PDF-", b"{\\rtf")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"\bUID (\d+)")

# The more special one first.
_SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (
        ssl.SSLCertVerificationError,
        "Chứng thư số của máy chủ thư không được tin nên Loa không gửi mật khẩu ({told}). Hãy "
        "kiểm tra tên máy, hạn chứng thư và tổ chức cấp.",
    ),
    (ssl.SSLError, "Không mở được kết nối mã hóa tới máy chủ thư ({told})."),
    (TimeoutError, "Máy chủ thư không trả lời trong 20 giây."),
    (
        ConnectionRefusedError,
        "Máy chủ thư không nhận kết nối. Hãy kiểm tra tên máy và cổng trong thiết lập.",
    ),
    (socket.gaierror, "Không tìm thấy máy chủ thư ({told}). Hãy kiểm tra tên máy."),
    (
        imaplib.IMAP4.abort,
        "Kết nối tới máy chủ thư bị ngắt giữa chừng ({told}). Thư vẫn ở trong hộp thư.",
    ),
    (OSError, "Kết nối tới máy chủ thư bị ngắt ({told}). Thư vẫn ở trong hộp thư."),
)


class MailboxError(Exception):
    """The mailbox cannot be used now. `str()` says why in one sentence, never the password."""


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
    """One message: who sent it about what, and its files that may be letters.

    `left`: how many more files it has than are taken of one message.
    """

    sender: str
    subject: str
    files: tuple[Attached, ...]
    left: int = 0

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

    def size(self, uid: int) -> int | None:
        """Return a message's size in bytes; None where it is no longer there."""
        for answer in self._ask("FETCH", str(uid), "(UID RFC822.SIZE)"):
            line = answer[0] if isinstance(answer, tuple) else answer or b""
            if found := _SIZE.search(line):
                return int(found[1])
        return None

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
            raise MailboxError(f"Máy chủ thư không làm được lệnh {command} ({kind}).")
        return list(answer)


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """Sign in and open the folder for reading. Raises MailboxError."""
    client: imaplib.IMAP4 | None = None
    try:
        client = _connected(address)
        _sign_in(client, address)
        _open_folder(client, address.folder)
        told = client.response("UIDVALIDITY")[1]
        validity = (told[0] or b"").decode() if told else ""
    except MailboxError:
        _close(client)
        raise
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
    left = 0
    for part, each in enumerate(message.walk(), start=1):
        if part > MOST_PARTS:
            left += 1
        elif (attached := _attached(part, each)) is None:
            continue
        elif len(files) < MOST_FILES:
            files.append(attached)
        else:
            left += 1
    return Mail(_head(message, "From"), _head(message, "Subject"), tuple(files), left)


def _attached(part: int, each: object) -> Attached | None:
    if not isinstance(each, EmailMessage) or each.is_multipart():
        return None
    try:
        name = each.get_filename() or ""
        data = each.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        return None
    if not isinstance(data, bytes) or not data or not _may_be_letter(each, name, data):
        return None
    is_picture = each.get_content_maintype() == "image"
    if is_picture and len(data) < SMALLEST_PICTURE_BYTES:
        return None
    return Attached(part, name, data)


def _may_be_letter(each: EmailMessage, name: str, data: bytes) -> bool:
    """Say whether a file may be one: by its name, else by what its sender or it says it is.

    Scanners and some programs of offices send files without an ending or a name.
    """
    if name.lower().rstrip(" .").endswith(_LETTERS):
        return True
    is_bare = not re.search(r"\.\w{2,5}$", name.strip())
    return each.get_content_type() in _TYPES or (is_bare and data.startswith(_BEGINNINGS))


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


def _sign_in(client: imaplib.IMAP4, address: MailboxAddress) -> None:
    try:
        client.login(address.user, address.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        told = " ".join(str(error).split())[:150]
        raise MailboxError(
            f"Máy chủ thư không nhận tên hoặc mật khẩu ({told}). Hãy kiểm tra thiết lập."
        ) from error


def _open_folder(client: imaplib.IMAP4, name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    kind, _ = client.select(f'"{quoted}"', readonly=True)
    if kind != "OK":
        raise MailboxError(f"Hộp thư không có thư mục {name} ({kind}).")


def _close(client: imaplib.IMAP4 | None) -> None:
    if client is None:
        return
    try:
        client.logout()
    except (imaplib.IMAP4.error, OSError):
        client.shutdown()


def _words(error: Exception) -> str:
    """Say what is wrong and what to do; the server's own words come last."""
    told = " ".join(str(error).split())[:150] or type(error).__name__
    for kinds, sentence in _SENTENCES:
        if isinstance(error, kinds):
            return sentence.format(told=told)
    return f"Máy chủ thư trả lời không dùng được ({told})."
