"""Time stamps against an authority on loopback that signs, refuses, is down or is another."""

from datetime import UTC, datetime

import pytest

from loa.doors.stamps import StampError, ask, check, roots_from
from tests.doors.authority import Authority

pytestmark = pytest.mark.enable_socket
AT = datetime(2024, 11, 12, 5, 0, 7, tzinfo=UTC)
DATA = b"0123456789abcdef" * 4


def test_bytes_are_stamped_with_the_authoritys_time_and_hold_afterwards() -> None:
    authority = Authority(AT)
    roots = roots_from(authority.pem())
    with authority.listening() as address:
        stamped = ask(address, DATA, roots)
    assert stamped.at == AT
    assert DATA not in stamped.answer
    assert check(stamped.answer, DATA, roots) == stamped


def test_a_stamp_of_other_bytes_of_another_root_or_with_a_changed_byte_does_not_hold() -> None:
    authority = Authority(AT)
    roots = roots_from(authority.pem())
    with authority.listening() as address:
        answer = ask(address, DATA, roots).answer
    stranger = roots_from(Authority(AT, name="Stranger").pem())
    time = answer.index(b"20241112050007Z")
    earlier = answer[:time] + b"20231112050007Z" + answer[time + 15 :]
    for told, data, held in (
        (answer, DATA + b"!", roots),
        (answer, DATA, stranger),
        (earlier, DATA, roots),
    ):
        with pytest.raises(StampError) as refused:
            check(told, data, held)
        assert refused.value.code == "not_genuine"


@pytest.mark.parametrize(
    ("mood", "code"),
    [("refuses", "refused"), ("is_down", "no_answer"), ("babbles", "unreadable")],
)
def test_an_authority_that_does_not_stamp_is_said_to_have_failed(mood: str, code: str) -> None:
    authority = Authority(AT, mood=mood)
    with authority.listening() as address, pytest.raises(StampError) as failed:
        ask(address, DATA, roots_from(authority.pem()))
    assert failed.value.code == code


def test_an_authority_that_nobody_finds_is_no_answer() -> None:
    authority = Authority(AT)
    with authority.listening() as address:
        pass
    with pytest.raises(StampError) as failed:
        ask(address, DATA, roots_from(authority.pem()))
    assert failed.value.code == "no_answer"


def test_roots_that_are_no_certificates_are_refused() -> None:
    with pytest.raises(StampError):
        roots_from(b"not a certificate")
