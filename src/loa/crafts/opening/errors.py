"""Why a file cannot be opened.

OpeningError
├── EmptyFileError          empty            nothing in it, or not one readable word
├── TooLargeError           too_large        bytes, pages, unpacked size or pixels over the cap
├── EncryptedError          encrypted        a password stands before it
├── CorruptError            corrupt          says it is one thing, cannot be read as that
├── WrongTypeError          wrong_type       not a kind of file that holds a dispatch
├── NotVietnameseError      not_vietnamese   words, but not Vietnamese ones
├── NeedsOcrError           needs_ocr        only pictures of text, and no OCR was given
├── NeedsOfficeError        needs_office     DOC or RTF, and no office program was given
└── DoorFailedError         door_failed      the program outside failed or was too slow
"""

from typing import ClassVar


class OpeningError(Exception):
    """The file cannot be read; `code` is stable, `facts` says what was met."""

    code: ClassVar[str] = "unreadable"
    sentence: ClassVar[str] = "Không đọc được tệp này."

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    @property
    def message(self) -> str:
        """What happened and what to do, in Vietnamese, with the facts put in."""
        return self.sentence.format_map(_Facts(self.facts))

    def __str__(self) -> str:
        return self.message


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


class EmptyFileError(OpeningError):
    code = "empty"
    sentence = "Tệp không có nội dung chữ nào. Hãy kiểm tra lại tệp và gửi lại."


class TooLargeError(OpeningError):
    code = "too_large"
    sentence = (
        "Tệp quá lớn ({measure}: {size}, tối đa {limit}). Hãy gửi riêng phần văn bản chính."
    )


class EncryptedError(OpeningError):
    code = "encrypted"
    sentence = "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."


class CorruptError(OpeningError):
    code = "corrupt"
    sentence = "Tệp {kind} bị hỏng hoặc tải về chưa đủ. Hãy tải lại từ nơi gửi."


class WrongTypeError(OpeningError):
    code = "wrong_type"
    sentence = (
        "Loại tệp này ({kind}) không phải là văn bản đọc được. "
        "Hãy gửi PDF, DOCX, DOC, RTF, HTML, TXT, ảnh hoặc edXML."
    )


class NotVietnameseError(OpeningError):
    code = "not_vietnamese"
    sentence = "Nội dung tệp không phải tiếng Việt. Hãy kiểm tra lại tệp."


class NeedsOcrError(OpeningError):
    code = "needs_ocr"
    sentence = (
        "Tệp là bản chụp, chưa có chữ để đọc, mà máy này chưa có chương trình nhận dạng chữ. "
        "Hãy cài Tesseract tiếng Việt (xem `loa doctor`) hoặc gửi bản PDF/DOCX gốc."
    )


class NeedsOfficeError(OpeningError):
    code = "needs_office"
    sentence = (
        "Tệp {kind} cần LibreOffice để đọc mà máy này chưa có. "
        "Hãy cài LibreOffice (xem `loa doctor`) hoặc lưu lại thành DOCX."
    )


class DoorFailedError(OpeningError):
    code = "door_failed"
    sentence = "{program} không đọc được tệp ({reason}). Hãy thử lại hoặc gửi bản PDF/DOCX gốc."
