"""A coordinating body reads, speaks, clears content, and is never due."""

from dataclasses import replace

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from loa.campaigns import actions, policies, queries
from loa.campaigns.models import Part, Participant
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.materials.actions import publish_material, replace_material
from loa.materials.models import Material
from loa.reports.actions import save_draft
from loa.reports.queries import board
from loa.units.models import Officer
from loa.units.policies import NotAllowedError
from tests.materials.test_actions import FACTS, FIRST
from tests.people import Cast
from tests.rounds import Sent, after, send_small_campaign

pytestmark = pytest.mark.django_db
AT = after(days=1)
TODAY = AT.date()


@pytest.fixture
def sent(cast: Cast) -> Sent:
    sent = send_small_campaign(cast)
    with transaction.atomic():
        Participant.objects.create(
            campaign=sent.campaign,
            unit=cast.units["p.ca"],
            part=Part.COORDINATING.value,
            name="Công an tỉnh",
            name_fold="cong an tinh",
            delivered_at=AT,
        )
        record("participant.added", sent.campaign, by=None, at=AT)
    return sent


@pytest.fixture
def poster(sent: Sent, cast: Cast) -> Material:
    made = publish_material(FACTS, FIRST, owner=cast.units["p.tt"], by=cast.an, at=AT)
    actions.show_campaign(
        sent.campaign, materials=[made], is_public=False, public_intro="", by=cast.an, at=AT
    )
    return made


def test_the_body_clears_an_edition_and_takes_it_back(
    sent: Sent, cast: Cast, poster: Material
) -> None:
    version = poster.versions.get()
    passed = actions.clear(sent.campaign, version, by=cast.police, at=AT)
    assert actions.clear(sent.campaign, version, by=cast.police, at=AT) == passed
    [row] = queries.reviewed(sent.campaign)
    assert row.clearances == (passed,)
    actions.undo_clearance(passed, by=cast.police, at=AT)
    [row] = queries.reviewed(sent.campaign)
    assert row.clearances == ()
    verbs = Entry.objects.filter(verb__startswith="content.").values_list("verb", flat=True)
    assert list(verbs) == ["content.cleared", "content.clearance_undone"]


@pytest.mark.parametrize(
    "who", ["an", "head", "binh", "head_of_commune", "chi", "dung", "stranger", "root"]
)
def test_nobody_else_clears(sent: Sent, cast: Cast, poster: Material, who: str) -> None:
    with pytest.raises(NotAllowedError):
        actions.clear(sent.campaign, poster.versions.get(), by=getattr(cast, who), at=AT)


@pytest.mark.parametrize("who", ["binh", "head_of_commune", "chi", "dung", "stranger"])
def test_only_the_body_and_the_owner_speak(sent: Sent, cast: Cast, who: str) -> None:
    actions.say(sent.campaign, "Bỏ số điện thoại này.", by=cast.police, at=AT)
    actions.say(sent.campaign, "Đã bỏ.", by=cast.an, at=AT)
    assert [row.text for row in queries.remarks_of(sent.campaign)] == [
        "Bỏ số điện thoại này.", "Đã bỏ.",
    ]  # fmt: skip
    with pytest.raises(NotAllowedError):
        actions.say(sent.campaign, "?", by=getattr(cast, who), at=AT)


def test_a_new_edition_must_be_looked_at_again(
    sent: Sent, cast: Cast, poster: Material
) -> None:
    actions.clear(sent.campaign, poster.versions.get(), by=cast.police, at=AT)
    replace_material(poster, replace(FIRST, data=b"\x89PNG\r\n\x1a\n two"), by=cast.an, at=AT)
    [row] = queries.reviewed(sent.campaign)
    assert row.was_cleared
    assert row.clearances == ()


def test_a_material_of_another_campaign_is_not_cleared_here(sent: Sent, cast: Cast) -> None:
    other = publish_material(FACTS, FIRST, owner=cast.units["p.tt"], by=cast.an, at=AT)
    with pytest.raises(actions.ForeignVersionError):
        actions.clear(sent.campaign, other.versions.get(), by=cast.police, at=AT)


def test_no_duty_to_report_arises_by_speaking_or_clearing(
    sent: Sent, cast: Cast, poster: Material
) -> None:
    before = board(sent.interim, after(days=40))
    actions.say(sent.campaign, "Được.", by=cast.police, at=AT)
    actions.clear(sent.campaign, poster.versions.get(), by=cast.police, at=AT)
    body = queries.participant_of(sent.campaign, cast.units["p.ca"])
    assert body is not None
    assert board(sent.interim, after(days=40)) == before
    assert not queries.assignments_of(body).exists()
    for officer in (cast.police, cast.an):
        assert not policies.may_answer(officer, body, TODAY)
    with pytest.raises(NotAllowedError):
        save_draft(
            body, sent.interim, values={}, narratives={}, expected_version=0,
            by=cast.police, at=AT,
        )  # fmt: skip


def test_the_screen_offers_each_what_they_may(sent: Sent, cast: Cast, poster: Material) -> None:
    def browser(officer: Officer) -> Client:
        client = Client()
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        return client

    address = f"/desk/campaigns/{sent.campaign.slug}/content/"
    version = str(poster.versions.get().pk)
    with time_machine.travel(AT, tick=False):
        police = browser(cast.police)
        assert 'value="clear"' in police.get(address).content.decode()
        assert police.post(address, {"do": "clear", "version": version}).status_code == 303
        said = {"do": "say", "version": version, "text": "Được."}
        assert police.post(address, said).status_code == 303
        assert police.post(address, {**said, "text": ""}).status_code == 422
        shown = browser(cast.an).get(address).content.decode()
        assert "đã thông qua nội dung" in shown
        assert 'value="clear"' not in shown
        assert browser(cast.dung).get(address).status_code == 200
        assert browser(cast.dung).post(address, said).status_code == 403
        assert browser(cast.binh).get(address).status_code == 403
        assert browser(cast.stranger).get(address).status_code == 404
        remark = sent.campaign.remarks.get()
        withdrawn = {"do": "withdraw", "row": str(remark.pk)}
        assert browser(cast.an).post(address, withdrawn).status_code == 403
        assert police.post(address, withdrawn).status_code == 303
