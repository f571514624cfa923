"""Reading a file of unknown hands in a process of its own, with little time and memory.

The bytes go in by a pipe and the answer comes out by another: nothing touches the disk, for the
letter is not screened yet (docs/decisions/0010). A file that eats time or memory ends its own
process and nothing else.
"""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from loa.crafts.opening import Document, OnPage, OpeningError, open_document
from loa.crafts.reading import read_document
from loa.doors.ocr import find_ocr
from loa.doors.office import find_office
from loa.doors.programs import run

SECONDS = 90.0  # twelve scanned pages at 2.5 s a page, three times over
CPU_SECONDS = 80
MEMORY_BYTES = 1_200_000_000  # LibreOffice, which inherits it, asks for 0.7 GB
MESSAGES = {
    "too_slow": (
        "Đọc tệp này quá lâu nên Loa đã dừng. Hãy gửi bản PDF hoặc DOCX gốc, hoặc tách riêng "
        "phần văn bản chính."
    ),
    "too_heavy": (
        "Tệp này cần quá nhiều bộ nhớ nên Loa đã dừng đọc. Hãy gửi bản PDF hoặc DOCX gốc, hoặc "
        "tách riêng phần văn bản chính."
    ),
    "broke_off": (
        "Loa đang đọc thì bị dừng giữa chừng ở tệp này. Hãy gửi bản PDF hoặc DOCX gốc."
    ),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A file that was opened and read. `lines` and `places` are of one length.

    A place is [page, left, top, right, bottom], page from 1, the rest in shares of the page;
    None where the file has no places. `fields` and `findings` as `loa read --json` has them.
    """

    format: str
    pages: int
    lines: tuple[str, ...]
    places: tuple[list[float] | None, ...]
    fields: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    opened_after: float = 0.0  # seconds from the start
    read_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Unread:
    """Why there is nothing to look at: a stable code, and a sentence for a person."""

    code: str
    message: str


def look_at(data: bytes, name: str, *, on_page: OnPage | None = None) -> Look | Unread:
    """Open and read a letter in this process."""
    began = time.monotonic()
    try:
        document = open_document(
            data, name=name, ocr=find_ocr(), office=find_office(), on_page=on_page
        )
    except OpeningError as error:
        return Unread(error.code, error.message)
    opened = time.monotonic() - began
    reading = read_document(document)
    if reading.refused is not None:
        return Unread(reading.refused.code, reading.refused.message)
    told = reading.to_json()
    return Look(
        format=str(told["format"]),
        pages=document.pages,
        lines=tuple(line.text for line in document.lines),
        places=_places(document),
        fields=told["fields"],
        findings=tuple(told["findings"]),
        opened_after=opened,
        read_after=time.monotonic() - began,
    )


def look_apart(
    data: bytes,
    name: str,
    *,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    on_page: OnPage | None = None,
) -> Look | Unread:
    """Open and read a letter in a process of its own. Costs half a second more.

    `on_page` hears of each scanned page, in a thread of its own.
    """
    with _heard(on_page) as pipe:
        head = {"name": name, "memory": memory_bytes, "pipe": pipe}
        outcome = run(
            [sys.executable, "-m", "loa.doors.apart"],
            data=json.dumps(head).encode() + b"\n" + data,
            seconds=seconds,
            environment={"PYTHONIOENCODING": "utf-8"},
            pipes=[pipe] if pipe is not None else [],
        )
    if outcome.code is None:
        code = "too_slow" if outcome.err == b"time limit" else "busy"
        return Unread(code, MESSAGES.get(code, outcome.err.decode(errors="replace")))
    try:
        told = json.loads(outcome.out)
    except ValueError:
        told = {"unread": {"code": "broke_off"}}
    if unread := told.get("unread"):
        code = unread["code"]
        return Unread(code, unread.get("message") or MESSAGES.get(code, MESSAGES["broke_off"]))
    return Look(
        **{
            **told,
            "lines": tuple(told["lines"]),
            "places": tuple(told["places"]),
            "findings": tuple(told["findings"]),
        }
    )


@contextmanager
def _heard(on_page: OnPage | None) -> Iterator[int | None]:
    """Give the end of a pipe whose lines ("3 12") are told to `on_page`."""
    if on_page is None:
        yield None
        return
    ours, theirs = os.pipe()

    def hear() -> None:
        with os.fdopen(ours, encoding="ascii", errors="replace") as lines:
            for line in lines:
                page, _, count = line.strip().partition(" ")
                if page.isdigit() and count.isdigit():
                    on_page(int(page), int(count))

    listener = threading.Thread(target=hear, daemon=True)
    listener.start()
    try:
        yield theirs
    finally:
        os.close(theirs)
        listener.join(timeout=1.0)


def _teller(pipe: int | None) -> OnPage | None:
    """Give what tells the process that started this one how far the reading is."""
    if pipe is None:
        return None

    def tell(page: int, count: int) -> None:
        with suppress(OSError):  # nobody listens any more
            os.write(pipe, f"{page} {count}\n".encode())

    return tell


def _places(document: Document) -> tuple[list[float] | None, ...]:
    return tuple(
        [
            line.page,
            *(
                round(part, 4)
                for part in (line.box.left, line.box.top, line.box.right, line.box.bottom)
            ),
        ]
        if line.box is not None
        else None
        for line in document.lines
    )


def _answer(data: bytes) -> dict[str, Any]:
    head, _, body = data.partition(b"\n")
    told = json.loads(head)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        seen = look_at(body, told["name"], on_page=_teller(told.get("pipe")))
    except MemoryError:
        return {"unread": {"code": "too_heavy"}}
    except RecursionError:
        return {"unread": {"code": "broke_off"}}
    if isinstance(seen, Unread):
        return {"unread": {"code": seen.code, "message": seen.message}}
    return {name: getattr(seen, name) for name in Look.__slots__}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read()), ensure_ascii=False))
