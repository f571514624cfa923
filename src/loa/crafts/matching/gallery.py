"""All materials' pictures, ready to be looked for in a photo, a screenshot or a page's picture.

The one place where "this picture shows that material" is measured. A near hash or shared
points only say *where* to lay the material; whether it is there is said by the tiles, and most
by those that tell it from its look-alikes. Source: docs/rules/matching.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from loa.crafts.matching.codes import Code
from loa.crafts.matching.features import (
    LEAST_INLIERS,
    Points,
    as_floats,
    find_points,
    mirrored,
    pairs,
    place,
)
from loa.crafts.matching.hits import PictureHit, fills, is_most_of, is_plain, outside
from loa.crafts.matching.imprints import (
    ImageFingerprint,
    KeptImage,
    difference_hash,
    distances,
)
from loa.crafts.matching.laying import Laid, lay, place_whole
from loa.crafts.matching.look_alikes import LookAlikes, agrees_of, share_of
from loa.crafts.matching.pictures import Picture
from loa.crafts.matching.point_index import PointIndex
from loa.crafts.matching.scrutiny import Box, CloseLook, Scrutiny
from loa.crafts.matching.tiles import (
    TILE,
    TILE_SEEN,
    Mask,
    beside,
    covered,
)

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

# Bits of 256: unlike pictures differ in 128 ± 8; a resized copy in less than 16.
_NEAR_HASH = 40
_MUCH_FARTHER = 12
# A picture is first looked at small, a quarter of the work, and larger only where no material
# is plainly there, or other things may be on it too.
_SMALL_SIDE, _SMALL_POINTS, _MOST_VAIN = 500, 700, 3
_PICTURE_SIDE = 1_000
_PICTURE_POINTS = 1_400
# A collage of nine has too few points for each at that size: a second look where a material
# meets so many points and none is surely there.
_LARGE = 1_120
_LARGE_SIDE = 1_400
_LARGE_POINTS = 3_600
_HINT = 24
_SURE = 0.72
# Of many materials those are laid first that share most points; the rest only where none of
# them is there.
_SCREENED = 14
_MOST_REST, _REST_OF_MANY = 60, 4
# Where less of all tiles agrees, nothing is there, whichever tiles tell it from others.
_LEAST_AGREEING = 0.2
_THERE = 0.48
# More of a poster than this under a cover, and nobody can read it.
_MOST_COVERED = 0.4
# Recoloured until its words are as bright as their ground, a poster looks covered where it
# tells: with less of that left it may be any of its design.
_TELLING_OPEN = 0.34


class Gallery:
    """Materials' pictures to look for. Equal input gives equal answers, in any process."""

    def __init__(
        self, prints: Sequence[ImageFingerprint | KeptImage], *, of: Sequence[str] = ()
    ) -> None:
        """`of`: what each belongs to (a frame's clip); it needs not be told from its own.

        Of frames there are many, and each picture has others to be known by: those that share
        no points are not tried, nor is their mirror image.
        """
        self._prints, self._is_of_frames = list(prints), bool(of)
        hashes = [each.difference for each in self._prints]
        self._hashes = np.stack(hashes) if hashes else np.empty((0, 32), np.uint8)
        self._look_alikes = LookAlikes(self._prints, self._hashes, lambda: self._index, of)

    @cached_property
    def _index(self) -> PointIndex:
        index = PointIndex()
        for number, each in enumerate(self._prints):
            index.add(number, each.sketch)
        return index

    def _print(self, material: int) -> ImageFingerprint:
        return self._prints[material].fetch()

    def hits(self, picture: Picture, among: Sequence[int] | None = None) -> list[PictureHit]:
        """Find the materials that a picture may show, the surest first.

        `among`: look for these only (the campaign's). Half a second to two where points are
        needed, among ten thousand as among fifty; 15 ms where the picture is a plain copy.
        """
        wanted = list(range(len(self._prints))) if among is None else list(among)
        found: list[PictureHit] = []
        nearest = 0
        for material, away in self._near(picture, wanted):
            if found and away > nearest + _MUCH_FARTHER:
                break  # what differs so much more in the whole cannot be as like in the tiles
            placing = place_whole(picture.grey, self._print(material))
            if placing is not None:
                hit = self._hit(material, lay(picture.grey, placing, self._print(material)),
                                picture, "whole")  # fmt: skip
                if hit.score >= 0.9:
                    nearest = away
                    found.append(hit)
        if not found and wanted:
            found = self._by_points(picture, wanted)
        found.sort(key=lambda hit: (-hit.score, hit.material))
        return found

    def look_closely(
        self, hit: PictureHit, picture: Picture, ocr: "Ocr | None",
        codes: Callable[[], list[Code]], *, may_be_denied: bool = True,
    ) -> Scrutiny:  # fmt: skip
        """Compare a found material's numbers and codes: 30-50 ms, more where one is read.

        `may_be_denied`: look for print, too, that calls it false.
        """
        print_ = self._print(hit.material)
        sheet = print_.sheet()
        by = print_.size[0] / sheet.shape[1], print_.size[1] / sheet.shape[0]
        matrix = hit.matrix @ np.diag([*by, 1.0])
        scale = hit.scale * float(np.sqrt(by[0] * by[1]))
        look = CloseLook(sheet, picture.grey, matrix, scale, picture.scale, ocr)
        lines = [line for line in print_.lines if not _is_under(line, by, hit.under)]
        scrutiny = look.look(print_.spots, lines, codes)
        return look.with_denial(scrutiny) if may_be_denied else scrutiny

    def _near(self, picture: Picture, wanted: list[int]) -> list[tuple[int, int]]:
        """Give the three materials of the nearest hashes, and how many bits they are away."""
        if not wanted:
            return []
        away = distances(difference_hash(picture.grey), self._hashes[wanted])
        order = np.argsort(away, kind="stable")[:3]
        return [(wanted[int(n)], int(away[n])) for n in order if away[n] <= _NEAR_HASH]

    def _by_points(self, picture: Picture, wanted: list[int]) -> list[PictureHit]:
        grey = picture.grey
        few = find_points(grey, side=_SMALL_SIDE, most=_SMALL_POINTS)
        small = list(self._laid(picture, few, wanted, {}, most_vain=_MOST_VAIN))
        if any(is_plain(hit) and is_most_of(hit, picture) for hit in small):
            return small
        points = find_points(grey, side=_PICTURE_SIDE, most=_PICTURE_POINTS)
        met: dict[int, int] = {}
        found = list(self._laid(picture, points, wanted, met, with_rest=True))
        hinted = [material for material, count in met.items() if count >= _HINT]
        is_large = max(grey.shape) > _LARGE and not any(fills(hit, picture) for hit in found)
        if hinted and is_large and _best(found) < _SURE:
            more = find_points(grey, side=_LARGE_SIDE, most=_LARGE_POINTS)
            also = (each for each in self._ranked(more, wanted)[0] if each not in hinted)
            found += self._laid(picture, more, [*hinted, *also], {})
        if _best(found) < _THERE and not self._is_of_frames:
            turned = replace(picture, grey=np.ascontiguousarray(grey[:, ::-1]))
            for hit in self._laid(turned, mirrored(points, grey.shape[1]), wanted, {}):
                corners = hit.corners * [-1, 1] + [picture.width, 0]
                found.append(replace(hit, corners=corners[::-1], is_mirrored=True))
        return found

    def _laid(
        self, picture: Picture, points: Points, wanted: list[int], met: dict[int, int],
        *, with_rest: bool = False, most_vain: int | None = None,
    ) -> Iterator[PictureHit]:  # fmt: skip
        """Lay the materials that share points with a picture into it; `met` counts those.

        `most_vain`: after so many of which none is plainly there, the others are left out.
        """
        if not len(points):
            return
        grey, floats = picture.grey, as_floats(points)
        room = (grey.shape[1], grey.shape[0])
        first, rest = self._ranked(points, wanted)
        is_there = False
        elsewhere: Mask | None = None
        alike = frozenset[int]()
        for number, material in enumerate([*first, *(rest if with_rest else ())]):
            if number == len(first) and is_there:
                return
            if number == most_vain and elsewhere is None:
                return
            print_ = self._print(material)
            ours, theirs = pairs(print_.descriptors, floats)
            met[material] = len(ours)
            # Beside what is plainly there only its look-alikes count, and what has points of
            # its own.
            of_its_own = elsewhere is None or int(elsewhere[theirs].sum()) >= LEAST_INLIERS
            if material not in alike and not of_its_own:
                continue
            placing = place(print_.points.at[ours], points.at[theirs], print_.size, room)
            if placing is not None:
                hit = self._hit(material, lay(grey, placing, print_), picture, "points")
                is_there = is_there or hit.score >= _SURE
                if elsewhere is None and is_plain(hit):
                    elsewhere, alike = (
                        outside(hit, points, picture),
                        self._look_alikes.of(material),
                    )
                yield hit

    def _ranked(self, points: Points, wanted: list[int]) -> tuple[list[int], list[int]]:
        """Give what to lay first, and what if none of that is there, the likeliest first."""
        if len(wanted) <= _SCREENED:
            return wanted, []
        allowed = set(wanted)
        ranked = [each for each in self._index.best(points) if each in allowed]
        first, rest = ranked[:_SCREENED], ranked[_SCREENED:]
        if self._is_of_frames:
            return first, []
        if len(wanted) > _SCREENED + _MOST_REST:
            return first, rest[:_REST_OF_MANY]
        return first, [*rest, *sorted(allowed.difference(ranked))]

    def _hit(self, material: int, laid: Laid, picture: Picture, method: str) -> PictureHit:
        print_ = self._print(material)
        informative = print_.face.informative
        inside = seen = informative & (laid.agreement.seen >= TILE_SEEN)
        agrees = agrees_of(laid.agreement)
        under = seen & covered(print_.face, laid.agreement, agrees & seen)
        is_covered = bool(under.any()) and under.sum() <= _MOST_COVERED * seen.sum()
        if is_covered:
            # What lies half under a cover neither agrees nor disagrees.
            seen = seen & ~under & (agrees | ~beside(under))
        agreeing = share_of(agrees, seen)
        asks = agreeing >= _LEAST_AGREEING
        mask = self._look_alikes.telling(material) if asks else None
        telling = None if mask is None else share_of(agrees, seen & mask)
        if mask is not None and not (seen & mask).any():
            telling = 0.0
        score = agreeing if telling is None else 0.7 * telling + 0.3 * agreeing
        if mask is not None and share_of(seen, inside & mask) < _TELLING_OPEN:
            score = min(score, _THERE)
        return PictureHit(
            material=material,
            score=score,
            agreeing=agreeing,
            telling=telling,
            visible=float(seen.sum() / max(1, informative.sum())),
            method=method,
            corners=laid.placing.corners.astype(np.float64) * picture.scale,
            matrix=laid.placing.matrix,
            scale=laid.placing.scale,
            covered=float(under.sum() / max(1, informative.sum())) if is_covered else 0.0,
            under=under,
        )


def _is_under(line: Box, by: tuple[float, float], under: Mask | None) -> bool:
    """Say whether a cover reaches a line of print, or the tile beside it."""
    if under is None or not under.any():
        return False
    x, y, w, h = line
    left, top = int(x * by[0] // TILE), int(y * by[1] // TILE)
    right, foot = int((x + w) * by[0] // TILE), int((y + h) * by[1] // TILE)
    return bool(under[max(0, top - 1) : foot + 2, max(0, left - 1) : right + 2].any())


def _best(hits: Sequence[PictureHit]) -> float:
    return max((hit.score for hit in hits), default=0.0)
