import pytest

from loa.crafts.matching.details import Kind, find_details, is_same


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("Gọi 0869 932 424 ngay", Kind.PHONE, "0869932424", id="with spaces"),
        pytest.param("ĐT: (+84) 292.3823.456", Kind.PHONE, "02923823456", id="of the country"),
        pytest.param("Tổng đài 1900 3583", Kind.PHONE, "19003583", id="service number"),
        pytest.param("nhắn tin tới đầu số 156", Kind.PHONE, "156", id="short number"),
        pytest.param("goi ngay 113", Kind.PHONE, "113", id="short number, marks lost"),
        pytest.param("STK 1747 6539 7836", Kind.ACCOUNT, "174765397836", id="account"),
        pytest.param(
            "về tài khoản số: 17476539", Kind.ACCOUNT, "17476539", id="account, words"
        ),
        pytest.param("Xem www.Xa.GOV.vn/Tin.", Kind.LINK, "xa.gov.vn/Tin", id="address"),
        pytest.param(
            "https://a-b.com.vn/r/2h?x=1", Kind.LINK, "a-b.com.vn/r/2h?x=1", id="whole"
        ),
        pytest.param("thư: Lan.Tran@xa.gov.vn.", Kind.MAIL, "lan.tran@xa.gov.vn", id="mail"),
    ],
)
def test_a_contact_is_found_in_one_spelling(text: str, kind: Kind, value: str) -> None:
    assert [(each.kind, each.value) for each in find_details(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Công văn số 6580/UBND-KGVX ngày 15/11/2026", id="number of a letter"),
        pytest.param("Có 1.234.567 người xem, tăng 25 %", id="count"),
        pytest.param("Bà con nhớ.Các ấp chú ý", id="a point without a space"),
        pytest.param("năm 2026, số 156/QĐ", id="year and decision"),
    ],
)
def test_other_numbers_are_no_contacts(text: str) -> None:
    assert find_details(text) == []


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        ("xa.gov.vn/tin", "xa.gov.vn/tin", True),
        ("xa.gov.vn/tin", "xa.gov.vn/TIN", True),
        ("xa.gov.vn/tin", "xa.gov.vn", True),
        ("bit.ly/aBc", "bit.ly/abc", False),
        ("xa.gov.vn/tin", "xa.gov.vn/khac", False),
        ("xa.gov.vn", "xa-gov.vn", False),
    ],
)
def test_an_address_may_lose_its_path_but_not_lead_elsewhere(
    expected: str, said: str, same: bool
) -> None:
    assert is_same(Kind.LINK, expected, said) is same
