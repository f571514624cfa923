"""Clips: met frame after frame, never by one frame, and told from others of their series."""

from functools import cache

import numpy as np
import pytest

from bench.clips import Drawn, handed_in
from bench.posters import to_bytes
from loa.crafts.matching import (
    Frame,
    Library,
    Outcome,
    Reason,
    Specimen,
    fingerprint_image,
    open_picture,
)
from loa.crafts.matching.clips import (
    Met,
    judge_clip,
    longest_in_order,
    pack_frames,
    unpack_light,
    unpack_whole,
)
from loa.crafts.matching.hits import PictureHit

SERIES = 1


@cache
def frames_of(member: int) -> tuple[Frame, ...]:
    clip = Drawn(SERIES, member)
    seconds = np.arange(1.0, clip.seconds, 2.0)
    return tuple(Frame(s, fingerprint_image(to_bytes(clip.at(s)))) for s in seconds)


@cache
def library() -> Library:
    return Library([Specimen(f"{m}", frames=frames_of(m)) for m in (0, 1)])


def said(pictures: list[bytes]) -> dict[str | None, tuple[Outcome, Reason]]:
    found = library().look_at("", [open_picture(each) for each in pictures])
    return {each.material: (each.outcome, each.reason) for each in found}


def test_a_clip_handed_in_is_found_and_not_another_of_its_series() -> None:
    met = said(handed_in(Drawn(SERIES, 0), "cropped10"))
    assert met["0"] == (Outcome.FOUND, Reason.CLIP)
    assert met.get("1", (None, None))[0] is not Outcome.FOUND


def test_a_clip_of_the_series_that_nobody_registered_is_not_found() -> None:
    met = said(handed_in(Drawn(SERIES, 5), "scaled"))
    assert Outcome.FOUND not in {outcome for outcome, _ in met.values()}


def test_one_frame_alone_goes_to_a_person() -> None:
    (shown,) = [handed_in(Drawn(SERIES, 0), "scaled")[3]]
    assert said([shown])["0"] == (Outcome.CANNOT_TELL, Reason.CLIP_PART)


def test_frames_are_kept_and_read_as_they_were() -> None:
    every = [(each.second, each.image.fetch()) for each in frames_of(0)[:3]]
    light, whole = pack_frames(every)
    images = unpack_whole(whole)
    assert [each.to_bytes() for each in images] == [image.to_bytes() for _, image in every]
    for frame, (second, image) in zip(
        unpack_light(light, images.__getitem__), every, strict=True
    ):
        assert frame.second == second
        assert frame.image.size == image.size
        assert frame.image.difference.tolist() == image.difference.tolist()
        assert frame.image.sketch.to_bytes() == image.sketch.to_bytes()
        assert frame.image.fetch().to_bytes() == image.to_bytes()
    with pytest.raises(ValueError, match="fingerprint"):
        unpack_whole(whole[:-9])


@pytest.mark.parametrize(
    ("met", "many"),
    [
        ([], 0),
        ([(0, 3.0), (1, 3.0), (2, 3.0)], 1),
        ([(0, 1.0), (1, 2.0), (2, 3.0)], 3),
        ([(2, 3.0), (0, 1.0), (1, 2.0)], 3),
        ([(0, 9.0), (1, 5.0), (2, 1.0)], 1),
        ([(0, 1.0), (1, 8.0), (2, 2.0), (3, 3.0)], 3),
    ],
)
def test_only_what_follows_as_in_the_clip_counts(
    met: list[tuple[int, float]], many: int
) -> None:
    assert longest_in_order(met) == many


def hit(score: float, telling: float | None) -> PictureHit:
    corners = np.array([(0, 0), (90, 0), (90, 60), (0, 60)], np.float64)
    return PictureHit(0, score, score, telling, 1.0, "points", corners, np.eye(3), 1.0)


def outcome_of(scores: list[float], telling: float | None, *, tells: bool = True) -> object:
    met = [Met(n, float(n), tells, hit(each, telling)) for n, each in enumerate(scores)]
    judged = judge_clip("a", met, 8)
    return judged and judged.outcome


def test_the_bar_is_higher_where_no_other_clip_of_the_series_is_known() -> None:
    assert outcome_of([0.95] * 5, 0.95) is Outcome.FOUND
    assert outcome_of([0.95] * 4, 0.95) is Outcome.CANNOT_TELL
    assert outcome_of([0.95] * 5, None) is Outcome.CANNOT_TELL
    assert outcome_of([0.95] * 6, None) is Outcome.FOUND
    assert outcome_of([0.80] * 8, 0.80) is Outcome.CANNOT_TELL


def test_what_stands_in_other_clips_too_tells_nothing() -> None:
    assert outcome_of([0.99] * 8, 0.9, tells=False) is None
    shared = [Met(n, float(n), False, hit(1.0, 0.9)) for n in range(3)]
    own = [Met(n, float(n), True, hit(1.0, 0.9)) for n in range(3, 6)]
    judged = judge_clip("a", [*shared, *own], 8)
    assert judged is not None
    assert (judged.outcome, judged.share) == (Outcome.FOUND, 0.6)
