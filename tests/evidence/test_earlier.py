"""Last year's text posted again: said to be so, and left to a person."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from bench.wordings import articles
from loa.campaigns.models import Campaign
from loa.dispatches.models import Dispatch
from loa.doors.pages import PageShown
from loa.evidence.earlier import earlier_materials
from loa.evidence.looking import Visited, compare_page, library_of
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials.models import Format, Material
from tests.evidence.looks_made import ARTICLE, logged, look, send_with_article
from tests.people import Cast
from tests.rounds import Sent, after

pytestmark = pytest.mark.django_db
LAST_YEAR = articles()[1].text
REVISED = ARTICLE.text.replace(ARTICLE.sentences[-1], "").strip()


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_article(cast)


@transaction.atomic
def keep_last_years(
    cast: Cast, sent: Sent, text: str, *, valid_to: date | None, owner: str = "p.tt"
) -> Material:
    """Put a text into a campaign that ended before this one began."""
    this = sent.campaign
    letter = Dispatch.objects.create(
        owner=cast.units[owner], file=store(b"last year", by=cast.an, at=after()),
        file_name="2023.txt", format="text",
        text_sha256="1" * 64, arrived_at=after(), arrived_by=cast.an, issuer_name="Sở",
        symbol="STTTT", subject="tuyên truyền năm trước",
    )  # fmt: skip
    before = Campaign.objects.create(
        slug="nam-truoc", title="Chiến dịch năm trước", owner=cast.units[owner],
        dispatch=letter, units_on=this.units_on,
        starts_on=this.starts_on - timedelta(days=365),
        ends_on=this.starts_on - timedelta(days=320),
        opened_at=after(), opened_by=cast.an,
    )  # fmt: skip
    old = Material.objects.create(
        code="old", title="Bài năm trước", post_text=text, format=Format.ARTICLE.value,
        owner=cast.units[owner], issuer_name="Sở", ground_of_use="Kèm công văn",
        valid_from=before.starts_on, valid_to=valid_to,
    )  # fmt: skip
    before.materials.add(old)
    record("campaign.opened", before, by=cast.an, at=after())
    return old


def met(sent: Sent, text: str) -> list[tuple[str, str, str | None]]:
    seen = Visited(page=PageShown(text))
    findings = compare_page(seen, library_of(sent.campaign))
    return [(each.outcome.value, each.reason.value, each.material) for each in findings]


@pytest.mark.parametrize(
    ("valid_to", "reason"),
    [(date(2023, 12, 31), "old_material"), (None, "earlier_material")],
    ids=["its time is over", "still valid"],
)
def test_an_earlier_campaigns_text_is_said_and_left_to_a_person(
    cast: Cast, sent: Sent, valid_to: date | None, reason: str
) -> None:
    old = keep_last_years(cast, sent, LAST_YEAR, valid_to=valid_to)
    seen = Visited(final_address="https://xa.example.vn/1", page=PageShown(LAST_YEAR))
    findings = compare_page(seen, library_of(sent.campaign))
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    check = look(row, findings, at=after(days=3))
    assert (check.outcome, check.reasons[0]) == ("cannot_tell", reason)
    assert check.findings[0]["material"] == str(old.pk)
    assert check.needs_person


def test_this_years_text_stays_found_beside_last_years(cast: Cast, sent: Sent) -> None:
    keep_last_years(cast, sent, LAST_YEAR, valid_to=date(2023, 12, 31))
    this = str(sent.campaign.materials.get().pk)
    assert met(sent, f"Lời dẫn của xã.\n{ARTICLE.text}")[0] == ("found", "full_text", this)
    both = met(sent, f"{ARTICLE.text}\n{LAST_YEAR}")
    assert both[0] == ("found", "full_text", this)


def test_the_old_edition_of_a_revised_text_is_told_from_the_new(cast: Cast, sent: Sent) -> None:
    old = keep_last_years(cast, sent, REVISED, valid_to=date(2023, 12, 31))
    first = met(sent, REVISED)[0]
    assert first == ("cannot_tell", "old_material", str(old.pk))
    assert met(sent, ARTICLE.text)[0][0] == "found"


def test_only_ended_campaigns_of_the_same_owner_count_as_earlier(
    cast: Cast, sent: Sent
) -> None:
    assert list(earlier_materials(sent.campaign)) == []
    old = keep_last_years(cast, sent, LAST_YEAR, valid_to=None, owner="p.gd")
    assert list(earlier_materials(sent.campaign)) == []
    assert str(old.pk) not in [key for _, _, key in met(sent, LAST_YEAR)]
