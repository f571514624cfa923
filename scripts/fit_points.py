"""Fit what `crafts/matching/sketches.py` cuts descriptors by: `python -m scripts.fit_points`.

From posters of families that no measure uses (5,000 and above), both sets. The cells are cut
along the 16 directions in which descriptors differ most, each at its middle; the codes along
128 directions at right angles to each other, drawn from a seed.
"""

import io
from pathlib import Path

import cv2
import numpy as np

from bench.designs import design
from bench.posters import poster
from loa.crafts.matching.features import find_points
from loa.crafts.matching.imprints import MATERIAL_POINTS, MATERIAL_SIDE
from loa.crafts.matching.pictures import picture_of

FAMILIES = range(5_000, 5_150)
POINTS, CELL_BITS, CODE_BITS = 300, 16, 128
MODEL = Path(__file__).parents[1] / "src/loa/crafts/matching/model/points.npz"


def fit(descriptors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give directions (128, 144) int8 and the middle (144,) int32 of (n, 128) uint8."""
    apart = descriptors.astype(np.float64)
    apart -= apart.mean(axis=0)
    spread, main = np.linalg.eigh(np.cov(apart.T))
    cells = main[:, np.argsort(-spread)[:CELL_BITS]]
    codes, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(CODE_BITS, CODE_BITS)))
    both = np.hstack([cells, codes])
    directions = np.rint(127 * both / np.abs(both).max(axis=0)).astype(np.int8)
    along = descriptors.astype(np.float32) @ directions.astype(np.float32)
    return directions, np.rint(np.median(along, axis=0)).astype(np.int32)


def main() -> None:
    cv2.setNumThreads(1)
    met = [
        find_points(
            picture_of(np.asarray(draw(family, family % 5).convert("L"))).grey,
            side=MATERIAL_SIDE, most=MATERIAL_POINTS,
        ).descriptors[:POINTS]
        for family in FAMILIES
        for draw in (poster, design)
    ]  # fmt: skip
    directions, middle = fit(np.concatenate(met))
    out = io.BytesIO()
    np.savez_compressed(out, directions=directions, middle=middle)
    MODEL.write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
