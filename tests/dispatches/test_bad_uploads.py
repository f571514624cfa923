"""What people drop that is no letter: each gets one clear sentence, and the others come in."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.dispatches.gateways import memory
from loa.dispatches.models import Arrival, Dispatch, Stage
from tests.dispatches.test_views import browser
from tests.letters import FIRE, SMALL
from tests.people import NOW, Cast

LIST = "/desk/dispatches/"
MOVED = time_machine.travel(NOW, tick=False)


def post(client: Client, cast: Cast, *files: tuple[str, bytes], **more: Any) -> Any:
    told = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(LIST, {"unit": str(cast.units["p.tt"].pk), "files": told}, **more)


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("cong-van.txt", SMALL)
    return out.getvalue()


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=FIRE.with_suffix(".pdf"))
    writer.encrypt("mat-khau")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "code", "words"),
    [
        pytest.param("to.pdf", lambda: b"%PDF-1.7" + bytes(50_000_000), "too_large", "25 MB",
                     id="50 MB"),
        pytest.param("goi.zip", packed, "wrong_type", "ZIP", id="a zip"),
        pytest.param("khoa.pdf", encrypted, "encrypted", "mật khẩu", id="an encrypted PDF"),
        pytest.param("cai-dat.pdf", lambda: b"MZ" + bytes(range(256)) * 400, "wrong_type", "",
                     id="a program named .pdf"),
        pytest.param("trong.pdf", lambda: b"", "empty", "", id="nothing"),
    ],
)  # fmt: skip
@MOVED
def test_each_bad_file_gets_its_sentence_and_the_letter_after_it_comes_in(
    cast: Cast, name: str, make: Any, code: str, words: str
) -> None:
    answer = post(browser(cast.an), cast, (name, make()), ("thu.txt", SMALL.encode()))
    assert answer.status_code == 303
    bad, good = Arrival.objects.order_by("pk")
    assert (bad.stage, bad.code, bad.file_name) == (Stage.QUARANTINED, code, "")
    assert words in bad.reason
    assert bad.reason.endswith(".")
    assert good.stage == Stage.IN_REVIEW
    said = [str(each) for each in browser_messages(answer)]
    assert [each for each in said if each.startswith(f"{name}: ")] == [f"{name}: {bad.reason}"]


def browser_messages(answer: Any) -> Iterator[Any]:
    return iter(answer.wsgi_request._messages)


@MOVED
def test_two_hundred_files_at_once_are_not_lost_without_a_word(cast: Cast) -> None:
    files = [(f"{n}.txt", b"%d" % n) for n in range(200)]
    answer = post(browser(cast.an), cast, *files)
    assert answer.status_code == 303
    assert Arrival.objects.count() == 50
    assert any("150" in str(each) for each in browser_messages(answer))


@pytest.mark.engine_free
@MOVED
def test_files_that_are_too_much_together_are_named_and_not_kept_in_memory(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST_TOGETHER_BYTES", 10_000)
    big = SMALL.encode() + b"\n" * 9_000
    answer = post(browser(cast.an), cast, ("1.txt", SMALL.encode()), ("2.txt", big))
    assert Arrival.objects.count() == 1
    assert any(
        "2.txt" in str(each) and "100 MB" in str(each) for each in browser_messages(answer)
    )


@pytest.mark.engine_free
@MOVED
def test_a_large_file_is_in_no_temporary_file_before_it_is_screened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_disk(*told: object, **more: object) -> None:
        raise AssertionError("spooled")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", on_disk)
    assert post(browser(cast.an), cast, ("a.pdf", bytes(3_000_000))).status_code == 303
    assert Arrival.objects.get().size_bytes == 3_000_000


@MOVED
def test_files_are_taken_only_with_the_token_of_the_form(cast: Cast) -> None:
    an = Client(enforce_csrf_checks=True)
    an.cookies = browser(cast.an).cookies
    assert post(an, cast, ("a.txt", SMALL.encode())).status_code == 403
    token = an.get(LIST).cookies["csrftoken"].value
    told = {"X-CSRFToken": token}
    assert post(an, cast, ("a.txt", SMALL.encode()), headers=told).status_code == 303
    assert Dispatch.objects.count() == 1
