"""A list by the web: looked at, decided on, read in; killed in between, brought twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.cli.tick import tick
from loa.ledger.models import Entry
from loa.units import actions, policies
from loa.units.actions import importing
from loa.units.actions.incoming import STOPPED_AFTER, work_on_list
from loa.units.errors import ListNotReadyError
from loa.units.lists import read_lines, write_table
from loa.units.models import ListImport, Unit, UnitName
from tests.people import NOW, Cast
from tests.units.test_bad_lists import DOUBLES, FULL, line

pytestmark = pytest.mark.django_db

Capture = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def jobs(django_capture_on_commit_callbacks: Any) -> Capture:
    """Do what is asked for when the block commits, as the worker would."""

    def done() -> AbstractContextManager[Any]:
        return django_capture_on_commit_callbacks(execute=True)  # type: ignore[no-any-return]

    return done


def bytes_of(folder: Path, *lines: list[str], name: str = "units.csv") -> bytes:
    path = folder / name
    write_table(path, [FULL, *lines])
    return path.read_bytes()


def bring(jobs: Capture, cast: Cast, data: bytes, name: str = "units.csv") -> ListImport:
    with jobs():
        row, _ = actions.bring_list(data, name=name, by=cast.an, at=NOW)
    row.refresh_from_db()
    return row


def test_a_list_is_looked_at_then_read_in_when_a_person_says_so(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    row = bring(jobs, cast, bytes_of(tmp_path, line(code="n1"), line(code="n2", parent="n1")))
    assert (row.state, row.lines, row.opened, row.fault_count) == ("checked", 2, 2, 0)
    assert not Unit.objects.filter(code="n1").exists()
    with jobs():
        actions.accept_list(row, by=cast.an, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.opened) == ("done", 2)
    assert row.act is not None
    assert Unit.objects.filter(code__in=["n1", "n2"]).count() == 2
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"list.brought", "list.checked", "list.accepted", "list.read_in"} <= verbs
    assert actions.accept_list(row, by=cast.an, at=NOW).state == "done"


def test_the_same_file_is_the_same_list_and_another_day_is_another(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    data = bytes_of(tmp_path, line(code="n1"))
    row = bring(jobs, cast, data)
    again, is_new = actions.bring_list(data, name="other.csv", by=cast.an, at=NOW)
    assert (again.pk, is_new) == (row.pk, False)
    other, is_new = actions.bring_list(
        data, name="a.csv", by=cast.an, at=NOW, since=NOW.date() - timedelta(days=9)
    )
    assert is_new
    assert other.pk != row.pk


def test_faults_come_back_as_the_file_with_reasons_and_stop_the_list(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    from loa.files.actions import read

    row = bring(jobs, cast, bytes_of(tmp_path, line(code="n1"), line(code="n2", parent="zz")))
    assert (row.state, row.fault_count) == ("checked", 1)
    assert row.back is not None
    back = tmp_path / "back.csv"
    back.write_bytes(read(row.back))
    _, wrong = read_lines(back)
    assert wrong.cells["code"] == "n2"
    assert "Mã đơn vị cấp trên: Không có đơn vị cấp trên" in wrong.raw[-1]
    with pytest.raises(ListNotReadyError):
        actions.accept_list(row, by=cast.an, at=NOW)


def test_doubles_wait_for_a_word_and_the_word_is_kept(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    row = bring(jobs, cast, bytes_of(tmp_path, *DOUBLES))
    assert (row.doubt_count, row.fault_count) == (2, 0)
    with pytest.raises(ListNotReadyError):
        actions.accept_list(row, by=cast.an, at=NOW)
    with pytest.raises(ListNotReadyError):
        actions.decide_doubles(row, {2: "no-such-unit"}, by=cast.an, at=NOW)
    with jobs():
        actions.decide_doubles(row, {2: "p.h1", 3: "*"}, by=cast.an, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.doubt_count, row.opened, row.same) == ("checked", 0, 2, 1)
    with jobs():
        actions.accept_list(row, by=cast.an, at=NOW)
    assert Unit.objects.filter(code="q.1").exists()
    assert not Unit.objects.filter(code="q").exists()


def test_a_job_killed_while_writing_leaves_nothing_and_is_done_again(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    row = bring(jobs, cast, bytes_of(tmp_path, line(code="n1"), line(code="n2")))
    actions.accept_list(row, by=cast.an, at=NOW)
    whole = importing.write_rows

    def killed(model: Any, *rest: Any, **more: Any) -> int:
        if model is UnitName:
            raise KeyboardInterrupt
        return whole(model, *rest, **more)

    with mock.patch.object(importing, "write_rows", killed), pytest.raises(KeyboardInterrupt):
        work_on_list.call(row.pk)
    row.refresh_from_db()
    assert row.state == "write"
    assert not Unit.objects.filter(code__in=["n1", "n2"]).exists()
    row.progress.refresh_from_db()
    with jobs():
        tick(at=row.progress.heard_at + STOPPED_AFTER / 2)
    row.refresh_from_db()
    assert row.state == "write"  # not silent for long enough
    with jobs():
        tick(at=row.progress.heard_at + STOPPED_AFTER * 2)
    row.refresh_from_db()
    assert row.state == "done"
    assert Unit.objects.filter(code__in=["n1", "n2"]).count() == 2
    work_on_list.call(row.pk)
    assert Unit.objects.filter(code__in=["n1", "n2"]).count() == 2


def test_what_changed_since_the_look_is_seen_before_anything_is_written(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    row = bring(jobs, cast, bytes_of(tmp_path, line(code="n1", name="Trường Mới")))
    path = tmp_path / "first.csv"
    write_table(path, [FULL, line(code="n0", name="Trường Mới")])
    actions.import_units(path, name="first", by=cast.an, at=NOW)
    with jobs():
        actions.accept_list(row, by=cast.an, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.doubt_count) == ("checked", 1)
    assert not Unit.objects.filter(code="n1").exists()


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"PK\x03\x04broken", b"<a/>"])
def test_a_file_that_is_no_list_is_refused_with_its_reason(
    cast: Cast, jobs: Capture, data: bytes
) -> None:
    row = bring(jobs, cast, data)
    assert row.state == "refused"
    assert row.refusal in {"no_columns", "not_a_table"}
    again, is_new = actions.bring_list(data, name="b.csv", by=cast.an, at=NOW)
    assert is_new
    assert again.pk != row.pk


def test_only_who_keeps_the_register_brings_decides_and_accepts(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    data = bytes_of(tmp_path, line(code="n1"))
    with pytest.raises(policies.NotAllowedError):
        actions.bring_list(data, name="a.csv", by=cast.binh, at=NOW)
    row = bring(jobs, cast, data)
    for act in (actions.accept_list, actions.check_again):
        with pytest.raises(policies.NotAllowedError):
            act(row, by=cast.binh, at=NOW)
    with pytest.raises(policies.NotAllowedError):
        actions.decide_doubles(row, {}, by=cast.binh, at=NOW)


def test_by_the_web_from_file_to_units_without_script(
    cast: Cast, tmp_path: Path, jobs: Capture
) -> None:
    client = Client()
    client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    data = bytes_of(tmp_path, *DOUBLES, line(code="n5", identifier="test:X01"))

    def send() -> Any:
        return client.post(
            "/desk/units/import/", {"file": SimpleUploadedFile("danh sách.csv", data)}
        )

    sent = send()  # the worker sleeps
    assert sent.status_code == 303
    address = sent["Location"]
    waiting = client.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert '<meta http-equiv="refresh"' in waiting
    row = ListImport.objects.get()
    work_on_list.call(row.pk)
    shown = client.get(address).content.decode()
    assert "every 1s" not in shown
    assert "Ủy ban nhân dân huyện Cồn Lớn" in shown
    assert client.get(f"{address}faults/").status_code == 200
    owner = Unit.objects.get(identifiers__value="X01").code
    said = {"do": "decide", "line-2": "p.h1", "line-3": "p.h1.x1", "line-5": owner}
    with jobs():
        assert client.post(address, said | {"line-4": "*"}).status_code == 303
    row.refresh_from_db()
    assert row.decided == {"2": "p.h1", "3": "p.h1.x1", "5": owner}
    assert (row.fault_count, row.doubt_count, row.same) == (0, 0, 3)
    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="state"')
    with jobs():
        client.post(address, {"do": "accept"})
    assert "Danh sách đã được nhập." in client.get(address).content.decode()
    assert Unit.objects.filter(code="q.2").exists()
    assert send()["Location"] == address
    assert client.post(address, {"do": "accept"}).status_code == 303
