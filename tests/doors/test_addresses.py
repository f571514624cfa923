import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.doors.addresses import (
    AddressRefusedError,
    Allowance,
    join_address,
    parse_address,
    why_not_public,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://127.0.0.1/", "address_not_public"),
        ("http://169.254.169.254/latest/meta-data/", "address_not_public"),
        ("http://168.63.129.16/", "address_not_public"),
        ("http://100.100.100.200/", "address_not_public"),
        ("http://2130706433/", "odd_number_host"),
        ("http://0x7f000001/", "odd_number_host"),
        ("http://0177.0.0.1/", "odd_number_host"),
        ("http://127.1/", "odd_number_host"),
        ("http://①②⑦.⓪.⓪.①/", "address_not_public"),
        ("http://127。0。0。1/", "address_not_public"),
        ("http://[::1]/", "address_not_public"),
        ("http://[::ffff:127.0.0.1]/", "address_not_public"),
        ("http://[64:ff9b::7f00:1]/", "address_not_public"),
        ("http://[64:ff9b:1::a00:1]/", "address_not_public"),
        ("http://[2002:7f00:1::]/", "address_not_public"),
        ("http://[2001:0:7f00:1::]/", "address_not_public"),
        ("http://[fd00:ec2::254]/", "address_not_public"),
        ("http://[fe80::1%25eth0]/", "address_not_public"),
        ("http://0.0.0.0/", "address_not_public"),
        ("http://localhost./", "inner_name"),
        ("http://router.local/", "inner_name"),
        ("http://metadata.google.internal/", "inner_name"),
        ("http://intranet/", "inner_name"),
        ("http://server/", "host"),
        ("http://a@127.0.0.1/", "user_info"),
        ("http://xa.example.vn\\@127.0.0.1/", "odd_characters"),
        ("http://xa.example.vn/\r\nHost: b", "odd_characters"),
        ("http://xa.example.vn:22/", "port"),
        ("http://xa.example.vn:/", "ok"),
        ("http://127.0.0.1%2f@xa.vn/", "user_info"),
        ("http://127.0.0.1%00.xa.vn/", "host"),
        ("ftp://xa.example.vn/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//xa.example.vn/", "scheme"),
        ("http:///xa", "host"),
        ("http://" + "a" * 3000 + ".vn/", "too_long"),
        ("https://xã-tân-phú.vn/tin tức", "odd_characters"),
        ("https://xã-tân-phú.vn/tin-tức?q=lừa", "ok"),
    ],
)
def test_an_address_is_read_once_and_by_the_rules(text: str, code: str) -> None:
    try:
        parse_address(text)
        said = "ok"
    except AddressRefusedError as error:
        said = error.code
    assert said == code


@given(st.integers(0, 2**32 - 1))
def test_no_mapped_or_translated_form_of_an_ipv4_address_is_public(number: int) -> None:
    four = ipaddress.IPv4Address(number)
    for shape in ("::ffff:0:0", "64:ff9b::", "64:ff9b:1::", "::"):
        six = ipaddress.IPv6Address(int(ipaddress.IPv6Address(shape)) + int(four))
        assert why_not_public(six) is not None


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public_here(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not ip.is_global or ip.is_multicast:
        assert why_not_public(ip) is not None


@given(st.text(max_size=60))
def test_reading_any_text_gives_an_address_or_a_named_refusal(text: str) -> None:
    for attempt in (text, "http://" + text):
        try:
            address = parse_address(attempt)
        except AddressRefusedError:
            continue
        assert parse_address(address.url) == address


def test_a_redirect_is_read_by_the_same_rules() -> None:
    base = parse_address("https://xa.example.vn/a/b")
    assert join_address(base, "../c?d=1").url == "https://xa.example.vn/c?d=1"
    with pytest.raises(AddressRefusedError, match="address_not_public"):
        join_address(base, "//127.0.0.1/")
    with pytest.raises(AddressRefusedError, match="odd_characters"):
        join_address(base, "/\\127.0.0.1/")


def test_an_allowance_opens_exactly_what_it_names() -> None:
    allowance = Allowance(networks=(ipaddress.ip_network("127.0.0.2/32"),), ports=(5000,))
    assert parse_address("http://127.0.0.2:5000/", allowance).port == 5000
    with pytest.raises(AddressRefusedError, match="address_not_public"):
        parse_address("http://127.0.0.1:5000/", allowance)
    with pytest.raises(AddressRefusedError, match="port"):
        parse_address("http://127.0.0.2:5001/", allowance)
