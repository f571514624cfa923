"""A campaign with an article and two posters of one design, for tests that look at pages."""

from datetime import date

from django.db import transaction

from bench.posters import poster, to_bytes
from bench.wordings import articles
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials.models import Format, Material, MaterialVersion
from tests.people import Cast
from tests.rounds import Sent, after, send_small_campaign

ARTICLE = articles()[0]


def send_with_material(cast: Cast) -> Sent:
    """Send the small campaign with material 0 (an article), 1 and 2 (posters of family 0)."""
    sent = send_small_campaign(cast)
    with transaction.atomic():
        for number in range(3):
            material = Material.objects.create(
                code=f"m{number}",
                title=f"Tài liệu {number}",
                post_text=ARTICLE.text if number == 0 else "",
                format=Format.POSTER.value,
                owner=cast.units["p.tt"],
                issuer_name="Sở",
                ground_of_use="Kèm công văn",
                valid_from=date(2024, 10, 1),
            )
            if number:
                image = store(to_bytes(poster(0, number)), by=cast.an, at=after())
                MaterialVersion.objects.create(
                    material=material, number=1, file=image, made_at=after(), made_by=cast.an
                )
            sent.campaign.materials.add(material)
        record("campaign.materials_added", sent.campaign, by=cast.an, at=after())
    return sent


def html(body: str, head: str = "") -> bytes:
    page = f"<!doctype html><html><head>{head}</head><body><h1>Tin xã</h1>{body}</body></html>"
    return page.encode()
