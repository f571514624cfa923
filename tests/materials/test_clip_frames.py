"""Frames of materials that are clips: taken once, anew where needed, gone with the bytes."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bench.posters import poster
from loa.files.actions import remove
from loa.materials import clip_frames, fingerprints
from loa.materials.making import ask_for_fingerprints, is_any_waiting, make_waiting
from loa.materials.models import Fingerprint, Format
from tests.doors.clips_made import clip_of
from tests.materials.published import published
from tests.people import Cast
from tests.rounds import after

pytestmark = pytest.mark.django_db


@pytest.fixture
def clip(tmp_path: Path) -> bytes:
    return clip_of([poster(4, n).resize((360, 500)) for n in range(3)], tmp_path, each=30)


def test_a_clip_is_read_in_the_background_and_its_frames_are_there_ever_after(
    cast: Cast, clip: bytes
) -> None:
    stored = published(cast, clip, "a.mp4", Format.CLIP)
    assert list(clip_frames.waiting()) == [stored]
    assert make_waiting.func() == 1
    assert not is_any_waiting()
    row = Fingerprint.objects.get()
    frames = clip_frames.of_clips([stored])[stored.sha256]
    assert Fingerprint.objects.get().pk == row.pk
    assert len(frames) >= 3
    assert frames[0].image.fetch().difference.tolist() == frames[0].image.difference.tolist()


@pytest.mark.parametrize("harm", ["gone", "half"])
def test_damaged_frames_are_made_anew_when_they_are_needed(
    cast: Cast, clip: bytes, harm: str
) -> None:
    stored = published(cast, clip, "a.mp4", Format.CLIP)
    row = clip_frames.make(stored)
    with default_storage.open(row.path) as opened:
        data = opened.read()
    default_storage.delete(row.path)
    if harm == "half":
        default_storage.save(row.path, ContentFile(data[: len(data) // 2]))
    clip_frames.forget_unpacked()
    clip_frames.of_clips([stored])[stored.sha256][0].image.fetch()
    with default_storage.open(row.path) as opened:
        assert opened.read() == data


def test_a_clip_that_cannot_be_played_is_said_once_and_not_tried_again(cast: Cast) -> None:
    stored = published(cast, b"\x00\x00\x00\x18ftypmp42" + b"a" * 400, "a.mp4", Format.CLIP)
    assert stored.media_type.startswith(clip_frames.MEDIA)
    assert make_waiting.func() == 1
    assert Fingerprint.objects.get().code == "unreadable"
    assert not is_any_waiting()
    assert clip_frames.of_clips([stored]) == {}


def test_frames_go_with_the_clip_s_bytes(
    cast: Cast, clip: bytes, django_capture_on_commit_callbacks: object
) -> None:
    stored = published(cast, clip, "a.mp4", Format.CLIP)
    path = clip_frames.make(stored).path
    remove(stored, reason="nhầm", by=cast.an, at=after())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # a fixture
        ask_for_fingerprints(after())
        fingerprints.forget_removed()
    assert not Fingerprint.objects.exists()
    assert not default_storage.exists(path)
