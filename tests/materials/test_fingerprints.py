"""Fingerprints: made once of each content, anew where they must be, gone with their bytes."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from bench.posters import poster, to_bytes
from loa.crafts.matching import MAKING, fingerprint_text
from loa.files.actions import remove
from loa.materials import fingerprints
from loa.materials.making import make_waiting
from loa.materials.models import Fingerprint, Format
from tests.materials.published import published
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
POSTER = to_bytes(poster(0, 1))


def test_a_picture_is_taken_in_the_background_and_read_ever_after(cast: Cast) -> None:
    stored = published(cast, POSTER, "a.jpg", Format.POSTER)
    assert list(fingerprints.waiting()) == [stored]
    assert make_waiting.func() == 1
    assert not fingerprints.waiting().exists()
    row = Fingerprint.objects.get()
    kept = fingerprints.of_pictures([stored])[stored.sha256]
    assert Fingerprint.objects.get().pk == row.pk
    whole = kept.fetch()
    assert kept.difference.tolist() == whole.difference.tolist()
    assert kept.size == whole.size
    assert whole.fetch() is whole


def test_another_matcher_takes_everything_anew_and_the_old_file_goes(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    stored = published(cast, POSTER, "a.jpg", Format.POSTER)
    fingerprints.make(stored)
    old = default_storage.save("fingerprints/old.bin", ContentFile(b"old"))
    Fingerprint.objects.update(version="1", path=old)
    assert list(fingerprints.waiting()) == [stored]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # a fixture
        fingerprints.of_pictures([stored])[stored.sha256].fetch()
    row = Fingerprint.objects.get()
    assert row.version == MAKING
    assert default_storage.exists(row.path)
    assert not default_storage.exists(old)


@pytest.mark.parametrize("harm", ["gone", "half", "changed"])
def test_a_damaged_file_is_made_anew_when_it_is_needed(cast: Cast, harm: str) -> None:
    stored = published(cast, POSTER, "a.jpg", Format.POSTER)
    row = fingerprints.make(stored)
    with default_storage.open(row.path) as opened:
        data = opened.read()
    default_storage.delete(row.path)
    spoilt = {"half": data[: len(data) // 2], "changed": data[:-1] + bytes([data[-1] ^ 1])}
    if harm in spoilt:
        default_storage.save(row.path, ContentFile(spoilt[harm]))
    fingerprints.forget_unpacked()
    whole = fingerprints.of_pictures([stored])[stored.sha256].fetch()
    with default_storage.open(row.path) as opened:
        assert opened.read() == data
    assert data.endswith(whole.to_bytes())


def test_a_picture_that_cannot_be_opened_is_said_so_once(cast: Cast) -> None:
    small = io.BytesIO()
    Image.new("L", (20, 20)).save(small, "PNG")
    stored = published(cast, small.getvalue(), "a.jpg", Format.POSTER)
    assert fingerprints.of_pictures([stored]) == {}
    assert Fingerprint.objects.get().code == "too_small"
    assert not fingerprints.waiting().exists()


def test_what_is_removed_for_cause_leaves_no_fingerprint(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    stored = published(cast, POSTER, "a.jpg", Format.POSTER)
    path = fingerprints.make(stored).path
    assert fingerprints.forget_removed() == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # a fixture
        remove(stored, reason="Người trong ảnh không đồng ý", by=cast.an, at=NOW)
        assert fingerprints.forget_removed() == 1
    assert not Fingerprint.objects.exists()
    assert not default_storage.exists(path)


def test_texts_are_kept_by_their_words(cast: Cast) -> None:
    said = "Gọi ngay 113 khi bị lừa. " * 20
    first, again = (fingerprints.of_texts([said])[said] for _ in range(2))
    assert first.words == again.words
    assert first.contacts == again.contacts
    (row,) = Fingerprint.objects.all()
    assert row.told == fingerprint_text(said).to_json()
    Fingerprint.objects.update(version="1", told="{}")
    assert fingerprints.of_texts([said])[said].words == fingerprint_text(said).words
    assert Fingerprint.objects.get().version == MAKING
