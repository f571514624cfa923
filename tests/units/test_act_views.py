"""The pages of acts and lists: a coordinator types, sees, applies; others are refused."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from loa.units.lists import read_lines
from loa.units.models import Act, Unit
from tests.people import Cast

pytestmark = pytest.mark.django_db

NONE = {"opens-TOTAL_FORMS": "0", "opens-INITIAL_FORMS": "0"}
ACT = NONE | {
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


MERGE = {
    "kind": "merge",
    "on": "01/03/2025",
    "basis": "Nghị quyết 3/NQ-HĐND",
    "units": "p.tt",
    "heirs": "p.khcn",
    "opens-TOTAL_FORMS": "1",
    "opens-INITIAL_FORMS": "0",
    "opens-0-code": "p.khcn",
    "opens-0-name": "Sở Khoa học và Công nghệ",
    "opens-0-kind": "department",
    "opens-0-level": "province",
    "opens-0-parent": "p",
}


def test_an_act_opens_its_heir_on_the_page(an: Client) -> None:
    address = reverse("units:new_act")
    more = an.post(address, {**ACT, "do": "more"})
    assert more.status_code == 200
    assert 'name="opens-0-code"' in more.content.decode()
    two = {**MERGE, "do": "more"}
    assert 'name="opens-1-code"' in an.post(address, two).content.decode()
    seen = an.post(address, {**MERGE, "do": "preview"}).content.decode()
    assert "Sở Khoa học và Công nghệ (p.khcn)" in seen
    assert not Unit.objects.filter(code="p.khcn").exists()
    assert an.post(address, {**MERGE, "do": "apply"}).status_code == 303
    assert Unit.objects.get(code="p.khcn").valid_from == date(2025, 3, 1)
    assert Unit.objects.get(code="p.tt").valid_to == date(2025, 2, 28)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"opens-0-name": ""}, id="no name"),
        pytest.param({"opens-0-kind": "lạ"}, id="no such kind"),
        pytest.param({"opens-0-code": "p.gd", "heirs": "p.gd"}, id="a code that is taken"),
        pytest.param({"opens-0-parent": "nobody"}, id="no such unit above"),
        pytest.param({"opens-TOTAL_FORMS": "x"}, id="a form that was tampered with"),
        pytest.param({"opens-TOTAL_FORMS": "31"}, id="too many"),
    ],
)
def test_a_unit_that_cannot_be_opened_stops_the_whole_act(
    an: Client, wrong: dict[str, str]
) -> None:
    before = Unit.objects.count()
    answer = an.post(reverse("units:new_act"), {**MERGE, **wrong, "do": "apply"})
    assert answer.status_code == 422
    assert Unit.objects.count() == before
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", ["units:list_template", "units:export"])
def test_template_and_export_are_lists(an: Client, tmp_path: Path, name: str) -> None:
    answer = an.get(reverse(name), {"day": "21/10/2024"})
    path = tmp_path / "list.xlsx"
    path.write_bytes(BytesIO(b"".join(answer.streaming_content)).getvalue())  # type: ignore[attr-defined] # Django's test response
    count = 1 if name.endswith("template") else Unit.objects.count()
    assert len(list(read_lines(path))) == count + 1
