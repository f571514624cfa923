"""What is kept of pages: no face, no more than needed; chained by the ledger; removable."""

import gzip
import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import numpy as np
import pytest
import time_machine
from django.db import connection, transaction
from PIL import Image

from bench.faces import drawn_face, in_room
from bench.posters import CHANGES, poster, to_bytes
from loa.crafts.matching import blur_faces
from loa.doors.archive import read_capture
from loa.evidence.captures import capture_state, harmless, is_of_its_page, remove_bytes
from loa.evidence.models import Check
from loa.files.actions import RemovedFileError, read, store
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.doors.web import Web, page
from tests.evidence.library import send_with_material
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.evidence.test_queue import WHOLE, looked_at
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_material(cast)


def portrait() -> bytes:
    out = io.BytesIO()
    Image.fromarray(in_room(np.array(drawn_face(160)))).save(out, "JPEG")
    return out.getvalue()


def kept_of(check: Check) -> list[bytes]:
    assert check.capture is not None
    return [part.body for part in read_capture(read(check.capture))]


def test_pictures_are_kept_without_faces_and_only_where_they_are_needed(
    cast: Cast, sent: Sent, web: Web
) -> None:
    face, copy = portrait(), to_bytes(CHANGES["jpeg30"](poster(0, 1), random.Random(1)))
    web.answers["/face.jpg"] = page(face, Content_Type="image/jpeg")
    web.answers["/copy.jpg"] = page(copy, Content_Type="image/jpeg")
    faced = "<img src='/face.jpg'>"
    words, doubtful, poster_page = looked_at(
        cast, sent, web,
        {"/1": WHOLE + faced, "/2": f"<p>Tin</p>{faced}",
         "/3": f"<p>Tin</p><img src='/copy.jpg'>{faced}"},
    )  # fmt: skip
    assert [check.outcome for check in (words, doubtful, poster_page)] == [
        "found", "not_found", "found",
    ]  # fmt: skip
    assert len(kept_of(words)) == 1
    assert len(kept_of(doubtful)) == 2
    assert not np.array_equal(*(blurred_area(each) for each in (face, kept_of(doubtful)[1])))
    assert kept_of(poster_page)[1] == copy
    assert kept_of(poster_page)[2] != face


def blurred_area(data: bytes) -> np.ndarray:
    left, top, width, height = blur_faces(portrait()).boxes[0]
    image = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    part = image[top : top + height, left : left + width].astype(int)
    return np.array([np.abs(np.diff(part, axis=1)).mean() > 2.0, part.size])


def test_a_photograph_handed_in_loses_its_faces_and_other_files_stay() -> None:
    assert harmless(portrait()) != portrait()
    for data in (b"%PDF-1.7 a paper", b"\x89PNG\r\n\x1a\n broken", to_bytes(poster(0, 0))):
        assert harmless(data) == data


def test_a_capture_that_was_exchanged_is_noticed(cast: Cast, sent: Sent, web: Web) -> None:
    first, second = looked_at(cast, sent, web, {"/1": WHOLE, "/2": "<p>Giá lúa.</p>"})
    assert (capture_state().known, capture_state().broken) == (2, ())
    entry = Entry.objects.filter(verb="publication.checked", object_id=str(first.pk)).get()
    assert first.capture is not None
    assert entry.changes["capture"][1] == first.capture.sha256
    with transaction.atomic():
        Check.objects.filter(pk=first.pk).update(capture=second.capture)
        record("test.tampered", first, by=None, at=after(days=4))
    assert capture_state().broken == (first.pk,)


def test_an_outcome_that_was_changed_is_noticed(cast: Cast, sent: Sent, web: Web) -> None:
    _, absent = looked_at(cast, sent, web, {"/1": WHOLE, "/2": "<p>Giá lúa.</p>"})
    assert capture_state().changed == ()
    with transaction.atomic():
        Check.objects.filter(pk=absent.pk).update(outcome="found")
        record("test.tampered", absent, by=None, at=after(days=4))
    assert capture_state().changed == (absent.pk,)


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda warc: warc.replace(b"/1\r\n", b"/2\r\n"), id="another address"),
        pytest.param(lambda warc: warc.replace(b"<h1>", b"<h2>"), id="other bytes"),
        pytest.param(
            lambda warc: re.sub(rb"\r\nContent-Length: \d+", b"\r\nContent-Length: 9", warc),
            id="another length",
        ),
        pytest.param(lambda warc: warc[:300], id="broken off"),
        pytest.param(lambda _: b"no archive at all", id="no archive"),
    ],
)
def test_a_kept_capture_that_lies_is_noticed_and_said_on_its_page(
    cast: Cast, sent: Sent, web: Web, lie: Callable[[bytes], bytes]
) -> None:
    (check,) = looked_at(cast, sent, web, {"/1": WHOLE})
    assert check.capture is not None
    assert capture_state().broken == ()
    lying = store(lie(gzip.decompress(read(check.capture))), by=None, at=after(days=4))
    with transaction.atomic():  # with its hash in the ledger, as if we had written it so
        Check.objects.filter(pk=check.pk).update(capture=lying)
        kept = {"capture": (None, lying.sha256)}
        record("publication.checked", check, by=None, at=after(days=4), changes=kept)
    assert check.pk in capture_state().broken
    with time_machine.travel(NOON, tick=False):
        shown = browser(cast.an).get(f"/desk/evidence/checks/{check.pk}/").content.decode()
    assert "Bản lưu của trang không còn đúng" in shown


def test_a_capture_that_was_only_unpacked_is_still_true(
    cast: Cast, sent: Sent, web: Web
) -> None:
    (check,) = looked_at(cast, sent, web, {"/1": WHOLE})
    assert check.capture is not None
    plain = store(gzip.decompress(read(check.capture)), by=None, at=after(days=4))
    check.capture = plain
    assert is_of_its_page(check)


def test_a_tiff_handed_in_loses_its_faces_too() -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(portrait())).save(out, "TIFF")
    assert harmless(out.getvalue()) != out.getvalue()


def test_bytes_are_removed_for_cause_by_who_runs_the_campaign(
    cast: Cast, sent: Sent, web: Web
) -> None:
    (check,) = looked_at(cast, sent, web, {"/1": WHOLE})
    assert check.capture is not None
    data, publication = read(check.capture), check.publication
    for by in (cast.binh, cast.dung, cast.chi):
        with pytest.raises(NotAllowedError):
            remove_bytes(check.capture, publication, reason="x", by=by, at=after(days=4))
    where = f"/desk/evidence/publications/{publication.pk}/files/{check.capture_id}/remove/"
    with time_machine.travel(NOON, tick=False):
        client = browser(cast.an)
        assert client.get(where).status_code == 200
        assert client.post(where, {"reason": ""}).status_code == 422
        assert client.post(where, {"reason": "Có số điện thoại riêng"}).status_code == 303
        shown = client.get(f"/desk/evidence/checks/{check.pk}/").content.decode()
    assert "Có số điện thoại riêng" in shown
    check.refresh_from_db()
    assert check.capture.removed_at is not None
    assert Entry.objects.filter(verb="evidence.removed").count() == 1
    for run in connection.run_on_commit:
        run[1]()
    with pytest.raises(FileNotFoundError):
        read(check.capture)
    with pytest.raises(RemovedFileError):
        store(data, by=cast.an, at=after(days=5))
    assert capture_state().broken == ()
