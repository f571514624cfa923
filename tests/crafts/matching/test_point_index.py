"""An index of points: the right material first, whatever order materials came in."""

import random
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageOps

from bench.designs import design
from bench.posters import CHANGES, poster, to_bytes
from loa.crafts.matching import Library, Outcome, Specimen, fingerprint_image, open_picture
from loa.crafts.matching.features import Points, find_points, mirrored
from loa.crafts.matching.imprints import MATERIAL_POINTS, MATERIAL_SIDE
from loa.crafts.matching.look_alikes import LookAlikes
from loa.crafts.matching.pictures import Picture
from loa.crafts.matching.point_index import PointIndex
from loa.crafts.matching.sketches import Sketch, probes_of, sketch

FAMILIES, MEMBERS = range(6), range(3)
EVERY = [(family, member) for family in FAMILIES for member in MEMBERS]


@cache
def points_of(family: int, member: int) -> Points:
    grey = open_picture(to_bytes(poster(family, member))).grey
    return find_points(grey, side=MATERIAL_SIDE, most=MATERIAL_POINTS)


@cache
def sketches() -> tuple[Sketch, ...]:
    return tuple(sketch(points_of(*each)) for each in EVERY)


def index_of(order: list[int]) -> PointIndex:
    index = PointIndex()
    for number in order:
        index.add(number, sketches()[number])
    return index


@cache
def shot(way: str, family: int, member: int) -> Picture:
    rng = random.Random(f"{way} {family} {member}")
    return open_picture(to_bytes(CHANGES[way](poster(family, member), rng)))


def asked(way: str, family: int, member: int) -> Points:
    return find_points(shot(way, family, member).grey, side=1_000, most=1_400)


@pytest.mark.parametrize("way", ["screenshot", "wall_photo", "cropped30", "handed_on"])
def test_the_material_that_is_there_comes_before_other_designs(way: str) -> None:
    best = index_of(list(range(len(EVERY)))).best(asked(way, 3, 1))
    assert EVERY.index((3, 1)) in best[: len(MEMBERS)]


def test_a_mirrored_picture_is_met_by_its_mirrored_points_only() -> None:
    grey = ImageOps.mirror(poster(2, 0))
    points = find_points(open_picture(to_bytes(grey)).grey, side=1_000, most=1_400)
    index = index_of(list(range(len(EVERY))))
    assert EVERY[index.best(mirrored(points, grey.width))[0]][0] == 2


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(len(EVERY))), gone=st.sets(st.integers(0, 17), max_size=9))
def test_what_was_added_when_and_what_left_again_makes_no_difference(
    order: list[int], gone: set[int]
) -> None:
    points = asked("screenshot", 4, 2)
    index = index_of(order)
    index.best(points)  # sorted once already
    for number in gone:
        index.remove(number)
    left = [number for number in range(len(EVERY)) if number not in gone]
    assert index.best(points) == index_of(left).best(points)
    assert not gone & set(index.best(points))
    assert len(index) == len(left)


def test_a_number_that_is_added_twice_stands_for_the_second() -> None:
    index = index_of([0, 1])
    index.add(0, sketches()[5])
    assert index.best(asked("jpeg30", *EVERY[5]))[0] == 0
    assert len(index) == 2


def test_nobody_can_be_removed_twice() -> None:
    index = index_of([0])
    index.remove(0)
    with pytest.raises(KeyError):
        index.remove(0)


def test_an_empty_index_and_an_empty_picture_meet_nothing() -> None:
    nothing = Points(np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8))
    assert PointIndex().best(asked("jpeg30", 0, 0)) == []
    assert index_of([0, 1]).best(nothing) == []
    bare = PointIndex()
    bare.add(7, sketch(nothing))
    assert bare.best(asked("jpeg30", 0, 0)) == []
    assert bare.beside(7, most=3) == []


def test_one_point_is_met_by_itself() -> None:
    points = points_of(0, 0)
    one = Points(points.at[:1], points.descriptors[:1])
    index = PointIndex()
    index.add(3, sketch(one))
    assert index.best(one) == [3]
    assert index.beside(3, most=5) == []


def test_a_template_is_known_by_points_at_their_places() -> None:
    index = index_of(list(range(len(EVERY))))
    beside = index.beside(EVERY.index((3, 0)), most=2)
    assert {EVERY[each] for each in beside} == {(3, 1), (3, 2)}


def test_points_that_all_materials_share_cost_no_more_than_was_set() -> None:
    index = PointIndex()
    for number in range(3_000):
        index.add(number, sketches()[0])
    index.add(3_000, sketches()[7])
    assert index.best(asked("screenshot", *EVERY[7]))[0] == 3_000


def test_a_sketch_is_read_back_as_it_was_kept() -> None:
    kept = sketches()[0].to_bytes()
    again = Sketch.from_bytes(kept)
    assert again.to_bytes() == kept
    assert (again.places == sketches()[0].places).all()
    with pytest.raises(ValueError, match="buffer size"):
        Sketch.from_bytes(kept[:-1])


def test_a_points_own_cell_is_among_those_it_is_looked_for_in() -> None:
    points = points_of(1, 1)
    probes = probes_of(points.descriptors[:250])
    assert (probes == sketches()[EVERY.index((1, 1))].cells[:, None]).any(axis=1).all()
    assert all(len(set(row.tolist())) == probes.shape[1] for row in probes)


@cache
def many() -> Library:
    drawn = {f"{f}/{m}": poster(f, m) for f in range(8) for m in MEMBERS}
    drawn |= {f"d{f}/{m}": design(f, m) for f in range(40, 44) for m in MEMBERS}
    return Library(
        [
            Specimen(name, images=(fingerprint_image(to_bytes(each)),))
            for name, each in drawn.items()
        ]
    )


@pytest.mark.parametrize("way", ["collage", "wall_photo", "screenshot"])
def test_a_poster_is_found_among_more_than_are_laid_at_once(way: str) -> None:
    best = many().look_at("", [shot(way, 5, 1)])[0]
    assert (best.outcome, best.material) == (Outcome.FOUND, "5/1")


def test_of_hundreds_that_a_hash_calls_alike_few_are_compared() -> None:
    one = fingerprint_image(to_bytes(poster(0, 0)))
    prints = [one] * 200
    hashes = np.stack([each.difference for each in prints])
    index = PointIndex()
    for number, each in enumerate(prints):
        index.add(number, each.sketch)
    like = LookAlikes(prints, hashes, lambda: index).of(3)
    assert 6 <= len(like) <= 12
    assert 3 not in like
