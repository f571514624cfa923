"""Looks at publications without a network: a page as it was met, and what was found on it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from bench.wordings import articles
from loa.campaigns.models import Participant
from loa.crafts.matching import Finding, Outcome, Reason
from loa.doors.pages import PageShown
from loa.evidence.actions import Logged, log_publication
from loa.evidence.checking import store_check
from loa.evidence.looking import Visited
from loa.evidence.models import ActKind, Check, Publication
from loa.ledger.actions import record
from loa.materials.models import Format, Material
from loa.units.models import Officer
from tests.people import Cast
from tests.rounds import Sent, after, send_small_campaign

ARTICLE = articles()[0]
NOTHING = [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]
WEB = Logged(kind=ActKind.WEB, happened_on=date(2024, 10, 22), idempotency_key="")


@transaction.atomic
def send_with_article(cast: Cast) -> Sent:
    """Send the small campaign with one article, m0; draws no posters."""
    sent = send_small_campaign(cast)
    material = Material.objects.create(
        code="m0", title="Bài viết", post_text=ARTICLE.text, format=Format.ARTICLE.value,
        owner=cast.units["p.tt"], issuer_name="Sở", ground_of_use="Kèm công văn",
        valid_from=date(2024, 10, 1),
    )  # fmt: skip
    sent.campaign.materials.add(material)
    record("campaign.materials_added", sent.campaign, by=cast.an, at=after())
    return sent


def found(material: Material, share: float = 1.0) -> list[Finding]:
    return [Finding(Outcome.FOUND, Reason.FULL_TEXT, str(material.pk), share, "text")]


def logged(unit: Participant, by: Officer, path: str = "/1", **facts: object) -> Publication:
    given = replace(WEB, idempotency_key=path, title=f"Bài {path}")
    told = {"address": f"https://xa.example.vn{path}"} | facts
    given = replace(given, **told)  # type: ignore[arg-type] # as Logged has them
    return log_publication(unit, given, by=by, at=after(days=2))


def look(
    row: Publication,
    findings: list[Finding],
    *,
    at: datetime,
    code: str = "",
    address: str = "",
    dated: date | None = None,
    temporary: bool = False,
) -> Check:
    """Keep one look at a publication, as the job would."""
    seen = Visited(
        code, temporary, final_address=address or row.address, page=PageShown("", dated=dated)
    )
    check = store_check(row, seen, findings, at=at)
    assert check is not None
    return check
