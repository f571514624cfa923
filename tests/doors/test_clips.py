"""Of a clip some pictures are taken; what is none ends its own process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.posters import poster, to_bytes
from loa.crafts.matching import (
    Library,
    Outcome,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.doors.clip_frames import frames_in
from loa.doors.clips import MOST_PICTURES, ClipError, pictures_of
from tests.doors.clips_made import clip_of


def test_each_scene_of_a_clip_is_kept_once_with_the_clip_s_length(tmp_path: Path) -> None:
    clip = pictures_of(clip_of([poster(4, n) for n in range(3)], tmp_path))
    assert (len(clip.pictures), clip.seconds) == (3, pytest.approx(3.6))


def test_a_poster_shown_in_a_clip_is_found_in_its_pictures(tmp_path: Path) -> None:
    prints = [fingerprint_image(to_bytes(poster(4, n))) for n in range(3)]
    library = Library([Specimen(f"{n}", "one", images=(p,)) for n, p in enumerate(prints)])
    shown = [poster(4, 7), poster(4, 1), poster(9, 1)]
    clip = pictures_of(clip_of([each.resize((720, 1000)) for each in shown], tmp_path))
    findings = library.look_at("", [open_picture(each) for each in clip.pictures])
    assert [f.material for f in findings if f.outcome is Outcome.FOUND] == ["1"]


def test_many_scenes_give_few_pictures(tmp_path: Path) -> None:
    shown = [poster(n, 0).resize((360, 500)) for n in range(20)]
    assert 4 <= len(pictures_of(clip_of(shown, tmp_path, each=4)).pictures) <= MOST_PICTURES


@pytest.mark.parametrize("take", [pictures_of, frames_in])
@pytest.mark.parametrize("data", [b"", b"no clip", b"\x00\x00\x00\x18ftypmp42" + b"a" * 4000])
def test_what_is_no_clip_is_said_to_be_none(take: Callable[..., object], data: bytes) -> None:
    with pytest.raises(ClipError) as met:
        take(data)
    assert met.value.code == "unreadable"


@pytest.mark.parametrize("take", [pictures_of, frames_in])
def test_a_clip_that_takes_too_long_is_left(
    take: Callable[..., object], tmp_path: Path
) -> None:
    with pytest.raises(ClipError) as met:
        take(clip_of([poster(4, 0)], tmp_path), seconds=0.05)
    assert met.value.code == "too_slow"
