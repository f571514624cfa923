"""A stamp of secrecy refuses the letter; the word elsewhere does not."""

import pytest

from loa.crafts.opening import Document, Format, Line
from loa.crafts.reading import read_document, screen_secrecy
from tests.crafts.samples import ours

LETTER = ours("online-scams-2024.txt").decode().split("\n")


def letter(extra: str, *, at: int) -> Document:
    lines = [*LETTER[:at], extra, *LETTER[at:]]
    return Document(Format.TEXT, tuple(Line(line) for line in lines))


@pytest.mark.parametrize(
    "stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "  Độ MẬT".upper(), "* MẬT *"]
)
@pytest.mark.parametrize("at", [0, 4, 7])
def test_a_stamp_in_the_head_refuses_the_letter(stamp: str, at: int) -> None:
    reading = read_document(letter(stamp, at=at))
    assert reading.refused is not None
    assert reading.refused.code == "secret"
    assert reading.fields == {}
    assert reading.findings == ()


def test_the_refusal_repeats_nothing_of_the_letter() -> None:
    refused = read_document(letter("MẬT", at=4)).refused
    assert refused is not None
    assert "lừa đảo" not in refused.message
    assert "STTTT" not in refused.message


@pytest.mark.parametrize(
    "line",
    [
        "Các đơn vị giữ bí MẬT thông tin cá nhân của người dân.",
        "V/v bảo vệ bí mật nhà nước trên không gian mạng",
        "mật",
        "MẬT ONG TIỀN GIANG",
    ],
)
def test_the_word_inside_a_line_refuses_nothing(line: str) -> None:
    assert screen_secrecy(letter(line, at=7)) is None


def test_the_word_alone_deep_in_the_body_refuses_nothing() -> None:
    assert screen_secrecy(letter("MẬT", at=45)) is None
