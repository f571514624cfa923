"""`python -m bench.screening [OTHERS]`: count what the index keeps of what trying all keeps.

The development posters in the ways that leave few points of them, in a library of 60 posters
and OTHERS more. Trying all: pair each material's 200 strongest points with the picture's 900,
and take the 14 with most pairs, at least five, as was done before there was an index.
"""

import random
import sys
import time
from collections import defaultdict
from functools import partial

import cv2
import numpy as np
from PIL import Image, ImageOps

from bench.designs import design
from bench.evidence import interval
from bench.keeping import kept_print
from bench.posters import CHANGES, Change, poster, to_bytes
from bench.ways import NEW_WAYS
from loa.crafts.matching import ImageFingerprint, open_picture
from loa.crafts.matching.features import (
    Floats,
    Points,
    as_floats,
    find_points,
    mirrored,
    pairs,
    place,
)
from loa.crafts.matching.point_index import PointIndex

FAMILIES, MEMBERS, OTHERS = range(20, 32), range(5), 240
KEPT, LEAST, OF_MATERIAL, OF_PICTURE = 14, 5, 200, 900


def small(image: Image.Image, rng: random.Random) -> Image.Image:
    """Put a poster small on the screen of a telephone."""
    screen = Image.new("RGB", (1080, 2200), "white")
    shown = ImageOps.contain(image, (420, 420))
    screen.paste(shown, (rng.randint(0, 600), rng.randint(0, 1700)))
    return screen


WAYS: dict[str, Change] = {
    "collage9": NEW_WAYS["collage9"],
    "small on a screen": small,
    "wall_photo": CHANGES["wall_photo"],
    "mirror": lambda image, rng: ImageOps.mirror(CHANGES["screenshot"](image, rng)),
    "screenshot": CHANGES["screenshot"],
    "cropped30": CHANGES["cropped30"],
}


def materials(others: int) -> list[ImageFingerprint]:
    own = [
        kept_print(f"poster{f}/{m}", partial(poster, f, m)) for f in FAMILIES for m in MEMBERS
    ]
    for n in range(others):
        draw, name = ((poster, "poster"), (design, "design"))[n % 2]
        family, member = 3_000 + n // 10, n // 2 % 5
        own.append(kept_print(f"{name}{family}/{member}", partial(draw, family, member)))
    return own


def of_all(strong: list[Floats], points: Points) -> list[int]:
    """Try each material in turn."""
    some = as_floats(points)[:OF_PICTURE]
    met = np.array([len(pairs(each, some)[0]) for each in strong])
    order = np.argsort(-met, kind="stable")[:KEPT]
    return [int(n) for n in order if met[n] >= LEAST]


def lies_there(print_: ImageFingerprint, points: Points, size: tuple[int, int]) -> bool:
    """Say whether a perspective is found at all; else it is no use to have kept it."""
    ours, theirs = pairs(print_.descriptors, as_floats(points))
    at = print_.points.at[ours], points.at[theirs]
    return place(*at, print_.size, size) is not None


def main() -> None:
    cv2.setNumThreads(1)
    others = int(sys.argv[1]) if len(sys.argv) > 1 else OTHERS
    prints = materials(others)
    strong = [
        as_floats(Points(p.points.at[:OF_MATERIAL], p.points.descriptors[:OF_MATERIAL]))
        for p in prints
    ]
    index = PointIndex()
    for number, each in enumerate(prints):
        index.add(number, each.sketch)
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    took = [0.0, 0.0]
    for way, change in WAYS.items():
        for family in FAMILIES:
            member = family % len(MEMBERS)
            rng = random.Random(f"{way} {family} {member}")
            grey = open_picture(to_bytes(change(poster(family, member), rng))).grey
            points = find_points(grey, side=1_000, most=1_400)
            asked = [find_points(grey, side=500, most=700), points]
            if way == "mirror":
                asked = [mirrored(points, grey.shape[1])]
            for each in asked:
                own = (family - FAMILIES[0]) * len(MEMBERS) + member
                begun = time.process_time()
                by_all = own in of_all(strong, each)
                between = time.process_time()
                by_index = own in index.best(each)[:KEPT]
                took[0] += between - begun
                took[1] += time.process_time() - between
                room = (grey.shape[1], grey.shape[0])
                rows[way].append((by_all, by_index, lies_there(prints[own], each, room)))
    every = [each for met in rows.values() for each in met]
    print(f"{len(prints)} materials; looks    all   index   all but not index")
    for way, met in rows.items():
        lost = sum(one and not other for one, other, _ in met)
        kept = [sum(column) for column in zip(*met, strict=True)]
        print(f"  {way:20} {len(met):5} {kept[0]:6} {kept[1]:7} {lost:8}")
    for title, wanted in (("", (False, True)), (" and can be laid", (True,))):
        met = [row for row in every if row[0] and row[2] in wanted]
        both = sum(row[1] for row in met)
        print(f"  the index keeps of what trying all keeps{title}: {interval(both, len(met))}")
        met = [row for row in every if row[1] and row[2] in wanted]
        both = sum(row[0] for row in met)
        print(f"  trying all of what the index keeps{title}: {interval(both, len(met))}")
    one, other = (1000 * each / len(every) for each in took)
    print(f"  {one:.0f} ms of CPU a look to try all, {other:.0f} by the index")


if __name__ == "__main__":
    main()
