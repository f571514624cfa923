"""Each kind of bad file gets its own named error with a sentence a person can act on."""

import io
import unicodedata
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from loa.crafts.opening import (
    CorruptError,
    EmptyFileError,
    EncryptedError,
    Format,
    NeedsOcrError,
    NeedsOfficeError,
    NotVietnameseError,
    OpeningError,
    TooLargeError,
    WrongTypeError,
    open_document,
)
from loa.crafts.opening.limits import MAX_FILE_BYTES, MAX_LINES, MAX_UNPACKED_BYTES
from tests.crafts.samples import ours


def as_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(ours("forest-fire-2025.pdf"))))
    writer.encrypt("khoá", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), 255).save(out, kind)
    return out.getvalue()


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), 200).save(out, "PDF")
    return out.getvalue()


BAD: dict[str, tuple[bytes, type[OpeningError]]] = {
    "empty": (b"", EmptyFileError),
    "blank": (b" \n\t\r\n ", EmptyFileError),
    "huge": (b"a" * (MAX_FILE_BYTES + 1), TooLargeError),
    "too many lines": ("chữ\n".encode() * (MAX_LINES + 1), TooLargeError),
    "locked pdf": (locked_pdf(), EncryptedError),
    "locked docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        EncryptedError,
    ),
    "cut pdf": (b"%PDF-1.7\n1 0 obj\n<<", CorruptError),
    "cut docx": (ours("forest-fire-2025.docx")[:9000], CorruptError),
    "docx with broken xml": (as_zip({"word/document.xml": b"<w:document"}), CorruptError),
    "docx bomb": (
        as_zip({"word/document.xml": b" " * (MAX_UNPACKED_BYTES + 1)}),
        TooLargeError,
    ),
    "english": (
        b"The committee will meet on Monday to discuss the annual budget and the new plan for "
        b"the library, which was approved by the council in the spring of last year.",
        NotVietnameseError,
    ),
    "spreadsheet": (as_zip({"xl/workbook.xml": b"<x/>"}), WrongTypeError),
    "archive": (as_zip({"a.txt": b"a"}), WrongTypeError),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(500), WrongTypeError),
    "noise": (bytes(range(256)) * 40, WrongTypeError),
    "picture without ocr": (picture("PNG"), NeedsOcrError),
    "scan without ocr": (scanned_pdf(), NeedsOcrError),
    "cut picture": (picture("PNG")[:60], NeedsOcrError),
    "doc without office": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        NeedsOfficeError,
    ),
    "rtf without office": (rb"{\rtf1 abc}", NeedsOfficeError),
    "edxml cut short": (b"<?xml version='1.0'?><edXML:edXML xmlns:edXML='x'>", CorruptError),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_its_own_error(case: str) -> None:
    data, error = BAD[case]
    with pytest.raises(error) as caught:
        open_document(data, name=case)
    assert caught.value.code == error.code
    assert "{" not in caught.value.message
    assert "?" not in caught.value.message.replace("điểm ảnh: ?", "")


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "'
        + b"ha" * 2000
        + b'"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><w:document xmlns:w="http://schemas.open'
        b'xmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p>'
        b"</w:body></w:document>"
    )
    with pytest.raises(OpeningError):
        open_document(as_zip({"word/document.xml": bomb}))


def test_the_name_does_not_decide_what_a_file_is() -> None:
    assert open_document(ours("forest-fire-2025.docx"), name="x.pdf").format is Format.DOCX


def test_a_page_of_the_web_is_read_block_by_block() -> None:
    page = (
        "<html><head><title>x</title><script>var a=1</script></head><body><table><tr>"
        "<td>SỞ Y TẾ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>"
        "<p>Kính gửi: Các đơn vị<br>trực thuộc Sở và Trung tâm Y tế các huyện</p></body></html>"
    )
    document = open_document(page.encode())
    assert document.format is Format.HTML
    assert [line.text for line in document.lines] == [
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Kính gửi: Các đơn vị",
        "trực thuộc Sở và Trung tâm Y tế các huyện",
    ]


def test_decomposed_letters_are_composed() -> None:
    text = ours("online-scams-2024.txt").decode()
    loose = unicodedata.normalize("NFD", text).encode()
    assert [line.text for line in open_document(loose).lines] == [
        line.text for line in open_document(text.encode()).lines
    ]


def test_an_old_alphabet_is_converted() -> None:
    # TCVN3, written by hand from its chart.
    old = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
    document = open_document("\n".join([old] * 3).encode("cp1252"))
    assert document.lines[0].text == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
    )
