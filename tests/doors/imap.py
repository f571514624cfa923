"""A small IMAP server on the loopback: signs in, opens a folder, fetches by UID."""

import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

USER, PASSWORD = "van-thu", "m@t khau"


@dataclass
class Post:
    """What lies in the mailbox. `said`: every command that came."""

    messages: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    said: list[str] = field(default_factory=list)
    port: int = 0
    refuses: bool = False
    breaks_in: int = 0  # the UID in whose middle the line breaks

    @property
    def address(self) -> str:
        return f"imap://{USER}:m%40t%20khau@127.0.0.1:{self.port}/INBOX"

    def put(self, *files: tuple[str, bytes], subject: str = "Văn bản") -> int:
        """Put a message with these files into the box; return its UID."""
        mail = EmailMessage()
        mail["From"] = "Sở Nội vụ <vanthu@songxanh.example>"
        mail["To"] = "loa@songxanh.example"
        mail["Subject"] = subject
        mail.set_content("Kính gửi văn bản đính kèm.")
        for name, data in files:
            mail.add_attachment(
                data, maintype="application", subtype="octet-stream", filename=name
            )
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = mail.as_bytes()
        return uid


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]  # set by `mailbox`
        self._say("* OK ready")
        while line := self.rfile.readline():
            tag, _, told = line.decode().strip().partition(" ")
            post.said.append(told)
            verb = told.upper()
            if verb.startswith("CAPABILITY"):
                self._say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
            elif verb.startswith("LOGIN"):
                self._login(tag, told, post)
            elif verb.startswith("EXAMINE"):
                self._say(
                    f"* {len(post.messages)} EXISTS",
                    f"* OK [UIDVALIDITY {post.validity}] valid",
                    f"{tag} OK [READ-ONLY] done",
                )
            elif verb.startswith("UID SEARCH"):
                first = int(re.findall(r"UID (\d+):", told)[0])
                uids = [uid for uid in post.messages if uid >= first]
                newest = [max(post.messages)] if post.messages and not uids else uids
                self._say("* SEARCH " + " ".join(map(str, newest)), f"{tag} OK done")
            elif verb.startswith("UID FETCH"):
                self._fetch(tag, told, post)
            elif verb.startswith("LOGOUT"):
                self._say("* BYE", f"{tag} OK done")
                return
            else:
                self._say(f"{tag} BAD unknown")

    def _login(self, tag: str, told: str, post: Post) -> None:
        is_known = told == f'LOGIN {USER} "{PASSWORD}"' and not post.refuses
        self._say(f"{tag} OK done" if is_known else f"{tag} NO [AUTHENTICATIONFAILED] wrong")

    def _fetch(self, tag: str, told: str, post: Post) -> None:
        for uid in (int(n) for n in told.split()[2].split(",")):
            data = post.messages.get(uid)
            if data is None:
                continue
            head = f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)}"
            if "BODY" in told:
                self._say(f"{head} BODY[] {{{len(data)}}}")
                if post.breaks_in == uid:
                    self.wfile.write(data[: len(data) // 2])
                    raise ConnectionAbortedError
                self.wfile.write(data)
                self._say(")")
            else:
                self._say(f"{head})")
        self._say(f"{tag} OK done")

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, Any]:
        client, address = super().get_request()
        if self.tls is not None:
            client.settimeout(5)
            try:
                client = self.tls.wrap_socket(client, server_side=True)
            except OSError:
                client.close()
                raise
        return client, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: lines break on purpose."""


@contextmanager
def mailbox(tls: ssl.SSLContext | None = None) -> Iterator[Post]:
    """Run the server while the block lasts."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.tls = tls
        post = Post(port=server.server_address[1])
        server.post = post  # type: ignore[attr-defined]  # read by the handler
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
