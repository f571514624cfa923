"""The same activity photo at several units: asked about; the campaign's material never is."""

import io
import random
from datetime import datetime

import pytest
import time_machine
from django.db import transaction
from PIL import Image, ImageDraw, ImageFilter

from bench.posters import poster, to_bytes
from loa.campaigns.models import Participant
from loa.evidence.actions import Logged, log_publication, withdraw_publication
from loa.evidence.models import ActKind, PhotoMark, Publication, SamePhoto
from loa.evidence.photo_pairs import Said, pairs_of, say_of
from loa.evidence.same_photos import mark_photos, unmarked
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials.models import MaterialVersion
from loa.units.policies import NotAllowedError
from tests.evidence.looks_made import send_with_article
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import Sent, after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
LIST = "/desk/evidence/photos/phong-chong-lua-dao/"


@pytest.fixture
def sent(cast: Cast) -> Sent:
    return send_with_article(cast)


def meeting(seed: int) -> Image.Image:
    """Draw what a photo of a meeting could be, no two seeds alike."""
    dice = random.Random(seed)
    photo = Image.new("RGB", (720, 480), "#7d7f6a")
    pen = ImageDraw.Draw(photo)
    for _ in range(60):
        left, top, size = dice.randrange(680), dice.randrange(440), dice.randrange(20, 130)
        shade = f"#{dice.randrange(0x303030, 0xE0E0E0):06x}"
        pen.ellipse((left, top, left + size, top + size), fill=shade)
    return photo.filter(ImageFilter.GaussianBlur(1))


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def hand_in(
    unit: Participant, by: object, photo: bytes, kind: ActKind = ActKind.SESSION, key: str = "1"
) -> Publication:
    given = Logged(
        kind=kind, happened_on=after(days=1).date(), idempotency_key=key,
        title="Nói chuyện tại ấp", counts={"session": 1}, files=[photo],
    )  # fmt: skip
    return log_publication(unit, given, by=by, at=after(days=2))  # type: ignore[arg-type] # an officer of the cast


def compared(sent: Sent) -> list[SamePhoto]:
    mark_photos(at=after(days=3))
    return list(pairs_of(sent.campaign))


def test_a_photo_of_two_units_is_met_also_smaller_and_recompressed(
    cast: Cast, sent: Sent
) -> None:
    first = hand_in(sent.participants["p.h1.x1"], cast.binh, jpeg(meeting(1)))
    assert compared(sent) == []
    small = meeting(1).resize((480, 320))
    second = hand_in(sent.participants["p.h2.t1"], cast.chi, jpeg(small, 60))
    hand_in(sent.participants["p.h2.t1"], cast.chi, jpeg(meeting(2)), key="2")
    (pair,) = compared(sent)
    assert (pair.first.publication, pair.second.publication) == (first, second)
    assert pair.share > 0.7
    assert not unmarked().exists()
    assert mark_photos(at=after(days=4)) == 0
    assert PhotoMark.objects.count() == 3


def test_unlike_meetings_are_not_asked_about(cast: Cast, sent: Sent) -> None:
    for seed in range(4):
        unit, by = (("p.h1.x1", cast.binh), ("p.h2.t1", cast.chi))[seed % 2]
        hand_in(sent.participants[unit], by, jpeg(meeting(10 + seed)), key=str(seed))
    assert compared(sent) == []


def test_equal_publications_of_the_material_are_success(cast: Cast, sent: Sent) -> None:
    material = sent.campaign.materials.get()
    shown = to_bytes(poster(0, 1))
    with transaction.atomic():
        image = store(shown, by=cast.an, at=after())
        version = MaterialVersion.objects.create(
            material=material, number=1, file=image, made_at=after(), made_by=cast.an
        )
        record("material.replaced", version, by=cast.an, at=after())
    copy = jpeg(poster(0, 1).resize((500, 700)), 70)
    for unit, by in (("p.h1.x1", cast.binh), ("p.h2.t1", cast.chi)):
        hand_in(sent.participants[unit], by, copy, ActKind.PRINT)
        hand_in(sent.participants[unit], by, jpeg(meeting(5)), ActKind.WEB, key="web")
    assert compared(sent) == []


def test_one_unit_may_hand_in_its_photo_twice_and_what_was_taken_off_counts_no_more(
    cast: Cast, sent: Sent
) -> None:
    unit = sent.participants["p.h1.x1"]
    for key in ("1", "2"):
        hand_in(unit, cast.binh, jpeg(meeting(1)), key=key)
    assert compared(sent) == []
    other = hand_in(sent.participants["p.h2.t1"], cast.chi, jpeg(meeting(1)))
    assert len(compared(sent)) == 2
    withdraw_publication(other, reason="Nhầm ảnh", by=cast.chi, at=after(days=4))
    assert list(pairs_of(sent.campaign)) == []


def test_a_person_says_whether_both_were_there_and_may_take_it_back(
    cast: Cast, sent: Sent
) -> None:
    hand_in(sent.participants["p.h1.x1"], cast.binh, jpeg(meeting(1)))
    hand_in(sent.participants["p.h2.t1"], cast.chi, jpeg(meeting(1)))
    (pair,) = compared(sent)
    with pytest.raises(NotAllowedError):
        say_of(pair, Said(True), by=cast.dung, at=after(days=4))
    say_of(pair, Said(True, "Cùng tổ chức"), by=cast.an, at=after(days=4))
    assert list(pairs_of(sent.campaign)) == []
    assert [each.note for each in pairs_of(sent.campaign, show="fine")] == ["Cùng tổ chức"]
    say_of(pair, None, by=cast.an, at=after(days=4))
    assert list(pairs_of(sent.campaign)) == [pair]


@time_machine.travel(NOON, tick=False)
def test_both_photos_stand_side_by_side_for_the_coordinator_alone(
    cast: Cast, sent: Sent
) -> None:
    row = hand_in(sent.participants["p.h1.x1"], cast.binh, jpeg(meeting(1)))
    hand_in(sent.participants["p.h2.t1"], cast.chi, jpeg(meeting(1)))
    (pair,) = compared(sent)
    client = browser(cast.an)
    shown = client.get(LIST).content.decode()
    sides = [f"/desk/evidence/photos/{pair.pk}/{side}/" for side in (1, 2)]
    assert all(side in shown for side in sides)
    assert client.get(sides[0])["Content-Type"] == "image/jpeg"
    assert client.get(f"/desk/evidence/photos/{pair.pk}/3/").status_code == 404
    entry = f"/desk/evidence/publications/{row.pk}/"
    assert "Cùng một ảnh" in client.get(entry).content.decode()
    assert "Cùng một ảnh" not in browser(cast.binh).get(entry).content.decode()
    said = client.post(f"/desk/evidence/photos/{pair.pk}/say/", {"word": "asked"})
    assert said.status_code == 303
    assert "đề nghị đơn vị giải thích" in client.get(f"{LIST}?show=asked").content.decode()
