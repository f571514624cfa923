"""No input takes more than 20 s of a core or 500 MB: each is read in its own process."""

import io
import json
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(), reason="memory is measured as Linux shows it"
)
SECONDS = 20
MEGABYTES = 500
# Opens and reads the file that is named, says the outcome and its own peak of memory.
CHILD = """
import json, resource, sys
from pathlib import Path
from loa.crafts.opening import OpeningError, open_document
from loa.crafts.reading import read_document

class Blind:
    def read(self, image, *, language="vie", dpi=300, is_block=False):
        return []
    def read_line(self, image, *, language="eng"):
        return ""

resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
try:
    document = open_document(Path(sys.argv[1]).read_bytes(), ocr=Blind())
    outcome = "read" if read_document(document).fields else "refused"
except OpeningError as error:
    outcome = error.code
status = Path("/proc/self/status").read_text()  # getrusage would count the parent's peak too
peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps({"outcome": outcome, "megabytes": peak}))
""".replace("SECONDS", str(SECONDS))

HEAD = (
    "SỞ Y TẾ TỈNH BẮC NINH\nSố: 12/SYT-NVY\nBắc Ninh, ngày 12 tháng 3 năm 2025\n"
    "V/v phòng, chống dịch bệnh\nKính gửi: Các đơn vị trực thuộc\n"
    "Thực hiện Công văn số 12/BYT-DP của Bộ Y tế, Sở Y tế đề nghị các đơn vị:\n"
)


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return out.getvalue()


def bomb_docx() -> bytes:
    return packed("word/document.xml", b"<w>" + b" " * 700_000_000 + b"</w>")


def deep_docx() -> bytes:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    depth = 200_000
    return packed(
        "word/document.xml",
        b"<w:document "
        + space
        + b">"
        + b"<w:p>" * depth
        + b"</w:p>" * depth
        + b"</w:document>",
    )


def laughing_edxml() -> bytes:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
        "<edXML><edXMLEnvelope>&a12;</edXMLEnvelope></edXML>"
    ).encode()


def wide_picture() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def phone_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8_600, 6_900), "white").save(out, "PNG", compress_level=1)
    return out.getvalue()


def bomb_pdf() -> bytes:
    stream = zlib.compress(b" " * 400_000_000, 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999 99999]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def endless(words: str, *, wide: bool) -> bytes:
    line = (words * (400_000 // len(words)))[: 400_000 if wide else 90]
    count = 1 if wide else 4_000
    return (HEAD + "\n".join([line] * count) + "\nGIÁM ĐỐC\nNguyễn Văn A\n").encode()


def endless_signature() -> bytes:
    """Make lines behind the places received that are neither names nor entries."""
    return (HEAD + "Nơi nhận:\n- Như trên.\n" + "Lịch trực tuần sau.\n" * 11_000).encode()


def page_of_cells(rows: str) -> bytes:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    return f"<html><body>{head}<table>{rows}</table></body></html>".encode()


def deep_html() -> bytes:
    return b"<html><body>" + b"<div>" * 300_000 + HEAD.encode()


CASES = {
    "a zip bomb in DOCX": bomb_docx,
    "XML two hundred thousand deep": deep_docx,
    "entities that multiply": laughing_edxml,
    "a picture of 900 million pixels": wide_picture,
    "a photo of 59 million pixels": phone_picture,
    "a PDF whose page unpacks to 400 MB": bomb_pdf,
    "HTML three hundred thousand deep": deep_html,
    "dates without end": lambda: endless("từ ngày 1/1/2026 đến ", wide=False),
    "orders without end": lambda: endless("đề nghị các đơn vị ", wide=False),
    "citations in one line": lambda: endless("công văn số 1/A-B của Sở Y tế ", wide=True),
    "blanks in one line": lambda: endless(" ", wide=True),
    "digits in one line": lambda: endless("0912", wide=True),
    "lines behind the places received": endless_signature,
    "offices without names": lambda: endless("GIÁM ĐỐC\n", wide=True)[:120_000],
    "heads of tables without end": lambda: page_of_cells(
        "<tr><td>Nội dung</td><td>Đơn vị</td></tr>" * 5_900
    ),
    "a cell without end": lambda: page_of_cells(
        f"<tr><td>{'<p>Nội dung</p>' * 11_000}</td><td>Đơn vị</td></tr>"
    ),
    "an endless word": lambda: endless("Đ", wide=True),
    "an endless address": lambda: endless("a.b@", wide=True),
}


@pytest.mark.parametrize("made", CASES.values(), ids=CASES.keys())
def test_no_input_takes_too_long_or_too_much(made, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "letter"
    file.write_bytes(made())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file)],
        capture_output=True,
        check=False,
        timeout=20 * SECONDS,
    )
    assert done.returncode == 0, done.stderr[-600:].decode()
    outcome = json.loads(done.stdout)
    assert outcome["megabytes"] <= MEGABYTES, outcome
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before <= SECONDS
