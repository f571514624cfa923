"""Found, and yet perhaps no publication of the unit: each doubt leaves it to a person."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from bench.posters import poster, to_bytes
from loa.crafts.matching import Finding, Outcome, Reason
from loa.doors.outcomes import Fetched, Hop, Visit
from loa.doors.pages import PageShown
from loa.evidence.checking import store_check
from loa.evidence.looking import Visited
from loa.evidence.models import Check, Publication
from loa.files.actions import store
from loa.ledger.actions import record
from loa.units.models import Channel
from tests.evidence.library import send_with_material
from tests.evidence.looks_made import found, logged, send_with_article
from tests.people import Cast
from tests.rounds import Sent, after

pytestmark = pytest.mark.django_db
AT = after(days=3)


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_material(cast)


def page(address: str, *pictures: bytes, **facts: object) -> Visited:
    """Give a page as it was met, with these pictures on it."""
    visit = Visit(address, AT, (Hop(address, "127.0.0.2", 200),))
    parts = [Fetched(visit, 200, (), b"<html>Tin</html>", "html")]
    parts += [Fetched(visit, 200, (), each, "jpeg") for each in pictures]
    shown = PageShown("Tin", **facts)  # type: ignore[arg-type] # as PageShown has them
    return Visited(final_address=address, page=shown, parts=tuple(parts))


def seen(row: Publication, met: Visited, findings: list[Finding]) -> Check:
    check = store_check(row, met, findings, at=AT)
    assert check is not None
    return check


def in_picture(sent: Sent, number: int) -> list[Finding]:
    key = str(sent.campaign.materials.get(code="m1").pk)
    return [Finding(Outcome.FOUND, Reason.PICTURE, key, 1.0, "image", number, (0, 0, 9, 9))]


@transaction.atomic
def confirmed(cast: Cast, sent: Sent, code: str, host: str) -> None:
    made = Channel.objects.create(
        unit=sent.participants[code].unit, kind="website", name="Trang", host=host,
        confirmed_on=date(2024, 10, 1), valid_from=date(2024, 1, 1),
    )  # fmt: skip
    record("channel.added", made, by=cast.an, at=after())


def test_what_only_a_picture_handed_in_shows_is_not_seen_on_the_page(
    cast: Cast, sent: Sent
) -> None:
    confirmed(cast, sent, "p.h1.x1", "xa.example.vn")
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    logo = to_bytes(poster(5, 0))
    on_page = seen(row, page(row.address, logo), in_picture(sent, 0))
    assert (on_page.outcome, on_page.trust) == ("found", "A")
    handed_in = seen(row, page(row.address, logo), in_picture(sent, 1))
    assert (handed_in.outcome, handed_in.trust) == ("cannot_tell", "D")
    assert handed_in.reasons[:2] == ["only_handed_in", "picture"]
    assert handed_in.needs_person


def test_the_materials_own_file_shows_nothing(cast: Cast, sent: Sent) -> None:
    part, ours = sent.participants["p.h1.x1"], to_bytes(poster(0, 1))
    row = logged(part, cast.binh, files=[ours])
    closed = Visited("login_wall", final_address=row.address)
    check = seen(row, closed, in_picture(sent, 0))
    assert (check.outcome, check.trust) == ("cannot_tell", "D")
    alone = logged(part, cast.binh, "/2", address="", files=[ours])
    check = store_check(alone, None, in_picture(sent, 0), at=AT)
    assert check is not None
    assert (check.outcome, check.reasons[0]) == ("cannot_tell", "own_file")
    with transaction.atomic():
        alone.files.set([store(to_bytes(poster(0, 1), quality=80), by=cast.binh, at=AT)])
    check = store_check(alone, None, in_picture(sent, 0), at=AT)
    assert check is not None
    assert (check.outcome, check.trust) == ("found", "D")


def test_another_units_channel_and_the_materials_own_address_are_asked_about(
    cast: Cast,
) -> None:
    sent = send_with_article(cast)
    material = sent.campaign.materials.get(code="m0")
    confirmed(cast, sent, "p.h1", "huyen.example.vn")
    rows = [
        logged(sent.participants["p.h1.x1"], cast.binh, f"/{host}", address=f"https://{host}/1")
        for host in ("huyen.example.vn", "so.example.vn", "bao.example.vn")
    ]
    with transaction.atomic():
        material.link = "https://so.example.vn/1"
        material.save(update_fields=["link"])
        record("campaign.materials_added", sent.campaign, by=cast.an, at=after())
    checks = [seen(row, page(row.address), found(material)) for row in rows]
    assert [each.reasons[0] for each in checks] == [
        "others_channel", "own_source", "full_text",
    ]  # fmt: skip
    assert [each.outcome for each in checks] == ["cannot_tell", "cannot_tell", "found"]
    confirmed(cast, sent, "p.h1.x1", "so.example.vn")
    assert seen(rows[1], page(rows[1].address), found(material)).outcome == "found"


def test_a_text_that_stands_in_a_pages_data_only_is_looked_at_by_eye(cast: Cast) -> None:
    sent = send_with_article(cast)
    row = logged(sent.participants["p.h1.x1"], cast.binh)
    met = page(row.address, is_from_data=True)
    findings = found(sent.campaign.materials.get(code="m0"))
    check = seen(row, met, findings)
    assert (check.outcome, check.reasons[0]) == ("cannot_tell", "only_in_data")
    video = [replace(findings[0], method="video", reason=Reason.VIDEO)]
    assert seen(row, met, video).outcome == "found"
