"""Pictures added to a publication that is already logged: looked at with it, taken back."""

import io
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from bench.posters import poster, to_bytes
from loa.campaigns.models import Participant
from loa.crafts.matching import Finding, Outcome, Reason
from loa.evidence.actions import withdraw_publication
from loa.evidence.adding import MOST_FILES, add_pictures, judged_since, take_back
from loa.evidence.checking import store_check
from loa.evidence.errors import (
    AlreadyJudgedError,
    NothingNewError,
    NothingToShowError,
    TakenOffError,
    TooManyPicturesError,
)
from loa.evidence.judging import judge
from loa.evidence.looking import Visited, compare, library_of
from loa.evidence.looks import due, enrol, take
from loa.evidence.models import ActKind, Addition, Check, Judgement, Look, Publication
from loa.evidence.queries import act_of, many_without_picture
from loa.evidence.showing import pictures_of
from loa.files.actions import read
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.evidence.library import send_with_material
from tests.evidence.looks_made import logged, look, send_with_article
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
FACEBOOK = "https://www.facebook.com/tanphu/posts/9"
WALL = Visited("login_wall", final_address=FACEBOOK)


def picture(number: int, size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").rotate(number * 7).resize(size).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def unit(cast: Cast) -> Participant:
    return send_with_article(cast).participants["p.h1.x1"]


@pytest.fixture
def row(cast: Cast, unit: Participant) -> Publication:
    """A post behind a sign-in, looked at once."""
    made = logged(unit, cast.binh, address=FACEBOOK, kind=ActKind.SOCIAL)
    enrol(after(days=2))
    look(made, [], at=after(days=3), code="login_wall")
    Look.objects.update(due_at=None)
    return made


def test_added_pictures_are_kept_and_looked_at_at_once_and_a_form_sent_twice_is_one(
    cast: Cast, unit: Participant, row: Publication
) -> None:
    at = after(days=4)
    assert act_of(row).wants_picture
    assert many_without_picture(unit) == 1
    for _ in range(2):
        made = add_pictures(row, [picture(1), picture(2)], key="k", by=cast.binh, at=at)
    assert list(Addition.objects.all()) == [made]
    assert row.files.count() == 2
    assert list(due(at)) == [row]
    entry = Entry.objects.get(verb="publication.pictures_added")
    assert (entry.by, entry.object_id) == (cast.binh, str(row.pk))
    assert entry.changes["files"] == [[], sorted(row.files.values_list("sha256", flat=True))]
    row.refresh_from_db()
    assert row.address == FACEBOOK
    with pytest.raises(NothingNewError):
        add_pictures(row, [picture(1)], key="l", by=cast.binh, at=at)
    more = add_pictures(row, [picture(1), picture(3)], key="m", by=cast.binh, at=at)
    assert more.files.count() == 1


def test_only_who_may_log_for_the_unit_may_add_and_nothing_is_kept_of_a_refusal(
    cast: Cast, row: Publication
) -> None:
    at, files = after(days=4), [picture(1)]
    for by in (cast.an, cast.chi, cast.dung, cast.clerk_of_commune):
        with pytest.raises(NotAllowedError):
            add_pictures(row, files, key="k", by=by, at=at)
    with pytest.raises(NothingToShowError):
        add_pictures(row, [], key="k", by=cast.binh, at=at)
    many = [picture(number) for number in range(MOST_FILES + 1)]
    with pytest.raises(TooManyPicturesError):
        add_pictures(row, many, key="k", by=cast.binh, at=at)
    withdraw_publication(row, reason="lặp", by=cast.binh, at=at)
    with pytest.raises(TakenOffError):
        add_pictures(row, files, key="k", by=cast.binh, at=at)
    assert (Addition.objects.count(), row.files.count(), due(at).count()) == (0, 0, 0)


def test_a_screenshot_of_a_page_behind_a_sign_in_is_compared_and_a_person_told_why(
    cast: Cast,
) -> None:
    sent = send_with_material(cast)
    row = logged(sent.participants["p.h1.x1"], cast.binh, address=FACEBOOK, kind=ActKind.SOCIAL)
    look(row, [], at=after(days=3), code="login_wall")
    shown = Image.new("RGB", (900, 1400), "white")
    shown.paste(poster(0, 1).resize((840, 1190)), (30, 150))
    add_pictures(row, [to_bytes(shown)], key="k", by=cast.binh, at=after(days=4))
    findings = compare(row, WALL, library_of(sent.campaign))
    check = store_check(row, WALL, findings, at=after(days=5))
    assert check is not None
    assert (check.outcome, check.trust, check.needs_person) == ("cannot_tell", "D", True)
    assert check.reasons == ["login_wall", "picture_given", "picture"]
    client = browser(cast.an)
    with time_machine.travel(NOON, tick=False):
        desk = client.get(f"/desk/evidence/checks/{check.pk}/").content.decode()
        drawn = client.get(f"/desk/evidence/checks/{check.pk}/pictures/0/")
    assert FACEBOOK in desk
    assert f"/desk/evidence/checks/{check.pk}/pictures/0/" in desk
    assert "Trang nay đòi đăng nhập mới xem được." in desk
    assert desk.count("hãy đề nghị đơn vị gửi ảnh") == 1  # in the earlier look, below
    assert "Loa đã xem ảnh do đơn vị gửi thay cho trang." in desk
    assert drawn["Content-Type"] == "image/jpeg"
    assert not act_of(Publication.objects.get(pk=row.pk)).wants_picture


def test_a_look_under_way_knows_nothing_of_the_picture_and_is_not_kept(
    cast: Cast, row: Publication
) -> None:
    at = after(days=4)
    Look.objects.update(due_at=at)
    (taken,) = take(at, most=5)
    add_pictures(row, [picture(1)], key="k", by=cast.binh, at=at)
    assert store_check(row, WALL, [], at=at, taken=taken) is None
    assert list(due(at)) == [row]


def test_a_yes_stands_and_a_no_is_asked_about_anew_with_the_picture(
    cast: Cast, row: Publication
) -> None:
    first = Check.objects.get()
    said = judge(first, is_published=False, note="", by=cast.an, at=after(days=3, minutes=1))
    # The page is as it was: the person is not asked twice …
    assert not look(row, [], at=after(days=3, minutes=5), code="login_wall").needs_person
    add_pictures(row, [picture(1)], key="k", by=cast.binh, at=after(days=4))
    # … but the picture is new, even where nothing of ours was met on it.
    nothing = [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]
    again = look(row, nothing, at=after(days=5), code="login_wall")
    assert (again.outcome, again.needs_person) == ("unreachable", True)
    assert again.reasons == ["login_wall", "picture_given", "no_match"]
    assert list(Judgement.objects.filter(undone_at=None)) == [said]
    with time_machine.travel(NOON, tick=False):
        desk = browser(cast.an).get(f"/desk/evidence/checks/{again.pk}/").content.decode()
    assert "ở lần xem trước: chưa đăng" in desk

    judge(again, is_published=True, note="", by=cast.an, at=after(days=5, minutes=1))
    Look.objects.update(due_at=None)
    add_pictures(row, [picture(2)], key="l", by=cast.binh, at=after(days=6))
    assert due(after(days=6)).count() == 0
    assert act_of(row).state == "confirmed"


def test_pictures_are_taken_back_while_nobody_has_judged_them(
    cast: Cast, row: Publication
) -> None:
    made = add_pictures(row, [picture(1)], key="k", by=cast.binh, at=after(days=4))
    other = add_pictures(row, [picture(2)], key="l", by=cast.binh, at=after(days=4))
    seen = look(row, [], at=after(days=5), code="login_wall")
    assert [each is None for each in pictures_of(seen)] == [False, False]
    assert list(pictures_of(Check.objects.get(number=1))) == []
    with pytest.raises(NotAllowedError):
        take_back(made, by=cast.an, at=after(days=6))
    Look.objects.update(due_at=None)
    for _ in range(2):
        take_back(made, by=cast.binh, at=after(days=6))
    assert list(row.files.all()) == list(other.files.all())
    assert Entry.objects.filter(verb="publication.pictures_taken_back").count() == 1
    assert list(due(after(days=6))) == [row]
    # The look that saw it shows the other picture in the place it had.
    seen = Check.objects.get(pk=seen.pk)
    assert list(pictures_of(seen)) == [None, read(other.files.get())]
    judge(seen, is_published=True, note="", by=cast.an, at=after(days=7))
    with pytest.raises(AlreadyJudgedError):
        take_back(other, by=cast.binh, at=after(days=8))
    assert judged_since(other) is not None


@time_machine.travel(NOON, tick=False)
def test_the_form_takes_pictures_and_says_in_a_sentence_what_is_wrong(
    cast: Cast, unit: Participant, row: Publication
) -> None:
    client = browser(cast.binh)
    where = f"/desk/evidence/publications/{row.pk}/pictures/"
    listed = client.get(f"/desk/evidence/{unit.pk}/").content.decode()
    assert where in listed
    assert where in client.get(f"/desk/evidence/publications/{row.pk}/").content.decode()
    work = client.get(reverse("desk:work", args=[unit.pk])).content.decode()
    assert "hãy thêm ảnh chụp màn hình" in work

    def sent(data: bytes, name: str, key: str = "k") -> str:
        file = SimpleUploadedFile(name, data)
        answer = client.post(where, {"photos": file, "key": key}, follow=True)
        return str(answer.content.decode())

    assert "Không mở được “a.png” như một ảnh" in sent(b"\x89PNG\r\n\x1a\n0000", "a.png")
    assert "Không mở được “a.pdf” như một ảnh" in sent(b"%PDF-1.7 nothing", "a.pdf")
    assert "a.exe" in sent(b"MZ", "a.exe")
    assert "Hãy chọn ít nhất một ảnh" in client.post(where, {"key": "k"}).content.decode()
    assert row.files.count() == 0
    for _ in range(2):
        assert "Đã giữ ảnh. Loa sẽ xem" in sent(picture(1), "a.png")
    assert row.files.count() == 1
    assert "đã có các ảnh ấy rồi" in sent(picture(1), "a.png", "l")
    made = Addition.objects.get()
    back = client.post(f"/desk/evidence/pictures/{made.pk}/back/", follow=True)
    assert "1 ảnh bổ sung đã rút lại" in back.content.decode()
    assert row.files.count() == 0
    # Who runs the campaign may still delete its bytes for cause.
    runner = browser(cast.an)
    shown = runner.get(f"/desk/evidence/publications/{row.pk}/").content.decode()
    kept = made.files.get()
    remove = f"/desk/evidence/publications/{row.pk}/files/{kept.pk}/remove/"
    assert remove in shown
    assert runner.post(remove, {"reason": "ảnh riêng tư"}).status_code == 303
    kept.refresh_from_db()
    assert kept.removed_at is not None
