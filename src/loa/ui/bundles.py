"""One style sheet and one script per page, put together from many small files, without a build.

The files under static/ui/css and static/ui/js stay apart for people. A browser on a slow line
gets each kind once, under an address that names its content, and may keep it for a year.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships none
from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui"
PARTS = {
    "css": (
        "reset", "tokens", "base", "layout", "button", "field", "notice", "standing", "table",
        "filters", "funnel", "finding", "letter", "steps", "utilities", "print",
    ),
    "js": ("ready", "copy", "outbox", "once", "draft", "focus", "keys", "drop"),
}  # fmt: skip
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
REMARKS_AND_INDENTS = re.compile(r"^\s*(//.*\n)?", re.MULTILINE)
OWN_ADDRESS = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class Bundle:
    """`body` utf-8 bytes, `squeezed` the same in brotli, `digest` 12 hex digits of `body`."""

    kind: str
    body: bytes
    squeezed: bytes
    digest: str

    @property
    def name(self) -> str:
        return f"{self.digest}.{self.kind}"


def files(kind: str) -> tuple[Path, ...]:
    return tuple(FOLDER / f"{kind}/{part}.{kind}" for part in PARTS[kind])


def bundle(kind: str) -> Bundle:
    """Return the bundle of `kind` ("css" or "js"); read anew at each change when debugging."""
    newest = max(path.stat().st_mtime_ns for path in files(kind)) if settings.DEBUG else 0
    return _made(kind, newest)


@lru_cache(maxsize=8)
def _made(kind: str, _newest: int) -> Bundle:
    text = "\n".join(path.read_text(encoding="utf-8").strip() for path in files(kind)) + "\n"
    if kind == "css":
        text = OWN_ADDRESS.sub(lambda found: f'url("{static(f"ui/{found[1]}")}")', text)
    else:
        text = REMARKS_AND_INDENTS.sub("", text)  # a fifth of the bytes; the files keep them
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Bundle(kind, body, brotli.compress(body, quality=9), digest)
