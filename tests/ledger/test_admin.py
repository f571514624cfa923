"""The admin shows every table and changes none."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from loa.units import actions
from loa.units.models import Unit
from loa.units.visits import Way
from loa.units.whence import Whence
from tests.people import NOW, Cast

OURS = [model for model in apps.get_models() if model.__module__.startswith("loa.")]


@pytest.fixture
def root(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.root, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_model_of_ours_can_be_looked_at() -> None:
    lacking = [model.__name__ for model in OURS if not admin.site.is_registered(model)]
    assert lacking == []


def test_the_superuser_sees_lists_and_rows_but_no_way_to_change_them(
    root: Client, cast: Cast
) -> None:
    for model in OURS:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert root.get(reverse(f"{name}_changelist")).status_code == 200, name
        assert root.get(reverse(f"{name}_add")).status_code == 403, name
    unit = cast.units["p.h1"]
    row = reverse("admin:units_unit_change", args=[unit.pk])
    assert "p.h1" in root.get(row).content.decode()
    assert root.post(row, {"code": "other"}).status_code == 403
    assert root.post(reverse("admin:units_unit_delete", args=[unit.pk])).status_code == 403
    assert Unit.objects.get(pk=unit.pk).code == "p.h1"


def test_neither_a_password_nor_a_key_that_opens_a_door_is_shown(
    root: Client, cast: Cast
) -> None:
    row = reverse("admin:units_officer_change", args=[cast.binh.pk])
    page = root.get(row).content.decode()
    assert cast.binh.password not in page
    assert "field-password" not in page
    whence = Whence(session_key="k3y-of-a-session")
    visit = actions.note_sign_in(cast.binh, at=NOW, how=Way.CODE, whence=whence)
    row = reverse("admin:units_visit_change", args=[visit.pk])
    assert whence.session_key not in root.get(row).content.decode()


def test_officers_without_the_superusers_mark_do_not_come_in(cast: Cast) -> None:
    for officer in (cast.an, cast.head, cast.stranger):
        client = Client()
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/admin/units/unit/").status_code in (302, 403)
