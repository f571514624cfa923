"""The pages of materials: who sees what, and that taking leads to the file."""

import pytest
from django.test import Client
from django.urls import reverse

from loa.materials import actions
from loa.materials.models import Material, Taking
from tests.materials.test_actions import published
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_list_and_page_show_the_material_and_its_ready_text(cast: Cast, client: Client) -> None:
    made = published(cast)
    client.force_login(cast.binh)
    assert made.title in client.get(reverse("materials:list")).content.decode()
    assert (
        made.title in client.get(reverse("materials:detail", args=[made.pk])).content.decode()
    )
    assert client.get(reverse("materials:preview", args=[made.pk, 1])).status_code == 200
    assert client.get(reverse("materials:file", args=[made.pk, 2])).status_code == 404


def test_taking_notes_the_unit_and_goes_on_to_the_file(cast: Cast, client: Client) -> None:
    made = published(cast)
    client.force_login(cast.binh)
    unit = cast.units["p.h1.x1"].pk
    answer = client.post(reverse("materials:take", args=[made.pk]), {"unit": unit})
    assert answer.status_code == 303
    saved = client.get(answer["Location"])
    assert saved["Content-Disposition"].startswith("attachment")
    assert Taking.objects.get().unit_id == unit
    other = cast.units["p.h2.t1"].pk
    refused = client.post(reverse("materials:take", args=[made.pk]), {"unit": other})
    assert refused.status_code == 404


def test_a_coordinator_publishes_by_form_and_a_reporter_may_not(
    cast: Cast, client: Client
) -> None:
    told = {
        "title": "Bài viết",
        "format": "article",
        "text": "Chậm lại một phút.",
        "issuer_name": "Sở",
        "ground_of_use": "CC BY 4.0",
        "valid_from": "21/10/2024",
    }
    client.force_login(cast.binh)
    assert client.post(reverse("materials:publish"), told).status_code == 403
    client.force_login(cast.an)
    assert client.post(reverse("materials:publish"), told | {"text": ""}).status_code == 422
    assert client.post(reverse("materials:publish"), told).status_code == 303
    assert Material.objects.get().title == "Bài viết"


def test_a_withdrawn_material_is_not_found_by_others(cast: Cast, client: Client) -> None:
    made = published(cast)
    client.force_login(cast.an)
    address = reverse("materials:withdraw", args=[made.pk])
    assert client.post(address, {"reason": "Sai số"}).status_code == 303
    client.force_login(cast.binh)
    assert client.get(reverse("materials:detail", args=[made.pk])).status_code == 404
    made.refresh_from_db()
    actions.restore_material(made, by=cast.an, at=NOW)
    assert client.get(reverse("materials:detail", args=[made.pk])).status_code == 200
