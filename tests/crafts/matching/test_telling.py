"""A text of ours with another number in it is an alarm; one that leaves it out is not."""

import unicodedata

import pytest

from loa.crafts.matching import Finding, Library, Outcome, Specimen, fingerprint_text
from loa.crafts.matching.words import TextFingerprint

SAID = (
    "Thời gian qua, nhiều người dân nhận cuộc gọi của kẻ tự xưng là cán bộ ngân hàng, yêu cầu "
    "đọc mã xác thực để nâng cấp tài khoản. Khi gặp tình huống này, hãy dừng cuộc gọi và báo "
    "ngay đường dây nóng 0292.3823.456 của tỉnh, hoặc nhắn tin tới đầu số 156 để được hướng "
    "dẫn. Mọi khoản ủng hộ xin gửi về tài khoản số 174765397836 mở tại kho bạc nhà nước tỉnh. "
    "Bà con xem thêm hướng dẫn tại trang antoan.songxanh.gov.vn/canh-bao và chia sẻ cho người "
    "thân cùng biết, nhất là người cao tuổi sống một mình trong khu phố."
)
PAGE = (
    "Trang chủ. Liên hệ UBND xã: 0293.111.222. {} Bản quyền: điện thoại 0293 999 888, xa.gov.vn"
)
LIBRARY = Library([Specimen("ours", "one", fingerprint_text(SAID))])


def seen(text: str) -> Finding:
    return LIBRARY.look_at(PAGE.format(text))[0]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "said"),
    [
        ("0292.3823.456", "0292.3823.457", "02923823456", "02923823457"),
        ("0292.3823.456", "0909 123 456", "02923823456", "0909123456"),
        ("đầu số 156", "đầu số 159", "156", "159"),
        ("174765397836", "174765397838", "174765397836", "174765397838"),
        (
            "songxanh.gov.vn", "songxanh-gov.cc",
            "antoan.songxanh.gov.vn/canh-bao", "antoan.songxanh-gov.cc/canh-bao",
        ),
    ],
)  # fmt: skip
def test_another_contact_in_our_text_is_an_alarm(
    ours: str, theirs: str, expected: str, said: str
) -> None:
    assert ours in SAID
    met = seen(SAID.replace(ours, theirs))
    assert met.outcome is Outcome.ALTERED
    assert [(each.expected, each.said) for each in met.changes] == [(expected, said)]


def test_another_number_is_noticed_without_marks_too() -> None:
    apart = unicodedata.normalize("NFD", SAID.replace("456", "459"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    assert seen(bare.replace("đ", "d")).outcome is Outcome.ALTERED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SAID, id="word for word"),
        pytest.param(SAID.replace("0292.3823.456", "(+84) 292 3823456"), id="other spelling"),
        pytest.param(SAID.replace(" 0292.3823.456", ""), id="left out"),
        pytest.param(SAID.upper(), id="capitals"),
        pytest.param(SAID.replace("/canh-bao", ""), id="address without its path"),
        pytest.param("Xã có số riêng: 0293 555 444. " + SAID, id="the unit's own before it"),
    ],
)
def test_the_same_contacts_are_found(text: str) -> None:
    met = seen(text)
    assert (met.outcome, met.changes) == (Outcome.FOUND, ())


def test_a_true_number_elsewhere_on_the_page_does_not_excuse_a_false_one() -> None:
    altered = SAID.replace("0292.3823.456", "0909.111.222")
    assert seen(altered + " Đường dây nóng 0292.3823.456").outcome is Outcome.ALTERED


def test_contacts_are_kept_with_the_fingerprint() -> None:
    made = fingerprint_text(SAID)
    assert TextFingerprint.from_json(made.to_json()).contacts == made.contacts
    assert len(made.contacts) == 4


@pytest.mark.parametrize(
    ("words", "address", "outcome"),
    [
        ("antoan.songxanh.gov.vn", "https://antoan.songxanh.gov.vn/canh-bao", Outcome.FOUND),
        ("antoan.songxanh.gov.vn", "https://www.antoan.songxanh.gov.vn/khac", Outcome.FOUND),
        ("xem antoan.songxanh.gov.vn", "https://qua-tang.cc/x", Outcome.ALTERED),
        ("antoan.songxanh.gov.vn", "https://antoan.songxanh.gov.vn.cc/", Outcome.ALTERED),
        (
            "antoan.songxanh.gov.vn",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fantoan.songxanh.gov.vn%2Fa&h=x",
            Outcome.FOUND,
        ),
        (
            "antoan.songxanh.gov.vn",
            "https://qua-tang.cc/?u=https%3A%2F%2Fantoan.songxanh.gov.vn%2F",
            Outcome.CANNOT_TELL,
        ),
        ("antoan.songxanh.gov.vn", "https://bit.ly/3xyz", Outcome.CANNOT_TELL),
        ("Gọi 0292.3823.456", "tel:+842923823456", Outcome.FOUND),
        ("Gọi 0292.3823.456", "tel:0909123456", Outcome.ALTERED),
        ("Báo Song Xanh", "https://qua-tang.cc/x", Outcome.FOUND),
    ],
)
def test_a_link_that_leads_elsewhere_than_its_words_say(
    words: str, address: str, outcome: Outcome
) -> None:
    met = LIBRARY.look_at(PAGE.format(SAID), anchors=[(words, address)])[0]
    assert met.outcome is outcome
    assert bool(met.changes) is (outcome is not Outcome.FOUND)


PLAIN = SAID.replace(
    "đường dây nóng 0292.3823.456 của tỉnh, hoặc nhắn tin tới đầu số 156", "xã"
)
MUTE = Library([Specimen("ours", "one", fingerprint_text(PLAIN))])


@pytest.mark.parametrize(
    ("put_in", "outcome"),
    [
        ("", Outcome.FOUND),
        ("gọi số 0909 123 456", Outcome.CANNOT_TELL),
        ("gọi 113", Outcome.FOUND),
    ],
)
def test_a_number_put_into_a_text_that_has_none_is_asked_about(
    put_in: str, outcome: Outcome
) -> None:
    text = PLAIN.replace("Mọi khoản", f"Ai nghi ngờ hãy {put_in}. Mọi khoản")
    met = MUTE.look_at(PAGE.format(text))[0]
    assert met.outcome is outcome
    assert [each.expected for each in met.changes] == [""] * (outcome is Outcome.CANNOT_TELL)


def test_a_commune_may_write_its_own_number_below() -> None:
    text = f"{PLAIN} Cần hỏi thêm, bà con gọi xã Tân Phú: 0293 555 666."
    assert MUTE.look_at(PAGE.format(text))[0].outcome is Outcome.FOUND
