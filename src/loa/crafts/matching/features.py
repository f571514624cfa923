"""Points of a picture that survive scaling, turning and light, and where they lead.

SIFT points, compared by the square roots of their normalised histograms (RootSIFT); pairs that
agree on one perspective are kept by MAGSAC. Sources: Lowe 2004; Arandjelović & Zisserman 2012;
Barath et al. 2020. Deterministic: the same pictures give the same answer.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.pictures import Grey, resize

Floats = NDArray[np.float32]

_RATIO = 0.82
_PIXELS = 4.0
LEAST_INLIERS = 10


@dataclass(frozen=True, eq=False)
class Points:
    """`at`: (n, 2) float32, x and y. `descriptors`: (n, 128) uint8 RootSIFT times 255."""

    at: Floats = field(repr=False)
    descriptors: NDArray[np.uint8] = field(repr=False)

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, eq=False)
class Placing:
    """Where a material's frame lies in a picture: `matrix` takes frame to picture (3, 3)."""

    matrix: NDArray[np.float64] = field(repr=False)
    inliers: int
    corners: Floats = field(repr=False)
    """(4, 2): the frame's corners in the picture, clockwise from the top left."""
    scale: float
    """Picture pixels for one of the frame, at its middle."""


def find_points(grey: Grey, *, side: int, most: int, unit: float = 1.0) -> Points:
    """Find up to `most` points at a longest side of `side` px; places in `grey` × `unit`."""
    by = side / max(grey.shape)
    worked = resize(grey, by) if abs(by - 1) > 0.02 else grey
    sift = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.02)
    keypoints, raw = sift.detectAndCompute(worked, None)
    if raw is None or not len(keypoints):
        return Points(np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8))
    at = np.array([point.pt for point in keypoints], np.float32)
    ratio = np.array(
        [worked.shape[1] / grey.shape[1], worked.shape[0] / grey.shape[0]], np.float32
    )
    root = np.sqrt(raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-6))
    # The strongest first: whoever wants fewer takes the head.
    order = np.argsort([-point.response for point in keypoints], kind="stable")[:most]
    packed = np.clip(np.rint(root[order] * 255), 0, 255).astype(np.uint8)
    return Points((at[order] / ratio * unit).astype(np.float32), packed)


def mirrored(points: Points, width: int) -> Points:
    """Give the points that a mirror image of a picture `width` wide would have.

    A descriptor is 4 rows × 4 columns × 8 directions, turned to its point's own direction: its
    mirror image has the rows and the directions the other way round.
    """
    cut = points.descriptors.reshape(-1, 4, 4, 8)[:, ::-1]
    turned = cut[..., [0, 7, 6, 5, 4, 3, 2, 1]].reshape(-1, 128)
    at = points.at * np.array([-1, 1], np.float32) + np.array([width - 1, 0], np.float32)
    return Points(np.asarray(at, np.float32), np.ascontiguousarray(turned))


def as_floats(points: Points) -> Floats:
    """Unpack descriptors to unit length, ready to be multiplied."""
    floats = points.descriptors.astype(np.float32)
    norms = np.linalg.norm(floats, axis=1, keepdims=True)
    return np.asarray(floats / np.maximum(norms, 1e-6), np.float32)


def pairs(ours: Floats, theirs: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pair points of a material (`ours`) with those of a picture, each with a clear best.

    The picture's second best in the material must be clearly worse (Lowe's ratio), and of
    several points of the picture that want one of the material only the nearest gets it.
    """
    if len(ours) < 2 or not len(theirs):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    near = theirs @ ours.T
    rows = np.arange(len(theirs))
    best = near.argmax(axis=1)
    top = near[rows, best]
    near[rows, best] = -1
    second = near.max(axis=1)
    clear = (2 - 2 * top) < _RATIO**2 * (2 - 2 * second)
    rows, best, top = rows[clear], best[clear], top[clear]
    order = np.argsort(-top, kind="stable")
    _, first = np.unique(best[order], return_index=True)
    kept = order[first]
    return best[kept], rows[kept]


def place(
    frame: Floats, picture: Floats, size: tuple[int, int], room: tuple[int, int]
) -> Placing | None:
    """Find the perspective that most pairs agree on; None where there is none to be believed.

    `frame`, `picture`: (n, 2) places of pairs. `size`: width and height of the frame, `room` of
    the picture.
    """
    if len(frame) < LEAST_INLIERS:
        return None
    cv2.setRNGSeed(1)
    matrix, mask = cv2.findHomography(
        frame, picture, cv2.USAC_MAGSAC, _PIXELS, maxIters=3000, confidence=0.999
    )
    if matrix is None or mask is None or int(mask.sum()) < LEAST_INLIERS:
        return None
    return placed(np.asarray(matrix, np.float64), int(mask.sum()), size, room)


def placed(
    matrix: NDArray[np.float64], inliers: int, size: tuple[int, int], room: tuple[int, int]
) -> Placing | None:
    """Look whether a perspective can be that of a sheet of paper, and say where it lies."""
    width, height = size
    box = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float32)
    homogeneous = np.c_[box[:, 0, :], np.ones(4)] @ matrix.T
    if (homogeneous[:, 2] * homogeneous[0, 2] <= 0).any():
        return None
    corners = cv2.perspectiveTransform(box, matrix)[:, 0, :]
    if not np.isfinite(corners).all() or not cv2.isContourConvex(corners):
        return None
    area = float(cv2.contourArea(corners, oriented=True))
    # Negative would be a mirror image; a hundredth of the picture is a stamp on a page.
    if area < 0.003 * room[0] * room[1] or area > 40.0 * room[0] * room[1]:
        return None
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    shape = sides / np.array([width, height, width, height])
    if shape.max() > 4 * shape.min():
        return None
    return Placing(
        matrix, inliers, corners.astype(np.float32), float(np.sqrt(area / (width * height)))
    )
