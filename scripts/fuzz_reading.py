"""Feed the reader files that nobody would write, guided by what code they reach.

Needs atheris beside what `bin/setup dev` installs; docs/how-to/fuzz-the-reader.md says how to
run it. The first byte of an input says what the rest becomes: a file as it is, a DOCX,
a page of HTML, an edXML package, lines with places as a PDF or an OCR gives them.

    python scripts/fuzz_reading.py FOLDER -max_total_time=1200

FOLDER gets the seeds (our own letters) and what libFuzzer adds. An input that breaks a promise
of docs/rules/reading.md (named errors only, sources inside the document, seconds and memory)
stops the run and is left in the working folder. Inputs over `SLOW` seconds are kept in
FOLDER.slow.
"""

import base64
import hashlib
import io
import json
import sys
import time
import zipfile
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # not in the lock: it has no wheel for every Python

with atheris.instrument_imports(include=["loa.crafts"]):
    from loa.crafts.opening import (
        Box,
        Document,
        Format,
        Line,
        OpeningError,
        Origin,
        open_document,
    )
    from loa.crafts.reading import FIELD_NAMES, read_document

ROOT = Path(__file__).parents[1]
SECONDS, MEGABYTES = 20, 500  # the promise
SLOW = 2.0
SHAPES = ("file", "docx", "html", "edxml", "lines")
slow_folder = Path()


class Blind:
    """An OCR that sees nothing: pictures are straightened, Tesseract is not fuzzed."""

    def read(self, *_: object, **__: object) -> list[object]:
        return []

    def read_line(self, *_: object, **__: object) -> str:
        return ""


def one_input(data: bytes) -> None:
    """Read one input; anything but a reading or a named refusal is a finding."""
    begun = time.process_time()
    try:
        document = _document(data)
        reading = read_document(document)
    except OpeningError as error:
        if not error.message:
            raise AssertionError("a refusal without a sentence") from error
        document = reading = None
    spent = time.process_time() - begun
    if spent > SLOW:
        slow_folder.mkdir(exist_ok=True)
        (slow_folder / f"{spent:05.1f}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(
            data
        )
    if document is None or reading is None or reading.refused:
        return
    count = len(document.lines)
    if tuple(reading.fields) != FIELD_NAMES:
        raise AssertionError("fields are missing")
    for name, field in reading.fields.items():
        if not 0 <= field.certainty <= 1 or (field.value is None and not field.missing):
            raise AssertionError(f"{name}: {field}")
        if any(not 1 <= first <= last <= count for first, last in field.source):
            raise AssertionError(f"{name}: source {field.source} of {count} lines")
    json.dumps(reading.to_json())


def _document(data: bytes) -> Document:
    shape = SHAPES[data[0] % len(SHAPES)] if data else "file"
    rest = data[1:]
    if shape == "lines":
        return _placed(rest)
    return open_document(packed(shape, rest), ocr=Blind())  # type: ignore[arg-type]  # sees nothing


def packed(shape: str, rest: bytes) -> bytes:
    """Put the words of an input into a file of the shape."""
    if shape == "docx":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", rest)
        return out.getvalue()
    if shape == "html":
        return b"<html><body>" + rest
    if shape == "edxml":
        inner = base64.b64encode(rest)
        return (
            b"<edXML><attachments><attachment>" + inner + b"</attachment></attachments></edXML>"
        )
    return rest


def _placed(rest: bytes) -> Document:
    """Give lines with places: three bytes before each say where it stands and who saw it."""
    lines: list[Line] = []
    top, page = 0.05, 1
    for raw in rest.split(b"\n")[:600]:
        place, words = (raw[:3] + b"   ")[:3], raw[3:].decode("utf-8", "replace")
        left = place[0] % 64 / 100
        top += place[1] % 8 / 200
        if top > 0.95:
            top, page = 0.05, page + 1
        right = min(1.0, left + 0.012 * len(words))
        origin = (Origin.TEXT, Origin.OCR, Origin.STAMP)[place[2] % 3]
        box = Box(left, top, right, top + 0.012)
        lines.append(
            Line(words, page, box, place[2] // 3 % 3, origin, 0.5 + place[1] % 50 / 100)
        )
    return Document(Format.PDF_TEXT, tuple(lines), page)


def seeds(folder: Path) -> None:
    """Write our own letters in every shape, once."""
    if folder.is_dir() and any(folder.iterdir()):
        return
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT))
    from bench.letters.sheets import all_sheets
    from bench.letters.stamps import made

    for at, sheet in enumerate(all_sheets()):
        text, docx = made(sheet, "txt"), made(sheet, "docx")
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            body = archive.read("word/document.xml")
        parts = {0: text, 2: made(sheet, "html"), 3: text, 4: b"\n".join(
            b"\x10\x03\x01" + line for line in text.split(b"\n")
        )}  # fmt: skip
        if at % 4 == 0:
            parts |= {1: body, 5: made(sheet, "pdf"), 10: docx}
        for shape, content in parts.items():
            (folder / f"{sheet.name}-{shape}").write_bytes(bytes([shape]) + content)
    for file in sorted((ROOT / "tests" / "samples" / "dispatches").iterdir()):
        if file.is_file() and file.stat().st_size < 400_000:
            (folder / f"own-{file.name}").write_bytes(b"\0" + file.read_bytes())


def main() -> None:
    """Start libFuzzer with the promise's limits; later arguments are its own."""
    global slow_folder  # libFuzzer calls a plain function
    folder = Path(sys.argv[1])
    slow_folder = folder.with_suffix(".slow")
    seeds(folder)
    options = [f"-timeout={SECONDS}", f"-rss_limit_mb={3 * MEGABYTES}", "-max_len=200000"]
    atheris.Setup([sys.argv[0], str(folder), *options, *sys.argv[2:]], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
