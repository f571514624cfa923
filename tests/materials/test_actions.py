"""Published, replaced, withdrawn, taken: by whom, and what stays on record."""

from dataclasses import replace

import pytest

from loa.ledger.models import Entry
from loa.materials import actions, queries
from loa.materials.actions import Facts, Given
from loa.materials.errors import MaterialWithdrawnError, NothingHeldError, SameVersionError
from loa.materials.models import Format, Material, Taking
from loa.units.policies import NotAllowedError
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FACTS = Facts(
    title="Áp phích “Chậm lại một phút”",
    format=Format.POSTER,
    issuer_name="Sở Thông tin và Truyền thông",
    ground_of_use="CC BY 4.0",
    valid_from=TODAY,
)
FIRST = Given(b"\x89PNG\r\n\x1a\n one", "mot.png", text="Dừng lại, hỏi lại")


def published(cast: Cast) -> Material:
    owner = cast.units["p.tt"]
    return actions.publish_material(FACTS, FIRST, owner=owner, by=cast.an, at=NOW)


def test_a_coordinator_publishes_and_a_reporter_does_not(cast: Cast) -> None:
    made = published(cast)
    assert made.code == "ap-phich-cham-lai-mot-phut"
    assert Entry.objects.filter(verb="material.published", object_id=made.pk).count() == 1
    with pytest.raises(NotAllowedError):
        actions.publish_material(FACTS, FIRST, owner=made.owner, by=cast.binh, at=NOW)
    assert Material.objects.count() == 1


def test_two_materials_of_one_title_have_two_codes(cast: Cast) -> None:
    assert published(cast).code != published(cast).code


def test_a_material_that_holds_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(NothingHeldError):
        actions.publish_material(FACTS, Given(), owner=cast.units["p.tt"], by=cast.an, at=NOW)


def test_replacing_keeps_the_former_version_and_refuses_the_same_bytes(cast: Cast) -> None:
    made = published(cast)
    with pytest.raises(SameVersionError):
        actions.replace_material(made, FIRST, by=cast.an, at=NOW)
    newer = replace(FIRST, data=b"\x89PNG\r\n\x1a\n two")
    actions.replace_material(made, newer, by=cast.an, at=NOW)
    numbers = made.versions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_what_is_withdrawn_is_seen_by_its_owner_alone_until_it_comes_back(cast: Cast) -> None:
    made = published(cast)
    assert queries.visible_to(cast.binh, TODAY).count() == 1
    actions.withdraw_material(made, reason="Sai số điện thoại", by=cast.an, at=NOW)
    assert queries.visible_to(cast.binh, TODAY).count() == 0
    assert queries.visible_to(cast.an, TODAY).count() == 1
    assert queries.visible_to(cast.stranger, TODAY).count() == 0
    with pytest.raises(MaterialWithdrawnError):
        actions.take_material(made, cast.units["p.h1.x1"], by=cast.binh, at=NOW)
    actions.restore_material(made, by=cast.an, at=NOW)
    assert queries.visible_to(cast.binh, TODAY).count() == 1


def test_a_unit_takes_once_and_only_through_its_own_people(cast: Cast) -> None:
    made, commune = published(cast), cast.units["p.h1.x1"]
    for _ in range(2):
        actions.take_material(made, commune, by=cast.binh, at=NOW)
    with pytest.raises(NotAllowedError):
        actions.take_material(made, commune, by=cast.chi, at=NOW)
    assert Taking.objects.count() == 1
    assert Entry.objects.filter(verb="material.taken").count() == 1


def test_words_are_found_with_marks_or_without(cast: Cast) -> None:
    published(cast)
    rows = queries.visible_to(cast.binh, TODAY)
    assert queries.searched(rows, "cham lai").count() == 1
    assert queries.searched(rows, "HỎI LẠI", "poster").count() == 1
    assert queries.searched(rows, "cham lai", "clip").count() == 0
