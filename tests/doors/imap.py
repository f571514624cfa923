"""A small IMAP server on the loopback: signs in, opens a folder, fetches by UID."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

USER, PASSWORD = "van-thu", "m@t khau"


@dataclass
class Post:
    """What lies in the mailbox. `said`: every command that came."""

    messages: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    said: list[str] = field(default_factory=list)
    port: int = 0
    refuses: bool = False

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
                self.wfile.write(data)
                self._say(")")
            else:
                self._say(f"{head})")
        self._say(f"{tag} OK done")

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mailbox() -> Iterator[Post]:
    """Run the server while the block lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        post = Post(port=server.server_address[1])
        server.post = post  # type: ignore[attr-defined]  # read by the handler
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
