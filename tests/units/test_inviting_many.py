"""Many people named from a list, and how each invitation stands."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from loa.ledger.models import Entry
from loa.notices.actions import send_notice
from loa.notices.models import Notice
from loa.units import actions, policies
from loa.units.contacts import Why, check_contacts
from loa.units.invitations import State, invitations
from loa.units.lists.contacts import Contact, read_contacts, split_pasted, write_pasted
from loa.units.models import Officer, Post, Unit
from loa.units.visits import Way
from loa.units.words import Role
from tests.people import NOW, Cast

TODAY = timezone.localdate(NOW)
ROLES = {"văn thư": "clerk", "van thu": "clerk", "clerk": "clerk"}
PASTED = """p.h1.x1\tMai Thị Mới\tmoi@songxanh.example\t0900 000 001
Trường THCS Đất Sét;;
"""


# ------------------------------------------------------------------ reading


def test_cells_say_themselves_what_they_are() -> None:
    rows = split_pasted("Xã A\tMai Mới\tm@x.example\t(027) 3 111 222\tVăn thư")
    [line] = read_contacts(rows, roles=ROLES)
    assert line == Contact(1, "Xã A", "Mai Mới", "m@x.example", "(027) 3 111 222", "clerk")
    swapped = split_pasted("m@x.example; 0900000001; Xã A; Mai Mới")
    assert read_contacts(swapped, roles=ROLES)[0].unit == "Xã A"


def test_a_list_of_units_with_columns_of_contacts_will_do() -> None:
    rows = [
        ("Mã đơn vị", "Tên đơn vị", "Cấp", "Người liên hệ", "Thư điện tử", "Điện thoại"),
        ("p.h1", "UBND huyện", "district", "Mai", "m@x.example", "0900000001"),
        ("p.h2", "UBND huyện", "district", "", "", ""),
        ("p.h3", "UBND huyện", "district", "Lan", "", ""),
    ]
    found = read_contacts(rows, roles={})
    assert [(line.unit, line.email) for line in found] == [
        ("p.h1", "m@x.example"),
        ("p.h3", ""),
    ]


WORD = st.text(alphabet="abcăâđêôơư XYZ0123", min_size=1, max_size=12).map(str.strip)


@given(
    st.lists(
        st.tuples(WORD, WORD, st.just("a@x.example"), st.just(""), st.just("")), max_size=5
    )
)
def test_what_is_shown_again_reads_as_it_was(rows: list[tuple[str, ...]]) -> None:
    lines = [Contact(n, *row) for n, row in enumerate(rows, start=2)]
    lines = [line for line in lines if line.unit and line.name]
    back = read_contacts(split_pasted(write_pasted(lines)), roles={})
    assert [line.as_row() for line in back] == [line.as_row() for line in lines]


# ------------------------------------------------------------------ checking and doing


def line(unit: str, email: str, name: str = "Mai", role: str = "", number: int = 1) -> Contact:
    return Contact(number, unit, name, email, "", role)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (line("p.h1", ""), Why.NO_ADDRESS),
        (line("p.h1", "not an address"), Why.BAD_ADDRESS),
        (line("p.h1", "m@x.example", name=""), Why.NO_NAME),
        (line("nowhere", "m@x.example"), Why.NO_UNIT),
        (line("", "m@x.example"), Why.NO_UNIT),
        (line("p.h1", "m@x.example", role="king"), Why.NO_ROLE),
        (line("p.h1", "m@x.example", role="coordinator"), Why.NOT_ALLOWED),
        (line("p.h1", "an@songxanh.example"), Why.NOT_ALLOWED),
    ],
)
def test_a_line_that_cannot_be_is_told_with_its_reason(
    cast: Cast, contact: Contact, why: Why
) -> None:
    checked = check_contacts([contact], by=cast.an, on=TODAY)
    assert [each.why for each in checked.refused] == [why]
    before = Officer.objects.count()
    with pytest.raises(actions.LinesRefusedError):
        actions.invite_many([line("p.h1", "ok@x.example"), contact], by=cast.an, at=NOW)
    assert Officer.objects.count() == before


@pytest.mark.django_db
def test_a_unit_is_known_by_code_identifier_and_name_without_tones(cast: Cast) -> None:
    words = ("p.h1.x1", "X07", "uy ban nhan dan xa tan phu")
    for word in words:
        [ready] = check_contacts([line(word, "m@x.example")], by=cast.an, on=TODAY).ready
        assert ready.unit.unit == cast.units["p.h1.x1"]


@pytest.mark.django_db
def test_everybody_is_named_and_written_to_and_twice_is_once(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    lines = [
        line("p.h1", "a@x.example"),
        line("p.h2", "a@x.example"),
        line("p.h1.x1", "binh@songxanh.example"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        done = actions.invite_many(lines, by=cast.an, at=NOW)
    assert (done.named, done.again) == (2, 1)
    assert Officer.objects.filter(email="a@x.example").count() == 1
    assert not Officer.objects.get(email="a@x.example").has_usable_password()
    assert Notice.objects.filter(sent_at__isnull=False, secret="").count() == 3
    again = actions.invite_many(lines, by=cast.an, at=NOW)
    assert (again.named, again.again) == (0, 3)
    assert Entry.objects.filter(verb="post.given", by=cast.an).count() == 2
    twice = check_contacts([lines[0], lines[0]], by=cast.an, on=TODAY)
    assert [each.why for each in twice.refused] == [Why.TWICE]


@pytest.mark.django_db
def test_many_at_once_may_give_exactly_what_one_by_one_may(cast: Cast) -> None:
    """The sets of `Giver` and the questions of `may_give_post` are one rule."""
    for by in (cast.an, cast.head, cast.head_of_commune, cast.clerk_of_commune, cast.binh):
        gives = policies.giver(by, on=TODAY)
        for unit in Unit.objects.filter(code__in=["p.tt", "p.h1", "p.h1.x1", "p.h2.t1"]):
            for role in Role:
                for to in (None, by, cast.chi):
                    one = policies.may_give_post(by, to, unit, role, on=TODAY)
                    assert gives.may_give(to, unit.pk, role) is one


class NobodyAnswers(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages: object) -> int:  # noqa: ARG002 (its signature)
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.mark.django_db
def test_each_state_of_an_invitation_is_told(
    cast: Cast,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def states(at_days: int = 0) -> dict[str, str]:
        at = NOW + timedelta(days=at_days)
        rows = invitations(cast.an, on=TODAY, at=at)
        return {post.officer.email: post.state for post in rows}

    lines = [line("p.h1", f"{n}@x.example") for n in "abc"]
    assert states()["binh@songxanh.example"] == State.NEVER
    actions.invite_many(lines[:1], by=cast.an, at=NOW)
    assert states()["a@x.example"] == State.SENDING
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_many(lines[1:2], by=cast.an, at=NOW)
    assert states()["b@x.example"] == State.OPEN
    assert states(8)["b@x.example"] == State.EXPIRED
    settings.EMAIL_BACKEND = "tests.units.test_inviting_many.NobodyAnswers"
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_many(lines[2:], by=cast.an, at=NOW)
    assert states()["c@x.example"] == State.UNDELIVERED
    notice = Notice.objects.latest("pk")
    assert notice.secret
    for _time in range(4):
        send_notice.call(notice.pk)
    notice.refresh_from_db()
    assert notice.failed_at is not None
    assert notice.secret == ""
    officer = Officer.objects.get(email="b@x.example")
    actions.note_sign_in(officer, at=NOW, how=Way.LINK)
    assert states()["b@x.example"] == State.IN
    assert "an@songxanh.example" not in states()


# ------------------------------------------------------------------ screens


@pytest.fixture
def an(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_a_pasted_list_is_shown_first_and_done_at_the_second_button(
    an: Client, cast: Cast
) -> None:
    with time_machine.travel(NOW, tick=False):
        bad = an.post("/desk/invitations/new/", {"lines": PASTED, "do": "invite"})
        assert bad.status_code == 422
        assert "Dòng này không có địa chỉ" in bad.content.decode()
        assert Post.objects.filter(officer__email="moi@songxanh.example").count() == 0
        good = PASTED.splitlines()[0]
        shown = an.post("/desk/invitations/new/", {"lines": good, "do": "check"})
        assert shown.status_code == 200
        again = {"lines": shown.context["pasted"], "do": "invite"}
        assert an.post("/desk/invitations/new/", again)["Location"] == "/desk/invitations/"
        page = an.get("/desk/invitations/").content.decode()
        assert "Mai Thị Mới" in page
        assert an.post("/desk/invitations/new/", {}).status_code == 422


@pytest.mark.django_db
def test_a_spreadsheet_is_read_and_other_files_are_refused(an: Client, cast: Cast) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Đơn vị", "Họ và tên", "Email"])
    book.active.append(["p.h1", "Mai", "m@x.example"])
    data = BytesIO()
    book.save(data)
    with time_machine.travel(NOW, tick=False):
        file = SimpleUploadedFile("ds.xlsx", data.getvalue())
        shown = an.post("/desk/invitations/new/", {"file": file, "do": "check"})
        assert shown.context["ready_many"] == 1
        broken = SimpleUploadedFile("ds.xlsx", b"PK\x03\x04 no book")
        refused = an.post("/desk/invitations/new/", {"file": broken, "do": "check"})
        assert refused.status_code == 422
        assert "file" in refused.context["form"].errors


@pytest.mark.django_db
def test_those_ticked_or_all_listed_are_written_to_again(an: Client, cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        address = "/desk/invitations/again/"
        assert an.post(address, {"which": "ticked"}).status_code == 303
        assert Notice.objects.count() == 0
        binh, chi = cast.posts["binh"], cast.posts["chi"]
        an.post(address, {"which": "ticked", "post": [binh.pk, "x"]})
        assert [n.to_officer for n in Notice.objects.all()] == [cast.binh]
        an.post(f"{address}?q=chi", {"which": "all"})
        assert Notice.objects.filter(to_officer=chi.officer).count() == 1
        assert Notice.objects.count() == 2


@pytest.mark.django_db
def test_who_names_nobody_sees_no_invitations_and_a_head_only_their_own(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        for officer in (cast.binh, cast.dung, cast.police, cast.stranger):
            client = Client()
            client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
            assert client.get("/desk/invitations/").status_code == 403
        head = Client()
        head.force_login(
            cast.head_of_commune, backend="django.contrib.auth.backends.ModelBackend"
        )
        rows = head.get("/desk/invitations/").context["rows"]
        assert {row["post"].unit.code for row in rows} == {"p.h1.x1"}
        head.post("/desk/invitations/again/", {"post": [cast.posts["chi"].pk]})
        assert Notice.objects.count() == 0
