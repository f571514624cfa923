"""The pages of acts and lists: a coordinator types, sees, applies; others are refused."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from loa.units.lists import read_lines
from loa.units.models import Act, Unit
from tests.people import Cast

pytestmark = pytest.mark.django_db

ACT = {
    "kind": "hand_over",
    "on": "01/03/2025",
    "basis": "Nghị quyết 1/NQ-HĐND",
    "units": "p.tt",
    "heirs": "press: p.gd",
}


@pytest.fixture
def an(cast: Cast, client: Client) -> Client:
    client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_an_act_is_seen_before_it_is_applied_and_can_be_undone(an: Client) -> None:
    seen = an.post(reverse("units:new_act"), {**ACT, "do": "preview"})
    assert 'value="apply"' in seen.content.decode()
    assert not Act.objects.exists()
    assert an.post(reverse("units:new_act"), {**ACT, "do": "apply"}).status_code == 303
    act = Act.objects.get()
    assert "Nghị quyết 1/NQ-HĐND" in text(an, "units:acts")
    undo = reverse("units:undo_act", args=[act.pk])
    assert an.post(undo, {}).status_code == 422
    assert an.post(undo, {"basis": "Nghị quyết 2"}).status_code == 303
    assert an.post(undo, {"basis": "Nghị quyết 2"}).status_code == 422
    assert Act.objects.count() == 2


def test_a_refused_act_says_why_and_keeps_what_was_typed(an: Client) -> None:
    wrong = {**ACT, "kind": "abolish", "units": "p.h1", "heirs": "", "do": "apply"}
    answer = an.post(reverse("units:new_act"), wrong)
    assert answer.status_code == 422
    assert "p.h1.x1, p.h1.x2" in answer.content.decode()
    assert 'value="p.h1"' in answer.content.decode()


@pytest.mark.parametrize("name", ["units:new_act", "units:import"])
def test_only_a_coordinator_comes_in(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.binh, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name)).status_code == 403
    client.force_login(cast.an, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(name)).status_code == 200


def test_a_list_is_checked_sent_back_and_read_in(an: Client, tmp_path: Path) -> None:
    def post(line: str, do: str) -> object:
        content = f"code,name,kind,level,parent\n{line}\n".encode()
        file = SimpleUploadedFile("units.csv", content)
        return an.post(reverse("units:import"), {"file": file, "do": do})

    good, bad = "p.new,Sở Mới,department,province,p", "p.new,Sở Mới,lạ,province,p"
    checked = post(bad, "check")
    assert checked.status_code == 422  # type: ignore[attr-defined] # Django's test response
    back = b"".join(post(bad, "faults").streaming_content)  # type: ignore[attr-defined] # same
    assert "Không có loại đơn vị này." in back.decode("utf-8-sig")
    assert post(good, "check").status_code == 200  # type: ignore[attr-defined] # same
    assert not Unit.objects.filter(code="p.new").exists()
    assert post(good, "import").status_code == 303  # type: ignore[attr-defined] # same
    assert Unit.objects.filter(code="p.new").exists()
    junk = SimpleUploadedFile("units.csv", b"\x00\x01")
    assert an.post(reverse("units:import"), {"file": junk, "do": "check"}).status_code == 422


@pytest.mark.parametrize("name", ["units:list_template", "units:export"])
def test_template_and_export_are_lists(an: Client, tmp_path: Path, name: str) -> None:
    answer = an.get(reverse(name), {"day": "21/10/2024"})
    path = tmp_path / "list.xlsx"
    path.write_bytes(BytesIO(b"".join(answer.streaming_content)).getvalue())  # type: ignore[attr-defined] # Django's test response
    count = 1 if name.endswith("template") else Unit.objects.count()
    assert len(list(read_lines(path))) == count + 1
