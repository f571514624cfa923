"""Reading a file of unknown hands in a process of its own, with little time and memory.

The bytes go in by a pipe and the answer comes out by another: nothing touches the disk, for the
letter is not screened yet (docs/decisions/0010). A file that eats time or memory ends its own
process and nothing else.
"""

import json
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loa.crafts.opening import Document, OpeningError, open_document
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


def look_at(data: bytes, name: str) -> Look | Unread:
    """Open and read a letter in this process."""
    began = time.monotonic()
    try:
        document = open_document(data, name=name, ocr=find_ocr(), office=find_office())
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
    data: bytes, name: str, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES
) -> Look | Unread:
    """Open and read a letter in a process of its own. Costs half a second more."""
    head = json.dumps({"name": name, "memory": memory_bytes}).encode() + b"\n"
    outcome = run(
        [sys.executable, "-m", "loa.doors.apart"],
        data=head + data,
        seconds=seconds,
        environment={"PYTHONIOENCODING": "utf-8"},
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
        seen = look_at(body, told["name"])
    except MemoryError:
        return {"unread": {"code": "too_heavy"}}
    except RecursionError:
        return {"unread": {"code": "broke_off"}}
    if isinstance(seen, Unread):
        return {"unread": {"code": seen.code, "message": seen.message}}
    return {name: getattr(seen, name) for name in Look.__slots__}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read()), ensure_ascii=False))
