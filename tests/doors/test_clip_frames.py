"""Of a clip that is a material every scene gives a frame; what is none ends its own process."""

from pathlib import Path

from PIL import Image

from bench.posters import poster
from loa.doors.clip_frames import MOST_FRAMES, frames_in
from tests.doors.clips_made import clip_of

BLACK = Image.new("RGB", (360, 500))


def test_each_scene_gives_a_frame_once_in_its_order_and_black_gives_none(
    tmp_path: Path,
) -> None:
    cards = [poster(4, n).resize((360, 500)) for n in range(2)]
    shown = [BLACK, cards[0], cards[1], BLACK, cards[0]]
    frames = frames_in(clip_of(shown, tmp_path, each=40))
    assert len(frames) == 2
    first, second = (each.second for each in frames)
    assert 4 <= first < 8 <= second < 12


def test_a_short_scene_between_two_cuts_is_not_blended_with_its_neighbours(
    tmp_path: Path,
) -> None:
    shown = [poster(n, 0).resize((360, 500)) for n in (0, 1, 3, 4)]
    assert len(frames_in(clip_of(shown, tmp_path, each=20))) == 4


def test_a_long_clip_gives_no_more_than_so_many(tmp_path: Path) -> None:
    shown = [poster(n, 0).resize((180, 250)) for n in range(MOST_FRAMES + 12)]
    frames = frames_in(clip_of(shown, tmp_path, each=25))
    assert MOST_FRAMES // 2 <= len(frames) <= MOST_FRAMES
