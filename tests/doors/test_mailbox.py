"""The mailbox is read over a real connection, and nothing in it is changed."""

import pytest

from loa.doors.mailbox import MailboxAddress, MailboxError, open_mail, open_mailbox
from tests.doors.imap import mailbox

pytestmark = pytest.mark.enable_socket


def test_new_messages_come_with_their_size_oldest_first() -> None:
    with mailbox() as post:
        first, second = post.put(("a.pdf", b"%PDF")), post.put(("b.pdf", b"%PDF-2"))
        with open_mailbox(MailboxAddress.parse(post.address)) as box:
            assert box.validity == "7"
            assert [uid for uid, _ in box.after(0, most=9)] == [first, second]
            assert [uid for uid, _ in box.after(0, most=1)] == [first]
            assert box.after(second, most=9) == []
            assert dict(box.after(0, most=9))[first] == len(post.messages[first])


def test_reading_leaves_no_mark_on_a_message() -> None:
    with mailbox() as post:
        uid = post.put(("a.pdf", b"%PDF"))
        with open_mailbox(MailboxAddress.parse(post.address)) as box:
            raw = box.fetch(uid)
            assert box.fetch(99) is None
        assert raw == post.messages[uid]
    verbs = {told.split("(")[0].split()[0].upper() for told in post.said}
    assert verbs <= {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in told for told in post.said if "BODY" in told)


def test_a_wrong_password_is_said_without_the_password() -> None:
    with mailbox() as post:
        post.refuses = True
        with (
            pytest.raises(MailboxError) as said,
            open_mailbox(MailboxAddress.parse(post.address)),
        ):
            pass
    assert "khau" not in str(said.value)


def test_a_mailbox_that_is_not_there_is_a_fault_of_the_mailbox() -> None:
    with mailbox() as post:
        pass
    with pytest.raises(MailboxError), open_mailbox(MailboxAddress.parse(post.address)):
        pass


def test_a_message_gives_its_letters_and_not_the_logo_in_the_signature() -> None:
    with mailbox() as post:
        uid = post.put(
            ("Công văn số 12.pdf", b"%PDF-1.7"), ("logo.png", b"\x89PNG"), ("hẹn.ics", b"BEGIN")
        )
        mail = open_mail(
            post.messages[uid].replace(
                b"application/octet-stream\r\nContent-Transfer-Encoding",
                b"image/png\r\nContent-Transfer-Encoding",
            )
        )
    assert [file.name for file in mail.files] == ["Công văn số 12.pdf", "logo.png"]
    assert mail.origin == "Sở Nội vụ <vanthu@songxanh.example> · Văn bản"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00\xff" * 50, b"Content-Type: multipart/mixed\r\n\r\n", b"Subject: =?x?q?=ff?="],
)
def test_a_broken_message_has_no_letters_and_breaks_nothing(raw: bytes) -> None:
    assert open_mail(raw).files == ()
