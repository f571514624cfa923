"""Tile by tile, say whether a picture shows what the material shows.

The picture is laid into the material's frame and both are cut into tiles of 16 pixels. A tile
agrees if its grey pattern or its edges correlate, searched a few pixels around. The share of
tiles that agree tells the material from its look-alike, which shares logo, header and layout
but not the words.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.pictures import Grey

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

FRAME_SIDE = 320
TILE = 16
# Less of a tile inside the picture, and it is not compared.
TILE_SEEN = 0.9
_SEARCH = 3
# Grey levels of spread below which a tile has nothing to compare.
_FLAT = 6.0
_EDGE_FLAT = 4.0
# A cover differs from the material's paper by more grey levels than light and JPEG explain.
_OTHER_PAPER = 24.0
_LIGHT_TILES = 12
_LEAST_COVER = 6


@dataclass(frozen=True, eq=False)
class Face:
    """A material's frame, cut and normalised once. `rows` × `columns` tiles."""

    grey: Floats = field(repr=False)
    edges: Floats = field(repr=False)
    unit_grey: Floats = field(repr=False)
    unit_edges: Floats = field(repr=False)
    spread: Floats = field(repr=False)
    informative: Mask = field(repr=False)
    level: Floats = field(repr=False)
    """Each tile's mean, and in `paper` its median: what is left where print is missing."""
    paper: Floats = field(repr=False)

    @property
    def rows(self) -> int:
        return int(self.spread.shape[0])

    @property
    def columns(self) -> int:
        return int(self.spread.shape[1])


@dataclass(frozen=True, eq=False)
class Agreement:
    """How a picture's tiles compare. All arrays are (rows, columns).

    `grey`, `edges`: the best correlation, -1…1. `spread`: the picture's own contrast in grey
    levels. `seen`: the share of the tile that lies inside the picture.
    """

    grey: Floats = field(repr=False)
    edges: Floats = field(repr=False)
    spread: Floats = field(repr=False)
    seen: Floats = field(repr=False)
    level: Floats = field(repr=False)


def covered(face: Face, met: Agreement, agrees: Mask) -> Mask:
    """Say which tiles lie under something flat that is not the material's own paper.

    A look-alike with fewer words shows paper there; a sticker or a telephone's bar does not.
    Light is evened out by the tiles that agree.
    """
    nothing = np.zeros(agrees.shape, np.bool_)
    if agrees.sum() < _LIGHT_TILES:
        return nothing
    ours, theirs = face.level[agrees], met.level[agrees]
    spread = float(ours.std())
    gain = float(theirs.std()) / spread if spread > 1.0 else 1.0
    expected = (face.paper - float(ours.mean())) * gain + float(theirs.mean())
    flat = face.informative & ~agrees & (met.spread < _FLAT)
    return np.asarray(
        flat & (np.abs(met.level - expected) > _OTHER_PAPER * max(gain, 0.4)), np.bool_
    )


def beside(under: Mask) -> Mask:
    """Say which tiles touch a cover; a speck of a few tiles is none."""
    if under.sum() < _LEAST_COVER:
        return np.zeros(under.shape, np.bool_)
    return np.asarray(
        cv2.dilate(under.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, np.bool_
    )


def whole_tiles(grey: Grey) -> Grey:
    """Bring a frame to sides that are whole tiles."""
    height, width = grey.shape
    by = FRAME_SIDE / max(height, width)
    size = tuple(max(2, round(side * by / TILE)) * TILE for side in (width, height))
    how = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how), np.uint8)


def face_of(frame: Grey) -> Face:
    """Cut a material's frame (sides whole tiles, uint8) into normalised tiles."""
    grey = frame.astype(np.float32)
    edges = _edges(grey)
    unit_grey, spread = _unit(grey, _FLAT)
    unit_edges, _ = _unit(edges, _EDGE_FLAT)
    rows, columns = frame.shape[0] // TILE, frame.shape[1] // TILE
    cut = (
        grey.reshape(rows, TILE, columns, TILE).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    )
    paper = np.asarray(np.median(cut, axis=2), np.float32)
    informative = np.asarray(spread > _FLAT, np.bool_)
    return Face(grey, edges, unit_grey, unit_edges, spread, informative, _means(grey), paper)


def compare(face: Face, laid: Grey, inside: Grey) -> Agreement:
    """Compare a picture laid into the frame. `inside`: 255 where the picture reaches."""
    grey = laid.astype(np.float32)
    return Agreement(
        grey=_best(face.unit_grey, grey, _FLAT),
        edges=_best(face.unit_edges, _edges(grey), _EDGE_FLAT),
        spread=_unit(grey, _FLAT)[1],
        seen=_means(inside.astype(np.float32)) / 255.0,
        level=_means(grey),
    )


def _edges(grey: Floats) -> Floats:
    dx = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3)
    return np.asarray(cv2.magnitude(dx, dy) / 4, np.float32)


def _means(values: Floats) -> Floats:
    """Average over each tile."""
    height, width = values.shape
    size = (width // TILE, height // TILE)
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)


def _unit(values: Floats, flat: float) -> tuple[Floats, Floats]:
    """Take each tile's mean away and divide by its spread; give that and the spreads."""
    means = _means(values)
    spread = np.sqrt(np.maximum(_means(values * values) - means * means, 0))
    wide = (values.shape[1], values.shape[0])
    mean_px = cv2.resize(means, wide, interpolation=cv2.INTER_NEAREST)
    spread_px = cv2.resize(np.maximum(spread, flat / 2), wide, interpolation=cv2.INTER_NEAREST)
    return np.asarray((values - mean_px) / spread_px, np.float32), np.asarray(
        spread, np.float32
    )


def _best(unit: Floats, values: Floats, flat: float) -> Floats:
    """Give each tile's best correlation over shifts of up to _SEARCH pixels."""
    height, width = values.shape
    border = _SEARCH
    padded = cv2.copyMakeBorder(values, *(border,) * 4, cv2.BORDER_REPLICATE)
    half = (TILE // 2, TILE // 2)
    sums = cv2.boxFilter(padded, cv2.CV_32F, (TILE, TILE), anchor=half)
    squares = cv2.sqrBoxFilter(padded, cv2.CV_32F, (TILE, TILE), anchor=half)
    spread = np.sqrt(np.maximum(squares - sums * sums, (flat / 2) ** 2))
    best = np.full((height // TILE, width // TILE), -1, np.float32)
    for dy in range(2 * _SEARCH + 1):
        for dx in range(2 * _SEARCH + 1):
            shifted = padded[dy : dy + height, dx : dx + width]
            product = _means(shifted * unit)
            here = spread[
                dy + half[1] : dy + half[1] + height : TILE,
                dx + half[0] : dx + half[0] + width : TILE,
            ]
            np.maximum(best, product / here, out=best)
    return best
