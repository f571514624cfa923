"""A clip of a broadcast is compared with the campaign's; a photo of a loudspeaker is not."""

from pathlib import Path

import pytest
from django.db import transaction

from bench.posters import poster, to_bytes
from loa.campaigns.models import Participant
from loa.doors.clips import pictures_of
from loa.doors.fetch import Fetcher
from loa.evidence.actions import Logged, log_publication
from loa.evidence.models import ActKind, Check
from loa.evidence.running import run_looks
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials.models import Format, Material, MaterialVersion
from tests.doors.clips_made import clip_of
from tests.people import Cast
from tests.rounds import Sent, after, send_small_campaign

pytestmark = pytest.mark.django_db


@transaction.atomic
def with_clips(sent: Sent, cast: Cast, clips: list[bytes]) -> None:
    """Let the campaign have clips of one series."""
    for number, data in enumerate(clips):
        material = Material.objects.create(
            code=f"c{number}", title=f"Đoạn phim {number}", format=Format.CLIP.value,
            owner=cast.units["p.tt"], issuer_name="Sở", ground_of_use="Kèm công văn",
            valid_from=after().date(),
        )  # fmt: skip
        kept = store(data, by=cast.an, at=after())
        MaterialVersion.objects.create(
            material=material, number=1, file=kept, made_at=after(), made_by=cast.an
        )
        sent.campaign.materials.add(material)
    record("campaign.materials_added", sent.campaign, by=cast.an, at=after())


def aired(unit: Participant, cast: Cast, key: str, files: list[bytes]) -> Check:
    given = Logged(
        kind=ActKind.BROADCAST, happened_on=after(days=1).date(), idempotency_key=key,
        title="Bản tin", counts={"item": 1}, files=files,
    )  # fmt: skip
    row = log_publication(unit, given, by=cast.binh, at=after(days=2))
    assert run_looks(Fetcher(), now=lambda: after(days=3)) == 1
    return row.checks.get()


def test_a_broadcast_s_clip_is_found_and_a_photo_of_a_loudspeaker_is_only_said(
    cast: Cast, tmp_path: Path
) -> None:
    sent = send_small_campaign(cast)
    unit = sent.participants["p.h1.x1"]
    shown = [[poster(f, n).resize((720, 1000)) for n in range(4)] for f in (0, 3)]
    clips = [clip_of(each, tmp_path, each=30) for each in shown]
    with_clips(sent, cast, clips)
    seen = aired(unit, cast, "a", list(pictures_of(clips[0]).pictures))
    assert (seen.outcome, seen.reasons, seen.trust) == ("found", ["clip"], "D")
    met = Material.objects.get(code="c0")
    assert {each["material"] for each in seen.findings} == {str(met.pk)}
    one = aired(unit, cast, "b", [pictures_of(clips[0]).pictures[1]])
    assert (one.outcome, one.reasons, one.needs_person) == ("cannot_tell", ["clip_part"], True)
    photo = aired(unit, cast, "c", [to_bytes(poster(9, 9))])
    assert (photo.outcome, photo.trust, photo.needs_person) == ("claimed", "E", False)
